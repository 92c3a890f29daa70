"""What the Geschäftsstelle does with bodies, their seats and who sits in them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from committees.models import (
    Body,
    BodyKind,
    EndReason,
    Function,
    Gender,
    Mandate,
    Member,
    MigrationHistory,
    Seat,
    SeatGroup,
    SelfDeclaration,
)
from committees.querysets import FILLING
from committees.secretariat import require_secretariat
from directory.models import OrgUnit, UnitKind
from directory.standing import Standing
from workflow.errors import InputError
from workflow.models import Case

GROUPS = (BodyKind.EXPERT_GROUP, BodyKind.WORKING_GROUP)
MOST_SEATS = 200


def save_body(body: Body, *, name: str, short: str, standing: Standing, at: datetime) -> Body:
    """Store a body and the unit that carries its name. A new body gets a new unit, in force from the day its term begins, else today."""
    require_secretariat(standing)
    with transaction.atomic():
        if not body.unit_id:
            body.unit = _new_unit(body, name.strip(), short.strip(), standing.day)
            body.created_at = at
        elif body.unit.name != name.strip():
            body.unit.name = name.strip()
            body.unit.save(update_fields=["name"])
        body.modified_at = at
        body.save()
    return body


def _new_unit(body: Body, name: str, short: str, day: date) -> OrgUnit:
    if OrgUnit.objects.filter(short__iexact=short).exists():
        raise InputError("short", _("Dieses Kurzzeichen gibt es bereits. Wählen Sie ein anderes."))
    kind = UnitKind.WORKING_GROUP if body.kind in GROUPS else UnitKind.BODY
    return OrgUnit.objects.create(short=short, name=name, kind=kind, valid_from=body.begins or day)


def save_group(group: SeatGroup, seats: int, *, standing: Standing) -> SeatGroup:
    """Store a group and bring its seats to this number: new ones are added, the last ones taken away.

    A seat somebody ever sat on is not deleted but ends with today; one somebody sits on stays, and InputError says so.
    """
    require_secretariat(standing)
    if SeatGroup.objects.filter(body_id=group.body_id, name__iexact=group.name.strip()).exclude(pk=group.pk).exists():
        raise InputError("name", _("Diese Gruppe gibt es in dem Gremium bereits."))
    with transaction.atomic():
        group.name = group.name.strip()
        group.save()
        # Two people changing the same group must not both add the same seats.
        SeatGroup.objects.select_for_update().get(pk=group.pk)
        now = list(Seat.objects.on(standing.day).filter(group=group).order_by("number"))
        if len(now) < seats:
            _add_seats(group, seats - len(now))
        elif len(now) > seats:
            _take_seats(now[seats:], standing.day)
    return group


def _add_seats(group: SeatGroup, number: int) -> None:
    last = Seat.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    Seat.objects.bulk_create(Seat(group=group, number=last + step) for step in range(1, number + 1))


def _take_seats(seats: list[Seat], day: date) -> None:
    ids = [seat.pk for seat in seats]
    if Mandate.objects.filter(seat_id__in=ids).filter(Q(ends=None) | Q(ends__gt=day)).exists():
        raise InputError("seats", _("Auf einem der letzten Sitze läuft ein Mandat. Beenden Sie es zuerst."))
    used = set(Mandate.objects.filter(seat_id__in=ids).values_list("seat_id", flat=True))
    Seat.objects.filter(pk__in=used).update(ends=day)
    Seat.objects.filter(pk__in=set(ids) - used).delete()


def save_seat(seat: Seat, *, standing: Standing) -> Seat:
    """Store who sends somebody to a seat; mandates keep the name they were given under."""
    require_secretariat(standing)
    seat.save()
    return seat


def save_member(member: Member, *, standing: Standing, at: datetime) -> Member:
    """Store a person's name and contact."""
    require_secretariat(standing)
    if not member.pk:
        member.created_at = at
    member.modified_at = at
    member.save()
    return member


@dataclass(frozen=True)
class Declaration:
    """What somebody declared of herself on a day."""

    gender: str
    migration_history: str
    declared_on: date


def declare(member: Member, declaration: Declaration | None, *, standing: Standing) -> None:
    """Keep a voluntary self-declaration in place of an earlier one; None deletes it, as the person may ask at any time."""
    require_secretariat(standing)
    if declaration is None:
        SelfDeclaration.objects.filter(member=member).delete()
        return
    if declaration.declared_on > standing.day:
        raise InputError("declared_on", _("Das Datum der Selbstauskunft liegt in der Zukunft."))
    keep_declaration(member, declaration)


