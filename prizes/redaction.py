"""Texts and files without the names of those they are about."""

import io
import re
from collections.abc import Iterable

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from prizes.models import Nomination
from workflow.errors import InputError

HIDDEN = "█████"
SHORTEST = 4
# Words that stand in many names and say nothing about whom.
COMMON = frozenset(
    [
        "verein",
        "stiftung",
        "initiative",
        "bildungsstätte",
        "werkstatt",
        "hessen",
        "hessisches",
        "hessischer",
        "integration",
        "projekt",
        "gemeinde",
        "stadt",
        "kreis",
        "schule",
        "verband",
        "gesellschaft",
        "zentrum",
        "haus",
        "freunde",
        "förderverein",
        "e.v.",
        "ggmbh",
        "gmbh",
        "und",
        "der",
        "die",
        "das",
        "für",
        "von",
        "vom",
        "mit",
        "aller",
        "alle",
        "vielen",
        "herr",
        "herrn",
        "frau",
        "prof",
        "fiktiv",
        "muster",
    ]
)
ADDRESSES = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\+?\d[\d /()-]{6,}\d", re.IGNORECASE)


def identities(nomination: Nomination) -> list[str]:
    """What gives away who nominates or is nominated: names as a whole, longest first, and their telling parts."""
    whole = [nomination.nominee, nomination.nominator, nomination.nominator_email, nomination.nominee_contact]
    found = {text.strip() for text in whole if len(text.strip()) >= SHORTEST}
    for text in (nomination.nominee, nomination.nominator, nomination.nominee_contact):
        found |= {
            word
            for word in re.findall(r"[\w-]+", text)
            if len(word) >= SHORTEST and word.lower() not in COMMON and not word.isdigit()
        }
    return sorted(found, key=len, reverse=True)


def redacted(text: str, names: Iterable[str]) -> str:
    """The text without these names, mail and web addresses and telephone numbers; case and the width of blanks do not matter."""
    text = ADDRESSES.sub(HIDDEN, text)
    for name in names:
        text = _pattern(name).sub(HIDDEN, text)
    return text


def found_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names a text still holds."""
    return [name for name in names if _pattern(name).search(text)]


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(part) for part in name.split()), re.IGNORECASE)


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
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bare = pikepdf.new()
        bare.pages.extend(pdf.pages)
        for page in bare.pages:
            for key in ("/Annots", "/Metadata", "/PieceInfo", "/AF"):
                if key in page.obj:
                    del page.obj[key]
        target = io.BytesIO()
        bare.save(target, deterministic_id=True)
    _refuse_names(target.getvalue(), names)
    return target.getvalue()


def _refuse_names(pdf: bytes, names: list[str]) -> None:
    try:
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise InputError(
            "file", _("Der Text dieser Datei lässt sich nicht prüfen. Bitte speichern Sie sie neu als PDF.")
        ) from error
    left = found_in(text, names)
    if left:
        raise InputError(
            "file",
            _("In der Datei stehen noch Namen: %(names)s. Bitte schwärzen Sie sie.") % {"names": ", ".join(left)},
        )


def _bare_image(data: bytes) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        plain = Image.new("RGB", image.size)
        plain.paste(image.convert("RGB"))
        plain.save(target, format="PNG")
    return target.getvalue()
