"""What has to be told about accounts. This app mails nobody: it writes a row, and whoever mails reads it."""

from typing import Any

from accounts.models import Notice, NoticeKind
from directory.models import User


def tell(kind: NoticeKind, key: str, *, user: User | None = None, address: str = "", **data: Any) -> bool:
    """Write a notice; False when it is already there."""
    defaults = {"kind": kind, "user": user, "address": address, "data": data}
    _notice, made = Notice.objects.get_or_create(key=f"{kind}-{key}", defaults=defaults)
    return made
