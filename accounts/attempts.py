"""Trying passwords: how often, from where, and who hears of it. No web process waits for anything: an attempt is looked at or refused.

A wait grows for each account at each place. A device on which an account has signed in is a place of its own, so that nobody else's
failures keep its owner out; strange devices of a network share one place, and are also counted per account and per network.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.utils import filter_users_by_username
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts.models import Failure, NoticeKind
from accounts.notices import tell

log = logging.getLogger(__name__)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """`free` failures cost nothing, each further one doubles the wait; counting begins anew after `memory`."""

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta

    def wait_after(self, count: int) -> timedelta:
        """How long nobody gets in there."""
        over = count - self.free
        return min(self.first * 2 ** min(over, 20), self.longest) if over >= 0 else timedelta()


ONE_PLACE = Rule(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15), memory=DAY)
ANYWHERE = Rule(free=30, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=HOUR)
NETWORK = Rule(free=100, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=HOUR)
# So many accounts with nothing but failures within an hour are no typing errors any more: of one network, and of the whole world.
SPRAYED = 10
SPRAYED_EVERYWHERE = 50


@dataclass(frozen=True)
class Attempt:
    """Somebody tries a password."""

    name: str
    network: str
    device: str = ""  # empty: the account has never signed in there

    @property
    def account(self) -> str:
        """What the account is counted under, whether there is one or not."""
        return account_key(self.name)

    @property
    def place(self) -> str:
        """Where it comes from."""
        return self.device or self.network

    @property
    def wide(self) -> dict[tuple[str, str], Rule]:
        """What else a strange device is counted under."""
        return {} if self.device else {(self.account, ""): ANYWHERE, ("", self.network): NETWORK}


def account_key(name: str) -> str:
    """The same for each way of writing an account's name."""
    return salted_hmac("accounts.attempts", name.strip().lower(), algorithm="sha256").hexdigest()


def admit(attempt: Attempt, at: datetime) -> datetime | None:
    """Until when this attempt is refused; None when its password may be looked at.

    It is counted as a failure beforehand, so that many at once are not more than one after the other.
    """
    closed = [until for until in (_closed_until(attempt, at), _sprayed_until(attempt, at)) if until > at]
    return max(closed) if closed else _count(attempt.account, attempt.place, ONE_PLACE, at)


def succeed(attempt: Attempt, at: datetime) -> None:
    """The password was right: what was counted for the account there is forgotten."""
    mine = Failure.objects.filter(account=attempt.account, place__in=[attempt.place, ""])
    mine.update(count=0, closed_until=at, failed_at=None)


def forgive(name: str, at: datetime) -> None:
    """The account has shown otherwise who it is: what was counted for it is forgotten everywhere."""
    Failure.objects.filter(account=account_key(name)).update(count=0, closed_until=at, failed_at=None)


def fail(attempt: Attempt, at: datetime) -> None:
    """The password was wrong: count it wherever it counts, and tell whom it concerns."""
    for (account, place), rule in attempt.wide.items():
        _count(account, place, rule, at)
    Failure.objects.filter(account=attempt.account, place=attempt.place).update(failed_at=at)
    if Failure.objects.filter(account=attempt.account, closed_until__gt=at).exists():
        _tell_owner(attempt, at)
    _watch_for_spraying(attempt, at)


def _count(account: str, place: str, rule: Rule, at: datetime) -> datetime | None:
    """One more there; or, not counted, until when it is closed."""
    new = Failure(account=account, place=place, since=at, closed_until=at)
    with transaction.atomic():
        Failure.objects.bulk_create([new], ignore_conflicts=True)
        row = Failure.objects.select_for_update(no_key=True).get(account=account, place=place)
        if row.closed_until > at:
            return row.closed_until
        if row.since < at - rule.memory:
            row.count, row.since = 0, at
        row.count += 1
        row.closed_until = at + rule.wait_after(row.count)
        row.save(update_fields=["count", "since", "closed_until"])
    return None


def _closed_until(attempt: Attempt, at: datetime) -> datetime:
    ends = [
        Failure.objects.filter(account=account, place=place).values_list("closed_until", flat=True).first()
        for account, place in attempt.wide
    ]
    return max((end for end in ends if end), default=at)


def _sprayed_until(attempt: Attempt, at: datetime) -> datetime:
    """A network that tried too many other accounts waits until the first of them is an hour ago."""
    if attempt.device:
        return at
    others = _tried(at).filter(place=attempt.network).exclude(account=attempt.account)
    ends = others.order_by("-failed_at").values_list("failed_at", flat=True)[SPRAYED - 1 : SPRAYED]
    return max((end + HOUR for end in ends if end), default=at)


def _watch_for_spraying(attempt: Attempt, at: datetime) -> None:
    here, everywhere = _tried(at).filter(place=attempt.network), _tried(at)
    for place, rows, most in ((attempt.network, here, SPRAYED), ("", everywhere, SPRAYED_EVERYWHERE)):
        accounts = rows.values("account").distinct().count()
        if accounts >= most and tell(NoticeKind.SPRAYED, f"{place}-{at:%Y%m%d%H}", network=place, accounts=accounts):
            log.warning("passwords are tried on %s accounts from %s", accounts, place or "many networks")


def _tried(at: datetime) -> QuerySet[Failure]:
    """Accounts at their places that failed within the last hour and have not signed in since."""
    return Failure.objects.filter(failed_at__gt=at - HOUR).exclude(account="")


def _tell_owner(attempt: Attempt, at: datetime) -> None:
    for owner in filter_users_by_username(attempt.name).filter(is_active=True):
        tell(NoticeKind.CLOSED, f"{owner.pk}-{at:%Y%m%d}", user=owner, network=attempt.network)
