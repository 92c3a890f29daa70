"""What may be told of small numbers: pure, without a database."""

from itertools import product

import pytest

from workflow.disclosure import Whole, disclosed


def told(*parts: int) -> list[str]:
    """The parts of one sum as they are told."""
    counts = {str(place): number for place, number in enumerate(parts)}
    found = disclosed(counts | {"all": sum(parts)}, [Whole("all", tuple(counts))])
    assert str(found["all"]) == str(sum(parts))
    return [str(found[place]) for place in counts]


FEW, BESIDE = "unter 3", "nicht ausgewiesen"


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((7, 5, 3), ["7", "5", "3"]),
        ((7, 2), [BESIDE, FEW]),
        ((7, 5, 1), ["7", BESIDE, FEW]),
        ((7, 1, 2), ["7", FEW, FEW]),
        ((7, 2, 2), [BESIDE, FEW, FEW]),
        ((7, 1, 1), ["7", FEW, FEW]),
        ((7, 1, 0), ["7", FEW, FEW]),
        ((7, 0, 0), [BESIDE, FEW, FEW]),
        ((9, 3, 0), [BESIDE, BESIDE, FEW]),
        ((2, 2), [BESIDE, BESIDE]),
        ((1, 1), [FEW, FEW]),
        ((3,), ["3"]),
        ((0, 0), [BESIDE, BESIDE]),
    ],
)
def test_few_are_not_counted_out_and_the_sum_does_not_tell(parts, shown):
    assert told(*parts) == shown


def possible(shown: list[str], total: int) -> list[tuple[int, ...]]:
    """Everything that a reader of these figures must hold for possible."""
    ranges = {FEW: range(3), BESIDE: range(total + 1)}
    return [one for one in product(*(ranges.get(text, [int(text)] if text.isdecimal() else []) for text in shown)) if sum(one) == total]  # fmt: skip


@pytest.mark.parametrize("parts", [one for one in product(range(7), repeat=3) if any(one)])
def test_no_reader_can_reckon_out_what_is_withheld(parts):
    shown = told(*parts)
    answers = possible(shown, sum(parts))
    assert parts in answers
    for place, text in enumerate(shown):
        assert text.isdecimal() or len({one[place] for one in answers}) > 1


def test_a_part_that_is_a_total_itself_hides_its_parts():
    counts = {"all": 20, "south": 12, "north": 8, "town": 6, "village": 2, "hill": 12}
    sums = [Whole("all", ("south", "north")), Whole("north", ("town", "village")), Whole("south", ("hill",))]
    found = {key: str(figure) for key, figure in disclosed(counts, sums).items()}
    assert found == {"all": "20", "south": "12", "north": "8", "town": BESIDE, "village": FEW, "hill": "12"}


def test_a_few_that_another_sum_tells_is_hidden_there_too():
    """The village is withheld once; the second way to reckon it is closed as well."""
    counts = {"all": 12, "town": 5, "village": 1, "city": 6, "young": 7, "old": 5, "east": 6, "rest": 6}
    sums = [
        Whole("all", ("town", "village", "city")),
        Whole("all", ("east", "rest")),
        Whole("rest", ("village", "town")),
    ]
    found = {key: str(figure) for key, figure in disclosed(counts, sums).items()}
    assert (found["village"], found["town"]) == (FEW, BESIDE)
    assert found["city"] == "6"
