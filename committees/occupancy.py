"""Who sits in a body on a day: read from the database in a fixed number of queries, judged by `seating`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from committees.members import representatives
from committees.models import Body, Mandate, Seat, SeatGroup
from committees.terms import Span, Term, expiring, vacancies
from directory.models import OrgUnit, UnitKind


@dataclass(frozen=True)
class Place:
    """A seat on a day: who fills it, who is on it otherwise, which of its mandates runs out soon, and who fills it next."""

    seat: Seat
    filled: tuple[Mandate, ...]
    others: tuple[Mandate, ...]
    expires: date | None
    coming: Mandate | None = None

    @property
    def vacant(self) -> bool:
        """Nobody fills it."""
        return not self.filled


@dataclass(frozen=True)
class GroupPicture:
    """A group on a day."""

    group: SeatGroup
    places: tuple[Place, ...]

    @property
    def filled(self) -> int:
        """Seats somebody fills."""
        return sum(not place.vacant for place in self.places)

    @property
    def vacant(self) -> int:
        """Seats nobody fills."""
        return len(self.places) - self.filled


@dataclass(frozen=True)
class Picture:
    """A body on a day."""

    day: date
    groups: tuple[GroupPicture, ...]
    expiring: tuple[Mandate, ...]

    @property
    def seats(self) -> int:
        """All seats of the concept."""
        return sum(len(group.places) for group in self.groups)

    @property
    def filled(self) -> int:
        """Seats somebody fills."""
        return sum(group.filled for group in self.groups)

    @property
    def vacant(self) -> int:
        """Seats nobody fills."""
        return self.seats - self.filled

    @property
    def member_ids(self) -> frozenset[int]:
        """Those who fill a seat, each once."""
        return frozenset(
            mandate.member_id for group in self.groups for place in group.places for mandate in place.filled
        )


@dataclass(frozen=True)
class Summary:
    """A body in one line of the list."""

    body: Body
    seats: int
    filled: int
    next_expiry: date | None
    ressorts: tuple[bool, ...] = ()

    @property
    def vacant(self) -> int:
        """Seats nobody fills."""
        return self.seats - self.filled

    @property
    def represented(self) -> int:
        """Ressort seats that have a representative."""
        return sum(self.ressorts)


def term_of(mandate: Mandate) -> Term:
    """A mandate as the rules see it."""
    span = Span(mandate.begins, mandate.ends)
    return Term(mandate.seat_id, mandate.member_id, span, cut=bool(mandate.end_reason), mandate=mandate.pk)


def occupancy(body: Body, day: date) -> Picture:
    """Groups, seats and people of a body on a day. Three queries, whatever its size; a dissolved body has no seats any more."""
    groups: dict[int, tuple[SeatGroup, list[Place]]] = {group.pk: (group, []) for group in body.groups.all()}
    if not body.exists_on(day):
        return Picture(day, tuple(GroupPicture(group, ()) for group, _places in groups.values()), ())
    lasting = Q(ends=None) | Q(ends__gte=day)
    mandates = list(
        Mandate.objects.of([body.pk]).filter(lasting).select_related("member", "seat").order_by("function", "pk")
    )
    by_id = {mandate.pk: mandate for mandate in mandates}
    ends = expiring([term_of(row) for row in mandates if row.fills], day, body.notice_months)
    soon = {term.seat: term.span.ends for term in ends}
    running: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        if mandate.runs_on(day):
            running[mandate.seat_id].append(mandate)
    later = sorted(
        (row for row in mandates if row.fills and row.begins > day), key=lambda row: row.begins, reverse=True
    )
    coming = {row.seat_id: row for row in later}
    for seat in Seat.objects.on(day).filter(group__body=body).select_related("group", "organisation", "unit"):
        groups[seat.group_id][1].append(_place(seat, running[seat.pk], soon.get(seat.pk), coming.get(seat.pk)))
    pictures = tuple(GroupPicture(group, tuple(places)) for group, places in groups.values())
    return Picture(day, pictures, tuple(by_id[term.mandate] for term in ends))


def _place(seat: Seat, running: list[Mandate], expires: date | None, coming: Mandate | None) -> Place:
    filled, others = (tuple(row for row in running if row.fills is fills) for fills in (True, False))
    return Place(seat, filled, others, expires, coming)


def summaries(bodies: Iterable[Body], day: date) -> list[Summary]:
    """Each body in one line. Four queries, whatever their number; a body that is dissolved has no seats to fill any more."""
    shown = list(bodies)
    alive = [body.pk for body in shown if body.exists_on(day)]
    seats: dict[int, list[int]] = defaultdict(list)
    for pk, body_id in Seat.objects.on(day).filter(group__body_id__in=alive).values_list("pk", "group__body_id"):
        seats[body_id].append(pk)
    terms: dict[int, list[Term]] = defaultdict(list)
    rows = Mandate.objects.of(alive).filling().exclude(ends__lt=day).select_related("seat__group")
    for mandate in rows:
        terms[mandate.seat.group.body_id].append(term_of(mandate))
    ressorts = _ressort_seats(alive, day)
    return [
        replace(_summary(body, seats[body.pk], terms[body.pk], day), ressorts=tuple(ressorts[body.pk])) for body in shown
    ]  # fmt: skip


def _summary(body: Body, seats: list[int], terms: list[Term], day: date) -> Summary:
    ends = [term.span.ends for term in terms if term.span.holds(day) and term.span.ends and term.seat in seats]
    return Summary(body, len(seats), len(seats) - len(vacancies(terms, seats, day)), min(ends, default=None))


def _ressort_seats(bodies: Iterable[int], day: date) -> dict[int, list[bool]]:
    """For each body, whether each Ressort's seat in it is represented."""
    rows = list(OrgUnit.objects.valid_on(day).filter(kind=UnitKind.SEAT, parent__in=bodies))
    sitting = representatives(rows, day)
    found: dict[int, list[bool]] = defaultdict(list)
    for seat in rows:
        if seat.parent_id is not None:
            found[seat.parent_id].append(seat.pk in sitting)
    return found
