"""Every address of sign-in is in a list written by hand; each answers every kind of account without breaking."""

import pytest
from allauth.account import urls as brought
from django.urls import get_resolver, reverse

from accounts.attempts import ONE_PLACE
from directory.models import User
from tests.factories.directory import PASSWORD, UserFactory

LISTED = {
    "account_login": "/konto/login/",
    "account_logout": "/konto/logout/",
    "account_inactive": "/konto/inactive/",
    "account_reauthenticate": "/konto/reauthenticate/",
    "account_change_password": "/konto/password/change/",
    "account_reset_password": "/konto/password/reset/",
    "account_reset_password_done": "/konto/password/reset/done/",
    "account_reset_password_from_key": "/konto/password/reset/key/1-x/",
    "account_reset_password_from_key_done": "/konto/password/reset/key/done/",
    "account_session": "/konto/sitzung/",
    "account_sessions": "/konto/sitzungen/",
}
ARGUMENTS = {"account_reset_password_from_key": ["1", "x"]}
# Addresses under /konto/ that belong to others.
ELSEWHERE = {"theme", "deputies", "deputy-end"}


def names_under_konto() -> set[str]:
    """What the resolver knows, also under other names."""
    found = get_resolver().reverse_dict
    return {name for name in found if isinstance(name, str) and found[name][0][0][0].startswith("konto/")}


def test_the_resolver_knows_what_is_listed_and_nothing_else():
    assert names_under_konto() - ELSEWHERE == set(LISTED)
    assert {name: reverse(name, args=ARGUMENTS.get(name, [])) for name in LISTED} == LISTED


def test_what_allauth_brings_besides_does_not_exist(client, db):
    client.force_login(UserFactory())
    others = [str(pattern.pattern) for pattern in brought.urlpatterns if pattern.name not in LISTED]
    plain = [path for path in others if "(" not in path]
    assert {path: client.get(f"/konto/{path}").status_code for path in plain} == dict.fromkeys(plain, 404)
    assert {"email/", "signup/", "password/set/"} <= set(plain)


def account(kind: str) -> User:
    """One account of each kind that signs in, or cannot."""
    user = UserFactory(username="kim", email="kim@example.org", is_active=kind != "deactivated")
    if kind == "password-less":
        user.set_unusable_password()
        user.save()
    return user


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("kind", ["active", "deactivated", "locked", "password-less"])
def test_every_address_answers_every_account(client, db, kind, signed_in):
    """Whatever is asked, in whatever order, nothing breaks."""
    user = account(kind)
    data = {
        "login": "kim",
        "password": PASSWORD,
        "password1": "neu-und-lang",
        "password2": "neu-und-lang",
        "email": user.email,
    }
    for _try in range(ONE_PLACE.free if kind == "locked" else 0):
        client.post(LISTED["account_login"], data | {"password": "falsch"})
    for name, path in LISTED.items():
        for method in (client.get, client.post):
            if signed_in:
                client.force_login(User.objects.get(pk=user.pk))
            assert method(path, data).status_code in {200, 302, 403, 405, 422, 429}, (name, method)


@pytest.mark.parametrize(
    ("kind", "status", "goes_to", "said"),
    [
        ("active", 302, "/", ""),
        ("deactivated", 302, "/konto/inactive/", ""),
        ("locked", 429, "", "zu viele Fehlversuche"),
        ("password-less", 422, "", "Die Anmeldung hat nicht geklappt"),
    ],
)
def test_the_right_password_opens_active_accounts_alone(client, db, kind, status, goes_to, said):
    account(kind)
    for _try in range(ONE_PLACE.free if kind == "locked" else 0):
        client.post("/konto/login/", {"login": "kim", "password": "falsch"})
    answer = client.post("/konto/login/", {"login": "Kim", "password": PASSWORD})
    assert (answer.status_code, answer.headers.get("Location", ""), said in answer.content.decode()) == (
        status,
        goes_to,
        True,
    )
    assert ("_auth_user_id" in client.session) == (kind == "active")


def test_whoever_cannot_sign_in_reads_why(client, db):
    assert "nicht aktiv" in client.get("/konto/inactive/").content.decode()
