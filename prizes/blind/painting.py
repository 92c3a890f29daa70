"""A page as pixels, what gives a name away painted over, and the words that are seen on it."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from operator import itemgetter

import pypdfium2
from PIL import ImageDraw

from prizes.blind.outcome import Refusal, Refused
from prizes.blind.reading import Box, Sign

POINTS = 72
FINE = 150
"""Pixels per inch."""
MOST_PIXELS = 4_000_000
"""Of one page: A3 as fine as that."""
LARGEST = 14_400
QUALITY = 85
MARGIN = 2
SEEN = 24
"""Of 255: so far darkest and lightest pixel of a word are apart that one sees."""

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True)
class Word:
    """A word where it is seen."""

    text: str
    rect: Rect


@dataclass(frozen=True)
class Painted:
    """A page to be written: its picture, its size in points, its lines of words."""

    picture: bytes
    pixels: tuple[int, int]
    size: tuple[float, float]
    lines: list[list[Word]]


class Canvas:
    """The pixels of one page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        width, height = page.get_size()
        if not (0 < width <= LARGEST and 0 < height <= LARGEST):
            raise Refused(Refusal.TOO_MUCH)
        self.size = (width, height)
        scale = min(FINE / POINTS, sqrt(MOST_PIXELS / (width * height)))
        bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False)
        self._place = bitmap.get_posconv(page)
        self.image = bitmap.to_pil().convert("RGB")

    def rect(self, boxes: Iterable[Box]) -> Rect | None:
        """The pixels that these places take together; None where none is on the page."""
        corners = [self._place.to_bitmap(x, y) for box in boxes for x, y in (box[:2], box[2:])]
        if not corners:
            return None
        across, down = [x for x, _y in corners], [y for _x, y in corners]
        left, top = max(0, int(min(across))), max(0, int(min(down)))
        right, bottom = min(self.image.width, int(max(across)) + 1), min(self.image.height, int(max(down)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def paint_over(self, rects: Iterable[Rect]) -> None:
        """Black, and a little more than the letters."""
        draw = ImageDraw.Draw(self.image)
        for left, top, right, bottom in rects:
            draw.rectangle((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN), fill="black")

    def shows(self, rect: Rect) -> bool:
        """Whether anything is seen there."""
        darkest, lightest = self.image.crop(rect).convert("L").getextrema()
        return lightest - darkest >= SEEN

    def jpeg(self) -> bytes:
        """The picture, and nothing about it."""
        target = io.BytesIO()
        self.image.save(target, format="JPEG", quality=QUALITY)
        return target.getvalue()


def paint(page: pypdfium2.PdfPage, signs: list[Sign], stretches: list[list[int]], hidden: str) -> Painted:
    """Draw a page, see which of its words are there, and paint over those signs. `hidden` stands for them among the words."""
    canvas = Canvas(page)
    covered = {number for stretch in stretches for number in stretch}
    lines = [_joined(_words(line, canvas, covered, hidden), hidden) for line in _lines(signs)]
    canvas.paint_over(rect for stretch in stretches for rect in _stretch(stretch, signs, canvas))
    return Painted(canvas.jpeg(), canvas.image.size, canvas.size, [line for line in lines if line])


def _stretch(stretch: list[int], signs: list[Sign], canvas: Canvas) -> Iterator[Rect]:
    """One box for what stands on a line, so that the gaps do not tell how long each word is."""
    boxes = [box for number in stretch if (box := signs[number].box)]
    line: list[Box] = []
    for box in boxes:
        if line and (box[1] > line[-1][3] or box[3] < line[-1][1]):
            yield from filter(None, [canvas.rect(line)])
            line = []
        line.append(box)
    yield from filter(None, [canvas.rect(line)])


def _lines(signs: list[Sign]) -> Iterator[list[tuple[int, Sign]]]:
    line: list[tuple[int, Sign]] = []
    for one in enumerate(signs):
        if one[1].letter == "\n":
            yield line
            line = []
        else:
            line.append(one)
    yield line


def _words(line: list[tuple[int, Sign]], canvas: Canvas, covered: set[int], hidden: str) -> Iterator[Word]:
    for blank, group in groupby(line, key=lambda one: one[1].letter.isspace()):
        if blank:
            continue
        part = list(group)
        rect = canvas.rect(sign.box for _number, sign in part if sign.box)
        if rect and canvas.shows(rect):
            yield Word(_text(part, covered, hidden), rect)


def _joined(words: Iterable[Word], hidden: str) -> list[Word]:
    """What is painted over side by side is one, so that the number of words does not tell."""
    found: list[Word] = []
    for word in words:
        if found and word.text == found[-1].text == hidden:
            found[-1] = Word(hidden, _around(found[-1].rect, word.rect))
        else:
            found.append(word)
    return found


def _around(one: Rect, other: Rect) -> Rect:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _text(part: list[tuple[int, Sign]], covered: set[int], hidden: str) -> str:
    """The letters of a word; what is painted over is one word of ours."""
    marked = [(number in covered, sign.letter) for number, sign in part]
    groups = groupby(marked, key=itemgetter(0))
    return "".join(hidden if over else "".join(letter for _over, letter in group) for over, group in groups)
