"""What stands on a page: its signs and their places, and what on it cannot be read."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from prizes.blind.outcome import Refusal, Refused, Undecided

MOST_SIGNS = 200_000
MOST_OBJECTS = 50_000
DEPTH = 12
A_RECTANGLE = 5
"""Segments of a path; what has more may be the outline of a letter."""
HYPHENS = {"\ufffe", "\x02"}
"""How the library tells a hyphen at the end of a line that goes on."""
UNKNOWN = "\ufffd"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(slots=True)
class Sign:
    """A letter and where it is; a blank that was only concluded has no place."""

    letter: str
    box: Box | None


@dataclass
class Sheet:
    """A page as it was read."""

    signs: list[Sign]
    undecided: set[Undecided] = field(default_factory=set)


def flatten(page: pypdfium2.PdfPage) -> None:
    """Make one drawing of everything that is seen: what is filled into a form or drawn upon the page counts like what was printed."""
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        raise Refused(Refusal.UNREADABLE)


def read(page: pypdfium2.PdfPage, room: int = MOST_SIGNS) -> Sheet:
    """A page of at most `room` signs."""
    text = page.get_textpage()
    if text.count_chars() > room:
        raise Refused(Refusal.TOO_MUCH)
    sheet = Sheet(list(_joined(_signs(text))), set(_unreadable(page)))
    if any(sign.letter == UNKNOWN for sign in sheet.signs) or _guessed(text):
        sheet.undecided.add(Undecided.UNKNOWN_LETTERS)
    return sheet


def _guessed(text: pypdfium2.PdfTextPage) -> bool:
    return any(raw.FPDFText_HasUnicodeMapError(text, place) == 1 for place in range(text.count_chars()))


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, Box | None]]:
    for place in range(text.count_chars()):
        generated = raw.FPDFText_IsGenerated(text, place) == 1
        yield raw.FPDFText_GetUnicode(text, place), None if generated else _box(text, place)


def _box(text: pypdfium2.PdfTextPage, place: int) -> Box:
    """The place that the letter takes, and that its line takes: a letter may reach out of either."""
    tight, loose = text.get_charbox(place), text.get_charbox(place, loose=True)
    return (min(tight[0], loose[0]), min(tight[1], loose[1]), max(tight[2], loose[2]), max(tight[3], loose[3]))


def _joined(found: Iterator[tuple[int, Box | None]]) -> Iterator[Sign]:
    """One sign for two halves of one, hyphens as hyphens; what nobody sees is left out."""
    high = 0
    for number, box in found:
        if 0xD800 <= number < 0xDC00:
            high = number
            continue
        letter = _letter(number, high)
        high = 0
        if letter != "\r" and unicodedata.category(letter) != "Cf":
            yield Sign("-" if letter in HYPHENS else letter, box)


def _letter(number: int, high: int) -> str:
    if 0xDC00 <= number < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + number - 0xDC00) if high else UNKNOWN
    return chr(number) if number else UNKNOWN


def _unreadable(page: pypdfium2.PdfPage) -> Iterator[Undecided]:
    for count, item in enumerate(page.get_objects(max_depth=DEPTH)):
        if count > MOST_OBJECTS:
            raise Refused(Refusal.TOO_MUCH)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            yield Undecided.PICTURE
        elif item.type == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_CountSegments(item) > A_RECTANGLE:
            yield Undecided.DRAWING
