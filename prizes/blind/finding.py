"""Which signs of a file give a name away: in the order in which they were written, and in the order in which they are seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from prizes.blind.reading import Box, Sheet, Sign
from prizes.redaction import telling

SAME_LINE = 0.5
"""Of a letter's height: so far up or down it still stands on the line."""
A_BLANK = 0.25
"""Of a letter's height: letters that stand so far apart are two words, unless all of a line do."""
SPACED = 1.8
"""Times as far as most letters of a line."""

Place = tuple[int, int]
"""Number of the page, number of the sign on it."""


@dataclass
class Marks:
    """Signs to be painted over, in stretches that belong together, and the names they give away, by page."""

    stretches: list[list[Place]] = field(default_factory=list)
    names: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class _Text:
    """Signs in an order, and which sign each letter of the text is; blanks in between are nobody's."""

    letters: list[str] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)

    def add(self, letter: str, place: Place | None = None) -> None:
        """One more."""
        self.letters.append(letter)
        self.places.append(place)


def find(sheets: list[Sheet], names: Iterable[str]) -> Marks:
    """All that gives a name away. Pages together: a name may be broken by the end of one."""
    wanted, marks = list(names), Marks()
    for text in (_as_written(sheets), _as_seen(sheets)):
        for begin, end, name in telling("".join(text.letters), wanted):
            stretch = [place for place in text.places[begin:end] if place]
            marks.stretches.append(stretch)
            for page, _sign in stretch[:1]:
                marks.names[page].add(name)
    return marks


def _as_written(sheets: list[Sheet]) -> _Text:
    text = _Text()
    for page, sheet in enumerate(sheets):
        for number, sign in enumerate(sheet.signs):
            text.add(sign.letter, (page, number))
        text.add("\n")
    return text


def _as_seen(sheets: list[Sheet]) -> _Text:
    """Line by line from above, each from the left, whatever was drawn first."""
    text = _Text()
    for page, sheet in enumerate(sheets):
        for line in _lines(sheet.signs):
            _set(text, page, line)
        text.add("\n")
    return text


def _lines(signs: list[Sign]) -> Iterator[list[tuple[int, Sign, Box]]]:
    drawn = [(number, sign, sign.box) for number, sign in enumerate(signs) if sign.box and not sign.letter.isspace()]
    line: list[tuple[int, Sign, Box]] = []
    for one in sorted(drawn, key=lambda one: -_middle(one[2])):
        if line and _middle(line[-1][2]) - _middle(one[2]) > SAME_LINE * _height(one[2]):
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _set(text: _Text, page: int, line: list[tuple[int, Sign, Box]]) -> None:
    ordered = sorted(line, key=lambda one: one[2][0])
    gaps = [box[0] - before[2] for (_one, _sign, before), (_other, _next, box) in pairwise(ordered)]
    usual = median(gaps) if gaps else 0
    for (number, sign, box), gap in zip(ordered, [0.0, *gaps], strict=True):
        if gap > max(A_BLANK * _height(box), SPACED * usual):
            text.add(" ")
        text.add(sign.letter, (page, number))
    text.add("\n")


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _height(box: Box) -> float:
    return max(box[3] - box[1], 1)
