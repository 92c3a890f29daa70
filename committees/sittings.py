"""A session from its date to its end: planned, invited, running, closed; or cancelled with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees import session_letters as letters
from committees.members import members_of
from committees.models import AgendaItem, Attendance, BodyRules, Session
from committees.secretariat import require_secretariat
from committees.session_states import Presence, Result, SessionState
from directory.models import OrgUnit
from directory.standing import Standing
from workflow.errors import InputError, WorkflowError

DATED = ("held_on", "begins_at", "place")


@dataclass(frozen=True)
class Guest:
    """Somebody invited without a vote."""

    name: str
    email: str


def locked(session_id: int) -> Session:
    """The session, fresh and locked until the transaction ends."""
    return Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session_id)


def save_rules(rules: BodyRules, *, standing: Standing) -> BodyRules:
    """Store how a body works."""
    require_secretariat(standing)
    rules.save()
    return rules


def save_session(session: Session, *, standing: Standing, at: datetime) -> Session:
    """Store a new or changed session. It gets the next number of its year; whoever was invited hears of a changed date or place."""
    require_secretariat(standing)
    with transaction.atomic():
        # Two sessions planned at the same time must not get the same number.
        OrgUnit.objects.select_for_update(no_key=True).get(pk=session.body_id)
        before = locked(session.pk) if session.pk else None
        _check_dates(session, before, standing.day)
        if before is None:
            session.created_by, session.created_at = standing.user, at
        if before is None or before.year != session.held_on.year:
            session.year = session.held_on.year
            session.number = _next_number(session)
        session.save()
        if before and before.invited_at and any(getattr(before, name) != getattr(session, name) for name in DATED):
            letters.moved(session, at)
    return session


def _check_dates(session: Session, before: Session | None, day: date) -> None:
    if before is not None and (not before.is_open or before.is_running):
        raise WorkflowError(_("Diese Sitzung läuft bereits, ist abgeschlossen oder abgesagt und steht fest."))
    if session.is_circulation and session.held_on <= day:
        raise InputError("held_on", _("Für einen Umlauf muss der letzte Tag der Antwort in der Zukunft liegen."))


def _next_number(session: Session) -> int:
    same = Session.objects.filter(body=session.body_id, kind=session.kind, year=session.year).exclude(pk=session.pk)
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def invite(session_id: int, guests: Iterable[Guest], *, standing: Standing, at: datetime) -> int:
    """Invite the members of the day and further guests; an Umlauf begins with it. How many mails go out."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if session.state != SessionState.PLANNED or not session.is_open:
            raise WorkflowError(_("Zu dieser Sitzung ist bereits eingeladen."))
        _check_ready(session)
        _enter_invited(session, guests)
        session.invited_at = at
        session.state = SessionState.RUNNING if session.is_circulation else SessionState.INVITED
        session.save(update_fields=["invited_at", "state"])
        # A session entered afterwards is on record; nobody is invited to the past.
        return letters.invite_all(session, at) if session.held_on >= standing.day else 0


def _check_ready(session: Session) -> None:
    if not session.items.exists():
        raise WorkflowError(_("Die Tagesordnung ist noch leer. Nehmen Sie zuerst mindestens einen Punkt auf."))
    if not session.is_circulation and (session.begins_at is None or not session.place.strip()):
        raise WorkflowError(_("Beginn und Ort fehlen noch. Ergänzen Sie beides, bevor Sie einladen."))


def _enter_invited(session: Session, guests: Iterable[Guest]) -> None:
    """One row per seat, vacant ones included because they count for the quorum; in the Umlauf only those who can answer."""
    members = members_of(session.body, session.held_on)
    if session.is_circulation:
        members = [member for member in members if member.seat and member.user]
        if not members:
            raise WorkflowError(_("Ein Umlauf braucht besetzte Sitze. Planen Sie stattdessen eine Sitzung."))
    rows = [
        Attendance(session=session, seat=member.seat, user=member.user, name=member.name, email=member.email)
        for member in members
    ]
    rows += [Attendance(session=session, name=guest.name, email=guest.email, votes=False) for guest in guests]
    Attendance.objects.bulk_create(rows)