def keep_declaration(member: Member, declaration: Declaration) -> None:
    """Store it; a declaration that says nothing at all is not kept."""
    if (declaration.gender, declaration.migration_history) == ("", ""):
        return
    values = {
        "gender": declaration.gender or Gender.WITHHELD,
        "migration_history": declaration.migration_history or MigrationHistory.WITHHELD,
        "declared_on": declaration.declared_on,
    }
    SelfDeclaration.objects.update_or_create(member=member, defaults=values)


@dataclass(frozen=True)
class Seating:
    """A mandate to be given: who, where, as what, from when to when."""

    seat: Seat
    member: Member
    function: str
    begins: date
    ends: date | None = None
    case: Case | None = None


def appoint(seating: Seating, *, standing: Standing, at: datetime) -> Mandate:
    """Put somebody on a seat outside a case: what was before this system, or what needs no case."""
    require_secretariat(standing)
    return give_mandate(seating, at=at)


def give_mandate(seating: Seating, *, at: datetime) -> Mandate:
    """Write a mandate under the name the seat is sent from today. InputError where the seat is taken or does not exist by then."""
    seat = seating.seat
    if seating.ends is not None and seating.ends < seating.begins:
        raise InputError("ends", _("Das Ende liegt vor dem Beginn."))
    with transaction.atomic():
        # Two appointments to one seat queue here; the constraint of the table is the last word.
        Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
        if not seat.exists_on(seating.begins):
            raise InputError("begins", _("Diesen Sitz gibt es an dem Tag nicht."))
        taken = overlapping(seating)
        if taken is not None:
            raise InputError("begins", _taken(taken))
        return Mandate.objects.create(
            seat=seat, member=seating.member, function=seating.function, begins=seating.begins, ends=seating.ends,
            sender=seat.sender[:250], case=seating.case, created_at=at, modified_at=at,
        )  # fmt: skip


def overlapping(seating: Seating) -> Mandate | None:
    """A mandate that shares a day with this one: in the same function on the seat, or somebody else who fills it too."""
    rows = Mandate.objects.filter(seat=seating.seat).filter(Q(ends=None) | Q(ends__gte=seating.begins))
    if seating.ends is not None:
        rows = rows.filter(begins__lte=seating.ends)
    same = Q(function=seating.function)
    if seating.function in FILLING:
        same |= Q(function__in=FILLING) & ~Q(member=seating.member)
    rows = rows.filter(same)
    return rows.select_related("member").order_by("begins").first()


def _taken(mandate: Mandate) -> str:
    names = {"name": str(mandate.member), "function": Function(mandate.function).label, "begins": f"{mandate.begins:%d.%m.%Y}"}  # fmt: skip
    if mandate.ends is None:
        text = _(
            "Auf diesem Sitz ist %(name)s (%(function)s) seit dem %(begins)s ohne Ende berufen. Beenden Sie dieses Mandat zuerst."
        )
        return text % names
    text = _("Auf diesem Sitz ist %(name)s (%(function)s) vom %(begins)s bis %(ends)s berufen. Wählen Sie andere Tage.")
    return text % (names | {"ends": f"{mandate.ends:%d.%m.%Y}"})


def end_mandate(mandate: Mandate, on: date, reason: str, *, standing: Standing, at: datetime) -> Mandate:
    """Write the last day of a mandate and why it ends. It may be made shorter, never longer: a longer time is a new mandate.

    For what happens to a mandate. Taking one back that a case gave is a decision, and its way is that case.
    """
    require_secretariat(standing)
    if reason == EndReason.RECALL and mandate.case is not None:
        told = {"reference": mandate.case.reference}
        raise InputError(
            "reason",
            _("Abberufen kann nur, wer berufen hat. Wählen Sie im Vorgang %(reference)s „Mitglied abberufen“.") % told,
        )
    return cut_mandate(mandate.pk, on, reason, at=at)


def cut_mandate(mandate_id: int, on: date, reason: str, *, at: datetime) -> Mandate:
    """The same from inside a case."""
    with transaction.atomic():
        mandate = Mandate.objects.select_for_update().get(pk=mandate_id)
        if mandate.end_reason:
            raise InputError("on", _("Dieses Mandat ist bereits beendet."))
        if on < mandate.begins:
            raise InputError("on", _("Das Mandat begann erst am %(day)s.") % {"day": f"{mandate.begins:%d.%m.%Y}"})
        if mandate.ends is not None and on > mandate.ends:
            raise InputError("on", _("Das Mandat endet ohnehin am %(day)s.") % {"day": f"{mandate.ends:%d.%m.%Y}"})
        mandate.ends, mandate.end_reason, mandate.modified_at = on, reason, at
        mandate.save(update_fields=["ends", "end_reason", "modified_at"])
    return mandate
