"""Who a nomination is about: the words that give it away, those that only might, and those that stand in everybody's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from prizes.models import AwardYear, Nomination, NomineeKind
from prizes.spelling import plain

SHIPPED = (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8")
SHORTEST_NUMBER = 3
"""Numbers of fewer digits stand in every text: alone they are asked about, not hidden."""

FORMS_OF_ADDRESS = frozenset(
    ["herr", "herrn", "frau", "fräulein", "familie", "eheleute", "prof", "professor", "professorin", "dr", "doktor"]
)


@dataclass(frozen=True)
class Identity:
    """What the fields that say who nominates and who is nominated give away.

    `names` are hidden and must be nowhere. `possible` words and `initials` may mean them or anything else, so a person has to look. `ordinary` were left alone.
    """

    names: tuple[str, ...]
    possible: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def common_words(text: str) -> frozenset[str]:
    """The words of a list in plain letters; a line that begins with # explains."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(plain(word) for line in lines for word in line.split())


def common_to(year: AwardYear | None) -> frozenset[str]:
    """The words that say nothing about whom, as the year has them or as they are shipped."""
    return common_words((year.common_words.strip() if year else "") or SHIPPED)


def identity_of(nomination: Nomination) -> Identity:
    """What a nomination gives away. Its mail address is taken to pieces too: the part before the @ is often a name, the part after it may be one."""
    found = _Pieces(common_to(nomination.award_year if nomination.award_year_id else None))
    mailbox, _at, host = nomination.nominator_email.partition("@")
    found.names.add(nomination.nominator_email.strip())
    found.take(nomination.nominee, person=nomination.nominee_kind == NomineeKind.PERSON, counted=True)
    found.take(nomination.nominator, person=True, counted=True)
    found.take(nomination.nominee_contact)
    found.take(mailbox)
    found.possible |= {word for word in _words(host.rpartition(".")[0]) if not found.is_common(word)}
    found.initials = _initials(nomination.nominee, found.common) | _initials(nomination.nominator, found.common)
    return found.sorted()


def identities(nomination: Nomination) -> list[str]:
    """What is hidden: names as a whole, longest first, and their telling words."""
    return list(identity_of(nomination).names)


def _words(text: str) -> list[str]:
    """Words, and the parts of those with hyphens; what has no letter and no digit in any script is none."""
    words = re.findall(r"\w+(?:-\w+)*", text)
    parts = [part for word in words if "-" in word for part in word.split("-")]
    return [word for word in (*words, *parts) if plain(word)]


def _initials(text: str, common: frozenset[str]) -> set[str]:
    """How people sign, and how organisations are called for short: of all words, of those with a capital, of those that are not ordinary."""
    words: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    chosen = (
        words,
        [word for word in words if word[0].isupper()],
        [word for word in words if plain(word) not in common],
    )
    return {"".join(word[0].upper() for word in some) for some in chosen if len(some) > 1}


@dataclass
class _Pieces:
    """Words of the fields, sorted by what they say."""

    common: frozenset[str]
    names: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)
    ordinary: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)

    def is_common(self, word: str) -> bool:
        """Whether it stands on the list."""
        return plain(word) in self.common

    def take(self, text: str, *, person: bool = False, counted: bool = False) -> None:
        """A field as a whole and its words. `person`: a word with a capital may be a name, list or not. `counted`: numbers belong to the name."""
        whole = text.strip()
        if len(_words(whole)) > 1:
            self.names.add(whole)
        for word in _words(whole):
            if self.is_common(word):
                self.ordinary.add(word)
                self.possible |= (
                    {word} if person and word[0].isupper() and word.lower() not in FORMS_OF_ADDRESS else set()
                )
            elif _is_small(word):
                self.possible |= {word} if counted or not word.isdigit() else set()
            else:
                self.names.add(word)

    def sorted(self) -> Identity:
        """The longest first; what is hidden anyway is not asked about."""
        names, possible, ordinary = (_once(words) for words in (self.names, self.possible, self.ordinary))
        possible = {folded: word for folded, word in possible.items() if folded not in names}
        ordinary = {folded: word for folded, word in ordinary.items() if folded not in possible}
        return Identity(
            names=_longest_first(names.values()),
            possible=_longest_first(possible.values()),
            initials=_longest_first(self.initials),
            ordinary=tuple(sorted(ordinary.values(), key=str.casefold)),
        )


def _once(words: Iterable[str]) -> dict[str, str]:
    """Each word in one spelling, the one with capitals if there is one."""
    return {plain(word): word for word in sorted(words, reverse=True) if plain(word)}


def _is_small(word: str) -> bool:
    """A single letter of a script that has capitals, or a number of few digits."""
    if word.isdigit():
        return len(word) < SHORTEST_NUMBER
    return len(word) == 1 and word.lower() != word.upper()


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
