"""The list of cases and the form that opens one, through HTTP."""

import csv
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.http import QueryDict
from django.urls import reverse

from directory.models import FieldOfAction, Organisation
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, unit, user
from workflow.caselist import SORTS, CaseFilter, find_cases
from workflow.exclusion import exclude
from workflow.forms.lists import CasesQuery
from workflow.models import Case
from workflow.office import act, change_lead_unit

LIST = reverse("cases")
NEW = reverse("case-new", args=["contract"])


@pytest.fixture
def signed_in(client, house):
    def sign_in(account: str):
        client.force_login(user(account))
        return client

    return sign_in


def found(account: str, query: str = "") -> list[str]:
    return [case.title for case in find_cases(CaseFilter.of(CasesQuery(QueryDict(query)).asked), standing(account))]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Chor", "Kita 100%"]),
        ("q=chor", ["Chor"]),
        ("q=CHOR anne FRANK", ["Chor"]),
        ("q=jugendring", ["Kita 100%"]),
        ("q=VI 3-58c", ["Chor", "Kita 100%"]),
        ("q=100%25", ["Kita 100%"]),
        ("q=_", []),
        ("q=nirgends", []),
        ("stand=proposal", ["Chor"]),
        ("stand=offen", ["Chor"]),
        ("stand=withdrawn", ["Kita 100%"]),
        ("eigene=1", ["Chor", "Kita 100%"]),
        ("stand=quatsch&handlungsfeld=x&page=-3&sortierung=;", ["Chor", "Kita 100%"]),
    ],
)
def test_filters_narrow_the_list(house, query, titles):
    withdrawn = proposal(title="Kita 100%", partner="HJR").case
    act(withdrawn.pk, "withdraw", reason="x", standing=standing("sachbearbeitung"), at=NOON)
    proposal(title="Chor")
    assert sorted(found("sachbearbeitung", query)) == titles


def test_the_handlungsfeld_narrows_the_list(house):
    proposal(title="Chor")
    sport, other = FieldOfAction.objects.get(code="sport"), FieldOfAction.objects.exclude(code="sport")[0]
    assert found("sachbearbeitung", f"handlungsfeld={sport.pk}") == ["Chor"]
    assert found("sachbearbeitung", f"handlungsfeld={other.pk}") == []


@pytest.mark.parametrize("sorting", SORTS)
def test_every_sorting_shows_every_case(house, sorting):
    for title in ("A", "B", "C"):
        proposal(title=title)
    assert sorted(found("sachbearbeitung", f"sortierung={sorting}")) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("account", "titles"),
    [
        ("sachbearbeitung", ["Chor"]),
        ("referatsleitung", ["Chor"]),
        ("abteilungsleitung", ["Chor"]),
        ("staatssekretaer", ["Chor"]),
        ("revision", ["Chor"]),
        ("referatsleitung2", []),
        ("haushalt", []),
        ("hmkb", []),
        ("jury1", []),
    ],
)
def test_each_person_finds_the_cases_she_may_know_of(house, account, titles):
    proposal(title="Chor")
    assert found(account) == titles


def test_own_means_the_own_lead_not_every_case_one_sees(house):
    moved = proposal(title="Weg").case
    change_lead_unit(moved.pk, to=unit("VI 2"), reason="x", standing=standing("referatsleitung"), at=NOON)
    proposal(title="Bleibt")
    assert found("abteilungsleitung", "eigene=1") == []
    assert found("referatsleitung2", "eigene=1") == ["Weg"]
    assert found("sachbearbeitung", "eigene=1") == ["Bleibt"]


def test_partners_are_told_where_their_place_is(signed_in):
    assert signed_in("baf").get(LIST).status_code == 403


def test_an_empty_list_says_what_to_do(signed_in):
    client = signed_in("sachbearbeitung")
    assert "Noch keine Vorgänge" in client.get(LIST).content.decode()
    assert "Keine Vorgänge mit diesen Filtern" in client.get(LIST, {"q": "x"}).content.decode()


def test_the_table_as_csv_holds_what_the_filter_holds_and_no_formula(signed_in):
    proposal(title="=HYPERLINK(1)")
    before_decision(title="Anderer", partner="HJR")
    answer = signed_in("sachbearbeitung").get(LIST, {"format": "csv", "q": "hyperlink"})
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Betreff"] for row in rows] == ["'=HYPERLINK(1)"]
    assert (rows[0]["Stand"], rows[0]["Federführung"], rows[0]["angelegt"]) == ("Vorschlag", "VI 3", "2026-11-23")


