"""Cases like one of the last days: most often the very same, opened by a colleague or on the morning after."""

import re
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from directory.models import Organisation
from directory.standing import Standing
from workflow.models import Case

LAST_DAYS = timedelta(days=14)
ALIKE = 0.8
MOST = 100


def cases_like(
    kind: str, title: str, organisation: Organisation | None, *, standing: Standing, at: datetime
) -> list[Case]:
    """Of the same kind and partner, with much the same title, opened in the last days; of those the person may know of, the newest first."""
    seen: list[Case] = list(
        Case.objects.visible_to(standing)
        .filter(kind=kind, organisation=organisation, opened_at__gt=at - LAST_DAYS)
        .order_by("-opened_at", "-pk")[:MOST]
    )
    return [case for case in seen if SequenceMatcher(None, _words(title), _words(case.title)).ratio() >= ALIKE]


def _words(title: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", title.casefold())))
