"""How a term went: who came to the sessions, which seats are vacant, and what body and working groups recommended. For half-time and the end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from committees.models import Appointment, Attendance, Body, Mandate, Recommendation, Seat
from committees.querysets import FILLING
from committees.session_states import PURSUED, Presence, RecommendationStatus, SessionKind, SessionState


@dataclass(frozen=True)
class Turnout:
    """A mandate and the sessions its member was invited to. Whoever was stood in for was there through somebody else."""

    mandate: Mandate
    invited: int
    present: int
    represented: int


@dataclass(frozen=True)
class Results:
    """What a body or a working group recommended in the term."""

    body: Body
    open: int
    done: int
    dropped: int


@dataclass(frozen=True)
class Evaluation:
    """A term up to a day."""

    until: date
    sessions: int
    turnouts: tuple[Turnout, ...]
    vacant: tuple[Seat, ...]
    results: tuple[Results, ...]


def evaluate(row: Appointment, day: date) -> Evaluation:
    """The term of an appointment up to `day`, at most to its end. Five queries, whatever its size."""
    until = min(day, row.ends) if row.ends else day
    seats = list(row.seats.select_related("group", "organisation", "unit"))
    mandates = _mandates(row, seats, until)
    present = _attendance(row, until)
    filled = {one.seat_id for one in mandates if one.fills and one.runs_on(until)}
    sessions = {held for rows in present.values() for held, _presence, _stand_in in rows}
    return Evaluation(
        until=until,
        sessions=len(sessions),
        turnouts=tuple(_turnout(one, present) for one in mandates if one.function in FILLING),
        vacant=tuple(seat for seat in seats if seat.pk not in filled and seat.exists_on(until)),
        results=tuple(_results(row, until)),
    )


def _mandates(row: Appointment, seats: Iterable[Seat], until: date) -> list[Mandate]:
    """Everybody who sat on these seats in the term, leavers and successors too."""
    rows = Mandate.objects.filter(seat__in=seats, begins__lte=until).exclude(ends__lt=row.begins)
    return list(rows.select_related("member__user", "seat__group").order_by("seat__group__order", "seat", "begins"))


Row = tuple[tuple[date, int], str, str]


def _attendance(row: Appointment, until: date) -> dict[str, list[Row]]:
    """Day and number of the session, presence and stand-in, by who was invited: the account where there is one, else the name."""
    rows = Attendance.objects.filter(
        session__body=row.body_id, session__kind=SessionKind.SITTING, session__state=SessionState.CLOSED,
        session__held_on__range=(row.begins, until), votes=True,
    )  # fmt: skip
    found: dict[str, list[Row]] = defaultdict(list)
    for user, name, held_on, session, presence, stand_in in rows.values_list(
        "user_id", "name", "session__held_on", "session_id", "presence", "represented_by"
    ):
        found[_key(user, name)].append(((held_on, session), presence, stand_in))
    return found


def _key(user: int | None, name: str) -> str:
    return f"#{user}" if user else name


def _turnout(mandate: Mandate, attendance: dict[str, list[Row]]) -> Turnout:
    rows = attendance.get(_key(mandate.member.user_id, str(mandate.member)), [])
    own = [(presence, stand_in) for (held_on, _pk), presence, stand_in in rows if mandate.runs_on(held_on)]
    there = [stand_in for presence, stand_in in own if presence == Presence.PRESENT]
    return Turnout(mandate, len(own), there.count(""), len(there) - there.count(""))


def _results(row: Appointment, until: date) -> list[Results]:
    """The body itself, then its working groups by name; those without recommendations too."""
    bodies = Body.objects.filter(Q(pk=row.body_id) | Q(parent=row.body_id)).select_related("unit")
    counted = (
        Recommendation.objects.filter(body__in=bodies.values("pk"), given_on__range=(row.begins, until))
        .values_list("body_id")
        .annotate(
            open=Count("pk", filter=Q(status__in=PURSUED)),
            done=Count("pk", filter=Q(status=RecommendationStatus.DONE)),
            dropped=Count("pk", filter=Q(status=RecommendationStatus.DROPPED)),
        )
        .order_by()
    )
    numbers = {pk: rest for pk, *rest in counted}
    ordered = sorted(bodies, key=lambda body: (body.pk != row.body_id, body.unit.name))
    return [Results(body, *numbers.get(body.pk, (0, 0, 0))) for body in ordered]
