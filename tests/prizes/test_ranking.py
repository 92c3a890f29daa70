"""Points, weights, ties, abstentions, spread."""

import pytest

from prizes.ranking import ranked, weighted


@pytest.mark.parametrize(
    ("points", "weights", "score"),
    [
        ({1: 10, 2: 0}, {1: 1, 2: 1}, 5.0),
        ({1: 10, 2: 0}, {1: 3, 2: 1}, 7.5),
        ({1: 4}, {1: 7}, 4.0),
        ({1: 0, 2: 0}, {1: 1, 2: 2}, 0.0),
        ({}, {}, 0.0),
    ],
)
def test_a_ballot_is_the_weighted_mean_of_its_points(points, weights, score):
    assert weighted(points, weights) == score


@pytest.mark.parametrize(
    ("method", "scores", "ranks"),
    [
        ("mean", {1: [8, 6], 2: [9, 9], 3: [1, 2]}, {2: 1, 1: 2, 3: 3}),
        ("mean", {1: [8, 6], 2: [7, 7], 3: [1, 2]}, {1: 1, 2: 1, 3: 3}),
        ("mean", {1: [10, 10, 0], 2: [7, 7, 7]}, {2: 1, 1: 2}),
        ("median", {1: [10, 10, 0], 2: [7, 7, 7]}, {1: 1, 2: 2}),
        ("mean", {1: [None, 5], 2: [4, 4], 3: [None]}, {1: 1, 2: 2, 3: None}),
        ("mean", {}, {}),
    ],
)
def test_the_ranking(method, scores, ranks):
    rows = ranked(scores, method=method)
    assert {row.entry: row.rank for row in rows} == ranks
    assert [row.entry for row in rows] == list(ranks)


def test_spread_and_abstentions_are_shown():
    (row,) = ranked({1: [2, 6, None]}, method="mean")
    assert (row.score, row.spread, row.lowest, row.highest, row.votes, row.abstentions) == (4, 2, 2, 6, 2, 1)
