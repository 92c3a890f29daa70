"""The choice of light or dark."""

import pytest
from django.test import RequestFactory

from config.pages import set_theme


def chosen(theme: str, back: str = "/aufgaben/?q=1"):
    return set_theme(RequestFactory().post("/konto/darstellung/", {"darstellung": theme, "next": back}))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_is_remembered_in_a_cookie_scripts_cannot_read(theme):
    cookie = chosen(theme).cookies["darstellung"]

    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")


@pytest.mark.parametrize("theme", ["system", "", "<script>"])
def test_anything_else_forgets_the_choice(theme):
    cookie = chosen(theme).cookies["darstellung"]

    assert (cookie.value, cookie["max-age"]) == ("", 0)


@pytest.mark.parametrize(
    ("back", "target"),
    [
        ("/aufgaben/?q=1", "/aufgaben/?q=1"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("", "/"),
    ],
)
def test_visitor_returns_only_to_pages_of_this_site(back, target):
    assert chosen("dark", back).headers["Location"] == target


def test_theme_is_not_changed_by_a_link():
    assert set_theme(RequestFactory().get("/konto/darstellung/")).status_code == 405
