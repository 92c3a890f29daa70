"""A task through HTTP: seen, answered, refused, asked back, extended."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.demo import stages
from contracts.demo.papers import paper
from tests.conftest import NOON
from tests.factories.contracts import before_decision, in_coordination, negotiated, proposal, standing, user
from workflow.models import CaseTask
from workflow.services import claim, complete
from workflow.steps import Verdict


@pytest.fixture
def page(client, house):
    """`page(account, task)` and, with data, what its form answers."""

    def ask(account: str, task: CaseTask, name: str = "task", **data):
        client.force_login(user(account))
        address = reverse(name, args=[task.pk])
        return client.post(address, data) if data else client.get(address)

    ask.client = client
    return ask


def first(driver, node: str) -> CaseTask:
    return driver.tasks(node)[0]


def test_the_page_says_what_is_asked_by_when_and_why_then(page):
    task = first(proposal(), "check_partner")
    text = page("sachbearbeitung", task).content.decode()
    for wanted in ("Partner prüfen", "Prüfen Sie Rechtsform", "07.12.2026", "Herleitung", "Prüfvermerk abschließen"):
        assert wanted in text


def test_a_verdict_completes_the_task_and_names_what_comes_next(page):
    driver = before_decision()
    task = first(driver, "decide_proposal")
    answer = page("staatssekretaer", task, outcome="take_up", note="Einverstanden.")
    assert (answer.status_code, answer.url) == (302, reverse("inbox"))
    driver.case.refresh_from_db()
    assert driver.case.state == "negotiation"
    task.refresh_from_db()
    assert (task.outcome, task.completed_by, task.note) == ("take_up", user("staatssekretaer"), "Einverstanden.")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"outcome": "reject", "note": ""}, "Bitte begründen Sie dieses Ergebnis."),
        ({"outcome": "nonsense", "note": "x"}, "Bitte wählen Sie ein Ergebnis."),
        ({"note": "ohne Knopf"}, "Bitte wählen Sie ein Ergebnis."),
        ({"outcome": "defer", "note": "später"}, "an welchem künftigen Tag"),
        ({"outcome": "defer", "note": "später", "until": "2026-11-23"}, "an welchem künftigen Tag"),
        ({"outcome": "defer", "note": "später", "until": "31.02.2027"}, "gültiges Datum"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_stays(page, data, message):
    task = first(before_decision(), "decide_proposal")
    answer = page("staatssekretaer", task, **data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert data["note"] in answer.content.decode()
    task.refresh_from_db()
    assert task.is_open


def test_whoever_may_not_act_reads_why(page):
    task = first(before_decision(), "decide_proposal")
    page_ = page("abteilungsleitung", task)
    assert page_.context["form"] is None
    assert "Für diese Aufgabe ist" in page_.content.decode()
    answer = page("abteilungsleitung", task, outcome="take_up", note="")
    assert answer.status_code == 422
    task.refresh_from_db()
    assert task.is_open


def test_whoever_is_too_late_reads_who_was_faster_and_keeps_the_text(page):
    task = first(proposal(), "check_partner")
    complete(task.pk, Verdict("checked", "Schon geprüft."), standing=standing("sachbearbeitung2"), at=NOON)
    answer = page("sachbearbeitung", task, outcome="checked", note="Mein langer Prüfvermerk")
    assert answer.status_code == 409
    assert "wurde bereits erledigt (Burak Yılmaz" in answer.content.decode()
    assert "Mein langer Prüfvermerk" in answer.content.decode()


@pytest.mark.parametrize("account", ["hmkb", "drk", "jury1"])
def test_a_task_that_is_not_ones_own_does_not_exist(page, account):
    assert page(account, first(proposal(), "check_partner")).status_code == 404


def test_the_drafter_does_not_sign(page):
    """The Abteilungsleiterin has done the Referat's draft herself; somebody else releases it."""
    driver = negotiated(ressorts=())
    draft = first(driver, "draft")
    draft.unit = user("abteilungsleitung").memberships.get().unit
    draft.save()
    driver.do("draft", "circulate", by="abteilungsleitung", file=paper("v.pdf", "Text"), remark="")
    release = first(stages.cosigned(driver), "release")
    answer = page("abteilungsleitung", release, outcome="release", note="")
    assert "Vier-Augen-Prinzip" in answer.content.decode()
    release.refresh_from_db()
    assert release.is_open


