"""The same form sent twice, or four times at once, or to the wrong door: it acts once, and every sending is led on."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from directory.models import FieldOfAction, Organisation
from tests.conftest import NOON
from tests.factories.contracts import proposal, unit, user
from workflow.chores import CHORES, KEPT_FOR
from workflow.models import Case, CaseFile, FollowUp, Note, Sent
from workflow.ticking import tick

KEY = re.compile(r'name="once" value="([0-9a-f-]{36})"')


def signed_in(account: str) -> Client:
    client = Client()
    client.force_login(user(account))
    return client


@pytest.fixture
def case(house) -> Case:
    return proposal().case


def note(text: str = "Anruf.", **more: str) -> dict[str, Any]:
    return {"kind": "status", "occurred_on": "2026-11-23", "text": text, **more}


def shown_key(client: Client, address: str) -> str:
    return KEY.findall(client.get(address).content.decode())[-1]


def test_a_note_sent_twice_is_one_and_both_lead_to_it(case):
    client, address = signed_in("sachbearbeitung"), reverse("case-vermerk", args=[case.pk])
    data = note(once=shown_key(client, address))
    answers = [client.post(address, data) for _number in range(2)]
    assert [answer.url for answer in answers] == 2 * [reverse("case-history", args=[case.pk])]
    assert Note.objects.count() == 1


def test_every_page_shown_has_a_key_of_its_own(case):
    client, address = signed_in("sachbearbeitung"), reverse("case-vermerk", args=[case.pk])
    for text in ("eins", "zwei"):
        client.post(address, note(text, once=shown_key(client, address)))
    assert Note.objects.count() == 2


def test_a_form_that_came_back_keeps_its_key_and_acts_once_it_is_right(case):
    client, address = signed_in("sachbearbeitung"), reverse("case-vermerk", args=[case.pk])
    key = shown_key(client, address)
    refused = client.post(address, note("", once=key))
    assert (refused.status_code, KEY.findall(refused.content.decode())) == (422, [key])
    assert not Sent.objects.exists()
    assert [client.post(address, note(once=key)).status_code for _number in range(2)] == [302, 302]
    assert Note.objects.count() == 1


def test_whoever_changed_what_she_had_sent_is_told_that_it_was_not_kept(case):
    client, address = signed_in("sachbearbeitung"), reverse("case-vermerk", args=[case.pk])
    key = uuid4()
    client.post(address, note(once=key), follow=True)
    assert "schon gesendet" not in client.post(address, note(once=key), follow=True).content.decode()
    assert "schon gesendet" in client.post(address, note("Anderes.", once=key), follow=True).content.decode()
    assert Note.objects.get().text == "Anruf."


@pytest.mark.parametrize("account", ["sachbearbeitung2", "referatsleitung"])
def test_a_key_opens_nothing_to_anybody_else(case, account):
    address, key = reverse("case-vermerk", args=[case.pk]), uuid4()
    signed_in("sachbearbeitung").post(address, note(once=key))
    assert signed_in(account).post(address, note(once=key)).status_code == 400
    assert Note.objects.count() == 1


def test_a_key_of_one_form_does_nothing_in_another(case):
    client, key = signed_in("sachbearbeitung"), uuid4()
    client.post(reverse("case-vermerk", args=[case.pk]), note(once=key))
    other = client.post(reverse("case-vermerk", args=[proposal().case.pk]), note(once=key))
    assert (other.status_code, Note.objects.count()) == (400, 1)


def test_the_second_click_is_led_on_though_the_case_is_out_of_sight(case):
    client, address = signed_in("sachbearbeitung"), reverse("case-befangenheit", args=[case.pk])
    data = {"person": f"out:{user('sachbearbeitung').pk}", "reason": "Verwandt.", "once": uuid4()}
    first, second = client.post(address, data), client.post(address, data)
    assert client.get(address).status_code == 404
    assert (second.status_code, second.url) == (302, first.url)


@pytest.mark.parametrize("key", ["", "quatsch", "1" * 500, "\x00"])
def test_a_broken_key_does_not_lose_what_was_typed(case, key):
    signed_in("sachbearbeitung").post(reverse("case-vermerk", args=[case.pk]), note(once=key))
    assert (Note.objects.count(), Sent.objects.count()) == (1, 0)


def test_what_is_refused_leaves_no_key(case):
    client, key = signed_in("hmkb"), uuid4()
    assert client.post(reverse("case-vermerk", args=[case.pk]), note(once=key)).status_code in {403, 404}
    assert not Sent.objects.exists()


def test_keys_are_forgotten_after_seven_days(case):
    for age in (timedelta(hours=1), KEPT_FOR - timedelta(minutes=1), KEPT_FOR + timedelta(minutes=1), KEPT_FOR * 3):
        Sent.objects.create(key=uuid4(), path="/", content="", led_to="/", at=NOON - age)
    assert tick(NOON).counts[CHORES[0].name] == 2
    assert Sent.objects.count() == 2
    assert CHORES[0].name not in tick(NOON).counts


def at_once(account: str, address: str, data: dict[str, Any], times: int = 4) -> list[Any]:
    clients = [signed_in(account) for _number in range(times)]

    def send(client: Client) -> Any:
        try:
            return client.post(address, data)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, clients))


@pytest.mark.race
def test_four_notes_at_once_are_one(race_db):
    case = proposal().case
    answers = at_once("sachbearbeitung", reverse("case-vermerk", args=[case.pk]), note(once=uuid4()))
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("case-history", args=[case.pk]))}
    assert Note.objects.count() == 1


@pytest.mark.race
def test_four_new_cases_at_once_are_one(race_db):
    data = {
        "title": "Chor", "organisation": Organisation.objects.get(short="BAF").pk, "theme": "Singen", "received_on": "2026-11-20",
        "lead_unit": unit("VI 3").pk, "fields_of_action": [FieldOfAction.objects.get(code="sport").pk], "legal_type": "cooperation",
        "funding_mode": "none", "once": uuid4(),
    }  # fmt: skip
    answers = at_once("sachbearbeitung", reverse("case-new", args=["contract"]), data, times=8)
    assert {answer.url for answer in answers} == {Case.objects.get().get_absolute_url()}
    assert CaseFile.objects.count() == 1


@pytest.mark.race
def test_four_follow_ups_at_once_are_one_also_when_the_first_is_refused(race_db):
    case = proposal().case
    address, key = reverse("case-wiedervorlage", args=[case.pk]), uuid4()
    data = {"reason": "Antwort?", "kind": "subject", "for_unit": unit("VI 3").pk, "once": key}
    refused = at_once("sachbearbeitung", address, data | {"on": "2026-11-01"})
    assert ([answer.status_code for answer in refused], Sent.objects.count()) == (4 * [422], 0)
    at_once("sachbearbeitung", address, data | {"on": "2026-12-01"})
    assert FollowUp.objects.count() == 1


@pytest.mark.race
def test_a_second_click_that_waits_too_long_is_told_so(race_db):
    case = proposal().case
    client, key = signed_in("sachbearbeitung"), uuid4()

    def second() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 100")
            return client.post(reverse("case-vermerk", args=[case.pk]), note(once=key))
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Sent.objects.create(key=key, path="/", content="", at=datetime.now(NOON.tzinfo))
        answer = pool.submit(second).result()
    assert answer.status_code == 409
    assert "wird noch verarbeitet" in answer.content.decode()
    assert Note.objects.count() == 0
