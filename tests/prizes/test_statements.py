"""Ressorts are asked for a statement on a nomination where the office wants one; none of them holds it up."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from prizes.demo import do, nominate, open_call
from tests.conftest import TODAY
from tests.factories.contracts import unit, user
from workflow.models import Case, CaseTask
from workflow.ticking import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(house) -> list[Case]:
    """Three admissible nominations."""
    year = open_call(TODAY - timedelta(days=10), year=2027, days=90)
    found = [nominate(year, (f"Verein {n}", f"Projekt {n}", "Kassel"), TODAY - timedelta(days=5)) for n in range(3)]
    for case in found:
        do(case, "check", "admissible", by="preisbuero", day=TODAY)
    return found


def open_at(case: Case) -> set[tuple[str, str]]:
    """Node and unit of what is open."""
    rows = CaseTask.objects.filter(process=case, closed_at=None).select_related("unit")
    return {(task.node.name, task.unit.short if task.unit else "") for task in rows}


def longlist(case: Case) -> str:
    return reverse("task", args=[CaseTask.objects.get(process=case, closed_at=None).pk])


def test_the_head_chooses_whose_statement_is_asked_for(client, cases):
    client.force_login(user("referatsleitung2"))
    assert "Ressorts um Stellungnahme bitten" in client.get(longlist(cases[0])).content.decode()
    chosen = {"outcome": "take", "note": "", "ressorts": [unit("HMKB").pk, unit("HMdF").pk]}
    assert client.post(longlist(cases[0]), chosen).status_code == 302
    assert client.post(longlist(cases[1]), {"outcome": "take", "note": ""}).status_code == 302
    assert open_at(cases[0]) == {("comment", "FAG HMKB"), ("comment", "FAG HMdF")}
    assert open_at(cases[1]) == {("decision", "")}


def test_a_ressort_without_a_seat_is_no_choice(client, cases):
    client.force_login(user("referatsleitung2"))
    answer = client.post(longlist(cases[0]), {"outcome": "take", "note": "", "ressorts": [unit("VI 3").pk]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ressorts"])


def test_many_are_taken_with_the_same_ressorts(client, cases):
    client.force_login(user("referatsleitung2"))
    address = reverse("award-year", args=[2027]) + "?aufgabe=longlist"
    assert "Ressorts um Stellungnahme bitten" in client.get(address).content.decode()
    tasks = [CaseTask.objects.get(process=case, closed_at=None).pk for case in cases[:2]]
    client.post(address, {"outcome": "take", "note": "", "tasks": tasks, "ressorts": [unit("HMKB").pk]})
    assert [open_at(case) for case in cases] == [
        {("comment", "FAG HMKB")}, {("comment", "FAG HMKB")}, {("longlist", "VI 2")},
    ]  # fmt: skip


def test_a_statement_is_given_and_silence_holds_nothing_up(client, cases):
    client.force_login(user("referatsleitung2"))
    client.post(longlist(cases[0]), {"outcome": "take", "note": "", "ressorts": [unit("HMKB").pk, unit("HMdF").pk]})
    task = CaseTask.objects.get(process=cases[0], closed_at=None, unit=unit("FAG HMKB"))
    client.force_login(user("hmkb"))
    page = client.get(reverse("task", args=[task.pk]))
    assert (page.status_code, "Verein 0" in page.content.decode()) == (200, True)
    sent = client.post(reverse("task", args=[task.pk]), {"outcome": "comment", "note": "Trägt zur Sprachbildung bei."})
    assert (sent.status_code, open_at(cases[0])) == (302, {("comment", "FAG HMdF")})
    after: date = CaseTask.objects.get(process=cases[0], closed_at=None).due_on + timedelta(days=1)
    assert tick(datetime(after.year, after.month, after.day, 9, tzinfo=ZoneInfo("Europe/Berlin"))).failed == 0
    assert open_at(cases[0]) == {("decision", "")}