def test_a_partner_finds_its_task_in_the_portal_only(page):
    task = first(in_coordination(), "partner_feedback")
    redirected = page("baf", task)
    assert (redirected.status_code, redirected.url) == (302, reverse("portal-task", args=[task.pk]))
    assert page("baf", task, "portal-task").status_code == 200
    assert page("sachbearbeitung", task, "portal-task").status_code == 403
    assert page("hjr", task, "portal-task").status_code == 404


def test_the_lead_unit_records_for_the_partner_and_has_to_say_how(page):
    task = first(in_coordination(), "partner_feedback")
    assert "Diese Aufgabe liegt beim Partner" in page("sachbearbeitung", task).content.decode()
    assert page("sachbearbeitung", task, outcome="agreed", note="").status_code == 422
    assert page("sachbearbeitung", task, outcome="agreed", note="Telefonat vom 20.11.2026").status_code == 302


def test_a_question_rests_the_task_and_the_answer_wakes_it(page):
    driver = proposal()
    task = first(driver, "check_partner")
    partner = {"to": "partner", "question": "Wie lautet die Registernummer?"}
    assert page("sachbearbeitung", task, "task-ask-back", **partner).status_code == 302
    task.refresh_from_db()
    assert (task.paused_on, task.owner) == (date(2026, 11, 23), user("sachbearbeitung"))
    question = first(driver, "question")
    text = page("baf", question, "portal-task").content.decode()
    assert "Wie lautet die Registernummer?" in text
    page("baf", question, "portal-task", outcome="answer", note="VR 12345")
    task.refresh_from_db()
    assert task.paused_on is None
    assert "VR 12345" in page("sachbearbeitung", task).content.decode()


def test_a_partner_asks_nobody_but_the_lead_unit(page):
    task = first(in_coordination(), "partner_feedback")
    answer = page("baf", task, "portal-ask-back")
    assert list(answer.context["form"].addressees) == ["lead"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"until": "2026-12-18", "reason": "Krankheit"}, 302),
        ({"until": "2026-12-18", "reason": " "}, 422),
        ({"until": "2026-12-01", "reason": "kürzer"}, 422),
        ({"until": "9999-12-31", "reason": "nie"}, 422),
    ],
)
def test_a_deadline_is_extended_with_a_reason(page, data, status):
    task = first(proposal(), "check_partner")
    assert page("referatsleitung", task, "task-extend", **data).status_code == status
    task.refresh_from_db()
    assert task.due_on == (date(2026, 12, 18) if status == 302 else date(2026, 12, 7))


ACTIONS = {"task-ask-back": "Rückfrage stellen", "task-extend": "Frist verlängern"}


@pytest.mark.parametrize(
    "account", ["sachbearbeitung", "sachbearbeitung2", "referatsleitung", "abteilungsleitung", "registratur", "recht"]
)
def test_what_the_menu_of_a_task_offers_opens_and_everything_else_is_refused(page, account):
    """For a task that a colleague has: its owner, a colleague, the line, and those who only read or are asked besides."""
    task = first(in_coordination(), "cosign_house")
    claim(task.pk, standing=standing(user_of(task)), at=NOON)
    shown = page(account, task)
    if shown.status_code == 404:
        assert {page(account, task, name).status_code for name in ACTIONS} == {404}
        return
    menu = shown.content.decode()
    offered = {name: f'href="{reverse(name, args=[task.pk])}"' in menu for name in ACTIONS}
    opened = {name: page(account, task, name).status_code for name in ACTIONS}
    assert opened == {name: 200 if there else 403 for name, there in offered.items()}
    hand_over = f"{reverse('tasks-hand-over')}?aufgabe={task.pk}"
    assert page.client.get(hand_over).status_code == (200 if hand_over in menu else 403)


def user_of(task: CaseTask) -> str:
    return {"Z 1": "recht", "Z 3": "haushalt", "Datenschutz": "datenschutz"}[task.unit.short]


def test_no_form_is_shown_or_taken_for_what_one_may_not_do(page):
    task = first(proposal(), "check_partner")
    for name, data in (("task-extend", {"until": "2026-12-18", "reason": "x"}), ("task-ask-back", {"question": "x"})):
        assert [page("registratur", task, name).status_code, page("registratur", task, name, **data).status_code] == [
            403,
            403,
        ]
    task.refresh_from_db()
    assert (task.due_on, task.paused_on) == (date(2026, 12, 7), None)
