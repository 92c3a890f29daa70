"""Bytes live under their SHA-256: what is stored once is never written again, and can be proved unchanged."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.models import DocumentVersion
from workflow.errors import InputError

log = logging.getLogger(__name__)
NAME_LENGTH = 64


def store(upload: UploadedFile) -> str:
    """Write the bytes, durably and whole or not at all, and return their SHA-256; InputError when the disk does not take them."""
    root = Path(default_storage.path("."))
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=root, delete=False) as target:
            try:
                sha256 = _written(upload, target)
                final = path_of(sha256)
                final.parent.mkdir(parents=True, exist_ok=True)
                Path(target.name).replace(final)
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        log.exception("upload not stored")
        text = _("Die Datei konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal.")
        raise InputError("file", text) from error
    return sha256


def _written(upload: UploadedFile, target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


def path_of(sha256: str) -> Path:
    """Where bytes with this hash lie."""
    return Path(default_storage.path(f"{sha256[:2]}/{sha256[2:4]}/{sha256}"))


def everything() -> Iterator[Path]:
    """All bytes that lie here; what is being written is not among them."""
    root = Path(default_storage.path("."))
    return (path for path in root.glob("??/??/*") if len(path.name) == NAME_LENGTH)


def stored(version: DocumentVersion) -> BufferedReader:
    """The bytes of a version; FileNotFoundError when the store has lost them."""
    return path_of(version.sha256).open("rb")


def intact(version: DocumentVersion) -> bool:
    """Read the bytes again and compare their hash."""
    try:
        with stored(version) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == version.sha256
    except FileNotFoundError:
        return False
