"""A stricter look than the hiding: what may tell of somebody or of nobody. The program cannot decide it, so a person reads each place and says so."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from prizes.identity import Identity
from prizes.redaction import visible
from prizes.spelling import LONG, WHOLE_WORD, plain

SHORTEST_LIKENESS = 5
"""Shorter words are like too many others."""
NEAR = 120
BEFORE, BEHIND = re.compile(r"(?:\S+\s+){0,4}\S*$"), re.compile(r"\S*(?:\s+\S+){0,4}")
MOST = 200
LONG_NUMBER = re.compile(r"\b\d[\d /()-]{4,}\d\b")
"""What begins like a telephone number is hidden; this may be one, or a sum, or two years."""
ENDINGS = ("s", "es", "n", "er", "sche", "schen", "scher")


class Reason(Enum):
    """Why a place is to be read."""

    POSSIBLE = _("kann ein Name sein")
    INFLECTED = _("wie ein gebeugter Name")
    ALIKE = _("einem Namen sehr ähnlich")
    SPACED = _("wie ein gesperrt geschriebener Name")
    INITIALS = _("wie die Anfangsbuchstaben eines Namens")
    MIXED = _("Buchstaben verschiedener Schriften")
    NUMBER = _("vielleicht eine Telefonnummer")


@dataclass(frozen=True)
class Doubt:
    """A place in a text: the word as it stands there, the words around it, and why it is to be read."""

    word: str
    around: str
    reason: Reason


def doubts(text: str, identity: Identity) -> list[Doubt]:
    """Each doubtful word once, in the order of the text."""
    text = visible(text)
    found: dict[str, Doubt] = {}
    for begin, end, reason in sorted(_places(text, identity), key=lambda place: place[0]):
        word = " ".join(text[begin:end].split())
        found.setdefault(word, Doubt(word, _around(text, begin, end), reason))
    return list(found.values())[:MOST]


def _around(text: str, begin: int, end: int) -> str:
    """The place with a few words before and behind it."""
    before, behind = BEFORE.search(text[max(0, begin - NEAR) : begin]), BEHIND.match(text[end : end + NEAR])
    return " ".join(f"{before.group() if before else ''}{text[begin:end]}{behind.group() if behind else ''}".split())


def _places(text: str, identity: Identity) -> Iterator[tuple[int, int, Reason]]:
    judged: dict[str, Reason | None] = {}
    judge = _judge(identity)
    for match in re.finditer(r"[^\W_]+", text):
        word = match.group()
        if word not in judged:
            judged[word] = judge(word)
        reason = judged[word]
        if reason:
            yield *match.span(), reason
    for pattern, reason in (
        (_spaced(identity), Reason.SPACED),
        (_initials(identity), Reason.INITIALS),
        (LONG_NUMBER, Reason.NUMBER),
    ):
        if pattern:
            yield from ((*match.span(), reason) for match in pattern.finditer(text))


def _judge(identity: Identity) -> Callable[[str], Reason | None]:
    """What speaks against a single word, if anything."""
    possible = {plain(word) for word in identity.possible}
    words = {plain(name) for name in identity.names if " " not in plain(name)}
    short = {word + ending for word in words if len(word) <= WHOLE_WORD for ending in ENDINGS}
    long = [word for word in words if len(word) >= SHORTEST_LIKENESS and not word.isdigit()]

    def judge(word: str) -> Reason | None:
        folded = plain(word)
        if folded in possible and (word[0].isupper() or word[0].isdigit()):
            return Reason.POSSIBLE
        if folded in short and word[0].isupper():
            return Reason.INFLECTED
        if _mixes_scripts(word):
            return Reason.MIXED
        return Reason.ALIKE if any(_within_one(folded, name) for name in long) else None

    return judge


def _within_one(word: str, name: str) -> bool:
    """Whether one letter more, less, other or changed with its neighbour makes the word a name."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = next((place for place, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), None)
    if start is None:
        return True
    left, right = word[start:], name[start:]
    return left[1:] == right or left == right[1:] or left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])  # fmt: skip


def _mixes_scripts(word: str) -> bool:
    """Whether letters that look like Latin ones stand among Latin ones."""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def _spaced(identity: Identity) -> re.Pattern[str] | None:
    """Names too short to be looked for across blanks by the hiding itself."""
    words = {plain(name) for name in identity.names if " " not in plain(name)}
    found = [r"[\W_]{1,2}".join(map(re.escape, word)) for word in words if 1 < len(word) < LONG and not word.isdigit()]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])", re.IGNORECASE) if found else None


def _initials(identity: Identity) -> re.Pattern[str] | None:
    """With or without full stops, in capitals."""
    found = [r"\.?[ -]?".join(map(re.escape, letters)) for letters in identity.initials]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])") if found else None
