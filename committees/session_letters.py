"""What members and guests of a session are sent. Written in the transaction of what it tells of; nothing of a case's papers is in it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Attendance, Session
from directory.links import link_to
from workflow.models import ExternalMail


def when(session: Session) -> str:
    """Day, time and place in one line."""
    if session.is_circulation:
        return _("Antwort bis %(day)s") % {"day": f"{session.held_on:%d.%m.%Y}"}
    parts = [f"{session.held_on:%d.%m.%Y}"]
    if session.begins_at:
        parts.append(_("%(time)s Uhr") % {"time": f"{session.begins_at:%H:%M}"})
    return ", ".join(filter(None, [*parts, session.place]))


def invitation_lines(session: Session, items: Iterable[AgendaItem]) -> list[str]:
    """The invitation as it is mailed and printed."""
    opening = _("zum Umlauf lade ich Sie ein.") if session.is_circulation else _("zur Sitzung lade ich Sie ein.")
    return [
        opening, "", f"{session.body.name}", f"{session.label}: {when(session)}", "",
        *([session.introduction.strip(), ""] if session.introduction.strip() else []),
        _("Tagesordnung:"), *(f"{item.order}. {item.title}" for item in items),
    ]  # fmt: skip


def invite_all(session: Session, at: datetime) -> int:
    """The invitation to everybody invited who has an address; how many that were."""
    subject = _("Einladung: %(session)s") % {"session": session}
    page = "session-circulation" if session.is_circulation else "session"
    items = list(session.items.select_related("case"))
    return _send(
        "invitation",
        session,
        subject,
        lambda row: [*invitation_lines(session, _open_to(row, items)), "", _address(page, session)],
        at=at,
    )


def _open_to(row: Attendance, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Without those whose case the person is shut out of."""
    return [item for item in items if item.case is None or row.user_id not in item.case.excluded]


def moved(session: Session, at: datetime) -> int:
    """Day, time or place have changed after the invitation."""
    subject = _("Geändert: %(session)s") % {"session": session}
    lines = [
        _("Termin oder Ort haben sich geändert:"),
        f"{session.label}: {when(session)}",
        "",
        _address("session", session),
    ]
    return _send("moved", session, subject, lambda _row: lines, at=at)


def cancelled(session: Session, at: datetime) -> int:
    """The session does not take place."""
    subject = _("Abgesagt: %(session)s") % {"session": session}
    lines = [
        _("%(session)s am %(day)s findet nicht statt.") % {"session": session.label, "day": f"{session.held_on:%d.%m.%Y}"},
        _("Grund: %(reason)s") % {"reason": session.cancel_reason},
    ]  # fmt: skip
    return _send("cancelled", session, subject, lambda _row: lines, at=at)


def papers_ready(session: Session, at: datetime) -> int:
    """The papers can be read on the page of the session; they are not mailed. Whoever has no account gets them by another way."""
    subject = _("Unterlagen: %(session)s") % {"session": session}
    lines = [_("Die Unterlagen zu %(session)s liegen bereit.") % {"session": session}, _address("session", session)]
    return _send("papers", session, subject, lambda _row: lines, at=at, accounts=True)


def minutes_ready(session: Session, at: datetime) -> int:
    """The Niederschrift is there, and until when objections are taken."""
    subject = _("Niederschrift: %(session)s") % {"session": session}
    until = f"{session.objections_until:%d.%m.%Y}" if session.objections_until else ""
    lines = [
        _("Die Niederschrift zu %(session)s liegt vor.") % {"session": session},
        _("Einwände können Sie bis zum %(day)s erheben.") % {"day": until}, _address("session-minutes", session),
    ]  # fmt: skip
    return _send("minutes", session, subject, lambda _row: lines, at=at, accounts=True)


def _send(  # noqa: PLR0913 -- the parts of a mail, and to whom it goes
    what: str,
    session: Session,
    subject: str,
    lines: Callable[[Attendance], list[str]],
    *,
    at: datetime,
    accounts: bool = False,
) -> int:
    """One mail for each address; `accounts`: only to those who can sign in. The moment is part of the key: a session can be moved twice."""
    rows = Attendance.objects.filter(session=session).exclude(email="")
    addresses = {row.email.lower(): row for row in (rows.exclude(user=None) if accounts else rows)}
    stamp = f"{at:%Y%m%d%H%M%S%f}"
    mails = [
        ExternalMail(
            key=f"session-{what}-{session.pk}-{row.pk}-{stamp}", address=row.email, subject=subject[:300], body=_body(lines(row)), at=at
        )
        for row in addresses.values()
    ]  # fmt: skip
    ExternalMail.objects.bulk_create(mails)
    return len(mails)


def _body(lines: Iterable[str]) -> str:
    return "\n".join([_("Guten Tag,"), "", *lines, "", _("Ihre Geschäftsstelle der Integrationsgremien")])


def _address(page: str, session: Session) -> str:
    return link_to(reverse(page, args=[session.pk]))
