"""What can be done to a case, through HTTP: the menu, its forms, what they refuse."""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOON
from tests.factories.contracts import (
    before_decision,
    in_coordination,
    in_force,
    negotiated,
    proposal,
    standing,
    unit,
    user,
)
from workflow.desk import set_follow_up
from workflow.models import Case, CaseTask, Disposition, FollowUp, Note, Participation
from workflow.states import CaseState, Extent

EVERYDAY = ["Vermerk schreiben", "Wiedervorlage anlegen"]
BIAS = "Befangenheit anzeigen"
LEADING = [*EVERYDAY, "Verfügung treffen", "Aufgabe hinzufügen", "Stelle beteiligen"]


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


@pytest.mark.parametrize(
    ("make", "account", "wanted"),
    [
        (proposal, "sachbearbeitung", [*LEADING, "Vorgang zurückstellen", BIAS, "Vorgang zurückziehen"]),
        (
            proposal,
            "referatsleitung",
            [*LEADING, "Vorgang zurückstellen", BIAS, "Federführung wechseln", "Vorgang zurückziehen"],
        ),
        (proposal, "revision", [*EVERYDAY, BIAS]),
        (negotiated, "sachbearbeitung", [*LEADING, BIAS, "Vorgang zurückziehen"]),
        (in_coordination, "recht", [BIAS]),
        (in_coordination, "hmkb", [BIAS]),
        (in_force, "referatsleitung", [*LEADING, BIAS, "Federführung wechseln"]),
    ],
)
def test_the_menu_offers_what_the_person_may_do_now(page, make, account, wanted):
    assert menu(page(account, make().case)) == wanted


def test_every_entry_of_the_menu_opens_and_every_other_is_refused(page):
    case = proposal().case
    offered = {action.url for action in page("sachbearbeitung", case).context["actions"]}
    names = [
        "vermerk", "wiedervorlage", "verfuegung", "aufgabe", "beteiligen", "zurueckstellen", "fortsetzen", "federfuehrung",
    ]  # fmt: skip
    for name in names:
        expected = 200 if reverse(f"case-{name}", args=[case.pk]) in offered else 403
        assert (name, page("sachbearbeitung", case, f"case-{name}").status_code) == (name, expected)
        assert (name, page("hmkb", case, f"case-{name}").status_code) == (name, 404)
    assert page("sachbearbeitung", case, "case-entry", "withdraw").status_code == 200
    assert page("sachbearbeitung", case, "case-entry", "reopen").status_code == 403
    assert page("revision", case, "case-entry", "withdraw", reason="x").status_code == 403


def test_a_rejected_case_can_be_reopened_by_the_head(page):
    case = before_decision().do("decide_proposal", "reject", "Keine Mittel.").case
    assert "Ablehnung aufheben" not in menu(page("sachbearbeitung", case))
    assert page("referatsleitung", case, "case-entry", "reopen", reason="Versehen.").status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.PROPOSAL


def test_withdrawing_asks_for_the_reason_first(page):
    case = proposal().case
    assert page("sachbearbeitung", case, "case-entry", "withdraw", reason=" ").status_code == 422
    answer = page("sachbearbeitung", case, "case-entry", "withdraw", reason="Partner verzichtet.")
    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN


def test_a_case_is_deferred_and_goes_on_early(page):
    case = proposal().case
    refused = page("sachbearbeitung", case, "case-zurueckstellen", until="2026-11-23", reason="Später.")
    assert refused.status_code == 422
    assert "Das Datum muss in der Zukunft liegen." in refused.content.decode()
    assert page("sachbearbeitung", case, "case-zurueckstellen", until="2026-12-14", reason="Später.").status_code == 302
    answer = page("sachbearbeitung", case)
    assert [wait.due_on for wait in answer.context["waits"]] == [date(2026, 12, 14)]
    assert answer.context["next_due"] is None
    assert "Vorgang jetzt fortsetzen" in menu(answer)
    assert page("sachbearbeitung", case, "case-fortsetzen", reason="Doch jetzt.").status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.PROPOSAL


def test_a_note_stands_in_the_history(page):
    case = proposal().case
    data = {"kind": "phone", "occurred_on": "2026-11-20", "text": "Rückruf <b>am</b> Montag."}
    answer = page("sachbearbeitung", case, "case-vermerk", **data)
    assert answer.url == reverse("case-history", args=[case.pk])
    text = page("sachbearbeitung", case, "case-history").content.decode()
    assert "Vermerk (Telefonat, 20.11.2026)" in text
    assert "Rückruf &lt;b&gt;am&lt;/b&gt; Montag." in text
    page("sachbearbeitung", case, "case-vermerk", **(data | {"occurred_on": "2026-11-24"}))
    assert Note.objects.count() == 1


def test_a_follow_up_is_planned_and_taken_back(page, client):
    case = proposal().case
    data = {"on": "2026-12-01", "reason": "Antwort da?", "kind": "subject", "for_unit": unit("VI 3").pk, "for_me": "on"}
    page("sachbearbeitung", case, "case-wiedervorlage", **data)
    row = FollowUp.objects.get()
    assert (row.on, row.for_user) == (date(2026, 12, 1), user("sachbearbeitung"))
    assert list(page("sachbearbeitung", case, "case-deadlines").context["follow_ups"]) == [row]
    client.post(reverse("follow-up-cancel", args=[row.pk]))
    assert list(page("sachbearbeitung", case, "case-deadlines").context["follow_ups"]) == []
    again = client.post(reverse("follow-up-cancel", args=[row.pk]), follow=True)
    assert "Diese Wiedervorlage ist bereits erledigt." in again.content.decode()


