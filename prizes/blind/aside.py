"""What a page draws from aside: the cells of patterns, the masks of transparency, the letters of drawn fonts. No text of the page tells what is in them."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from prizes.blind.cleaning import inside
from prizes.blind.outcome import Refusal, Refused

MOST = 2_000
DEEPEST = 8
A_TILE = 1
ROOM = [0, 0, 1000, 1000]


def laid_out(content: bytes) -> tuple[bytes, int]:
    """Each of them as a page of its own, behind the pages there are, and how many these are: so their text can be read like that of a page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages, drawings = len(pdf.pages), list(_drawings(pdf))
        if len(drawings) > MOST:
            raise Refused(Refusal.TOO_MUCH)
        for stream, resources in drawings:
            page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=ROOM, Contents=pdf.make_stream(stream.read_bytes()))  # fmt: skip
            page.Resources = stream.get("/Resources", resources)
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue(), pages


def _drawings(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Stream, Any]]:
    """A drawing, and the fonts and pictures it uses where it does not say so itself."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/PatternType") == A_TILE:
            yield item, pikepdf.Dictionary()
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.Type3:
            resources = item.get("/Resources", pikepdf.Dictionary())
            procedures = item.get("/CharProcs", pikepdf.Dictionary())
            yield from ((one, resources) for _name, one in procedures.items() if isinstance(one, pikepdf.Stream))
        else:
            yield from _masks(item)


def _masks(item: Any) -> Iterator[tuple[pikepdf.Stream, Any]]:
    """Text in a mask is seen as the colour that shines through it."""
    group = item.get("/G") if isinstance(item, pikepdf.Dictionary) and "/S" in item else None
    if isinstance(group, pikepdf.Stream):
        yield group, pikepdf.Dictionary()
    for part in inside(item):
        yield from _masks(part)


def drawn_fonts(page: Any, depth: int = 0) -> bool:
    """Whether a page, or a drawing on it, uses a font whose letters are drawings. What cannot be followed to its end is looked at."""
    resources = page.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        return False
    fonts: Any = resources.get("/Font", {})
    drawings: Any = resources.get("/XObject", {})
    if depth > DEEPEST or any(font.get("/Subtype") == pikepdf.Name.Type3 for _name, font in fonts.items()):
        return True
    return any(drawn_fonts(one, depth + 1) for _name, one in drawings.items())
