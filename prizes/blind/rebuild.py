"""From a file that somebody sent to one that shows the same and tells nothing else."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2
from PIL import Image, ImageOps

from prizes.blind.aside import drawn_fonts, laid_out
from prizes.blind.cleaning import without_claims
from prizes.blind.finding import find
from prizes.blind.outcome import MOST_PAGES, Order, Page, Rebuilt, Refusal, Refused, Undecided
from prizes.blind.painting import Painted, paint
from prizes.blind.reading import MOST_SIGNS, Sheet, flatten, read
from prizes.blind.writing import write
from prizes.redaction import found_in

MOST_BYTES = 48 * 2**20
"""What the store takes."""
LONGEST_SIDE = 2_400
"""Pixels of a picture: more than a screen has."""
PDF = "pdf"
UNREADABLE = (
    pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, SyntaxError,
    Image.DecompressionBombError,
)  # fmt: skip


def rebuild(content: bytes, order: Order) -> Rebuilt:
    """The new file; Refused where it cannot be made, or not without a name."""
    try:
        return _pages(content, order) if order.kind == PDF else _picture(content)
    except UNREADABLE as error:
        raise Refused(Refusal.UNREADABLE) from error
    except MemoryError as error:
        raise Refused(Refusal.TOO_MUCH) from error


def _pages(content: bytes, order: Order) -> Rebuilt:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not 0 < len(pdf.pages) <= MOST_PAGES:
            raise Refused(Refusal.TOO_LONG)
        drawn = [drawn_fonts(page) for page in pdf.pages]
        laid, number = laid_out(without_claims(pdf))
    with _opened(laid) as document:
        sheets = _read(document, number)
        aside = _aside(document, number, order.names)
        for sheet, letters in zip(sheets, drawn, strict=True):
            sheet.undecided |= ({Undecided.DRAWN_LETTERS} if letters else set()) | aside
        return _rebuilt(document, sheets, order)


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(content)
    try:
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, number: int) -> list[Sheet]:
    sheets: list[Sheet] = []
    for place in range(number):
        flatten(document[place])
        sheets.append(read(document[place], MOST_SIGNS - sum(len(sheet.signs) for sheet in sheets)))
    return sheets


def _aside(document: pypdfium2.PdfDocument, number: int, names: list[str]) -> set[Undecided]:
    """Whether anything that is drawn from aside has to be looked at; Refused when a name is in it."""
    sheets = [read(document[place]) for place in range(number, len(document))]
    text = "\n\n\n\n\n".join("".join(sign.letter for sign in sheet.signs) for sheet in sheets)
    if left := found_in(text, names):
        raise Refused(Refusal.NAMES_ASIDE, left)
    return {Undecided.ASIDE} if text.strip() or any(Undecided.PICTURE in sheet.undecided for sheet in sheets) else set()


def _rebuilt(document: pypdfium2.PdfDocument, sheets: list[Sheet], order: Order) -> Rebuilt:
    marks = find(sheets, order.names)
    painted: list[Painted] = []
    pages: list[Page] = []
    for place, sheet in enumerate(sheets):
        stretches = [[sign for page, sign in stretch if page == place] for stretch in marks.stretches]
        painted.append(paint(document[place], sheet.signs, [one for one in stretches if one], order.hidden))
        text = "\n".join(" ".join(word.text for word in line) for line in painted[-1].lines)
        pages.append(Page(text, sorted(marks.names[place]), sorted(sheet.undecided)))
    if left := found_in("\n".join(page.text for page in pages), order.names):
        raise Refused(Refusal.NAMES_LEFT, left)
    content = write(painted, title=order.title, picture=order.picture)
    if len(content) > MOST_BYTES:
        raise Refused(Refusal.TOO_MUCH)
    return Rebuilt(content, pages)


def _picture(content: bytes) -> Rebuilt:
    """The first picture as one sees it: turned as the camera was held, what is transparent white, no finer than a screen."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright, mask=upright)
        bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare.save(target, format="PNG")
    return Rebuilt(target.getvalue(), [Page(undecided=[Undecided.PICTURE])])
