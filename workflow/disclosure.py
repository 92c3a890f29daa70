"""Figures that tell of nobody: few are not counted out, nor is another part from which their number could be reckoned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import inf

from django.utils.translation import gettext as _

FEWEST = 3
"""With fewer than this a number would tell of single people."""


class Told(Enum):
    """How a count is told."""

    EXACT = "exact"
    FEW = "few"
    BESIDE = "beside"
    """There are enough, but the sum without them would tell how many the few are."""
    LEFT_OUT = "left out"
    """Nothing is left that the few could hide behind: not even that they are few is told."""


@dataclass(frozen=True)
class Figure:
    """A count as everybody may read it; `number` is None where it is withheld."""

    number: int | None
    told: Told = Told.EXACT

    def __str__(self) -> str:
        if self.number is not None:
            return str(self.number)
        return _("unter %(fewest)d") % {"fewest": FEWEST} if self.told is Told.FEW else _("nicht ausgewiesen")


@dataclass(frozen=True)
class Whole:
    """What everybody can reckon with: this total is the sum of these parts. The total may be a part of another sum."""

    total: str
    parts: tuple[str, ...]


def disclosed(counts: Mapping[str, int], sums: Iterable[Whole]) -> dict[str, Figure]:
    """Each count as it may be told. What is part of nothing is told; parts that are few are not, and the next smallest neither where a sum would tell."""
    equations = list(sums)
    parts = {part for one in equations for part in one.parts}
    told = {key: Told.FEW if key in parts and counts[key] < FEWEST else Told.EXACT for key in counts}
    while found := _reckoned(counts, equations, told):
        _cover(found, counts, equations, told)
    return {key: Figure(counts[key] if how is Told.EXACT else None, how) for key, how in told.items()}


def _reckoned(counts: Mapping[str, int], equations: Iterable[Whole], told: Mapping[str, Told]) -> str:
    """A withheld count that the sums give away; empty when there is none."""
    bounds = {key: _range(counts[key], how) for key, how in told.items()}
    while any(_narrowed(bounds, one) for one in equations):
        pass
    withheld = (key for key, how in told.items() if how in {Told.FEW, Told.BESIDE})
    return next((key for key in withheld if bounds[key][0] >= bounds[key][1]), "")


def _range(count: int, how: Told) -> tuple[float, float]:
    """Between what and what a reader knows the count to be."""
    known = {Told.EXACT: (count, count), Told.FEW: (0, FEWEST - 1), Told.BESIDE: (FEWEST, inf)}
    return known.get(how, (0, inf))


def _narrowed(bounds: dict[str, tuple[float, float]], equation: Whole) -> bool:
    """Reckon once through a sum, from the parts to the total and back; whether anything became narrower."""
    before = [bounds[key] for key in (equation.total, *equation.parts)]
    lowest, highest = (sum(bounds[part][end] for part in equation.parts) for end in (0, 1))
    low, high = bounds[equation.total]
    low, high = bounds[equation.total] = max(low, lowest), min(high, highest)
    for part in equation.parts:
        others = [bounds[other] for other in equation.parts if other != part]
        rest_low, rest_high = sum(one[0] for one in others), sum(one[1] for one in others)
        bounds[part] = max(bounds[part][0], low - rest_high), min(bounds[part][1], high - rest_low)
    return before != [bounds[key] for key in (equation.total, *equation.parts)]


def _cover(found: str, counts: Mapping[str, int], equations: Iterable[Whole], told: dict[str, Told]) -> None:
    """Withhold the smallest count beside the one that was given away; where there is none, leave the whole sum out."""
    around = [one for one in equations if found == one.total or found in one.parts]
    parts = {part for one in equations for part in one.parts}
    beside = {key for one in around for key in (*one.parts, one.total) if key in parts and told[key] is Told.EXACT}
    if beside:
        told[min(beside, key=lambda key: (counts[key], key))] = Told.BESIDE
        return
    told |= dict.fromkeys((part for one in around for part in one.parts), Told.LEFT_OUT)
