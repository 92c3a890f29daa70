"""What may be stored: an allow-list by name and by content, with limits that are checked before anything is unpacked."""

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import pikepdf
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from workflow.errors import InputError

MAX_MEMBERS = 2_000
MAX_RATIO = 200
MAX_UNPACKED_BYTES = 300 * 2**20
MAX_PIXELS = 80_000_000
MAX_DEPTH = 60
ACTIONS = (pikepdf.Name.JavaScript, pikepdf.Name.Launch)
ACTIVE_PDF_KEYS = ("/JavaScript", "/JS", "/Launch")
MACRO_NAMES = ("vbaproject.bin", "vbadata.xml", "basic/")

Check = Callable[[BinaryIO], bool]


def check_upload(upload: UploadedFile) -> str:
    """The MIME type of an acceptable file; InputError on the field `file` otherwise. Leaves the file at its beginning."""
    name, size = upload.name or "", upload.size or 0
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension not in _KINDS:
        raise InputError(
            "file",
            _("Dateien dieser Art werden nicht angenommen. Möglich sind: %(kinds)s.")
            % {"kinds": ", ".join(sorted(_KINDS))},
        )
    if not size:
        raise InputError("file", _("Die Datei ist leer."))
    if size > settings.FILE_UPLOAD_MAX_BYTES:
        limit = settings.FILE_UPLOAD_MAX_BYTES // 2**20
        raise InputError("file", _("Die Datei ist zu groß. Erlaubt sind höchstens %(limit)s MB.") % {"limit": limit})
    mime, check = _KINDS[extension]
    file: BinaryIO = upload.file  # type: ignore[assignment]  # Django types it as a wider union
    file.seek(0)
    sound = check(file)
    file.seek(0)
    if not sound:
        raise InputError(
            "file",
            _(
                "Der Inhalt der Datei passt nicht zu ihrer Endung, ist beschädigt, verschlüsselt oder enthält aktive Inhalte."
            ),
        )
    return mime


def _pdf(file: BinaryIO) -> bool:
    try:
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:
                return False
            return not any(_is_active(item) for item in pdf.objects)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def _is_active(item: Any, depth: int = 0) -> bool:
    """Whether an object, or one written inside it, runs something; objects it refers to have their own turn."""
    if depth > MAX_DEPTH:
        return True
    if isinstance(item, pikepdf.Array):
        return any(_is_active(part, depth + 1) for part in item if _is_inside(part))
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if not isinstance(item, pikepdf.Dictionary):
        return False
    acts = any(key in item for key in ACTIVE_PDF_KEYS) or item.get("/S") in ACTIONS
    return acts or any(_is_active(part, depth + 1) for _key, part in item.items() if _is_inside(part))


def _is_inside(part: Any) -> bool:
    return isinstance(part, pikepdf.Object) and not part.is_indirect


def _office(*required: str) -> Check:
    def check(file: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                return _sound_archive(archive, required)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            return False

    return check


def _sound_archive(archive: zipfile.ZipFile, required: tuple[str, ...]) -> bool:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or unpacked / packed > MAX_RATIO:
        return False
    names = {member.filename for member in members}
    has_macros = any(part in name.lower() for name in names for part in MACRO_NAMES)
    return names.issuperset(required) and not has_macros and not any(member.flag_bits & 1 for member in members)


def _image(*formats: str) -> Check:
    def check(file: BinaryIO) -> bool:
        try:
            with Image.open(file, formats=formats) as image:
                if image.width * image.height > MAX_PIXELS:
                    return False
                image.verify()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
        return True

    return check


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: dict[str, tuple[str, Check]] = {
    "pdf": ("application/pdf", _pdf),
    "docx": (_WORD, _office("[Content_Types].xml", "word/document.xml")),
    "xlsx": (_SHEET, _office("[Content_Types].xml", "xl/workbook.xml")),
    "odt": ("application/vnd.oasis.opendocument.text", _office("mimetype", "content.xml")),
    "jpg": ("image/jpeg", _image("JPEG")),
    "jpeg": ("image/jpeg", _image("JPEG")),
    "png": ("image/png", _image("PNG")),
}
