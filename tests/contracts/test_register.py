"""The public register: what is in force and published, and nothing else."""

from datetime import timedelta

import pytest

from contracts.demo import stages
from contracts.models import Contract
from tests.factories.contracts import TODAY, in_force, proposal, to_be_signed
from workflow.models import Case

SECRET = "Nicht für die Öffentlichkeit bestimmt"
ADDRESS = "/oeffentlich/vertraege/"


@pytest.fixture
def published(house):
    """One contract in force, with a short description."""
    driver = in_force(day=TODAY - timedelta(days=200), purpose=SECRET)
    return stages.announced(driver, "Gemeinsam gegen Ausgrenzung.")


def test_everybody_reads_what_is_in_force(client, published):
    text = client.get(ADDRESS).content.decode()
    for wanted in ("Bildungsstätte Anne Frank", "Demokratiebildung", "Gemeinsam gegen Ausgrenzung.", "Sport"):
        assert wanted in text
    assert SECRET not in text
    assert published.case.reference not in text


def test_what_is_not_in_force_or_not_published_stays_inside(client, house):
    proposal(title="Integrationsvertrag Vorhaben", theme="Vorhaben")
    to_be_signed(title="Integrationsvertrag Vorzeichnung", theme="Vorzeichnung")
    hidden = in_force(day=TODAY - timedelta(days=200), theme="Verborgen")
    Contract.objects.filter(pk=hidden.case.pk).update(public=False)
    in_force(day=TODAY - timedelta(days=365 * 4), theme="Vergangen")
    for address in (ADDRESS, f"{ADDRESS}?format=csv", f"{ADDRESS}?q=ver"):
        text = client.get(address).content.decode()
        assert [word for word in ("Vorhaben", "Vorzeichnung", "Verborgen", "Vergangen") if word in text] == []


@pytest.mark.parametrize(
    ("changed", "listed"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"ends_on": TODAY - timedelta(days=1)}, False),
        ({"effective_on": TODAY}, True),
        ({"effective_on": TODAY + timedelta(days=1)}, False),
        ({"case__state": "evaluation"}, False),
        ({"case__state": "terminated"}, False),
        ({"case__organisation": None}, False),
    ],
)
def test_what_has_ended_by_its_day_is_no_longer_in_the_register(client, published, changed, listed):
    for name, value in changed.items():
        model = Case if name.startswith("case__") else Contract
        model.objects.filter(pk=published.case.pk).update(**{name.removeprefix("case__"): value})
    assert ("Gemeinsam gegen" in client.get(ADDRESS).content.decode()) is listed


def test_an_amendment_has_no_line_of_its_own(client, published):
    Case.objects.filter(pk=published.case.pk).update(relation="amendment", parent=published.case.pk)
    assert "Gemeinsam gegen" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("ausgrenzung", True), ("anne frank", True), ("gemeinsam frank", True), ("Chor", False)]
)
def test_it_is_searched_by_words(client, published, query, found):
    assert ("Gemeinsam gegen" in client.get(ADDRESS, {"q": query}).content.decode()) is found


def test_the_table_for_spreadsheets_begins_no_formula(client, published):
    Contract.objects.filter(pk=published.case.pk).update(public_summary="=1+1")
    text = client.get(ADDRESS, {"format": "csv"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Partner;Thema;")
    assert ";=1+1" not in text
    assert "=1+1" in text


def test_it_says_so_when_there_is_nothing(client, house):
    assert "<table" not in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_its_queries_do_not_grow_with_its_rows(client, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(ADDRESS)
    for _number in range(2):
        in_force(day=TODAY - timedelta(days=200))
    with django_assert_num_queries(3):
        assert client.get(ADDRESS).content.decode().count("Demokratiebildung") >= 3
