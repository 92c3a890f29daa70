"""Attachments as the jury may see them: what a page shows, and nothing that was written about it."""

import io
from collections.abc import Iterator
from typing import Any, cast

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from prizes.redaction import found_in
from workflow.errors import InputError

# Comments, actions, threads and previews of a page; descriptions and earlier states of everything that is drawn on it.
OF_PAGES = ("/Annots", "/AA", "/B", "/Thumb")
TALKATIVE = ("/Metadata", "/PieceInfo", "/AF", "/LastModified", "/OPI", "/Alternates")
UNREADABLE = (PyPdfError, pikepdf.PdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError)
MARKED = ("BDC", "DP")
JPEG_FILTERS = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
JPEG_START, JPEG_SCAN = b"\xff\xd8", 0xDA
# APP0 and APP14 say how the colours are meant; the other APP segments and comments are what a camera or a program wrote.
SPOKEN = {*range(0xE1, 0xEE), 0xEF, 0xFE}


def blind_file(upload: UploadedFile, names: list[str]) -> SimpleUploadedFile:
    """The same page content without metadata, annotations and attachments; InputError when a name is still readable in it."""
    upload.seek(0)
    data = upload.read()
    suffix = (upload.name or "").rsplit(".", 1)[-1].lower()
    if suffix == "pdf":
        return SimpleUploadedFile("anlage.pdf", _bare_pdf(data, names), content_type="application/pdf")
    if suffix in {"png", "jpg", "jpeg"}:
        return SimpleUploadedFile("anlage.png", _bare_image(data), content_type="image/png")
    raise InputError("file", _("Für die Jury sind PDF und Bilder möglich."))


def _bare_pdf(data: bytes, names: list[str]) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            bare = pikepdf.new()
            bare.pages.extend(pdf.pages)
            bare.remove_unreferenced_resources()
            for page in bare.pages:
                _drop(page.obj, OF_PAGES)
            for item in bare.objects:
                _silence(item)
            target = io.BytesIO()
            bare.save(target, deterministic_id=True)
        told = _told(target.getvalue())
    except UNREADABLE as error:
        raise InputError(
            "file", _("Der Text dieser Datei lässt sich nicht prüfen. Bitte speichern Sie sie neu als PDF.")
        ) from error
    _refuse_names(told, names)
    return target.getvalue()


def _silence(item: Any) -> None:
    """Take out of an object, and of those written inside it, what tells about it."""
    if isinstance(item, pikepdf.Stream) and item.get("/Filter") in JPEG_FILTERS:
        bare, parameters = _bare_jpeg(item.read_raw_bytes()), cast("Any", item.get("/DecodeParms"))
        item.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
    entries = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if isinstance(entries, pikepdf.Dictionary):
        _drop(entries, TALKATIVE)
    for part in _inside(item):
        _silence(part)


def _drop(entries: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in entries:
            del entries[key]


def _inside(item: Any) -> list[Any]:
    """What is written inside an object; what it refers to is an object of its own."""
    entries = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if isinstance(entries, pikepdf.Dictionary):
        parts = [part for _key, part in entries.items()]
    else:
        parts = list(entries) if isinstance(entries, pikepdf.Array) else []
    return [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _told(pdf: bytes) -> list[str]:
    """All that a program can read in it: the text of the pages, and words that stand behind it for those who cannot see."""
    # The pages together: a name may be broken by the end of one.
    found = ["\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            found += _strings(item)
        for page in opened.pages:
            found += _behind(page)
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form:
                found += _behind(item)
    return found


def _strings(item: Any) -> Iterator[str]:
    if isinstance(item, pikepdf.String):
        yield str(item)
    for part in _inside(item):
        yield from _strings(part)


def _behind(content: Any) -> Iterator[str]:
    """Replacement texts of marked content."""
    for instruction in pikepdf.parse_content_stream(content):
        if str(instruction.operator) in MARKED:
            for operand in instruction.operands:
                yield from _strings(operand)


def _refuse_names(told: list[str], names: list[str]) -> None:
    left = found_in("\n\n\n\n\n".join(told), names)
    if left:
        raise InputError(
            "file",
            _("In der Datei stehen noch Namen: %(names)s. Bitte schwärzen Sie sie.") % {"names": ", ".join(left)},
        )


def _bare_jpeg(data: bytes) -> bytes:
    """The same picture without the segments a camera or a program wrote about it; what is no JPEG stays as it is."""
    if not data.startswith(JPEG_START):
        return data
    kept, place = [JPEG_START], 2
    while place + 4 <= len(data) and data[place] == JPEG_START[0] and data[place + 1] != JPEG_SCAN:
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if data[place + 1] not in SPOKEN:
            kept.append(data[place:end])
        place = end
    return b"".join([*kept, data[place:]])


def _bare_image(data: bytes) -> bytes:
    """The first picture as one sees it: turned as the camera was held, what is transparent white."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright, mask=upright)
        bare.save(target, format="PNG")
    return target.getvalue()
