"""Naming somebody for a seat, and beginning an appointment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from committees.bodies import Declaration, keep_declaration, require_secretariat
from committees.models import Appointment, Body, Function, Mandate, Member, Proposal, Seat
from directory.models import OrgUnit, UnitFunction
from directory.standing import Standing
from workflow.errors import InputError
from workflow.models import Case
from workflow.office import NewCase, open_case


@dataclass(frozen=True)
class NamedPerson:
    """Who is named for a seat, with what she declared of herself, voluntarily."""

    seat: Seat
    given_name: str
    name: str
    email: str = ""
    gender: str = ""


def name_for(row: Appointment, person: NamedPerson, *, at: datetime) -> Proposal:
    """Add a person to the names of an appointment; somebody who sits in the body already stays the same person."""
    known = Mandate.objects.of([row.body_id]).filter(
        member__given_name__iexact=person.given_name, member__name__iexact=person.name
    )
    if person.email:
        known = known.filter(member__email__iexact=person.email)
    found = known.select_related("member").first()
    member = found.member if found else Member.objects.create(
        given_name=person.given_name, name=person.name, email=person.email, created_at=at, modified_at=at
    )  # fmt: skip
    if person.gender:
        keep_declaration(member, Declaration(person.gender, "", at.date()))
    proposal, _made = Proposal.objects.get_or_create(
        appointment=row, seat=person.seat, member=member, function=Function.MEMBER
    )
    return proposal


@dataclass(frozen=True)
class Plan:
    """Which seats from when to when; `ressorts` agree upon the list; `after` is the case of somebody who left."""

    seats: tuple[Seat, ...]
    begins: date
    ends: date | None = None
    ressorts: tuple[OrgUnit, ...] = ()
    after: Case | None = None


def begin_appointment(body: Body, plan: Plan, *, standing: Standing, at: datetime) -> Case:
    """Open the case of an appointment. InputError where a seat does not exist by then or is taken."""
    require_secretariat(standing)
    if plan.ends and plan.ends < plan.begins:
        raise InputError("ends", _("Das Ende liegt vor dem Beginn."))
    taken = (
        Mandate.objects.filling()
        .filter(seat__in=plan.seats)
        .exclude(ends__lt=plan.begins)
        .select_related("seat__group")
        .first()
    )
    if taken:
        raise InputError(
            "seats",
            _("Der Sitz %(seat)s ist am %(day)s noch besetzt.")
            % {"seat": taken.seat, "day": f"{plan.begins:%d.%m.%Y}"},
        )
    missing = next((seat for seat in plan.seats if not seat.exists_on(plan.begins)), None)
    if missing:
        raise InputError("seats", _("Den Sitz %(seat)s gibt es an diesem Tag nicht.") % {"seat": missing})
    lead = next(post.unit_id for post in standing.posts if post.function == UnitFunction.SECRETARIAT)
    new = NewCase(
        kind="appointment", title=(_("Berufung: %(body)s") % {"body": body})[:300], lead_unit=OrgUnit.objects.get(pk=lead), affected_units=plan.ressorts,
        parent=plan.after, relation="replacement" if plan.after else "",
        detail={"body": body, "seats": list(plan.seats), "begins": plan.begins, "ends": plan.ends},
    )  # fmt: skip
    return open_case(new, opened_by=standing.user, at=at)
