"""Signing in through the pages: what is refused, what is said, and what the device remembers."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings as configured
from django.core import signing
from django.test import Client

from accounts.attempts import ONE_PLACE, SPRAYED
from accounts.models import Failure, Notice
from directory.models import User
from notifications.accounts import announce
from notifications.models import Message
from tests.conftest import NOON
from tests.factories.directory import PASSWORD, UserFactory
from workflow.models import ExternalMail

LOGIN, CHANGE, RESET = "/konto/login/", "/konto/password/change/", "/konto/password/reset/"
NEW = {"password1": "ganz-neues-Passwort", "password2": "ganz-neues-Passwort"}


@pytest.fixture
def kim(db) -> User:
    return UserFactory(username="kim", first_name="Kim", last_name="Muster", email="Kim@example.org")


def sign_in(client, name: str = "kim", password: str = PASSWORD, **meta):
    return client.post(LOGIN, {"login": name, "password": password}, **meta)


def lock(client, name: str = "kim") -> None:
    for _try in range(ONE_PLACE.free):
        sign_in(client, name, "falsch")


def link() -> str:
    """The way to a new password, as it came by mail."""
    announce(NOON)
    return re.search(r"https?://[^/]+(/konto/password/reset/key/\S+)", ExternalMail.objects.latest("pk").body)[1]


def test_too_many_tries_are_refused_with_the_reason_and_when_to_come_back(client, kim):
    lock(client)
    answer = sign_in(client)
    assert (answer.status_code, "in einer Minute noch einmal" in answer.content.decode()) == (429, True)
    Failure.objects.update(closed_until=NOON)
    assert sign_in(client).status_code == 302


def test_from_a_device_that_is_known_the_right_password_still_works(client, kim):
    stranger = Client()
    assert sign_in(client).status_code == 302
    client.post("/konto/logout/")
    lock(stranger)
    assert (sign_in(stranger).status_code, sign_in(client).status_code) == (429, 302)


def test_a_device_is_known_to_those_who_signed_in_there_alone(client, kim):
    UserFactory(username="kai")
    sign_in(client)
    client.post("/konto/logout/")
    lock(Client(), "kai")
    assert sign_in(client, "kai").status_code == 429


def test_a_device_cannot_be_made_up(client, kim):
    client.cookies[configured.DEVICE_COOKIE_NAME] = signing.dumps({"mark": "device-x", "accounts": []}, salt="other")
    lock(client)
    assert sign_in(client).status_code == 429
    assert sorted(Failure.objects.exclude(account="").values_list("place", flat=True)) == ["", "127.0.0.1"]


def test_a_wrong_password_makes_no_device_known(client, kim):
    sign_in(client, password="falsch")
    assert configured.DEVICE_COOKIE_NAME not in client.cookies


def test_the_cookie_of_a_device_is_out_of_reach_for_scripts(client, kim):
    sign_in(client)
    cookie = client.cookies[configured.DEVICE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_unknown_and_known_accounts_hear_the_same(client, kim):
    pages = [sign_in(client, name, "falsch").content.decode() for name in ("kim", "niemand")]
    assert len({re.sub(r'value="[^"]*"', "", page) for page in pages}) == 1
    for name in ("kim", "niemand"):
        lock(client, name)
    assert [sign_in(client, name).status_code for name in ("kim", "niemand")] == [429, 429]


def test_the_administration_reads_of_spraying_once(client, house):
    for number in range(2 * SPRAYED):
        sign_in(client, f"konto{number}", "falsch")
    assert (announce(NOON), announce(NOON)) == (1, 0)
    told = Message.objects.values_list("recipient__username", "subject", "url")
    subject = "Passwörter werden durchprobiert: 10 Konten, aus dem Netz 127.0.0.1"
    assert list(told) == [("fachadmin", subject, "/verwaltung/")]


def test_an_owner_reads_of_failures_at_her_account(client, kim):
    lock(client)
    announce(NOON)
    message = Message.objects.get()
    assert (message.recipient, message.subject, message.url) == (kim, "Fehlversuche an Ihrem Konto", CHANGE)
    assert "aus dem Netz 127.0.0.1" in message.body


def test_a_new_password_is_taken_only_after_the_old_one(client, kim):
    client.force_login(kim)
    for method in (client.get, client.post):
        assert method(CHANGE, NEW).url == f"/konto/reauthenticate/?{urlencode({'next': CHANGE})}"
    assert client.post("/konto/reauthenticate/", {"password": "falsch", "next": CHANGE}).status_code == 422
    assert client.post(CHANGE, NEW).status_code == 302
    kim.refresh_from_db()
    assert kim.check_password(PASSWORD)
    assert client.post("/konto/reauthenticate/", {"password": PASSWORD, "next": CHANGE}).url == CHANGE
    assert client.post(CHANGE, NEW).url == "/"
    kim.refresh_from_db()
    assert kim.check_password(NEW["password1"])


def test_whoever_just_signed_in_is_not_asked_again(client, kim):
    sign_in(client)
    assert client.get(CHANGE).status_code == 200


def test_confirming_a_password_is_limited_as_signing_in_is(client, kim):
    client.force_login(kim)
    answers = [client.post("/konto/reauthenticate/", {"password": "falsch"}).status_code for _try in range(6)]
    assert answers == 5 * [422] + [429]


def test_no_password_is_kept_in_a_session(client, kim):
    client.force_login(kim)
    client.post(CHANGE, NEW)
    assert NEW["password1"] not in str(dict(client.session))


def test_the_link_for_a_new_password_comes_by_mail_and_works_once(client, kim):
    stranger, elsewhere = Client(), Client()
    sign_in(elsewhere)
    lock(stranger)
    assert client.post(RESET, {"email": "kim@example.org"}).url == f"{RESET}done/"
    path = link()
    assert ExternalMail.objects.get().address == "Kim@example.org"
    form = client.get(path).url
    assert client.post(form, NEW).url == f"{RESET}key/done/"
    kim.refresh_from_db()
    assert kim.check_password(NEW["password1"])
    assert Client().get(path).status_code == 200
    assert "gilt nicht mehr" in Client().get(path).content.decode()
    assert elsewhere.get("/konto/sitzungen/").status_code == 302
    assert sign_in(stranger, password=NEW["password1"]).status_code == 302


def test_a_link_names_the_published_place_whatever_the_host_header_says(client, kim, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://vertragswerk.example.org", ["*"]
    client.post(RESET, {"email": "kim@example.org"}, HTTP_HOST="angreifer.example")
    announce(NOON)
    body = ExternalMail.objects.get().body
    assert ("https://vertragswerk.example.org/konto/password/reset/key/" in body, "angreifer" in body) == (True, False)


def test_unknown_deactivated_and_passwordless_accounts_get_no_link_and_the_same_answer(client, kim):
    UserFactory(username="weg", email="weg@example.org", is_active=False)
    other = UserFactory(username="ohne", email="ohne@example.org")
    other.set_unusable_password()
    other.save()
    for email in ("niemand@example.org", "weg@example.org", "ohne@example.org"):
        assert client.post(RESET, {"email": email}).url == f"{RESET}done/"
    announce(NOON)
    assert (Notice.objects.count(), ExternalMail.objects.count()) == (3, 0)


def test_a_link_leads_nowhere_once_the_account_is_deactivated(client, kim):
    client.post(RESET, {"email": "kim@example.org"})
    path = link()
    User.objects.filter(pk=kim.pk).update(is_active=False)
    assert "gilt nicht mehr" in client.get(path).content.decode()


def test_a_mailbox_gets_three_links_an_hour(client, kim):
    answers = [client.post(RESET, {"email": "kim@example.org"}).status_code for _time in range(4)]
    assert (answers, Notice.objects.count()) == (3 * [302] + [429], 3)
