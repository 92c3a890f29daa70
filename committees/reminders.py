"""Mails that remind. Each goes out once: its key holds what it is about, the session, and whom it is for."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import Attendance, Session
from directory.links import link_to
from directory.models import Membership, UnitFunction, User
from workflow.models import ExternalMail

PAGES = {"run-out": "session-circulation", "uninvited": "session", "disputed": "session-minutes"}


def sent(what: str, session: Session) -> bool:
    """Whether this reminder has gone out for the session as it is dated now."""
    return ExternalMail.objects.filter(key__startswith=_key(what, session)).exists()


def unanswered(session: Session, row: Attendance, at: datetime) -> None:
    """To a seat: an answer is missing."""
    lines = [
        _("zu diesem Umlauf fehlt noch Ihre Antwort: %(session)s.") % {"session": session},
        _("Antworten können Sie bis zum %(day)s. Schweigen gilt nicht als Zustimmung.") % {"day": f"{session.held_on:%d.%m.%Y}"},
        "", _address("session-circulation", session),
    ]  # fmt: skip
    subject = _("Antwort fehlt: %(session)s") % {"session": session}
    _write(f"{_key('unanswered', session)}{row.pk}", row.email, subject, lines, at=at)


def run_out(session: Session, at: datetime) -> None:
    """To the Geschäftsstelle: an Umlauf can be counted."""
    lines = [
        _("Die Frist dieses Umlaufs ist abgelaufen: %(session)s. Bitte zählen Sie ihn aus.") % {"session": session}
    ]
    _to_clerks("run-out", session, _("Auszählen: %(session)s"), lines, at=at)


def uninvited(session: Session, by: date, at: datetime) -> None:
    """To the Geschäftsstelle: it is time to invite."""
    lines = [
        _("Zu dieser Sitzung ist noch nicht eingeladen: %(session)s.") % {"session": session},
        _("Die Einladung muss spätestens am %(day)s hinaus.") % {"day": f"{by:%d.%m.%Y}"},
    ]
    _to_clerks("uninvited", session, _("Einladen: %(session)s"), lines, at=at)


def disputed(session: Session, at: datetime) -> None:
    """To the Geschäftsstelle: the time for objections is over, and there are some."""
    lines = [
        _("Die Frist für Einwände gegen diese Niederschrift ist abgelaufen: %(session)s.") % {"session": session},
        _("Es liegen Einwände vor. Bitte halten Sie ihre Behandlung fest und schließen Sie die Niederschrift ab."),
    ]
    _to_clerks("disputed", session, _("Einwände behandeln: %(session)s"), lines, at=at)


def _to_clerks(what: str, session: Session, subject: str, lines: list[str], *, at: datetime) -> None:
    day = timezone.localtime(at).date()
    posts = Membership.objects.valid_on(day).filter(unit__function=UnitFunction.SECRETARIAT)
    for clerk in User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(email=""):
        key = f"{_key(what, session)}{clerk.pk}"
        _write(key, clerk.email, subject % {"session": session}, [*lines, "", _address(PAGES[what], session)], at=at)


def _key(what: str, session: Session) -> str:
    """A session that is moved is another occasion."""
    return f"session-{what}-{session.pk}-{session.held_on:%Y%m%d}-"


def _write(key: str, address: str, subject: str, lines: list[str], *, at: datetime) -> None:
    body = "\n".join([_("Guten Tag,"), "", *lines, "", _("Ihre Geschäftsstelle der Integrationsgremien")])
    told = {"address": address, "subject": subject[:300], "body": body, "at": at}
    ExternalMail.objects.get_or_create(key=key, defaults=told)


def _address(page: str, session: Session) -> str:
    return link_to(reverse(page, args=[session.pk]))
