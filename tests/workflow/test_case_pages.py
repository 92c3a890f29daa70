"""The case page with its tabs, through HTTP: who sees what of a case."""

import pytest
from django.urls import reverse

from contracts.services import open_amendment
from tests.conftest import NOON
from tests.factories.contracts import (
    TODAY,
    in_coordination,
    in_force,
    negotiated,
    proposal,
    standing,
    to_be_signed,
    unit,
    user,
)
from workflow.desk import write_note
from workflow.models import Case, Confidentiality, Participation

TABS = ["case", "case-record", "case-documents", "case-history", "case-parties", "case-deadlines", "case-print"]


@pytest.fixture
def page(client, house):
    """`page(account, case)` and, with data, what its form answers."""

    def ask(account: str, case: Case, name: str = "case", *more, **data):
        client.force_login(user(account))
        address = reverse(name, args=[case.pk, *more])
        return client.post(address, data) if data else client.get(address)

    return ask


def menu(answer) -> list[str]:
    return [str(action.label) for action in answer.context["actions"]]


def tabs(answer) -> list[tuple[str, int | None]]:
    return [(tab["label"], tab["count"]) for tab in answer.context["tabs"]]


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("sachbearbeitung", [200] * len(TABS)),
        ("referatsleitung", [200] * len(TABS)),
        ("abteilungsleitung", [200] * len(TABS)),
        ("revision", [200] * len(TABS)),
        ("recht", [200, 404, 200, 404, 404, 404, 404]),
        ("hmkb", [200, 404, 200, 404, 404, 404, 404]),
        ("hmdf", [404] * len(TABS)),
        ("referatsleitung2", [404] * len(TABS)),
        ("jury1", [404] * len(TABS)),
        ("baf", [404] * len(TABS)),
    ],
)
def test_each_person_sees_what_her_place_in_the_case_opens(page, account, statuses):
    case = in_coordination().case
    assert [page(account, case, name).status_code for name in TABS] == statuses


def test_a_restricted_case_is_closed_even_to_the_division(page):
    case = proposal().case
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    assert page("abteilungsleitung", case).status_code == 404
    assert "nur Verteiler" in page("sachbearbeitung", case).content.decode()


def test_strangers_are_asked_to_sign_in(client, house):
    answer = client.get(reverse("case", args=[proposal().case.pk]))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_the_page_shows_the_open_tasks_and_leads_to_ones_own(page):
    answer = page("referatsleitung", proposal(funding_mode="grant").case)
    assert sorted(task.title for task in answer.context["tasks"]) == [
        "Handlungsfelder und Ressorts zuordnen", "Haushaltsvermerk abgeben", "Partner prüfen",
    ]  # fmt: skip
    assert answer.context["next_task"].unit == unit("VI 3")
    assert tabs(answer) == [
        ("Aufgaben", 3), ("Vertrag", None), ("Dokumente", None), ("Verlauf", None), ("Beteiligte", None), ("Fristen", None),
    ]  # fmt: skip
    assert page("revision", answer.context["case"]).context["next_task"] is None


def test_a_seat_sees_its_own_tasks_and_nothing_of_the_others(page):
    case = in_coordination().case
    answer = page("hmkb", case)
    assert {task.unit.short for task in answer.context["tasks"]} == {"FAG HMKB"}
    assert (tabs(answer), answer.context["latest"], menu(answer)) == (
        [("Aufgaben", 1), ("Dokumente", None)],
        [],
        ["Befangenheit anzeigen"],
    )
    text = answer.content.decode()
    assert "Vertragsentwurf mitzeichnen (Haus)" not in text
    assert "Kommt von selbst" not in text


def test_finished_tasks_stand_with_their_results(page):
    given = page("sachbearbeitung", negotiated().case).context["done"]
    assert ("Über die Aufnahme der Verhandlungen entscheiden (D1)", "Verhandlungen aufnehmen", "HMSI-L") in [
        (one.title, str(one.label), one.unit) for one in given
    ]


def test_the_stepper_names_the_days(page):
    driver = negotiated()
    steps = page("sachbearbeitung", driver.case).context["steps"]
    assert [(str(step.label), step.state) for step in steps] == [
        ("Vorschlag", "done"), ("Verhandlung", "now"), ("Unterzeichnung", "todo"), ("Durchführung & Evaluation", "todo"),
    ]  # fmt: skip
    assert (steps[0].note, steps[1].note[:5], steps[2].note) == ("23.11.2026", "seit ", "")


def test_an_amendment_is_not_deferred_and_leads_back_to_its_contract(page):
    parent = in_force().case
    case = open_amendment(parent.pk, title="Nachtrag 1", standing=standing("sachbearbeitung"), at=NOON)
    answer = page("sachbearbeitung", case)
    assert "Vorgang zurückstellen" not in menu(answer)
    assert answer.context["parent"] == parent
    assert [(other.title, word) for other, word, _state in page("sachbearbeitung", parent).context["linked"]] == [
        ("Nachtrag 1", "Nachtrag")
    ]


def test_whoever_does_not_see_the_contract_does_not_learn_of_it_from_its_amendment(page):
    parent = in_force().case
    case = open_amendment(parent.pk, title="Nachtrag 1", standing=standing("sachbearbeitung"), at=NOON)
    Participation.objects.create(case=case, unit=unit("VI 2"), added_by=user("sachbearbeitung"), added_at=NOON)
    answer = page("referatsleitung2", case)
    assert (answer.status_code, answer.context["parent"]) == (200, None)


def test_the_history_shows_only_notes_on_request(page, client):
    case = proposal().case
    write_note(case.pk, kind="phone", text="x", occurred_on=TODAY, standing=standing("sachbearbeitung"), at=NOON)
    client.force_login(user("sachbearbeitung"))
    days = client.get(reverse("case-history", args=[case.pk]), {"nur": "vermerke"}).context["days"]
    assert [happening.icon for _day, group in days for happening in group] == ["note"]


def test_the_parties_stand_with_their_roles(page):
    parties = page("sachbearbeitung", in_coordination().case, "case-parties").context["parties"]
    told = [(party.name, str(party.role), party.external) for party in parties]
    assert told[0][1:] == ("Federführung", False)
    assert ("Bildungsstätte Anne Frank e. V.", "Partner", True) in told
    assert ("Carla Mertens", "Zeichnung", True) in told
    assert [name for name, role, _external in told if role == "betroffenes Ressort"] == [
        "HMKB Hessisches Ministerium für Kultus, Bildung und Chancen"
    ]


def test_the_printed_overview_holds_the_whole_case(page):
    driver = in_coordination()
    text = page("sachbearbeitung", driver.case, "case-print").content.decode()
    for wanted in (driver.case.reference, "Verhandlungen aufnehmen", "Vorgang angelegt", "Carla Mertens"):
        assert wanted in text


@pytest.mark.parametrize(("name", "number"), zip(TABS, [16, 23, 17, 15, 18, 16, 30], strict=True))
def test_a_tab_takes_the_same_queries_for_a_short_and_a_long_case(
    page, client, django_assert_num_queries, name, number
):
    short, long = in_coordination().case, to_be_signed().case
    page("sachbearbeitung", short, name)
    for case in (short, long):
        with django_assert_num_queries(number):
            client.get(reverse(name, args=[case.pk]))
