"""Finding a name however it is spelled: accents, umlauts, ligatures, letters nobody sees, and what a line break leaves of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

PLAIN = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"}
BEFORE_E = frozenset("aou")
LONG = 8
WHOLE_WORD = 3
"""Words as short as this, and numbers, are found where they stand alone, longer ones also inside of words."""


@dataclass
class Folded:
    """A text in plain small letters; each knows where in the text it begins and ends."""

    letters: list[str] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, letter: str, place: int) -> None:
        """One more; what is not written of its own, like an accent or the e of ue, belongs to the letter before."""
        silent = unicodedata.category(letter) in {"Mn", "Me", "Cf"}
        if silent or (letter == "e" and self.letters and self.letters[-1] in BEFORE_E):
            if self.ends:
                self.ends[-1] = place + 1
            return
        self.letters.append("-" if unicodedata.category(letter) == "Pd" else letter)
        self.begins.append(place)
        self.ends.append(place + 1)

    @property
    def text(self) -> str:
        """The letters."""
        return "".join(self.letters)


def fold(text: str) -> Folded:
    """Müller, Mueller and Muller become the same, and so do Ｍüller and Mü\u00adller."""
    folded = Folded()
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign).casefold():
            for plain in PLAIN.get(letter, letter):
                folded.add(plain, place)
    return folded


def plain(text: str) -> str:
    """The words of a text in plain small letters, one blank between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text).text))


def spans(name: str, folded: Folded) -> Iterator[tuple[int, int]]:
    """Where in the text the name stands."""
    for match in _pattern(name).finditer(folded.text) if plain(name) else ():
        yield folded.begins[match.start()], folded.ends[match.end() - 1]


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    """Words may be joined or hyphenated; a long name is found although it is spaced out or broken anywhere."""
    words = plain(name).split()
    long = sum(map(len, words)) >= LONG
    between = r"[\W_]{0,3}" if long else r"(?:-\s*)?"
    found = r"[\W_]{0,4}".join(between.join(map(re.escape, word)) for word in words)
    begin = r"(?<![^\W_])" if _stands_alone(words[0]) else ""
    end = r"(?![^\W_])" if _stands_alone(words[-1]) else ""
    tail = re.escape(re.sub(r".*[^\W_]", "", fold(name).text, flags=re.DOTALL).strip())
    return re.compile(f"{begin}{found}{end}(?:{tail})?")


def _stands_alone(word: str) -> bool:
    """Whether it would be found inside of many words that have nothing to do with it. Scripts without capitals may join their words."""
    return word.isdigit() or (len(word) <= WHOLE_WORD and word != word.upper())