@pytest.mark.parametrize("number", [3, 120])
@pytest.mark.parametrize("query", ["", "?stand=offen&q=demokratie&sortierung=az"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_cases(
    signed_in, django_assert_num_queries, number, query
):
    for _count in range(number):
        proposal()
    client = signed_in("sachbearbeitung")
    client.get(LIST)
    with django_assert_num_queries(9):
        answer = client.get(LIST + query)
    assert len(answer.context["rows"]) == min(number, 50)


def wanted(**changes) -> dict[str, object]:
    return {
        "once": str(uuid.uuid4()),
        "title": "Integrationsvertrag Chor",
        "organisation": Organisation.objects.get(short="BAF").pk,
        "theme": "Singen",
        "received_on": "2026-11-20",
        "lead_unit": unit("VI 3").pk,
        "fields_of_action": [FieldOfAction.objects.get(code="sport").pk],
        "legal_type": "cooperation",
        "funding_mode": "none",
    } | changes


def test_the_form_opens_a_case_and_leads_to_it(signed_in):
    answer = signed_in("sachbearbeitung").post(NEW, wanted(), follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain == [(case.get_absolute_url(), 302)]
    assert f"Der Vorgang {case.reference} ist angelegt." in answer.content.decode()
    assert (case.title, case.owner, case.shared_on) == ("Integrationsvertrag Chor", user("sachbearbeitung"), None)


def test_the_form_sent_twice_opens_one_case_and_says_so(signed_in):
    client, data = signed_in("sachbearbeitung"), wanted()
    client.post(NEW, data)
    again = client.post(NEW, data | {"title": "Anderer Betreff"}, follow=True)
    case = Case.objects.get()
    assert again.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "Dieses Formular war schon gesendet" in again.content.decode()


@pytest.mark.parametrize(
    "title", ["Integrationsvertrag Chor", "Chor: Integrationsvertrag", "Integrationsvertrag  CHÖR"]
)
def test_a_case_like_one_of_the_last_days_is_asked_about_first(signed_in, title):
    client = signed_in("sachbearbeitung")
    client.post(NEW, wanted())
    first, again = Case.objects.get(), wanted(title=title)
    asked = client.post(NEW, again)
    text = asked.content.decode()
    assert (asked.status_code, Case.objects.count()) == (422, 1)
    assert f'href="{first.get_absolute_url()}">{first.reference} {first.title}</a>' in text
    assert (f'value="{title}"' in text, 'name="weiterer"' in text, again["once"] in text) == (True, True, True)
    assert client.post(NEW, again | {"weiterer": "on"}).status_code == 302
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "days"),
    [({"title": "Sportfest am Main"}, 0), ({"organisation": "HJR"}, 0), ({}, 15)],
)
def test_another_title_another_partner_or_another_month_is_not_asked_about(signed_in, changes, days):
    proposal(title="Integrationsvertrag Chor", day=TODAY - timedelta(days=days))
    named = {
        name: Organisation.objects.get(short=short).pk for name, short in changes.items() if name == "organisation"
    }
    assert signed_in("sachbearbeitung").post(NEW, wanted(**changes | named)).status_code == 302


def test_a_case_the_person_may_not_know_of_is_not_asked_about(signed_in):
    case = proposal(title="Integrationsvertrag Chor").case
    exclude(case.pk, user("sachbearbeitung"), "Bruder", standing=standing("sachbearbeitung"), at=NOON)
    assert signed_in("sachbearbeitung").post(NEW, wanted()).status_code == 302
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"received_on": "2026-11-24"}, "Das Datum liegt in der Zukunft."),
        ({"amount": "5000"}, "Bitte wählen Sie, wie gefördert wird."),
        ({"organisation": "0"}, "Bitte eine gültige Auswahl treffen"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_stays(signed_in, changes, message):
    answer = signed_in("sachbearbeitung").post(NEW, wanted(**changes))
    text = answer.content.decode()
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert message in text
    assert 'value="Singen"' in text


@pytest.mark.parametrize(
    ("account", "status"),
    [("sachbearbeitung", 200), ("referatsleitung", 200), ("hmkb", 403), ("baf", 404), ("jury1", 403)],
)
def test_cases_are_opened_by_case_workers_of_the_house(signed_in, account, status):
    assert signed_in(account).get(NEW).status_code == status


def test_a_kind_that_nobody_announced_does_not_exist(signed_in):
    assert signed_in("sachbearbeitung").get(reverse("case-new", args=["urlaub"])).status_code == 404


def test_a_case_in_coordination_is_found_by_those_who_co_sign(house):
    in_coordination(title="Chor")
    assert (found("recht"), found("hmkb"), found("hmdf")) == (["Chor"], ["Chor"], [])


def test_cases_are_filtered_by_kind(client, house):
    case = proposal().case
    client.force_login(user("sachbearbeitung"))
    for kind, found in (("contract", True), ("nomination", False), ("unsinn", True)):
        text = client.get("/vorgaenge/", {"art": kind}).content.decode()
        assert (case.reference in text) is found
    assert client.get("/vorgaenge/neu/nomination/").status_code == 404
