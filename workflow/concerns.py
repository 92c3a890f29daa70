"""Subjects of the table of concerns: what a person stands for, in numbers that one index answers; and the check of the table.

The rows themselves are derived by the database, in the statement that changes a case, a task or a participation
(`migrations/0007_concern.py`): there is no way past it, and one definition serves the settling of a case and the check of all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db import connection

from directory.models import Rank, UnitFunction, UnitKind, User
from directory.standing import Post, Standing

OVERSIGHT = (UnitFunction.REGISTRY, UnitFunction.FRONT_OFFICE, UnitFunction.AUDIT)
BODIES = (UnitKind.SEAT, UnitKind.BODY, UnitKind.WORKING_GROUP)


class Kind(IntEnum):
    """What a subject is."""

    UNIT = 0
    ORGANISATION = 1
    PERSON = 2
    LINE = 3


def of_unit(pk: int) -> int:
    """The subject of a unit: everybody with a post in it."""
    return 4 * pk + Kind.UNIT


def of_organisation(pk: int) -> int:
    """The subject of a partner."""
    return 4 * pk + Kind.ORGANISATION


def of_person(pk: int) -> int:
    """The subject of a natural person."""
    return 4 * pk + Kind.PERSON


def of_line(pk: int) -> int:
    """The subject of those who lead or oversee a unit and all below it; concerned by what the units below lead."""
    return 4 * pk + Kind.LINE


def behind(subject: int) -> tuple[Kind, int]:
    """What a subject is, and the id of the unit, the organisation or the person."""
    return Kind(subject % 4), subject // 4


def unit_of(subject: int) -> int | None:
    """The unit behind a subject; None for organisations, people and lines."""
    kind, pk = behind(subject)
    return pk if kind is Kind.UNIT else None


def standings(standing: Standing) -> list[Standing]:
    """The person's own standing and those she deputises for."""
    return [standing, *(principal.standing for principal in standing.principals)]


def posts_of(standing: Standing) -> list[Post]:
    """Own posts and those deputised for."""
    return list(standing.all_posts)


def has_office(standing: Standing, *functions: UnitFunction) -> bool:
    """Belongs to a unit with one of these functions, herself or as a deputy."""
    return any(post.function in functions for post in posts_of(standing))


def house_units(standing: Standing) -> list[int]:
    """Units in a Ressort's line; seats in bodies are not among them."""
    return [post.unit_id for post in posts_of(standing) if post.kind not in BODIES]


def ressort_path(path: str) -> str:
    """Path of the Ressort a unit belongs to."""
    return "/" + path.strip("/").split("/", 1)[0] + "/"


def led_by(post: Post) -> str | None:
    """The path of what a head leads; bodies and seats are no line."""
    return Standing.led_path(post) if post.rank >= Rank.HEAD_OF_UNIT and post.kind not in BODIES else None


def watched_by(post: Post) -> str | None:
    """The path of what an office watches over: Registratur, Büro and Revision their whole Ressort."""
    return ressort_path(post.unit_path) if post.function in OVERSIGHT else None


def led_paths(standing: Standing) -> set[str]:
    """Paths of the subtrees the person leads, herself or as a deputy."""
    return {path for path in map(led_by, posts_of(standing)) if path}


def heads(standing: Standing) -> list[int]:
    """Units whose head the person is, herself or as a deputy."""
    return [post.unit_id for post in posts_of(standing) if led_by(post)]


def overseen_paths(standing: Standing) -> set[str]:
    """Paths of the units whose normal cases the person sees by office: the subtrees she leads; the whole Ressort for Registratur, Büro and Revision."""
    return {path for post in posts_of(standing) for path in _lines(post)}


def _lines(post: Post) -> set[str]:
    return {path for path in (led_by(post), watched_by(post)) if path}


@dataclass(frozen=True)
class Ground:
    """One thing a person stands for, and by what: a post or none; in whose place where she deputises."""

    subject: int
    post: Post | None = None
    principal: User | None = None


def office_grounds(standing: Standing) -> Iterator[Ground]:
    """What the person stands for on the side of the Land: her units, the lines she leads or oversees, herself, and all that of those she deputises for."""
    for one in standings(standing):
        principal = None if one is standing else one.user
        yield Ground(of_person(one.user.pk), None, principal)
        for post in one.posts:
            yield Ground(of_unit(post.unit_id), post, principal)
            for path in _lines(post):
                yield Ground(of_line(int(path.strip("/").rsplit("/", 1)[-1])), post, principal)


def partner_grounds(standing: Standing) -> Iterator[Ground]:
    """The organisations the person acts for."""
    return (Ground(of_organisation(pk)) for pk in standing.organisation_ids)


def office_subjects(standing: Standing) -> list[int]:
    """The subjects of the person on the side of the Land, in their order."""
    return sorted({ground.subject for ground in office_grounds(standing)})


def partner_subjects(standing: Standing) -> list[int]:
    """The subjects of the organisations the person acts for."""
    return sorted(ground.subject for ground in partner_grounds(standing))


@dataclass(frozen=True)
class Difference:
    """A row that stands in the table and should not, or should and does not, or reaches too far or not far enough."""

    subject: int
    case: int
    why: int
    held: int | None
    derived: int | None


_COMPARED = """
  SELECT coalesce(h.subject, d.subject), coalesce(h.case_id, d.case_id), coalesce(h.why, d.why), h.extent, d.extent
  FROM workflow_concern h FULL JOIN workflow_concern_derived d ON (h.subject, h.case_id, h.why) = (d.subject, d.case_id, d.why)
  WHERE h.subject IS NULL OR d.subject IS NULL OR (h.extent, h.until) IS DISTINCT FROM (d.extent, d.until)
"""


def differences() -> list[Difference]:
    """Every row of the table that is not as it follows from cases, tasks and participations; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED)
        rows: Iterable[tuple[Any, ...]] = cursor.fetchall()
    return [Difference(*row) for row in rows]


def settle(cases: Iterable[int]) -> None:
    """Make the rows of these cases what they should be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workflow_settle_concerns(%s)", [list(cases)])
