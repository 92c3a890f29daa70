"""Bytes that no row names any more leave the store: attachments of drafts nobody sent, blind files of a jury that were replaced."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.db import models

from documents.models import DocumentVersion
from documents.storage import everything

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=2)
"""How long bytes stay that no row names: an upload is stored before the row that names it."""
_keepers: list[type[models.Model]] = [DocumentVersion]


def keep_files_of(*keepers: type[models.Model]) -> None:
    """Announce models whose `sha256` names bytes in the store; called from an app's `AppConfig.ready`."""
    _keepers.extend(one for one in keepers if one not in _keepers)


def sweep(at: datetime) -> int:
    """Delete what no row names; how many files that were.

    A file is set aside before it is judged for good: bytes that were stored again in between are put back, or lie under their name anew.
    """
    gone = 0
    for path in list(everything()):
        if _is_old(path, at) and not _is_named(path.name):
            gone += _remove(path, at)
    return gone


def _is_old(path: Path, at: datetime) -> bool:
    try:
        return path.stat().st_mtime < (at - KEPT_FOR).timestamp()
    except FileNotFoundError:
        return False


def _is_named(sha256: str) -> bool:
    return any(keeper._default_manager.filter(sha256=sha256).exists() for keeper in _keepers)


def _remove(path: Path, at: datetime) -> int:
    aside = path.with_suffix(".aside")
    try:
        path.replace(aside)
    except FileNotFoundError:
        return 0
    if not _is_old(aside, at) or _is_named(path.name):
        aside.replace(path)
        return 0
    aside.unlink()
    log.info("removed %s", path.name)
    return 1
