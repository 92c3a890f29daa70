"""Texts without the names of those they are about."""

import re
import unicodedata
from collections.abc import Iterable

from prizes.models import Nomination, NomineeKind
from prizes.spelling import WHOLE_WORD, fold, spans

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
        "familie",
        "prof",
        "straße",
        "strasse",
        "platz",
        "telefon",
        "mobil",
        "e-mail",
        "fiktiv",
        "muster",
    ]
)
ADDRESSES = re.compile(
    r"\S+\s?(?:\(at\)|\[at\])\s?\S+|\S*[@＠]\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|eu|info)\b(?:/\S*)?"
    r"|\+?\d[\d /()-]{6,}\d",
    re.IGNORECASE,
)


def identities(nomination: Nomination) -> list[str]:
    """What gives away who nominates or is nominated: names as a whole, longest first, and their telling parts."""
    whole = [nomination.nominee, nomination.nominator, nomination.nominator_email, nomination.nominee_contact]
    found = {text.strip() for text in whole if len(text.strip()) >= SHORTEST}
    for text in (nomination.nominee, nomination.nominator, nomination.nominee_contact):
        words = re.findall(r"[\w-]+", text)
        parts = [*words, *(part for word in words for part in word.split("-"))]
        found |= {part for part in parts if len(part) >= SHORTEST and part.lower() not in COMMON and not part.isdigit()}
    people = [nomination.nominator]
    if nomination.nominee_kind == NomineeKind.PERSON:
        people.append(nomination.nominee)
    found |= {word for text in people for word in _short(text) if word.istitle() or word.isupper()}
    found |= {word for word in _short(nomination.nominee) if word.isupper()}
    return sorted(found, key=lambda name: (-len(name), name))


def _short(text: str) -> list[str]:
    """First names like Ali, abbreviations like AWO."""
    return [word for word in re.findall(rf"\b[^\W\d_]{{{WHOLE_WORD}}}\b", text) if word.lower() not in COMMON]


def redacted(text: str, names: Iterable[str]) -> str:
    """The text without these names, mail and web addresses and telephone numbers, however they are spelled."""
    text = ADDRESSES.sub(HIDDEN, visible(text))
    for name in names:
        for begin, end in reversed(list(spans(name, fold(text)))):
            text = text[:begin] + HIDDEN + text[end:]
    return text


def visible(text: str) -> str:
    """The text in composed letters and without signs that nobody sees, like soft hyphens."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")


def found_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names a text still holds."""
    folded = fold(text)
    return [name for name in names if any(spans(name, folded))]
