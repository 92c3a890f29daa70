"""What falls due around sessions: reminders that go out once, and a Niederschrift nobody objected to."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from committees import reminders
from committees.leadtimes import lead_times, rules_of
from committees.minutes import let_stand
from committees.models import AgendaItem, Ballot, Session
from committees.session_states import Result, SessionKind, SessionState
from workflow.announcements import Chore
from workflow.calendars import office_calendar
from workflow.deadlines import Period, lead_time

BEFORE_LAST_DAY = Period.parse("2 AT")
"""How long before the last day of an Umlauf those who have not answered are reminded; a default that no source confirms."""
BEFORE_INVITATION = timedelta(days=3)
LOOK_AHEAD = timedelta(days=200)
"""No lead time is longer than half a year (`RulesForm`)."""


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def unanswered(at: datetime) -> list[int]:
    """Running Umläufe whose last day is near and of whom nobody was reminded."""
    day, calendar = _day(at), office_calendar()
    rows = _circulating().filter(held_on__range=(day, day + timedelta(days=14)))
    return [
        row.pk for row in rows
        if lead_time(BEFORE_LAST_DAY, row.held_on, calendar=calendar).effective_end <= day and not reminders.sent("unanswered", row)
    ]  # fmt: skip


def remind_unanswered(pk: int, /, *, at: datetime) -> None:
    """To each seat with an item it has not answered."""
    session = Session.objects.select_related("body").get(pk=pk)
    open_items = AgendaItem.objects.filter(session=session, result=Result.OPEN)
    mine = Ballot.objects.filter(item=OuterRef("pk"), seat=OuterRef(OuterRef("seat")))
    missing = Exists(open_items.filter(~Exists(mine)))
    for row in session.attendances.filter(missing, seat__isnull=False).exclude(email=""):
        reminders.unanswered(session, row, at)


def run_out(at: datetime) -> list[int]:
    """Umläufe whose last day has passed and that nobody has counted."""
    return [row.pk for row in _circulating().filter(held_on__lt=_day(at)) if not reminders.sent("run-out", row)]


def _circulating() -> QuerySet[Session]:
    return Session.objects.filter(kind=SessionKind.CIRCULATION, state=SessionState.RUNNING, cancelled_at=None)


def remind_run_out(pk: int, /, *, at: datetime) -> None:
    """To the Geschäftsstelle: count it."""
    reminders.run_out(Session.objects.select_related("body").get(pk=pk), at)


def uninvited(at: datetime) -> list[int]:
    """Planned sittings whose day for the invitation is near."""
    day, calendar = _day(at), office_calendar()
    rows = Session.objects.filter(
        kind=SessionKind.SITTING, state=SessionState.PLANNED, cancelled_at=None, held_on__range=(day, day + LOOK_AHEAD)
    )
    found = []
    for row in rows.select_related("body"):
        invitation = lead_times(row, rules_of(row.body), calendar=calendar, today=day)[0]
        if invitation.day - BEFORE_INVITATION <= day and not reminders.sent("uninvited", row):
            found.append(row.pk)
    return found


def remind_uninvited(pk: int, /, *, at: datetime) -> None:
    """To the Geschäftsstelle: invite."""
    session = Session.objects.select_related("body").get(pk=pk)
    invitation = lead_times(session, rules_of(session.body), calendar=office_calendar(), today=_day(at))[0]
    reminders.uninvited(session, invitation.day, at)


def standing_minutes(at: datetime) -> list[int]:
    """Niederschriften whose time for objections has passed without one."""
    return list(_after_objections(at).filter(objections=None).values_list("pk", flat=True))


def disputed_minutes(at: datetime) -> list[int]:
    """Niederschriften whose time for objections has passed with some; the Geschäftsstelle was not told yet."""
    rows = _after_objections(at).exclude(objections=None).distinct()
    return [row.pk for row in rows if not reminders.sent("disputed", row)]


def _after_objections(at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(minutes_final_at=None, minutes_issued_at__isnull=False, objections_until__lt=_day(at))


def remind_disputed(pk: int, /, *, at: datetime) -> None:
    """To the Geschäftsstelle: deal with the objections and make it final."""
    reminders.disputed(Session.objects.select_related("body").get(pk=pk), at)


CHORES = (
    Chore("circulations_unanswered", unanswered, remind_unanswered),
    Chore("circulations_run_out", run_out, remind_run_out),
    Chore("sessions_uninvited", uninvited, remind_uninvited),
    Chore("minutes_final", standing_minutes, let_stand),
    Chore("minutes_disputed", disputed_minutes, remind_disputed),
)
