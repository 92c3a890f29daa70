"""Texts without the names of those they are about. Knows no database: what is shown to a jury is also rebuilt in a process of its own."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from prizes.spelling import fold, spans

HIDDEN = "█████"
ADDRESSES = re.compile(
    r"\S+\s?(?:\(at\)|\[at\])\s?\S+|\S*[@＠]\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|eu|info)\b(?:/\S*)?"
    r"|(?:\+|\b0)\d[\d /()-]{5,}\d",
    re.IGNORECASE,
)


def redacted(text: str, names: Iterable[str]) -> str:
    """The text without these names, mail and web addresses and telephone numbers, however they are spelled."""
    text = ADDRESSES.sub(HIDDEN, visible(text))
    for name in names:
        for begin, end in reversed(list(spans(name, fold(text)))):
            text = text[:begin] + HIDDEN + text[end:]
    return text


def telling(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where in a text of visible signs the names, addresses and numbers stand, and which. What is part of one that was told before is not told again."""
    folded, told = fold(text), bytearray(len(text))
    addresses = ((*match.span(), match.group()) for match in ADDRESSES.finditer(text))
    named = ((*span, name) for name in names for span in spans(name, folded))
    for begin, end, what in chain(addresses, named):
        if not all(told[begin:end]):
            told[begin:end] = bytes([1]) * (end - begin)
            yield begin, end, what


def visible(text: str) -> str:
    """The text in composed letters and without signs that nobody sees, like soft hyphens."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")


def found_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names a text still holds."""
    folded = fold(text)
    return [name for name in names if any(spans(name, folded))]
