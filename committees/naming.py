"""Beginning an appointment, naming somebody for a seat, and what she answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from committees.bodies import Declaration, keep_declaration
from committees.models import Appointment, Body, Decider, Function, Mandate, Member, Proposal, Seat
from committees.secretariat import require_secretariat
from directory.models import OrgUnit, UnitFunction
from directory.standing import Standing
from workflow.concerns import posts_of
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
    function: str = Function.MEMBER
    address: str = ""
    line: str = ""
    profile: str = ""


def name_for(row: Appointment, person: NamedPerson, *, at: datetime) -> Proposal:
    """Add a person to the names of an appointment, or what is now said of her; somebody who sits in the body already stays the same person."""
    member = _known(row, person) or Member.objects.create(
        given_name=person.given_name, name=person.name, email=person.email, created_at=at, modified_at=at
    )
    if person.address and not member.address:
        member.address = person.address
        member.save(update_fields=["address"])
    if person.gender:
        keep_declaration(member, Declaration(person.gender, "", at.date()))
    told = {field: text for field in ("line", "profile") if (text := getattr(person, field))}
    proposal, _made = Proposal.objects.update_or_create(
        appointment=row, seat=person.seat, member=member, function=person.function, defaults=told
    )
    return proposal


def _known(row: Appointment, person: NamedPerson) -> Member | None:
    """Somebody of this name who has or had a mandate in the body, or was named for the same seat already."""
    mandates = Mandate.objects.of([row.body_id]).values("member_id")
    found = Member.objects.filter(
        Q(pk__in=mandates) | Q(proposals__appointment=row, proposals__seat=person.seat),
        given_name__iexact=person.given_name,
        name__iexact=person.name,
    )
    if person.email:
        found = found.filter(email__iexact=person.email)
    return found.order_by("pk").first()


@dataclass(frozen=True)
class Answer:
    """Somebody accepted on a day, and what she confirmed."""

    on: date
    informed: bool
    published: bool


@dataclass(frozen=True)
class Plan:
    """Which seats from when to when; `ressorts` agree upon the list; `after` is the case of somebody who left."""

    seats: tuple[Seat, ...]
    begins: date
    ends: date | None = None
    ressorts: tuple[OrgUnit, ...] = ()
    after: Case | None = None
    decider: str = Decider.MINISTER


def begin_appointment(body: Body, plan: Plan, *, standing: Standing, at: datetime) -> Case:
    """Open the case of an appointment. InputError where a seat does not exist by then or is taken."""
    require_secretariat(standing)
    lead = next(post.unit_id for post in posts_of(standing) if post.function == UnitFunction.SECRETARIAT)
    return open_case(planned(body, plan, OrgUnit.objects.get(pk=lead)), opened_by=standing.user, at=at)


def title_of(body: Body) -> str:
    """What the case of an appointment is called."""
    return (_("Berufung: %(body)s") % {"body": body})[:300]


def planned(body: Body, plan: Plan, lead_unit: OrgUnit) -> NewCase:
    """The case of an appointment before it is opened."""
    _check(plan)
    return NewCase(
        kind="appointment", title=title_of(body), lead_unit=lead_unit, affected_units=plan.ressorts,
        parent=plan.after, relation="replacement" if plan.after else "",
        detail={"body": body, "seats": list(plan.seats), "begins": plan.begins, "ends": plan.ends, "decider": plan.decider},
    )  # fmt: skip


def _check(plan: Plan) -> None:
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
