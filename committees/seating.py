"""Who sits for a Ressort in a body: one representative and a deputy per seat, and what happens when they change."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from committees.members import bodies, representatives
from committees.secretariat import runs_bodies
from directory.models import Deputyship, Membership, OrgUnit, Rank, UnitKind, User
from directory.standing import Standing
from workflow.errors import InputError, NotAllowedError
from workflow.models import CaseTask
from workflow.permissions import Authority, leads
from workflow.services import succeed

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """Who shall sit for the Ressort, from which day on, and why."""

    person: User
    since: date
    reason: str


@dataclass(frozen=True)
class Place:
    """One seat with the people in it, and those who come next."""

    seat: OrgUnit
    representative: Membership | None
    deputy: Deputyship | None
    coming: Membership | None


def may_fill(seat: OrgUnit, standing: Standing) -> bool:
    """The Geschäftsstelle, and whoever leads the Ressort the seat belongs to."""
    return runs_bodies(standing) or (seat.represents is not None and leads(standing, seat.represents.path))


def may_fill_any(standing: Standing) -> bool:
    """Leads a Ressort; asked on every page, so without a look at the seats."""
    tops = (UnitKind.LEADERSHIP, UnitKind.DEPARTMENT)
    return any(post.kind in tops and post.rank >= Rank.HEAD_OF_UNIT for post in standing.posts)


def seats_to_fill(standing: Standing) -> list[OrgUnit]:
    """Seats of today whose people this person may change, body by body."""
    rows = OrgUnit.objects.valid_on(standing.day).filter(kind=UnitKind.SEAT, parent__in=bodies(standing.day))
    return [
        seat
        for seat in rows.select_related("parent", "represents").order_by("parent__name", "short")
        if may_fill(seat, standing)
    ]


def places(seats: list[OrgUnit], day: date) -> list[Place]:
    """The seats with their people. Three queries."""
    sitting = representatives(seats, day)
    deputies = {
        row.unit_id: row for row in Deputyship.objects.valid_on(day).filter(unit__in=seats).select_related("deputy")
    }
    later = Membership.objects.filter(unit__in=seats, valid_from__gt=day, rank__gte=Rank.REPRESENTATIVE)
    coming = {row.unit_id: row for row in later.select_related("user").order_by("-valid_from")}
    return [Place(seat, sitting.get(seat.pk), deputies.get(seat.pk), coming.get(seat.pk)) for seat in seats]


def candidates(seat: OrgUnit, day: date) -> QuerySet[User]:
    """People of the Ressort: in its line, or in one of its seats."""
    ressort = seat.represents
    path = ressort.path if ressort else seat.path
    members = Membership.objects.valid_on(day).filter(Q(unit__path__startswith=path) | Q(unit__represents=ressort))
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("last_name", "first_name")


def change_representative(seat: OrgUnit, change: Change, *, standing: Standing, at: datetime) -> int:
    """The one before ends the day before, the new one begins; open tasks go with the seat at once if the day has come. How many tasks."""
    _require(seat, standing)
    if not change.reason.strip():
        raise InputError("reason", _("Nennen Sie den Grund des Wechsels; er steht bei den übergebenen Aufgaben."))
    with transaction.atomic():
        OrgUnit.objects.select_for_update(no_key=True).get(pk=seat.pk)
        _check(seat, change, standing)
        _end_before(seat, change.since)
        title = _("Ressortvertretung %(ressort)s") % {"ressort": seat.represents or seat}
        Membership.objects.create(
            user=change.person, unit=seat, rank=Rank.REPRESENTATIVE, valid_from=change.since, function_title=title
        )
        if change.since > standing.day:
            return 0
        return hand_over_tasks(seat, change.reason, standing=standing, at=at)


def _require(seat: OrgUnit, standing: Standing) -> None:
    if not may_fill(seat, standing):
        raise NotAllowedError(_("Den Sitz besetzt die Geschäftsstelle oder die Leitung des Ressorts."))


def _check(seat: OrgUnit, change: Change, standing: Standing) -> None:
    before = representatives([seat], change.since).get(seat.pk)
    if before and before.user_id == change.person.pk:
        raise InputError("person", _("%(person)s vertritt das Ressort bereits.") % {"person": change.person})
    if not candidates(seat, standing.day).filter(pk=change.person.pk).exists():
        raise InputError("person", _("Diese Person gehört nicht zum Ressort des Sitzes."))
    if change.since < standing.day:
        raise InputError("since", _("Ein Wechsel wirkt frühestens heute. Wählen Sie heute oder einen späteren Tag."))
    if before and before.valid_from >= change.since:
        raise InputError("since", _("Die bisherige Vertretung beginnt erst an diesem Tag. Wählen Sie einen späteren."))
    if Membership.objects.filter(unit=seat, rank__gte=Rank.REPRESENTATIVE, valid_from__gt=standing.day).exists():
        raise InputError("since", _("Für diesen Sitz ist bereits ein künftiger Wechsel eingetragen."))


def _end_before(seat: OrgUnit, since: date) -> None:
    """The representative ends the day before, and a deputy with her."""
    rows = Membership.objects.valid_on(since).filter(unit=seat, rank__gte=Rank.REPRESENTATIVE)
    rows.update(valid_to=since - ONE_DAY)
    _end_deputies(seat, since)


def _end_deputies(seat: OrgUnit, since: date) -> None:
    """A period that ends before it begins is refused by the database; one day in the past is none for anybody."""
    last = since - ONE_DAY
    rows = Deputyship.objects.filter(Q(valid_to=None) | Q(valid_to__gte=since), unit=seat)
    rows.filter(valid_from__gte=since).update(valid_from=last, valid_to=last)
    rows.filter(valid_from__lt=since).update(valid_to=last)


def left_behind(seat: OrgUnit, day: date) -> QuerySet[CaseTask]:
    """Open tasks of the seat that somebody owns who no longer sits there."""
    sitting = Membership.objects.valid_on(day).filter(unit=seat).values("user")
    rows: QuerySet[CaseTask] = CaseTask.objects.human().open().filter(unit=seat, owner__isnull=False)
    return rows.exclude(owner__in=sitting).exclude(owner__in=_deputies(seat, day)).order_by("process_id", "pk")


def _deputies(seat: OrgUnit, day: date) -> list[int]:
    return list(Deputyship.objects.valid_on(day).filter(unit=seat).values_list("deputy", flat=True))


def hand_over_tasks(seat: OrgUnit, reason: str, *, standing: Standing, at: datetime) -> int:
    """What a former representative still has goes to the present one, with the reason in each case's history. How many tasks."""
    _require(seat, standing)
    with transaction.atomic():
        present = representatives([seat], standing.day).get(seat.pk)
        if present is None:
            raise InputError("person", _("Der Sitz ist heute nicht besetzt. Tragen Sie zuerst eine Vertretung ein."))
        tasks = list(left_behind(seat, standing.day).values_list("pk", flat=True))
        for pk in tasks:
            succeed(pk, to=present.user, reason=reason, by=Authority(standing.user), at=at)
    return len(tasks)


def name_deputy(seat: OrgUnit, person: User | None, *, standing: Standing) -> Deputyship | None:
    """Who stands in for the representative in this seat from today on; nobody ends it."""
    _require(seat, standing)
    with transaction.atomic():
        OrgUnit.objects.select_for_update(no_key=True).get(pk=seat.pk)
        present = representatives([seat], standing.day).get(seat.pk)
        if present is None:
            raise InputError("deputy", _("Der Sitz ist heute nicht besetzt. Tragen Sie zuerst eine Vertretung ein."))
        if person and person.pk == present.user_id:
            raise InputError("deputy", _("Niemand kann sich selbst vertreten."))
        if person and not candidates(seat, standing.day).filter(pk=person.pk).exists():
            raise InputError("deputy", _("Diese Person gehört nicht zum Ressort des Sitzes."))
        return _replace_deputy(seat, present.user, person, standing.day)


def _replace_deputy(seat: OrgUnit, principal: User, person: User | None, day: date) -> Deputyship | None:
    _end_deputies(seat, day)
    if person is None:
        return None
    reason = _("Stellvertretung im Sitz %(seat)s") % {"seat": seat}
    return Deputyship.objects.create(principal=principal, deputy=person, unit=seat, valid_from=day, reason=reason)
