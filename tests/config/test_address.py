"""What an address may hold, and that nothing in one brings the site down."""

import pytest
from django.test import RequestFactory

from config.wsgi import Request, application

OPEN = "/oeffentlich/vertraege/"
NINES = "9" * 5000


@pytest.fixture
def status_of(client, db):
    """The answer to a visitor without an account; a page that fails is a 500, as it would be."""
    client.raise_request_exception = False
    return lambda path, query="": client.get(f"{path}?{query}").status_code


@pytest.mark.parametrize("path", ["/", OPEN, "/konto/login/", "/aufgaben/", "/gibt-es-nicht/", "/static/css/app.css"])
@pytest.mark.parametrize("query", ["q=%00", "%00", "next=%00", "q=a%0Bb", "q=%7F", "q=%C2%80", "page=1%00"])
def test_a_control_character_in_an_address_is_a_bad_request(status_of, path, query):
    assert status_of(path, query) == 400


@pytest.mark.parametrize("path", ["/%00/", "/oeffentlich/preis/nominierung/a%00b/1/", "/static/css/%01.css"])
def test_a_control_character_in_a_path_is_a_bad_request(status_of, path):
    assert status_of(path) == 400


@pytest.mark.parametrize(
    "query",
    ["q=a%09b", "q=a%0D%0Ab", "q=%C3%9C", "q=Ü", "q=%FF", pytest.param(f"q={NINES}&page={NINES}", id="digits"), "&=&"],
)
def test_what_can_be_typed_and_pasted_is_answered(status_of, query):
    assert status_of(OPEN, query) == 200


@pytest.mark.parametrize("path", ["/oeffentlich/preis/{}/nominieren/", "/oeffentlich/preis/nominierung/x/{}/"])
@pytest.mark.parametrize("digits", [30, 5000])
def test_a_number_too_long_for_a_row_leads_nowhere(status_of, path, digits):
    assert status_of(path.format("9" * digits)) == 404


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "idna", "quatsch", "unicode_escape"])
def test_an_address_is_utf_8_whatever_a_header_says(charset):
    environ = RequestFactory().get(f"{OPEN}?q=M%C3%BCller").environ | {"CONTENT_TYPE": f"text/plain; charset={charset}"}
    assert application.request_class(environ).GET["q"] == "Müller"
    assert application.request_class is Request
