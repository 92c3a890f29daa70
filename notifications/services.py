"""From the engine's outbox to messages, from messages to mails. Each row once, however many workers drain at the same time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from directory.models import Deputyship
from notifications.models import Message
from notifications.recipients import deciders, recipients
from notifications.texts import Text, text_for, text_of_deputyship, text_of_request
from workflow.models import AccessRequest, ExternalMail, Outbox

log = logging.getLogger(__name__)

BATCH = 50
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)


def drain(at: datetime) -> int:
    """Turn what happened into messages; how many rows. A row that cannot be read is tried again later, the others go on."""
    done = 0
    while ids := _batch(at):
        for pk in ids:
            done += _announce(pk, at)
        if len(ids) < BATCH:
            break
    return done


def _batch(at: datetime) -> list[int]:
    waiting = Outbox.objects.filter(sent_at=None).exclude(kind="job").filter(Q(not_before=None) | Q(not_before__lte=at))
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _announce(pk: int, at: datetime) -> int:
    try:
        with transaction.atomic():
            row = (
                Outbox.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, sent_at=None)
                .select_related("case__lead_unit", "case__owner", "case__organisation", "task__owner", "task__unit", "task__cause").first()
            )  # fmt: skip
            if row is None:
                return 0
            day = timezone.localtime(at).date()
            Message.objects.bulk_create(
                [_message(f"o{row.pk}-u{user.pk}", user.pk, text_for(row, user), at, outbox=row) for user in recipients(row, day)],
                ignore_conflicts=True,
            )  # fmt: skip
            Outbox.objects.filter(pk=pk).update(sent_at=at)
    except Exception:
        log.exception("outbox %s", pk)
        Outbox.objects.filter(pk=pk).update(attempts=F("attempts") + 1, not_before=at + timedelta(minutes=5))
        return 0
    return 1


def _message(key: str, user_id: int, text: Text, at: datetime, *, outbox: Outbox | None = None) -> Message:
    return Message(
        key=key, recipient_id=user_id, subject=text.subject, body=text.body, url=text.path, at=at, outbox=outbox
    )  # fmt: skip


def announce_deputies(at: datetime) -> int:
    """Tell both when a deputyship has begun; once."""
    day = timezone.localtime(at).date()
    begun = Deputyship.objects.valid_on(day).select_related("principal", "deputy")

    def told(row: Deputyship) -> list[Message]:
        people = (row.principal, row.deputy)
        return [_message(f"d{row.pk}-u{user.pk}", user.pk, text_of_deputyship(row, user), at) for user in people]

    return _announce_each(begun, told, at)


def announce_requests(at: datetime) -> int:
    """Tell whoever decides that somebody asks to be let in, and the asker that there is an answer; each once."""
    day = timezone.localtime(at).date()
    requests = AccessRequest.objects.select_related("asked_by", "unit")

    def told(row: AccessRequest) -> list[Message]:
        word, people = ("answer", [row.asked_by]) if row.decided_at else ("asked", deciders(row, day))
        return [_message(f"r{row.pk}-{word}-u{user.pk}", user.pk, text_of_request(row, user), at) for user in people]

    return _announce_each(requests, told, at)


def _announce_each(rows: "QuerySet[Any]", told: Callable[[Any], list[Message]], at: datetime) -> int:
    done = 0
    for pk in rows.filter(announced_at=None).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, announced_at=None).first()
            if row is None:
                continue
            Message.objects.bulk_create(told(row), ignore_conflicts=True)
            row.announced_at = at
            row.save(update_fields=["announced_at"])
            done += 1
    return done


def deliver(at: datetime) -> int:
    """Send what waits as mails; how many went out.

    The Message-ID is derived from what the message is about: a mail that was sent just before a crash is sent again with the same
    id, and the recipient's server or program drops the second.
    """
    return sum(_deliver(rows, at) for rows in (Message.objects.select_related("recipient"), ExternalMail.objects.all()))


def _deliver(rows: "QuerySet[Any]", at: datetime) -> int:
    waiting = rows.filter(mailed_at=None, failed_at=None).filter(Q(not_before=None) | Q(not_before__lte=at))
    return sum(_mail(rows, pk, at) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:500])


def _mail(rows: "QuerySet[Any]", pk: int, at: datetime) -> int:
    with transaction.atomic():
        locked = rows.select_for_update(skip_locked=True, of=("self",))
        message: Message | ExternalMail | None = locked.filter(pk=pk, mailed_at=None, failed_at=None).first()
        if message is None:
            return 0
        if not message.address:
            message.failed_at = at
        else:
            _try(message, at)
        message.save(update_fields=["mailed_at", "failed_at", "attempts", "not_before"])
        return int(message.mailed_at is not None)


def _try(message: Message | ExternalMail, at: datetime) -> None:
    # Titles come from forms, and a line break in a header is refused.
    subject = " ".join(message.subject.split())
    mail = EmailMessage(
        subject, message.body, to=[message.address], headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
    )  # fmt: skip
    try:
        mail.send()
    except (
        OSError,
        ValueError,
    ) as error:  # smtplib's errors are OSErrors; a ValueError is a header or an address that cannot be written
        log.warning("mail %s: %s", message.key, type(error).__name__)
        message.attempts += 1
        message.not_before = at + FIRST_WAIT * 2**message.attempts
        message.failed_at = at if message.attempts >= MOST_ATTEMPTS else None
    else:
        message.mailed_at = at


def message_id(message: Message | ExternalMail) -> str:
    """The same for the same message, always."""
    return f"<{message.key}@{urlsplit(settings.SITE_URL).hostname or 'vertragswerk'}>"


def mark_read(user_id: int, at: datetime) -> int:
    """Everything up to now is read."""
    return Message.objects.filter(recipient_id=user_id, read_at=None, at__lte=at).update(read_at=at)
