"""One session as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import Session
from directory.links import link_to

WIDTH = 73


def calendar_of(session: Session, at: datetime) -> str:
    """The file; a session without a time of day takes the whole day, so does the last day of an Umlauf."""
    address = link_to(session.get_absolute_url())
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vertragswerk//Gremien//DE", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:session-{session.pk}@vertragswerk", f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}", *_days(session),
        f"SUMMARY:{_escaped(_summary(session))}", f"LOCATION:{_escaped(session.place)}", f"URL:{address}",
        f"STATUS:{'CANCELLED' if session.cancelled_at else 'CONFIRMED'}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _summary(session: Session) -> str:
    if session.is_circulation:
        return _("%(session)s: Antwort bis heute") % {"session": session}
    return str(session)


def _days(session: Session) -> list[str]:
    day = session.held_on
    if session.begins_at is None or session.is_circulation:
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    begins = timezone.make_aware(datetime.combine(day, session.begins_at))
    return [f"DTSTART:{begins.astimezone(UTC):%Y%m%dT%H%M%SZ}"]


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\r", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> str:
    """No line is longer than 75 octets; a character is never cut."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > WIDTH:
            parts.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*parts, current])
