"""From the members' points to a ranking: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, median, pstdev


@dataclass(frozen=True)
class Judged:
    """How one nomination was judged. Points run from 0 to 10, weighted by criterion; `spread` is the standard deviation over the members."""

    entry: int
    score: float | None
    spread: float
    lowest: float | None
    highest: float | None
    votes: int
    abstentions: int
    rank: int | None = None


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> float:
    """The mean of a ballot's points over the criteria that carry weight; every criterion of the year must have points."""
    total = sum(weights.values())
    return sum(points[criterion] * weight for criterion, weight in weights.items()) / total if total else 0.0


def ranked(scores: Mapping[int, Iterable[float | None]], *, method: str) -> list[Judged]:
    """Nominations by score, best first. None stands for an abstention. Equal scores share a rank, the next ranks are left out (1, 1, 3)."""
    combine = median if method == "median" else mean
    rows = []
    for entry, given in scores.items():
        given = list(given)  # noqa: PLW2901 -- read twice
        counted = [one for one in given if one is not None]
        rows.append(
            Judged(
                entry=entry, score=round(combine(counted), 4) if counted else None, spread=pstdev(counted) if len(counted) > 1 else 0.0,
                lowest=min(counted, default=None), highest=max(counted, default=None), votes=len(counted), abstentions=len(given) - len(counted),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (row.score is None, -(row.score or 0), row.entry))
    result: list[Judged] = []
    for place, row in enumerate(rows, 1):
        tied = bool(result) and result[-1].score == row.score
        rank = None if row.score is None else (result[-1].rank if tied else place)
        result.append(Judged(**vars(row) | {"rank": rank}))
    return result