def send_papers(session_id: int, *, standing: Standing, at: datetime) -> int:
    """Tell everybody invited that the papers can be read. How many mails go out."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if session.state != SessionState.INVITED or not session.is_open:
            raise WorkflowError(_("Unterlagen gehen nach der Einladung und vor Beginn der Sitzung hinaus."))
        if not AgendaItem.versions.through.objects.filter(agendaitem__session=session).exists():
            raise WorkflowError(_("An der Tagesordnung hängen noch keine Unterlagen. Ordnen Sie zuerst welche zu."))
        session.papers_sent_at = at
        session.save(update_fields=["papers_sent_at"])
        return letters.papers_ready(session, at)


def begin(session_id: int, *, standing: Standing) -> Session:
    """Open the session on its day or, when it is entered afterwards, later."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if session.state != SessionState.INVITED or not session.is_open:
            raise WorkflowError(_("Eröffnen lässt sich eine Sitzung erst nach der Einladung."))
        if session.held_on > standing.day:
            day = {"day": f"{session.held_on:%d.%m.%Y}"}
            raise WorkflowError(_("Die Sitzung ist für den %(day)s angesetzt. Eröffnen Sie sie an diesem Tag.") % day)
        session.state = SessionState.RUNNING
        session.save(update_fields=["state"])
    return session


def note_attendance(session_id: int, rows: Mapping[int, tuple[str, str]], *, standing: Standing) -> None:
    """Who is there: presence and, for a stand-in, the name; by id of the row. Rows of other sessions are left alone."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if not session.is_running or session.is_circulation:
            raise WorkflowError(_("Die Anwesenheit wird während der Sitzung festgehalten."))
        known = list(session.attendances.filter(pk__in=rows))
        for row in known:
            row.presence, row.represented_by = rows[row.pk]
        Attendance.objects.bulk_update(known, ["presence", "represented_by"])


def close(session_id: int, *, standing: Standing, at: datetime) -> Session:
    """End the session once every item has a result and everybody's presence is known."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if not session.is_running:
            raise WorkflowError(_("Abschließen lässt sich nur eine laufende Sitzung."))
        _check_complete(session)
        session.state, session.closed_at = SessionState.CLOSED, at
        session.save(update_fields=["state", "closed_at"])
    return session


def _check_complete(session: Session) -> None:
    """Nothing is left open; a vacant seat has nobody whose presence could be known."""
    left = session.items.filter(result=Result.OPEN).count()
    if left:
        raise WorkflowError(
            ngettext(
                "Zu %(number)d Punkt fehlt noch ein Ergebnis. Halten Sie es fest oder vertagen Sie ihn.",
                "Zu %(number)d Punkten fehlt noch ein Ergebnis. Halten Sie es fest oder vertagen Sie sie.",
                left,
            )
            % {"number": left}
        )
    if not session.is_circulation and session.attendances.filter(presence=Presence.OPEN).exclude(name="").exists():
        raise WorkflowError(_("Die Anwesenheit ist noch nicht vollständig. Tragen Sie alle Eingeladenen ein."))


def cancel(session_id: int, reason: str, *, standing: Standing, at: datetime) -> Session:
    """Call the session off: its open items fall away and wait for another one; whoever was invited is told why."""
    require_secretariat(standing)
    if not reason.strip():
        raise InputError("reason", _("Nennen Sie den Grund der Absage; er wird den Eingeladenen mitgeteilt."))
    with transaction.atomic():
        session = locked(session_id)
        if not session.is_open:
            raise WorkflowError(_("Diese Sitzung ist bereits abgeschlossen oder abgesagt."))
        if session.items.exclude(result=Result.OPEN).exists():
            raise WorkflowError(_("In dieser Sitzung ist bereits beschlossen worden. Vertagen Sie die übrigen Punkte."))
        session.items.update(result=Result.DROPPED, recorded_by=standing.user, recorded_at=at)
        session.cancelled_at, session.cancel_reason = at, reason.strip()[:300]
        session.save(update_fields=["cancelled_at", "cancel_reason"])
        if session.invited_at and session.held_on >= standing.day:
            letters.cancelled(session, at)
    return session
