"""Niederschrift: written from what was recorded, sent, open to objections for a while, then final."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committees import session_letters as letters
from committees.leadtimes import objection_deadline, rules_of
from committees.models import AgendaItem, Attendance, Objection, Session
from committees.secretariat import require_secretariat
from committees.session_states import VOTED, Presence, SessionState
from committees.sittings import locked
from directory.standing import Standing
from workflow.calendars import office_calendar
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case
from workflow.querysets import not_excluded

GROUPS = (
    (Presence.PRESENT, gettext_lazy("Anwesend")),
    (Presence.EXCUSED, gettext_lazy("Entschuldigt")),
    (Presence.ABSENT, gettext_lazy("Nicht erschienen")),
)


def content(session: Session) -> dict[str, Any]:
    """The Niederschrift as plain data, ready to be stored: what is printed later is what was sent. Five queries."""
    items = session.items.prefetch_related("excluded__seat", "ballots__seat")
    return {
        "title": str(session), "body": session.body.name, "label": session.label, "when": letters.when(session),
        "circulation": session.is_circulation, "attendance": [] if session.is_circulation else _attendance(session),
        "items": [_item(item) for item in items], "remarks": session.minutes_remarks, "by": str(session.minutes_by or ""),
        "objections": [_objection(one) for one in session.objections.all()],
    }  # fmt: skip


def _attendance(session: Session) -> list[dict[str, Any]]:
    rows = [row for row in session.attendances.select_related("seat") if row.name]
    found = []
    for presence, label in GROUPS:
        names = [_person(row) for row in rows if row.presence == presence]
        if names:
            found.append({"label": str(label), "names": names})
    return found


def _person(row: Attendance) -> str:
    name = str(row) if row.votes else _("%(name)s (Gast)") % {"name": row.name}
    if not row.represented_by:
        return name
    return _("%(member)s, vertreten durch %(name)s") % {"member": name, "name": row.represented_by}


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "case": item.case_id, "order": item.order, "title": item.title, "discussion": item.discussion, "resolution": item.resolution,
        "result": str(item.get_result_display()), "votes": votes_line(item), "excluded": [str(row) for row in item.excluded.all()],
        "answers": [_("%(seat)s: %(answer)s") % {"seat": row.seat, "answer": row.get_answer_display()} for row in item.ballots.all()],
    }  # fmt: skip


def votes_line(item: AgendaItem) -> str:
    """The vote in words; empty where nobody voted."""
    if item.result not in VOTED and not (item.yes or item.no or item.abstained):
        return ""
    abstained = ngettext("%(number)d Enthaltung", "%(number)d Enthaltungen", item.abstained)
    counted = _("%(yes)d Ja, %(no)d Nein") % {"yes": item.yes, "no": item.no}
    return ", ".join([counted, abstained % {"number": item.abstained}])


def _objection(one: Objection) -> dict[str, str]:
    return {"name": one.name, "day": f"{one.received_on:%d.%m.%Y}", "text": one.text, "answer": one.answer}


def shown(session: Session, standing: Standing) -> dict[str, Any]:
    """What is read and printed: the stored text once it was sent, before that the draft. `hidden` counts the items the reader is shut out of.

    Remarks and objections are free text and may tell of any item: whoever is shut out of one does not read them.
    """
    told: dict[str, Any] = session.minutes if session.minutes is not None else content(session)
    open_cases = Case.objects.filter(not_excluded(standing), pk__in={item["case"] for item in told["items"]} - {None})
    readable = {None, *open_cases.values_list("pk", flat=True)}
    items = [item for item in told["items"] if item["case"] in readable]
    hidden = len(told["items"]) - len(items)
    free = {} if not hidden else {"remarks": "", "objections": []}
    return told | {"items": items, "hidden": hidden} | free


def require_all_open(session: Session, standing: Standing) -> None:
    """NotAllowedError for whoever is shut out of an item: she does not write on words that she may not read."""
    if shown(session, standing)["hidden"]:
        raise NotAllowedError(
            _("Von einem Punkt dieser Sitzung sind Sie ausgeschlossen. Bemerkungen und Einwände bearbeitet jemand anderes.")
        )  # fmt: skip


def save_remarks(session_id: int, text: str, *, standing: Standing) -> Session:
    """Further remarks, until the Niederschrift is sent."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        require_all_open(session, standing)
        if session.minutes_issued_at is not None:
            raise WorkflowError(_("Die Niederschrift ist versandt. Änderungen nimmt sie nur noch als Einwand auf."))
        session.minutes_remarks = text.strip()
        session.save(update_fields=["minutes_remarks"])
    return session


