"""What a page reads from its address: known words, bounded numbers, and else what stands there by itself."""

from datetime import date

import pytest
from django.http import QueryDict

from workflow.forms.lists import BoardQuery, CasesQuery, HandOverQuery, InboxQuery


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", {"q": "", "ansicht": "offen", "einheit": None, "phase": (), "page": 1}),
        ("ansicht=meine&phase=2&phase=1&phase=2", {"ansicht": "meine", "phase": [2, 1]}),
        ("ansicht=quatsch&sortierung=;&frist=gestern", {"ansicht": "offen", "sortierung": "frist", "frist": ""}),
        ("phase=0&phase=5&phase=x&phase=-1&phase=3", {"phase": [3]}),
        ("einheit=0&page=0", {"einheit": None, "page": 1}),
        ("einheit=-4&page=-4", {"einheit": None, "page": 1}),
        ("page=201", {"page": 200}),
        (f"einheit={2**63 - 1}&page={2**63}", {"einheit": 2**63 - 1, "page": 200}),
        (f"einheit={2**63}", {"einheit": None}),
        (f"einheit={'9' * 5000}&page={'9' * 5000}", {"einheit": None, "page": 1}),
        ("q=+Chor%0D%0Aim+Dorf+", {"q": "Chor\nim Dorf"}),
        (f"q={'x' * 5000}", {"q": "x" * 100}),
        ("q=Cafe%CC%81%E2%80%AEnach", {"q": "Cafénach"}),
        ("q=%E2%80%8B%C2%AD", {"q": ""}),
        ("q=eins&q=zwei&unbekannt=%FF", {"q": "zwei"}),
    ],
)
def test_an_address_gives_what_is_known_and_bounded(address, found):
    asked = InboxQuery(QueryDict(address)).asked
    assert {name: asked[name] for name in found} == found


@pytest.mark.parametrize(
    ("address", "week"),
    [
        ("woche=2026-11-23", date(2026, 11, 23)),
        ("woche=2026-11-31", None),
        ("woche=0001-01-01", None),
        ("woche=9999-12-31", None),
    ],
)
def test_a_day_lies_within_the_years_that_can_be_counted_with(address, week):
    assert BoardQuery(QueryDict(address)).asked["woche"] == week


def test_the_partners_stand_under_unit_0_on_the_board_alone():
    assert BoardQuery(QueryDict("einheit=0")).asked["einheit"] == 0
    assert InboxQuery(QueryDict("einheit=0")).asked["einheit"] is None


def test_only_kinds_that_exist_are_asked_for():
    assert CasesQuery(QueryDict("art=contract")).asked["art"] == "contract"
    assert CasesQuery(QueryDict("art=kontrakt")).asked["art"] == ""


def test_no_more_tasks_are_chosen_than_a_page_holds():
    address = "&".join(f"aufgabe={number}" for number in range(1, 200))
    assert HandOverQuery(QueryDict(address)).asked["aufgabe"] == list(range(1, 51))
