"""The calendar of the office: Hessen's public holidays and the days the Fachadministration entered."""

import hashlib
import time
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version

import holidays

from workflow.deadlines import FIRST_YEAR, LAST_YEAR, Calendar
from workflow.models import CalendarDay, CalendarDayKind

TTL_SECONDS = 60


def office_calendar() -> Calendar:
    """The calendar in force, read again from the database after a minute at the latest."""
    return _read(int(time.monotonic() // TTL_SECONDS))


def forget() -> None:
    """Read the days anew at the next call; for whoever changes them."""
    _read.cache_clear()


def hessian_calendar(days: Iterable[CalendarDay]) -> Calendar:
    """Public holidays (§ 1 HFeiertagsG) together with one-off holidays (§ 2) and closures; the version names library and days."""
    rows = sorted((row.kind, row.day, row.name) for row in days)
    added = {day: name for kind, day, name in rows if kind == CalendarDayKind.HOLIDAY}
    closed = {day: name for kind, day, name in rows if kind == CalendarDayKind.CLOSURE}
    return Calendar(holidays={**public_holidays(), **added}, closures=closed, version=_version(rows))


@cache
def public_holidays() -> dict[date, str]:
    """Names of Hessen's public holidays by day, Sundays left out, for every year a deadline may fall in."""
    return dict(holidays.country_holidays("DE", subdiv="HE", years=range(FIRST_YEAR, LAST_YEAR + 1), language="de"))


def _version(rows: list[tuple[str, date, str]]) -> str:
    """Changes with the library's release and with every entered day."""
    release = f"HE {version('holidays')}"
    if not rows:
        return release
    digest = hashlib.sha256("\n".join(f"{kind} {day} {name}" for kind, day, name in rows).encode())
    return f"{release} {digest.hexdigest()[:8]}"


@lru_cache(maxsize=1)
def _read(_window: int) -> Calendar:
    return hessian_calendar(CalendarDay.objects.all())
