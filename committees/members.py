"""Who sits in a body on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from committees.models import Mandate
from directory.models import Membership, OrgUnit, Rank, UnitKind, User

BODY_KINDS = (UnitKind.BODY, UnitKind.WORKING_GROUP)


@dataclass(frozen=True)
class Member:
    """One place in a body and the person in it; nobody when the seat is vacant. `label` and `address` are those of a person without account."""

    seat: OrgUnit | None
    user: User | None
    label: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """The person, empty for a vacant seat."""
        return self.user.name if self.user else self.label

    @property
    def email(self) -> str:
        """Where to write to."""
        return self.user.email if self.user else self.address


def bodies(day: date) -> QuerySet[OrgUnit]:
    """The bodies that exist on a day."""
    return OrgUnit.objects.valid_on(day).filter(kind__in=BODY_KINDS).order_by("name")


def seats_in(body: OrgUnit, day: date) -> QuerySet[OrgUnit]:
    """The seats of a body on a day."""
    return OrgUnit.objects.valid_on(day).filter(kind=UnitKind.SEAT, parent=body).order_by("short")


def members_of(body: OrgUnit, day: date) -> list[Member]:
    """Each Ressort's seat with its representative; other bodies have the members with a mandate, or those who belong to them directly. Three queries."""
    seats = list(seats_in(body, day))
    mandated = [] if seats else _mandated(body, day)
    if mandated:
        return mandated
    if not seats:
        rows = Membership.objects.valid_on(day).filter(unit=body, user__is_active=True).select_related("user")
        people = {row.user_id: row.user for row in rows}
        return [Member(None, user) for user in sorted(people.values(), key=lambda user: (user.last_name, user.pk))]
    sitting = representatives(seats, day)
    return [Member(seat, sitting[seat.pk].user if seat.pk in sitting else None) for seat in seats]


def _mandated(body: OrgUnit, day: date) -> list[Member]:
    """Those whose mandate fills a seat on the day, by name."""
    rows = Mandate.objects.of([body.pk]).on(day).filling().select_related("member__user")
    people = {row.member_id: row.member for row in rows}
    found = sorted(people.values(), key=lambda person: (person.name, person.pk))
    return [Member(None, person.user, label=str(person), address=person.email) for person in found]


def representatives(seats: Iterable[OrgUnit], day: date) -> dict[int, Membership]:
    """The membership of each seat's representative, by seat; of two, the later one counts."""
    rows = Membership.objects.valid_on(day).filter(
        unit__in=list(seats), rank__gte=Rank.REPRESENTATIVE, user__is_active=True
    )
    return {row.unit_id: row for row in rows.select_related("user", "unit").order_by("valid_from", "pk")}
