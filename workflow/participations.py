"""Beteiligung: the lead lets a unit or a person see a case, and ends it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.models import Membership, OrgUnit, User
from directory.standing import Standing
from workflow.concerns import BODIES
from workflow.errors import AlreadyDoneError, InputError
from workflow.models import AccessRequest, Participation, ParticipationKind
from workflow.opening import opened_case
from workflow.permissions import require_direction
from workflow.states import Extent
from workflow.steps import Step


@dataclass(frozen=True)
class Involvement:
    """Whom the lead lets see a case, a unit or a person, how far, and until when; `request` is what she was asked."""

    who: OrgUnit | User
    kind: str = ParticipationKind.INFORMATION
    extent: int = Extent.FILE
    scope: str = ""
    until: date | None = None
    reason: str = ""
    request: AccessRequest | None = None

    @property
    def subject(self) -> dict[str, OrgUnit | User]:
        """The column that names it."""
        return {"unit": self.who} if isinstance(self.who, OrgUnit) else {"person": self.who}

    @property
    def name(self) -> str:
        """As the history has it."""
        return self.who.short if isinstance(self.who, OrgUnit) else self.who.name


def involve(case_id: int, wanted: Involvement, *, standing: Standing, at: datetime) -> Participation:
    """Beteiligung: the lead lets a unit or a person see the case from now on, as far as it says."""
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        return let_in(step, wanted)


def let_in(step: Step, wanted: Involvement) -> Participation:
    """The same within a step, whoever was allowed to. What has run out makes way for what begins."""
    assert step.authority  # noqa: S101 -- set by the caller
    if wanted.until and wanted.until < step.day:
        raise InputError("until", _("Das Datum liegt in der Vergangenheit."))
    if isinstance(wanted.who, User):
        _require_fit(step, wanted.who, wanted)
    present = Participation.objects.filter(case=step.case, ended_at=None, **wanted.subject)
    present.filter(until__lt=step.day).update(ended_at=step.at)
    row, created = present.get_or_create(
        case=step.case, ended_at=None, **wanted.subject,
        defaults={
            "kind": ParticipationKind(wanted.kind), "scope": wanted.scope.strip(), "extent": Extent(wanted.extent), "until": wanted.until,
            "reason": wanted.reason.strip(), "request": wanted.request, "added_by": step.authority.actor, "added_at": step.at,
        },
    )  # fmt: skip
    if not created:
        raise InputError("unit", _("%(unit)s ist bereits beteiligt.") % {"unit": wanted.who})
    step.log(
        "involved" if isinstance(wanted.who, OrgUnit) else "let_in", unit=wanted.name, kind=wanted.kind, extent=Extent(wanted.extent).name.lower(),
        scope=wanted.scope.strip(), until=wanted.until.isoformat() if wanted.until else "", reason=wanted.reason.strip(),
    )  # fmt: skip
    return row


def _require_fit(step: Step, person: User, wanted: Involvement) -> None:
    """A person is let in until a day and for a reason, into the file of the Land, and never where she is excluded."""
    if wanted.until is None:
        raise InputError("until", _("Einsicht für eine Person endet an einem Tag. Bitte geben Sie ihn an."))
    if not wanted.reason.strip():
        raise InputError("reason", _("Bitte nennen Sie den Grund."))
    if person.pk in step.case.excluded:
        raise InputError("person", _("%(person)s ist von diesem Vorgang ausgeschlossen.") % {"person": person})
    if not people_of_the_house(step.day).filter(pk=person.pk).exists():
        raise InputError("person", _("Einsicht können Sie nur Beschäftigten des Landes geben."))


def people_of_the_house(day: date) -> QuerySet[User]:
    """Everybody with a post in a Ressort's line, by name."""
    members = Membership.objects.valid_on(day).exclude(unit__kind__in=BODIES)
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("last_name", "first_name", "pk")


def end_involvement(participation_id: int, *, standing: Standing, at: datetime) -> Participation:
    """The lead ends a Beteiligung; tasks that were given meanwhile stay with the unit."""
    case_id = Participation.objects.values_list("case_id", flat=True).get(pk=participation_id)
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        row = Participation.objects.select_related("unit", "person").get(pk=participation_id)
        if row.ended_at is not None:
            raise AlreadyDoneError(_("Diese Beteiligung ist bereits beendet."))
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        step.log("involvement_ended", unit=row.unit.short if row.unit else str(row.person))
    return row
