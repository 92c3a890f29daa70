"""The rules of a year against a nomination: every rule, every answer; and what the office and the public see of it."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prizes.comparison import with_likeness
from prizes.demo import nominate, open_call
from prizes.eligibility import ages, checklist, conditions
from prizes.forms.public import RulesForm, steps_of
from prizes.models import AwardYear, Laureate, Nomination
from prizes.services import begin_draft
from tests.conftest import NOON, TODAY
from tests.factories.contracts import user
from tests.prizes.test_nomination import NOMINEE, PROJECT, WHO, WHY, address_in, year  # noqa: F401 -- a fixture among them
from workflow.models import ExternalMail

NO_RULES = {
    "in_hessen": False, "must_have_begun": False, "runs_until": None, "lowest_age": None, "highest_age": None, "no_former_winners": False,
}  # fmt: skip
RECEIVED = datetime.fromisoformat("2027-05-03T23:30:00+02:00")
LAST = date(2027, 12, 31)


def results(rules: dict, *, won_before: bool = False, **answers) -> list[tuple[str, str]]:
    year = AwardYear(year=2027, **NO_RULES | rules)  # noqa: F811 -- a year without a row
    nomination = Nomination(received_at=RECEIVED, place="Kassel", **answers)
    return [(check.rule.value, check.result.value) for check in checklist(year, nomination, won_before=won_before)]


@pytest.mark.parametrize(
    ("rules", "answers", "expected"),
    [
        ({}, {}, []),
        ({"in_hessen": True}, {"in_hessen": True}, [("hessen", "met")]),
        ({"in_hessen": True}, {"in_hessen": False}, [("hessen", "not_met")]),
        ({"in_hessen": True}, {"in_hessen": None}, [("hessen", "open")]),
        ({}, {"in_hessen": False}, []),
        ({"must_have_begun": True}, {"starts_on": date(2027, 5, 3)}, [("begun", "met")]),
        ({"must_have_begun": True}, {"starts_on": date(2027, 5, 4)}, [("begun", "not_met")]),
        ({"must_have_begun": True}, {"starts_on": None}, [("begun", "open")]),
        ({"runs_until": LAST}, {"ends_on": LAST}, [("runs", "met")]),
        ({"runs_until": LAST}, {"ends_on": date(2027, 12, 30)}, [("runs", "not_met")]),
        ({"runs_until": LAST}, {"ends_on": None}, [("runs", "met")]),
        ({}, {"ends_on": date(2020, 1, 1)}, []),
        ({"highest_age": 27}, {"ages": "yes"}, [("ages", "met")]),
        ({"highest_age": 27}, {"ages": "no"}, [("ages", "not_met")]),
        ({"highest_age": 27}, {"ages": "unknown"}, [("ages", "open")]),
        ({"lowest_age": 14}, {"ages": ""}, [("ages", "open")]),
        ({"lowest_age": 0}, {"ages": "yes"}, [("ages", "met")]),
        ({}, {"ages": "no"}, []),
        ({"no_former_winners": True}, {}, [("once", "met")]),
        ({"no_former_winners": True}, {"won_before": True}, [("once", "open")]),
        ({}, {"won_before": True}, []),
    ],
)
def test_every_rule_says_met_not_met_or_open(rules, answers, expected):
    assert results(rules, **answers) == expected


def test_all_rules_come_in_their_order():
    rules = {
        "in_hessen": True,
        "must_have_begun": True,
        "runs_until": LAST,
        "highest_age": 27,
        "no_former_winners": True,
    }
    assert [rule for rule, _result in results(rules)] == ["hessen", "begun", "runs", "ages", "once"]


@pytest.mark.parametrize(
    ("lowest", "highest", "words"),
    [(None, 27, "höchstens 27 Jahre"), (14, None, "mindestens 14 Jahre"), (14, 27, "zwischen 14 und 27 Jahre")],
)
def test_ages_are_said_in_words(lowest, highest, words):
    rules = AwardYear(year=2027, **NO_RULES | {"lowest_age": lowest, "highest_age": highest})
    assert (ages(rules), conditions(rules)) == (words, [f"Die Engagierten sind {words} alt."])
    assert RulesForm(year=rules)["ages"].label == f"Sind die Engagierten {words} alt?"


@pytest.mark.parametrize(
    ("rules", "fields"),
    [({}, None), ({"in_hessen": True}, ["in_hessen"]), ({"highest_age": 27}, ["ages"]), ({"in_hessen": True, "lowest_age": 14}, ["in_hessen", "ages"])],
)  # fmt: skip
def test_only_what_the_year_needs_is_asked(rules, fields):
    asked = AwardYear(year=2027, **NO_RULES | rules)
    assert (RulesForm in steps_of(asked)) is (fields is not None)
    if fields:
        assert list(RulesForm(year=asked).fields) == fields


@pytest.mark.django_db
def test_a_project_elsewhere_and_too_old_is_taken_and_shown_to_the_office(client, year):  # noqa: F811 -- the fixture
    AwardYear.objects.filter(pk=year.pk).update(highest_age=27)
    begin_draft(year, "kim@example.org", at=NOON)
    link = address_in(ExternalMail.objects.get())
    assert "Sind die Engagierten höchstens 27 Jahre alt?" in client.get(f"{link}4/").content.decode()
    assert client.post(f"{link}4/", {"in_hessen": "ja", "ages": "vielleicht"}).status_code == 422
    pages = (WHO, NOMINEE, PROJECT, {"in_hessen": "nein", "ages": "no"}, WHY, {}, {"privacy": "on"})
    for step, data in enumerate(pages, 1):
        assert client.post(f"{link}{step}/", data).status_code == 302
    made = Nomination.objects.get()
    assert (made.in_hessen, made.ages) == (False, "no")
    client.force_login(user("preisbuero"))
    page = client.get(reverse("award-year", args=[2027])).content.decode()
    for shown in ("Findet in Hessen statt: nicht erfüllt", "Alter der Engagierten: nicht erfüllt"):
        assert shown in page


@pytest.mark.django_db
def test_a_year_without_rules_has_a_page_less(client, year):  # noqa: F811 -- the fixture
    AwardYear.objects.filter(pk=year.pk).update(in_hessen=False)
    begin_draft(year, "kim@example.org", at=NOON)
    link = address_in(ExternalMail.objects.get())
    for step, data in enumerate((WHO, NOMINEE, PROJECT, WHY, {}, {"privacy": "on"}), 1):
        assert client.post(f"{link}{step}/", data).status_code == 302
    assert Nomination.objects.get().in_hessen is None


@pytest.fixture
def entered(house) -> AwardYear:
    """One in order, one elsewhere, one that won in another year, two alike."""
    made = open_call(TODAY, year=2027, since=10, days=10)
    nominate(made, ("Chor der Vielen", "Stimmen der Stadt", "Kassel"), TODAY)
    nominate(made, ("Ruderclub", "Alle in ein Boot", "Mainz"), TODAY, in_hessen=False)
    nominate(made, ("Bildungsstätte Anne Frank e. V.", "Begegnen", "Frankfurt"), TODAY)
    nominate(made, ("Gartenfreunde", "Beete ohne Grenzen", "Hanau"), TODAY)
    nominate(made, ("Gartenfreunde Hanau", "Beete ohne Grenzen", "Hanau"), TODAY)
    return made


def listed(client, query: str) -> set[str]:
    client.force_login(user("preisbuero"))
    rows = client.get(reverse("award-year", args=[2027]) + query).context["rows"]
    return {row.nomination.nominee for row in rows}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Chor der Vielen", "Ruderclub", "Bildungsstätte Anne Frank e. V.", "Gartenfreunde", "Gartenfreunde Hanau"}),
        ("?beachten=ja", {"Ruderclub", "Bildungsstätte Anne Frank e. V.", "Gartenfreunde", "Gartenfreunde Hanau"}),
        ("?aufgabe=check&beachten=nein", {"Chor der Vielen"}),
        ("?aufgabe=longlist&beachten=ja", set()),
        ("?beachten=unsinn&aufgabe=check", {"Chor der Vielen", "Ruderclub", "Bildungsstätte Anne Frank e. V.", "Gartenfreunde", "Gartenfreunde Hanau"}),
    ],
)  # fmt: skip
def test_the_list_can_be_filtered_by_what_is_to_be_looked_at(client, entered, query, names):
    assert listed(client, query) == names


@pytest.mark.django_db
def test_the_winner_of_the_same_year_is_no_former_winner(entered):
    Laureate.objects.create(award_year=entered, name="Chor der Vielen", project="Stimmen der Stadt")
    found = with_likeness(Nomination.objects.filter(award_year=entered))
    assert {row.nominee for row in found if row.won_before} == {"Bildungsstätte Anne Frank e. V."}
    assert {row.nominee for row in found if row.has_similar} == {"Gartenfreunde", "Gartenfreunde Hanau"}


@pytest.mark.django_db
def test_likeness_is_one_query_for_all(entered):
    with CaptureQueriesContext(connection) as queries:
        assert len(list(with_likeness(Nomination.objects.filter(award_year=entered)))) == 5
    assert len(queries) == 1
