"""The Integrationsplan: its versions, and measures that each Ressort keeps itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.models import PlanMeasure, PlanVersion
from committees.planning import Serving, save_measure
from tests.committees.test_recommendations import given
from tests.conftest import NOON
from tests.factories.contracts import proposal, standing, unit
from workflow.errors import InputError, NotAllowedError


def plan() -> PlanVersion:
    """Of the migration, or made anew where a test works on committed data."""
    known = {"order": 3, "adopted": "Kabinettbeschluss vom 24.04.2023", "structure": "Muster"}
    return PlanVersion.objects.get_or_create(name="Integrationsplan 2.0", defaults=known)[0]


def filled(ressort: str = "HMSI", lead: str = "VI 3", **changed) -> dict:
    return {
        "plan": plan().pk, "title": "Verträge fortführen", "text": "", "field": "", "ressort": unit(ressort).pk, "lead_unit": unit(lead).pk,
        "status": "planned", "starts_on": "", "ends_on": "", "remarks": "", "references": "",
    } | changed  # fmt: skip


def measure(title: str = "Maßnahme", ressort: str = "HMSI", lead: str = "VI 3") -> PlanMeasure:
    return PlanMeasure.objects.create(
        plan=plan(), title=title, ressort=unit(ressort), lead_unit=unit(lead), changed_at=NOON
    )


def test_versions_tell_what_is_known_and_no_more(pages):
    text = pages("sachbearbeitung", "plan").content.decode()
    assert "Kabinettbeschluss vom 24.04.2023" in text
    assert "Sieben Themenfelder; ihre Namen sind nicht belegt." in text


@pytest.mark.parametrize(
    ("account", "ressort", "lead", "status"),
    [
        ("sachbearbeitung", "HMSI", "VI 3", 302),
        ("sachbearbeitung", "HMKB", "HMKB", 422),
        ("hmkb", "HMKB", "HMKB", 302),
        ("hmkb", "HMSI", "VI 3", 422),
        ("geschaeftsstelle", "HMKB", "HMKB", 302),
        ("geschaeftsstelle", "HMKB", "VI 3", 422),
    ],
)
def test_who_may_enter_a_measure_for_whom(pages, account, ressort, lead, status):
    sent = pages(account, "plan-measure-new", **filled(ressort, lead))
    assert (sent.status_code, PlanMeasure.objects.count()) == (status, int(status == 302))


# the unit in charge, those who lead it, the Ressort's representative and the Geschäftsstelle
@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("sachbearbeitung", 200),
        ("abteilungsleitung", 200),
        ("hmsi", 200),
        ("geschaeftsstelle", 200),
        ("preisbuero", 403),
        ("hmkb", 403),
        ("jury1", 404),
        ("baf", 404),
    ],
)
def test_who_may_keep_a_measure(pages, account, status):
    row = measure()
    assert pages(account, "plan-measure-edit", row.pk).status_code == status
    if status != 200:
        assert pages(account, "plan-measure-edit", row.pk, **filled(title="Fremd")).status_code == status
        row.refresh_from_db()
        assert row.title == "Maßnahme"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-31"}, "ends_on"),
        ({"references": "gibt es nicht"}, "references"),
        ({"status": "vielleicht"}, "status"),
        ({"plan": "0"}, "plan"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(pages, changed, wrong):
    sent = pages("sachbearbeitung", "plan-measure-new", **filled(**changed))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, [wrong])
    assert PlanMeasure.objects.count() == 0


def test_cases_are_shown_to_those_who_may_see_them_and_kept_for_the_others(pages):
    case = proposal(title="Verdeckter Vorgang", ressorts=("HMKB",)).case
    pages("sachbearbeitung", "plan-measure-new", **filled(references=case.reference))
    row = PlanMeasure.objects.get()
    assert list(row.cases.all()) == [case]
    assert "Verdeckter Vorgang" in pages("sachbearbeitung", "plan-measure", row.pk).content.decode()
    form = pages("hmsi", "plan-measure-edit", row.pk)
    assert case.reference not in form.content.decode()
    assert pages("hmsi", "plan-measure-edit", row.pk, **filled(title="Anders")).status_code == 302
    row.refresh_from_db()
    assert (row.title, list(row.cases.all())) == ("Anders", [case])


def test_a_measure_and_the_recommendation_it_carries_out_name_each_other(pages):
    row = given("Sprachförderung im Sport", body="FAG", responsible="HMSI")
    hidden = given("Verdeckte Empfehlung")
    pages("sachbearbeitung", "plan-measure-new", **filled(recommendations=[row.pk]))
    made = PlanMeasure.objects.get()
    made.recommendations.add(hidden)
    assert "Sprachförderung im Sport" in pages("sachbearbeitung", "plan-measure", made.pk).content.decode()
    assert made.title in pages("sachbearbeitung", "recommendation", row.pk).content.decode()
    for page in ("plan-measure", "plan-measure-edit"):
        assert "Verdeckte Empfehlung" not in pages("sachbearbeitung", page, made.pk).content.decode()
    assert pages("sachbearbeitung", "plan-measure-edit", made.pk, **filled()).status_code == 302
    assert list(made.recommendations.all()) == [hidden]


def test_a_measure_whose_day_has_passed_says_so_until_it_is_done(pages):
    row = measure()
    PlanMeasure.objects.update(ends_on=date(2026, 11, 22))
    for status, late in (
        ("planned", True),
        ("under_way", True),
        ("lasting", False),
        ("done", False),
        ("dropped", False),
    ):
        PlanMeasure.objects.update(status=status)
        for page in (pages("recht", "plan"), pages("recht", "plan-measure", row.pk)):
            assert ("überfällig" in page.content.decode()) is late


def test_the_list_is_exported_as_it_is_filtered_and_harmless(pages):
    measure("=HYPERLINK(0)")
    measure("Zwei", "HMKB", "HMKB")
    text = pages("recht", "plan", query=f"?ressort={unit('HMSI').pk}&format=csv").content.decode()
    assert ("'=HYPERLINK(0)" in text, "Zwei" in text) == (True, False)
    assert pages("baf", "plan", query="?format=csv").status_code == 403


def test_the_list_is_filtered_by_its_address(pages):
    measure("Eins")
    measure("Zwei", "HMKB", "HMKB")
    for query, expected in (
        ("", ["Eins", "Zwei"]),
        (f"?ressort={unit('HMKB').pk}", ["Zwei"]),
        ("?stand=done", []),
        ("?stand=x&ressort=y&page=z", ["Eins", "Zwei"]),
    ):
        assert {row.title for row in pages("recht", "plan", query=query).context["page_obj"]} == set(expected)


def test_the_number_of_queries_does_not_grow(pages):
    counts = []
    pages("recht", "plan")
    for number in (3, 30):
        for place in range(number):
            measure(f"Nummer {place}")
        with CaptureQueriesContext(connection) as queries:
            pages("recht", "plan")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_partners_do_not_read_the_plan(house):
    measure()
    counted = {
        one: PlanMeasure.objects.visible_to(standing(one)).count()
        for one in ("sachbearbeitung", "hmkb", "baf", "jury1")
    }
    assert counted == {"sachbearbeitung": 1, "hmkb": 1, "baf": 0, "jury1": 0}


@pytest.mark.parametrize("account", ["hmkb", "preisbuero", "jury1", "baf"])
def test_a_measure_is_kept_by_its_own(house, account):
    who = {"standing": standing(account), "at": NOON}
    with pytest.raises(NotAllowedError, match="pflegt die federführende Einheit"):
        save_measure(measure(), Serving(), **who)
    foreign = PlanMeasure(plan=plan(), title="Neu", ressort=unit("HMdF"), lead_unit=unit("HMdF"))
    with pytest.raises(InputError, match="pflegt es selbst"):
        save_measure(foreign, Serving(), **who)
