"""The whole demonstration, page by page: whatever stands in an address or is typed into a form breaks nothing, and no form acts twice."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import resolve

from tests.crawl.filling import manners
from tests.crawl.page import Form
from tests.crawl.world import PEOPLE, Found, crawl, load, route_of, signed_in

pytestmark = pytest.mark.long
DIGITS = "9" * 5000
ADDRESSED = (
    "0",
    "-1",
    str(2**31),
    str(2**63),
    "9" * 30,
    DIGITS,
    "1e9",
    "٣",
    "x" * 10_000,
    "é\u202e\ufeff'\"<>\\%_",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
)
TYPED = (*ADDRESSED, "vor\x00nach", "\x0b", "\u200b", " \r\n\t", "")
# Made by Django and by us, not typed by anybody.
OWN = ("csrfmiddlewaretoken", "once")
ALONE = {
    "award-year-edit": "stores what is there already",
    "body-appointment": "tests/committees/test_appointment.py",
    "case-new": "tests/workflow/test_once.py",
}
"""Forms that cannot be filled by rote, and what stands in for it."""


def first_of_each(found: list[Found]) -> list[Found]:
    return list({one.route: one for one in reversed(found)}.values())


def forms_of(found: list[Found]) -> Iterator[tuple[str, Form]]:
    """Those that carry a key, with the route they are sent to."""
    for one in found:
        for form in one.page.forms:
            if any(control.name == "once" for control in form.fields):
                yield route_of(form.address), form


def rows() -> dict[str, int]:
    """How many there are in every table; sessions come and go by themselves."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed} - {
        "django_session"
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names))
        return dict(zip(names, cursor.fetchone(), strict=True))


def query_fields(address: str) -> list[str]:
    view = getattr(resolve(address.partition("?")[0]).func, "view_class", None)
    return list(view.query_form.base_fields) if hasattr(view, "query_form") else []


def test_no_address_breaks_a_page(db):
    load()
    broken, asked = [], set()
    for account in PEOPLE:
        client = signed_in(account)
        for page in first_of_each(crawl(account, 1)):
            fields = query_fields(page.address)
            asked |= {(page.route, name) for name in fields}
            for value in ADDRESSED if fields else ADDRESSED[-1:]:
                address = (
                    page.address.partition("?")[0]
                    + "?"
                    + urlencode([(name, value) for name in (*fields, "unbekannt") for _twice in range(2)])
                )
                answer = client.get(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                if answer.status_code >= 500:
                    broken.append((account, page.route, value[:20]))
            if (
                client.get(page.address.partition("?")[0], dict.fromkeys((*fields, "unbekannt"), "\x00")).status_code
                != 400
            ):
                broken.append((account, page.route, "NUL"))
    assert broken == []
    assert len(asked) > 40


def test_no_text_breaks_a_form(db):
    load()
    broken, sent = [], set()
    for account in PEOPLE:
        client = signed_in(account)
        for route, form in forms_of(crawl(account, 1)):
            if route in sent:
                continue
            sent.add(route)
            for value in TYPED:
                kept = {
                    control.name: control.value
                    for control in form.fields
                    if control.name in OWN or control.name.endswith("_FORMS")
                }
                data = {control.name: value for control in form.fields if control.kind != "file"} | kept
                savepoint = transaction.savepoint()
                status = client.post(form.address, data | dict(form.buttons[:1])).status_code
                transaction.savepoint_rollback(savepoint)
                if status >= 500:
                    broken.append((account, route, value[:20]))
    assert broken == []


def tried(client, form: Form) -> bool:
    """Whether it could be filled so that it acts. Sent again it leads to the same place and leaves every table as it is."""
    for button in form.buttons or [("", "")]:
        for manner in manners():
            data = manner.fill(form) | ({button[0]: [button[1]]} if button[0] else {})
            savepoint = transaction.savepoint()
            first = client.post(form.address, data)
            if first.status_code == 302:
                before = rows()
                second = client.post(form.address, manner.fill(form) | ({button[0]: [button[1]]} if button[0] else {}))
                assert (second.status_code, second.headers["Location"], rows()) == (
                    302,
                    first.headers["Location"],
                    before,
                )
            transaction.savepoint_rollback(savepoint)
            if first.status_code == 302:
                return True
            if first.status_code not in {200, 422}:
                break
    return False


def test_no_form_acts_twice(db):
    load()
    acted, attempts = set[str](), dict[str, int]()
    for account in PEOPLE:
        client = signed_in(account)
        for route, form in forms_of(crawl(account, 2)):
            attempts[route] = attempts.get(route, 0) + 1
            if route not in acted and attempts[route] <= 6 and tried(client, form):
                acted.add(route)
    assert set(attempts) - acted <= set(ALONE)
    assert len(acted) > 40
