"""What comes of rebuilding a file, and why it may be refused."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_PAGES = 60


class Refusal(StrEnum):
    """Why there is nothing to show."""

    UNREADABLE = "unreadable"
    TOO_LONG = "too long"
    TOO_MUCH = "too much"
    NAMES_ASIDE = "names aside"
    """Names in what is drawn from aside, as in a pattern: nobody can say where it will be seen, so it cannot be painted over."""
    NAMES_LEFT = "names left"


class Undecided(StrEnum):
    """What no program here can read, so that a person has to."""

    PICTURE = "picture"
    DRAWING = "drawing"
    DRAWN_LETTERS = "drawn letters"
    UNKNOWN_LETTERS = "unknown letters"
    ASIDE = "aside"


class Refused(Exception):  # noqa: N818 -- the outcome's name
    """Nothing of the file is shown."""

    def __init__(self, why: Refusal, names: list[str] | None = None) -> None:
        super().__init__(why)
        self.why, self.names = why, names or []


@dataclass(frozen=True)
class Order:
    """What to rebuild, and the words of ours that go into it."""

    kind: str
    names: list[str]
    hidden: str
    """Stands in the text for what was painted over."""
    title: str
    picture: str
    """Says of a page that it has no text."""


@dataclass
class Page:
    """A page of the new file: its words as a reading program finds them, what was painted over, what has to be looked at."""

    text: str = ""
    painted: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rebuilt:
    """The new file."""

    content: bytes
    pages: list[Page]
