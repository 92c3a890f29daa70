"""By when to invite and to send papers: counted back from the day of the session, with the reason for each day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import BodyRules, Session
from committees.session_states import Quorum
from directory.models import OrgUnit, UnitFunction
from workflow.deadlines import Calendar, Deadline, Period, Regime, compute, lead_time

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class LeadTime:
    """One day to keep before a session, and whether it was kept."""

    label: "_StrOrPromise"
    deadline: Deadline
    done_at: datetime | None
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The last day on which it is early enough."""
        return self.deadline.effective_end

    @property
    def kept(self) -> bool:
        """Was done in time."""
        return self.done_at is not None and timezone.localtime(self.done_at).date() <= self.day


def rules_of(body: OrgUnit) -> BodyRules:
    """The rules of a body; without stored ones the defaults, which no source confirms."""
    return BodyRules.objects.filter(body=body).first() or default_rules(body)


def default_rules(body: OrgUnit) -> BodyRules:
    """Three weeks for the invitation, two for papers; the Kabinettsausschuss takes one week for papers and resolves unanimously."""
    if body.function == UnitFunction.CABINET_COMMITTEE:
        return BodyRules(body=body, papers_lead="1 w", quorum=Quorum.HALF, unanimous=True)
    return BodyRules(body=body)


def lead_times(session: Session, rules: BodyRules, *, calendar: Calendar, today: date) -> list[LeadTime]:
    """Both lead times of a session; an Umlauf has none, it is asked at once."""
    if session.is_circulation:
        return []
    wanted = (
        (_("Einladung"), rules.invitation_lead, session.invited_at),
        (_("Unterlagen"), rules.papers_lead, session.papers_sent_at),
    )
    found = []
    for label, period, done_at in wanted:
        deadline = lead_time(Period.parse(period), session.held_on, calendar=calendar)
        warnings = (*_missed(deadline, done_at, today), *deadline.warnings) if _ahead(session) else ()
        found.append(LeadTime(label, deadline, done_at, warnings))
    return found


def _ahead(session: Session) -> bool:
    """What can no longer be mended is not warned of."""
    return session.is_open and not session.is_running


def _missed(deadline: Deadline, done_at: datetime | None, today: date) -> tuple[str, ...]:
    day = {"day": f"{deadline.effective_end:%d.%m.%Y}"}
    if done_at is None and deadline.effective_end < today:
        return (_("Der %(day)s ist bereits verstrichen. Verlegen Sie die Sitzung oder verkürzen Sie den Vorlauf im Einvernehmen mit den Mitgliedern.") % day,)  # fmt: skip
    if done_at is not None and timezone.localtime(done_at).date() > deadline.effective_end:
        return (_("Der Vorlauf bis zum %(day)s wurde nicht eingehalten.") % day,)
    return ()


def day_off(day: date, calendar: Calendar) -> str:
    """A warning where the day of a session is no office day."""
    if calendar.is_office_day(day):
        return ""
    return _("Der %(day)s ist kein Arbeitstag (%(reason)s).") % {
        "day": f"{day:%d.%m.%Y}",
        "reason": calendar.reason(day),
    }


def objection_deadline(rules: BodyRules, issued_on: date, calendar: Calendar) -> Deadline:
    """Until when objections against the Niederschrift are taken."""
    return compute(Period.parse(rules.objection_period), issued_on, calendar=calendar, regime=Regime.INTERNAL)
