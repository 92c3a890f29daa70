"""Who sits where, and where nobody does. Pure: terms and a day in, terms and spans out; every span includes both its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.deadlines.periods import months_after

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from `begins` to `ends`; without an end until further notice."""

    begins: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Term:
    """A mandate that fills a seat, reduced to what the rules ask about. `cut`: it ended before its time."""

    seat: int
    member: int
    span: Span
    cut: bool = False
    mandate: int = 0


def holder(terms: Iterable[Term], seat: int, day: date) -> Term | None:
    """Who fills the seat on a day."""
    return next((term for term in terms if term.seat == seat and term.span.holds(day)), None)


def vacancies(terms: Sequence[Term], seats: Iterable[int], day: date) -> list[int]:
    """The seats nobody fills on a day, in the order given."""
    filled = {term.seat for term in terms if term.span.holds(day)}
    return [seat for seat in seats if seat not in filled]


def gaps(terms: Iterable[Term], seat: int, window: Span) -> list[Span]:
    """The stretches of the window in which nobody fills the seat."""
    found: list[Span] = []
    free_from = window.begins
    for span in sorted((term.span for term in terms if term.seat == seat), key=lambda span: span.begins):
        if window.ends is not None and span.begins > window.ends:
            break
        if span.begins > free_from:
            found.append(Span(free_from, span.begins - ONE_DAY))
        if span.ends is None:
            return found
        free_from = max(free_from, span.ends + ONE_DAY)
    if window.ends is None or free_from <= window.ends:
        found.append(Span(free_from, window.ends))
    return found


def notice_day(ends: date, months: int) -> date:
    """From which day on the end of a term is pointed out: so many months before it, the last day of a shorter month."""
    return months_after(ends, -months)[0]


def expiring(terms: Sequence[Term], day: date, months: int) -> list[Term]:
    """Terms running on `day` that run out within so many months and that nobody follows the day after; by their end.

    What was cut short is no expiry: it is a seat to be filled again.
    """
    found = [
        term for term in terms
        if term.span.holds(day) and term.span.ends is not None and not term.cut
        and notice_day(term.span.ends, months) <= day
        and holder(terms, term.seat, term.span.ends + ONE_DAY) is None
    ]  # fmt: skip
    return sorted(found, key=lambda term: (term.span.ends or date.max, term.seat))


def supplementary(term: Span, begins: date) -> Span:
    """Nachberufung: from its day to the end of the body's term, never beyond. ValueError when the term is over by then."""
    if term.ends is not None and begins > term.ends:
        raise ValueError("the term is over")
    return Span(max(begins, term.begins), term.ends)


def replacement(leaver: Span, left_on: date, begins: date) -> tuple[Span, Span]:
    """The leaver's span cut to the last day, and the successor's for what was left of it. ValueError when they would overlap or nothing is left."""
    if not leaver.holds(left_on) or begins <= left_on:
        raise ValueError("the successor begins after the last day of the one who leaves")
    return Span(leaver.begins, left_on), supplementary(Span(left_on + ONE_DAY, leaver.ends), begins)
