"""Every page of sessions, recommendations and seats against WCAG 2.2 AA, in light, dark and on a narrow phone."""

import pytest

from committees.models import Recommendation, Session
from committees.planning import Serving, save_measure
from committees.session_demo import load
from tests.committees.conftest import clerk, planned, running, waiting_contract, with_item
from tests.committees.test_plan import measure
from tests.conftest import NOON
from tests.factories.contracts import TODAY, unit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def visits() -> list[tuple[str, str]]:
    """Account and address of one page of each kind."""
    waiting_contract()
    load(TODAY)
    (unlisted,) = waiting_contract().tasks("committee_decision")
    fresh = planned()
    item = with_item(fresh)
    open_now = running("FAG", present=7)
    closed = Session.objects.filter(minutes_issued_at__isnull=False)[0]
    umlauf = Session.objects.get(kind="circulation")
    coming = Session.objects.filter(state="planned").exclude(pk=fresh.pk)[0]
    case_item = coming.items.filter(case__isnull=False)[0]
    listed = case_item.task_id
    row = save_measure(measure("Verträge fortführen"), Serving(), standing=clerk(), at=NOON)
    one, at_item = f"/gremien/sitzungen/{fresh.pk}/", f"/gremien/sitzungen/{coming.pk}/tagesordnung/{case_item.pk}/"
    recommended = Recommendation.objects.all()[0]
    office = [
        f"/aufgaben/{unlisted.pk}/", f"/aufgaben/{listed}/", f"/gremien/sitzungen/neu/aufgabe/{unlisted.pk}/?verfahren=circulation",
        "/gremien/sitzungen/", "/gremien/sitzungen/?zeit=vergangen", "/gremien/sitzungen/neu/", one, f"{one}bearbeiten/", f"{one}einladen/",
        f"{one}tagesordnung/neu/", f"{one}tagesordnung/{item.pk}/", coming.get_absolute_url(), at_item, open_now.get_absolute_url(),
        f"{open_now.get_absolute_url()}anwesenheit/", f"{open_now.get_absolute_url()}tagesordnung/{open_now.items.get().pk}/ergebnis/",
        umlauf.get_absolute_url(), f"{umlauf.get_absolute_url()}umlauf/", closed.get_absolute_url(), f"{closed.get_absolute_url()}niederschrift/",
        f"{closed.get_absolute_url()}niederschrift/einwand/eintragen/", "/gremien/regeln/", f"/gremien/regeln/{unit('KAI').pk}/",
        "/gremien/empfehlungen/", "/gremien/empfehlungen/?stand=dropped", recommended.get_absolute_url(),
        f"{recommended.get_absolute_url()}bearbeiten/", "/gremien/handlungsfelder/", f"/gremien/handlungsfelder/{recommended.field_id}/",
        "/gremien/integrationsplan/", row.get_absolute_url(), f"{row.get_absolute_url()}bearbeiten/", "/gremien/sitze/", f"/gremien/sitze/{unit('FAG HMSI').pk}/",
    ]  # fmt: skip
    member = [
        "/gremien/sitzungen/", coming.get_absolute_url(), f"{umlauf.get_absolute_url()}umlauf/",
        f"{umlauf.get_absolute_url()}umlauf/{unit('KAI HMKB').pk}/", f"{closed.get_absolute_url()}niederschrift/",
    ]  # fmt: skip
    return [("geschaeftsstelle", path) for path in office] + [("hmkb", path) for path in member]


def test_every_page_of_the_bodies_is_accessible(person):
    assert [wrong for account, path in visits() for wrong in person(account).visit(path)] == []
