"""Subjects of the table of concerns: what a person stands for, in numbers that one index answers; and the check of the table.

The rows themselves are derived by the database, in the statement that changes a case, a task or a participation
(`migrations/0007_concern.py`): there is no way past it, and one definition serves the settling of a case and the check of all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from directory.models import Rank, UnitFunction, UnitKind
from directory.standing import Post, Standing

OVERSIGHT = (UnitFunction.REGISTRY, UnitFunction.FRONT_OFFICE, UnitFunction.AUDIT)
BODIES = (UnitKind.SEAT, UnitKind.BODY, UnitKind.WORKING_GROUP)


def of_unit(pk: int) -> int:
    """The subject of a unit: everybody with a post in it."""
    return 4 * pk


def of_organisation(pk: int) -> int:
    """The subject of a partner."""
    return 4 * pk + 1


def of_person(pk: int) -> int:
    """The subject of a natural person."""
    return 4 * pk + 2


def of_line(pk: int) -> int:
    """The subject of those who lead or oversee a unit and all below it; concerned by what the units below lead."""
    return 4 * pk + 3


def unit_of(subject: int) -> int | None:
    """The unit behind a subject; None for organisations, people and lines."""
    return subject // 4 if subject % 4 == 0 else None


def standings(standing: Standing) -> list[Standing]:
    """The person's own standing and those she deputises for."""
    return [standing, *(principal.standing for principal in standing.principals)]


def posts_of(standing: Standing) -> list[Post]:
    """Own posts and those deputised for."""
    return [post for one in standings(standing) for post in one.posts]


def house_units(standing: Standing) -> list[int]:
    """Units in a Ressort's line; seats in bodies are not among them."""
    return [post.unit_id for post in posts_of(standing) if post.kind not in BODIES]


def ressort_path(path: str) -> str:
    """Path of the Ressort a unit belongs to."""
    return "/" + path.strip("/").split("/", 1)[0] + "/"


def overseen_paths(standing: Standing) -> set[str]:
    """Paths of the units whose normal cases the person sees by office: the subtrees she leads; the whole Ressort for Registratur, Büro and Revision."""
    posts = posts_of(standing)
    led = {Standing.led_path(post) for post in posts if post.rank >= Rank.HEAD_OF_UNIT and post.kind not in BODIES}
    return led | {ressort_path(post.unit_path) for post in posts if post.function in OVERSIGHT}


def office_subjects(standing: Standing) -> list[int]:
    """What the person stands for on the side of the Land: her units, the lines she leads or oversees, herself, and all that of those she deputises for."""
    found = {of_unit(post.unit_id) for post in posts_of(standing)}
    found |= {of_line(int(path.strip("/").rsplit("/", 1)[-1])) for path in overseen_paths(standing)}
    found |= {of_person(one.user.pk) for one in standings(standing)}
    return sorted(found)


def partner_subjects(standing: Standing) -> list[int]:
    """The organisations the person acts for."""
    return sorted(map(of_organisation, standing.organisation_ids))


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
