"""How long a session lasts, what ends it, and what its owner sees of it."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session
from accounts.programs import program_of
from accounts.services import set_active
from accounts.sessions import BEGUN, SEEN
from directory.models import User
from tests.factories.contracts import user as account
from tests.factories.directory import PASSWORD, UserFactory
from workflow import clock

PAGE, LIST = "/konto/sitzung/", "/konto/sitzungen/"
MINUTE, HOUR = 60, 3600
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


@pytest.fixture
def kim(db) -> User:
    return UserFactory(username="kim")


@pytest.fixture
def signed_in(client, kim) -> Client:
    client.post("/konto/login/", {"login": "kim", "password": PASSWORD}, HTTP_USER_AGENT=FIREFOX)
    return client


def since(client, *, seen: float, begun: float = 0) -> None:
    """The session began, and was last used, so many seconds ago."""
    session = client.session
    session[SEEN], session[BEGUN] = time.time() - seen, time.time() - (begun or seen)
    session.save()


def is_in(client) -> bool:
    return client.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("seen", "begun", "lasts"),
    [
        (29 * MINUTE, 29 * MINUTE, True),
        (31 * MINUTE, 31 * MINUTE, False),
        (MINUTE, 9 * HOUR, True),
        (MINUTE, 10 * HOUR + 1, False),
    ],
)
def test_a_session_ends_half_an_hour_after_its_last_use_and_after_a_working_day(signed_in, seen, begun, lasts):
    since(signed_in, seen=seen, begun=begun)
    assert is_in(signed_in) == lasts


def test_a_session_that_ended_is_gone_and_the_page_says_why(signed_in):
    since(signed_in, seen=31 * MINUTE)
    page = signed_in.get("/aufgaben/", follow=True)
    assert (page.redirect_chain, Session.objects.filter(user__isnull=False).exists()) == (
        [("/konto/login/?next=/aufgaben/", 302)],
        False,
    )
    assert "Ihre Sitzung ist beendet, weil längere Zeit nichts geschah." in page.content.decode()


def test_a_fragment_of_a_session_that_ended_makes_its_page_ask_again(signed_in):
    since(signed_in, seen=31 * MINUTE)
    answer = signed_in.get("/aufgaben/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer.headers["HX-Refresh"], answer.content) == (200, "true", b"")


def test_using_a_session_keeps_it_and_asking_for_its_time_does_not(signed_in):
    since(signed_in, seen=29 * MINUTE)
    left = signed_in.get(PAGE).json()["left"]
    assert 50 <= left <= MINUTE
    assert 50 <= signed_in.get(PAGE).json()["left"] <= left
    assert signed_in.post(PAGE).json()["left"] >= 30 * MINUTE - 5


def test_a_page_is_a_sign_of_life(signed_in):
    since(signed_in, seen=29 * MINUTE)
    signed_in.get(LIST)
    assert signed_in.get(PAGE).json()["left"] >= 30 * MINUTE - 5


def test_a_sign_of_life_is_written_once_a_minute(signed_in, django_assert_num_queries):
    since(signed_in, seen=30)
    before = Session.objects.get(user__isnull=False).seen_at
    signed_in.get(LIST)
    assert Session.objects.get(user__isnull=False).seen_at == before


def test_the_movable_clock_ends_no_session(signed_in, monkeypatch):
    ahead = clock.offset() + (clock.now() - clock.now()).__class__(days=400)
    monkeypatch.setattr(clock, "_offset", (float("inf"), ahead))
    assert is_in(signed_in)


def test_a_session_that_does_not_know_when_it_began_is_over(signed_in):
    session = signed_in.session
    del session[BEGUN]
    session.save()
    assert not is_in(signed_in)


@pytest.mark.parametrize(
    "deactivate",
    [
        lambda user: set_active(user, active=False),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    ],
    ids=["by the service", "by the database"],
)
def test_deactivating_ends_sessions_and_reactivating_revives_none(signed_in, kim, deactivate):
    deactivate(kim)
    set_active(User.objects.get(pk=kim.pk), active=True)
    assert not is_in(signed_in)
    assert signed_in.post("/konto/login/", {"login": "kim", "password": PASSWORD}).status_code == 302
    assert is_in(signed_in)


def test_a_session_says_where_it_is_and_hides_its_key(signed_in):
    page = signed_in.get(LIST).content.decode()
    assert [word in page for word in ("Firefox, Windows", "127.0.0.1", "diese Sitzung")] == [True, True, True]
    key = signed_in.session.session_key
    assert (key in page, key in str(Session.objects.get(pk=key))) == (False, False)


def test_one_of_my_sessions_is_ended_from_another(signed_in, kim):
    other = Client()
    other.force_login(kim)
    mark = Session.objects.get(pk=other.session.session_key).mark
    assert mark in signed_in.get(LIST).content.decode()
    signed_in.post(LIST, {"session": mark})
    assert (is_in(signed_in), is_in(other)) == (True, False)


def test_all_others_are_ended_at_once(signed_in, kim):
    others = [Client(), Client()]
    for other in others:
        other.force_login(kim)
    signed_in.post(LIST)
    assert [is_in(one) for one in (signed_in, *others)] == [True, False, False]


def test_nobody_sees_or_ends_the_sessions_of_others(signed_in, db):
    stranger = Client()
    stranger.force_login(UserFactory())
    mark = Session.objects.get(pk=signed_in.session.session_key).mark
    assert mark not in stranger.get(LIST).content.decode()
    stranger.post(LIST, {"session": mark})
    stranger.post(LIST)
    assert is_in(signed_in)


def test_a_new_password_ends_all_other_sessions(signed_in, kim):
    other = Client()
    other.force_login(kim)
    new = {"password1": "ganz-neues-Passwort", "password2": "ganz-neues-Passwort"}
    assert signed_in.post(reverse("account_change_password"), new).url == "/"
    assert (is_in(signed_in), is_in(other)) == (True, False)
    assert list(Session.objects.filter(user=kim)) == [Session.objects.get(pk=signed_in.session.session_key)]


@pytest.mark.parametrize("name", ["sachbearbeitung", "baf", "jury1"])
def test_everybody_has_the_page(client, house, name):
    client.force_login(account(name))
    page = client.get(LIST)
    assert (page.status_code, "Meine Sitzungen" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("user_agent", "program"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15", "Safari, macOS"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows"),
        ("curl/8.9", "unbekanntes Programm"),
        ("", "unbekanntes Programm"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_would(user_agent, program):
    assert program_of(user_agent) == program