def issue(session_id: int, *, standing: Standing, at: datetime) -> int:
    """Send the Niederschrift: its text is stored, the time for objections begins. How many mails go out."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        if session.state != SessionState.CLOSED:
            raise WorkflowError(_("Die Niederschrift wird nach Abschluss der Sitzung versandt."))
        if session.minutes_issued_at is not None:
            raise WorkflowError(_("Die Niederschrift ist bereits versandt."))
        deadline = objection_deadline(rules_of(session.body), standing.day, office_calendar())
        session.minutes_by, session.minutes_issued_at = standing.user, at
        session.objections_until = deadline.effective_end
        session.minutes = content(session)
        session.save(update_fields=["minutes_by", "minutes_issued_at", "objections_until", "minutes"])
        return letters.minutes_ready(session, at)


def may_object(session: Session, day: date) -> bool:
    """Whether objections are taken on this day."""
    until = session.objections_until
    return until is not None and session.minutes_final_at is None and day <= until


def object_to(session_id: int, text: str, *, standing: Standing) -> Objection:
    """An objection by a member who was invited, herself."""
    with transaction.atomic():
        session = locked(session_id)
        if not session.attendances.filter(user=standing.user, votes=True).exists():
            raise NotAllowedError(_("Einwände erheben die Mitglieder, die eingeladen waren."))
        if not may_object(session, standing.day):
            raise WorkflowError(_("Die Frist für Einwände ist abgelaufen. Wenden Sie sich an die Geschäftsstelle."))
        return Objection.objects.create(
            session=session, name=str(standing.user), text=text.strip(), received_on=standing.day, entered_by=standing.user
        )  # fmt: skip


def enter_objection(session_id: int, name: str, text: str, received_on: date, *, standing: Standing) -> Objection:
    """An objection that reached the Geschäftsstelle by another way, on a day within the period."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        until = session.objections_until
        if until is None or session.minutes_final_at is not None:
            raise WorkflowError(_("Zu dieser Niederschrift werden keine Einwände entgegengenommen."))
        if received_on > standing.day:
            raise InputError("received_on", _("Der Tag des Eingangs liegt in der Zukunft."))
        if received_on > until:
            day = {"day": f"{until:%d.%m.%Y}"}
            raise InputError("received_on", _("Die Frist für Einwände ist am %(day)s abgelaufen.") % day)
        return Objection.objects.create(
            session=session, name=name.strip(), text=text.strip(), received_on=received_on, entered_by=standing.user
        )


def answer_objection(objection_id: int, answer: str, *, standing: Standing) -> Objection:
    """What becomes of an objection; it is printed with it."""
    require_secretariat(standing)
    with transaction.atomic():
        objection = Objection.objects.select_related("session").get(pk=objection_id)
        session = locked(objection.session_id)
        require_all_open(session, standing)
        if session.minutes_final_at is not None:
            raise WorkflowError(_("Die Niederschrift ist bereits endgültig."))
        objection.answer, objection.answered_on = answer.strip(), standing.day
        objection.save(update_fields=["answer", "answered_on"])
    return objection


def finalise(session_id: int, *, standing: Standing, at: datetime) -> Session:
    """The Niederschrift is final once the period is over and every objection was dealt with; they are part of it."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(session_id)
        until = session.objections_until
        if until is None or session.minutes is None or session.minutes_final_at is not None:
            raise WorkflowError(_("Endgültig wird eine Niederschrift, die versandt und noch nicht abgeschlossen ist."))
        if standing.day <= until:
            day = {"day": f"{until:%d.%m.%Y}"}
            raise WorkflowError(_("Einwände sind bis einschließlich %(day)s möglich. Schließen Sie danach ab.") % day)
        if session.objections.filter(answered_on=None).exists():
            raise WorkflowError(_("Zu einem Einwand fehlt noch, wie er behandelt wurde."))
        _make_final(session, at)
    return session


def let_stand(session_id: int, /, *, at: datetime) -> None:
    """Nobody objected in time: the Niederschrift is final by itself (for the Cabinet § 21 GOL; for other bodies a default)."""
    with transaction.atomic():
        session = locked(session_id)
        over = session.objections_until is not None and session.objections_until < timezone.localtime(at).date()
        if (
            over
            and session.minutes is not None
            and session.minutes_final_at is None
            and not session.objections.exists()
        ):
            _make_final(session, at)


def _make_final(session: Session, at: datetime) -> None:
    assert session.minutes is not None  # noqa: S101 -- asked for by both callers
    session.minutes = session.minutes | {"objections": [_objection(one) for one in session.objections.all()]}
    session.minutes_final_at = at
    session.save(update_fields=["minutes", "minutes_final_at"])
