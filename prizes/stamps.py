"""The stamp in the page that asks for a link: made when the page is shown, good once, and neither at once nor for ever."""

import hashlib
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _

FASTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=6)
SIGNER = TimestampSigner(salt="nomination")


def new_stamp() -> str:
    """A stamp for one page."""
    return SIGNER.sign(secrets.token_urlsafe(9))


def is_hasty(stamp: str) -> bool:
    """Whether the page was sent faster than anybody types."""
    return _is_younger_than(FASTEST, stamp)


def objection_to(stamp: str) -> str:
    """Why the page has to be sent once more; empty when it need not."""
    if is_hasty(stamp):
        return _("Das ging sehr schnell. Bitte drücken Sie noch einmal auf „Verweis anfordern“.")
    if not _is_younger_than(LONGEST, stamp):
        return _("Diese Seite war zu lange offen. Bitte drücken Sie noch einmal auf „Verweis anfordern“.")
    return ""


def spend(stamp: str) -> bool:
    """Use the stamp up; False when it was used before, by whichever web process."""
    key = hashlib.sha256(stamp.encode()).hexdigest()
    return cache.add(f"nomination-stamp-{key}", 1, timeout=LONGEST.total_seconds())


def _is_younger_than(age: timedelta, stamp: str) -> bool:
    try:
        SIGNER.unsign(stamp, max_age=age)
    except BadSignature:  # also what an expired one raises
        return False
    return True