def test_a_follow_up_of_another_house_cannot_be_taken_back(client, house):
    case = proposal().case
    row = FollowUp(on=date(2026, 12, 1), reason="x", for_unit=unit("VI 3"))
    set_follow_up(case.pk, row, standing=standing("sachbearbeitung"), at=NOON)
    client.force_login(user("hmkb"))
    assert client.post(reverse("follow-up-cancel", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("to", ["unit", "partner"])
def test_a_task_is_given_to_a_unit_or_the_partner(page, to):
    case = proposal().case
    key = "partner" if to == "partner" else f"u{unit('Z 1').pk}"
    page("sachbearbeitung", case, "case-aufgabe", title="Satzung nachreichen", to=key, due_on="2026-12-01")
    task = CaseTask.objects.get(title="Satzung nachreichen")
    assert (task.organisation or task.unit) == (case.organisation if to == "partner" else unit("Z 1"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"title": "", "to": "partner"}, "zwingend erforderlich"),
        ({"title": "x", "to": "u0"}, "gültige Auswahl"),
        ({"title": "x", "to": "partner", "due_on": "2026-11-20"}, "Die Frist liegt in der Vergangenheit."),
    ],
)
def test_a_task_that_makes_no_sense_is_refused_and_the_text_stays(page, data, message):
    answer = page("sachbearbeitung", proposal().case, "case-aufgabe", **data, instruction="Mein Auftrag")
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert "Mein Auftrag" in answer.content.decode()


def test_a_unit_is_involved_once(page):
    case = proposal().case
    data = {"unit": unit("Z 1").pk, "kind": "statement", "scope": "§ 3", "extent": Extent.FILE.value}
    assert page("sachbearbeitung", case, "case-beteiligen", **data).url == reverse("case-parties", args=[case.pk])
    assert page("recht", case).status_code == 200
    answer = page("sachbearbeitung", case, "case-beteiligen", **data)
    assert (answer.status_code, Participation.objects.count()) == (422, 1)


def test_whoever_gives_the_lead_away_is_not_left_on_a_missing_page(page):
    case = proposal().case
    answer = page("referatsleitung", case, "case-federfuehrung", to=unit("VI 2").pk, reason="GVP")
    assert answer.status_code == 302
    assert page("referatsleitung", case).status_code == (404 if answer.url == reverse("cases") else 200)
    assert page("referatsleitung2", case).status_code == 200


def steps(*rows: dict[str, object]) -> dict[str, object]:
    filled = {f"schritt-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return {"schritt-TOTAL_FORMS": len(rows), "schritt-INITIAL_FORMS": 0, "text": "Vfg.", **filled}


def test_a_disposition_is_taken_with_its_steps_in_order(page):
    case = proposal().case
    rows = steps({"action": "inform", "unit": unit("Z 1").pk}, {}, {"action": "follow_up", "due_on": "2026-12-01"})
    assert page("sachbearbeitung", case, "case-verfuegung", **rows).status_code == 302
    assert [str(step) for step in Disposition.objects.get().steps.all()] == ["1. z. K.", "2. Wv."]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{}], "Bitte verfügen Sie mindestens einen Schritt."),
        ([{"text": "ohne Schritt"}], "Bitte wählen Sie, was verfügt wird."),
        ([{"action": "follow_up"}], "Schritt 1: Eine Wiedervorlage braucht ein künftiges Datum."),
        ([{"action": "process", "due_on": "2026-11-20"}], "Schritt 1: Die Frist liegt in der Vergangenheit."),
    ],
)
def test_a_disposition_that_cannot_be_taken_is_shown_again(page, rows, message):
    answer = page("sachbearbeitung", proposal().case, "case-verfuegung", **steps(*rows))
    assert (answer.status_code, Disposition.objects.count()) == (422, 0)
    assert message in answer.content.decode()


def test_more_steps_come_without_losing_what_was_typed(page):
    rows = steps({"action": "inform", "text": "Bitte beachten"}) | {"mehr": "1"}
    answer = page("sachbearbeitung", proposal().case, "case-verfuegung", **rows)
    assert (answer.status_code, len(answer.context["formset"].forms)) == (200, 3)
    assert 'value="Bitte beachten"' in answer.content.decode()


@pytest.mark.parametrize("total", ["", "x", "99999", "-1"])
def test_a_forged_number_of_steps_does_no_harm(page, total):
    data = steps({}) | {"schritt-TOTAL_FORMS": total}
    assert page("sachbearbeitung", proposal().case, "case-verfuegung", **data).status_code == 422
    assert page("sachbearbeitung", proposal().case, "case-verfuegung", **data, mehr="1").status_code == 200


def test_a_wrong_step_is_announced_above_the_form(page):
    answer = page("sachbearbeitung", proposal().case, "case-verfuegung", **steps({"text": "ohne Schritt"}))
    assert answer.context["form"].non_field_errors() == ["Bitte prüfen Sie die markierten Schritte."]
