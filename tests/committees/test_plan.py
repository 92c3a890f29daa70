"""The Integrationsplan: every Ressort keeps its own measures; cases that serve one are shown to those who may know of them."""

import pytest
from django.urls import reverse

from committees.models import PlanMeasure
from directory.models import FieldCatalogue, FieldOfAction
from tests.conftest import TODAY
from tests.factories.contracts import proposal, unit, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, house):
    """`ask(account, page, *args, **data)`."""

    def send(account: str, page: str, /, *args: int, query: str = "", **data):
        client.force_login(user(account))
        address = reverse(page, args=args) + query
        return client.post(address, data) if data else client.get(address)

    return send


def field() -> FieldOfAction:
    return FieldOfAction.objects.get(code="sport")


def measure(title: str = "Sportcoaches", ressort: str = "HMKB", **more) -> PlanMeasure:
    return PlanMeasure.objects.create(field=field(), ressort=unit(ressort), title=title, **more)


def form(**changed) -> dict:
    return {
        "field": field().pk, "ressort": unit("HMKB").pk, "lead_unit": "", "title": "Sportcoaches", "description": "", "status": "running",
        "starts_on": "", "ends_on": "", "remark": "", "cases": "",
    } | changed  # fmt: skip


def test_the_catalogues_are_told_with_what_is_known_of_them(ask):
    assert list(FieldCatalogue.objects.order_by("valid_from").values_list("version", flat=True)) == [
        "2014",
        "2017",
        "2.0",
    ]
    page = ask("hmkb", "plan").content.decode()
    assert "sieben Themenfelder, Bezeichnungen nicht belegt" in page
    assert FieldOfAction.objects.filter(catalogue__version="2014").count() == 11


@pytest.mark.parametrize(
    ("account", "sees", "keeps"),
    [
        ("hmkb", 200, True), ("hmdf", 200, False), ("geschaeftsstelle", 200, True), ("sachbearbeitung", 200, False),
        ("baf", 403, False), ("jury1", 404, False),
    ],
)  # fmt: skip
def test_every_ressort_keeps_its_own(ask, account, sees, keeps):
    row = measure()
    assert ask(account, "plan").status_code == sees
    answer = ask(account, "plan-measure", row.pk, **form(remark="Zwanzig Vereine"))
    assert answer.status_code == (302 if keeps else {200: 422}.get(sees, 404))
    row.refresh_from_db()
    assert (row.remark, row.reported_on) == (("Zwanzig Vereine", TODAY) if keeps else ("", None))


def test_nobody_moves_a_measure_into_a_ressort_of_others(ask):
    row = measure()
    answer = ask("hmkb", "plan-measure", row.pk, **form(ressort=unit("HMdF").pk, title="Bleibt stehen"))
    assert (answer.status_code, "Bleibt stehen" in answer.content.decode()) == (422, True)
    row.refresh_from_db()
    assert row.ressort == unit("HMKB")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": ""}, "zwingend erforderlich"),
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-30"}, "Das Ende liegt vor dem Beginn."),
        ({"cases": "VI 3-99/2026-1/1"}, "gibt es nicht oder Sie sehen ihn nicht"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(ask, changed, message):
    answer = ask("hmkb", "plan-new", **form(**changed))
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert not PlanMeasure.objects.exists()


def test_cases_are_linked_and_shown_only_to_those_who_see_them(ask):
    case = proposal(title="Geheimer Sportvertrag").case
    row = measure(ressort="HMSI")
    assert (
        ask(
            "sachbearbeitung", "plan-measure", row.pk, **form(ressort=unit("HMSI").pk, cases=case.reference)
        ).status_code
        == 302
    )
    assert case.reference in ask("sachbearbeitung", "plan").content.decode()
    for query in ("", "?format=csv"):
        assert case.reference not in ask("hmdf", "plan", query=query).content.decode()
    assert case.reference not in ask("hmdf", "plan-measure", row.pk).content.decode()
    assert ask("recht", "plan-measure", row.pk, **form(ressort=unit("HMSI").pk)).status_code == 302
    assert list(row.cases.all()) == [case]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?stand=done", 1),
        ("?stand=quatsch", 3),
        ("?q=coach", 2),
        ("?ressort=x", 3),
        ("?page=99999", 3),
        ("?handlungsfeld=99999", 0),
    ],
)
def test_filters_live_in_the_address(ask, query, found):
    for title, more in (("Sportcoaches", {}), ("Coaching", {"status": "done"}), ("Räume", {})):
        measure(title, **more)
    assert ask("hmkb", "plan", query=query).context["page_obj"].paginator.count == found


def test_the_number_of_queries_does_not_grow(ask, django_assert_num_queries):
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in (3, 30):
        for index in range(number):
            measure(f"Maßnahme {index}")
        ask("hmkb", "plan")
        with CaptureQueriesContext(connection) as queries:
            assert ask("hmkb", "plan").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
