"""What happened to a body, one line each, as the office writes it: `23.09.2024 = konstituiert`, `12/2019 = …`, `2009 = …`."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from committees.models import Milestone, Precision

EXACT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
MONTHLY = re.compile(r"(\d{1,2})/(\d{4})")
YEARLY = re.compile(r"\d{4}")


def written(milestones: Iterable[Milestone]) -> str:
    """The lines for these."""
    shapes = {Precision.DAY.value: "%d.%m.%Y", Precision.MONTH.value: "%m/%Y", Precision.YEAR.value: "%Y"}
    return "\n".join(f"{one.on.strftime(shapes[one.precision])} = {one.text}" for one in milestones)


def read(text: str) -> list[Milestone]:
    """Unsaved milestones for the lines, each once, by day; ValueError with words for the user where a line cannot be read."""
    found: dict[tuple[date, str], Milestone] = {}
    for line in filter(str.strip, text.splitlines()):
        when, equals, what = (part.strip() for part in line.partition("="))
        day, precision = _day(when)
        if day is None or not equals or not what:
            raise ValueError(
                _("„%(line)s“ lässt sich nicht lesen. Schreiben Sie zum Beispiel 23.09.2024 = konstituiert.")
                % {"line": line.strip()[:80]}
            )
        found[day, what[:300]] = Milestone(on=day, precision=precision, text=what[:300])
    return [found[key] for key in sorted(found)]


def _day(when: str) -> tuple[date | None, Precision]:
    try:
        if match := EXACT.fullmatch(when):
            return date(int(match[3]), int(match[2]), int(match[1])), Precision.DAY
        if match := MONTHLY.fullmatch(when):
            return date(int(match[2]), int(match[1]), 1), Precision.MONTH
        return (date(int(when), 1, 1), Precision.YEAR) if YEARLY.fullmatch(when) else (None, Precision.DAY)
    except ValueError:
        return None, Precision.DAY
