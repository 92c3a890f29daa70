"""What the logs say of a request."""

import logging

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from config.trace import TRACE, Line, trace
from directory.models import User
from tests.factories.contracts import proposal

TOKEN = "q7Zk-geheimer_verweis"
KEY = "ct2l8x-0123456789abcdef"


class Told(logging.Handler):
    """Keeps what the product's own formatter makes of each record."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Line("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def told():
    handler = Told()
    names = ("django.request", "django.security")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    yield handler.lines
    for name in names:
        logging.getLogger(name).removeHandler(handler)


def asked(path: str) -> str:
    """What stands in the web server's log, from the environment that Django shares with it."""
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path)
    return trace(request)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/vorgaenge/12/", "case pk=12"),
        ("/vorgaenge/?q=Familie+Muster", "cases"),
        (f"/oeffentlich/preis/nominierung/{TOKEN}/3/", "nomination-step step=3"),
        (f"/konto/password/reset/key/1-{KEY}/", "account_reset_password_from_key"),
        ("/oeffentlich/preis/2026/nominieren/?x=1", "nomination-begin year=2026"),
    ],
)
def test_a_request_is_told_by_its_page_and_numbers(path, said):
    assert asked(path) == said


def test_the_web_server_finds_what_it_may_say(db):
    answer = Client().get(f"/oeffentlich/preis/nominierung/{TOKEN}/3/")
    assert answer.wsgi_request.META[TRACE] == "nomination-step step=3"


def test_of_an_address_that_leads_nowhere_nothing_is_told(db):
    assert Client().get(f"/oeffentlich/preis/nominierun/{TOKEN}/").wsgi_request.META[TRACE] == "–"


def test_a_refused_form_is_logged_without_its_token(db, told):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/oeffentlich/preis/nominierung/{TOKEN}/3/?pruefen={KEY}").status_code == 403
    assert told == ["WARNING django.security.csrf Forbidden (CSRF cookie not set.): nomination-step step=3"]


def test_an_error_is_logged_with_its_way_and_without_what_was_searched_for(house, told, monkeypatch):
    """The error itself names what it was asked for."""
    monkeypatch.setattr("workflow.views.cases.render", failing)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="sachbearbeitung"))
    proposal()
    assert client.get("/vorgaenge/?q=Familie+Muster").status_code == 500
    assert told[0].splitlines()[0] == "ERROR django.request Internal Server Error: cases"
    assert ("Traceback" in told[0], "Muster" in told[0], "LookupError: …" in told[0]) == (True, False, True)


def failing(request, *_args, **_kwargs):
    raise LookupError(request.GET["q"])
