"""Recommendations, and what serves a Handlungsfeld."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.models import PlanMeasure, PlanVersion, Recommendation
from committees.recommending import report
from contracts.models import Contract
from directory.models import FieldOfAction
from prizes.demo import open_call
from tests.committees.conftest import planned
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_force, proposal, standing, unit
from workflow.errors import NotAllowedError

FORM = {
    "given_on": "2026-11-20", "title": "Sprachförderung im Sport", "text": "Angebote verknüpfen.", "status": "open", "remarks": "",
    "due_on": "", "reference": "", "session": "",
}  # fmt: skip


def field(code: str = "sport") -> FieldOfAction:
    return FieldOfAction.objects.get(code=code, catalogue__version="2014")


def filled(**changed) -> dict:
    return FORM | {"body": unit("IK").pk, "field": field().pk, "responsible_unit": unit("HMFG").pk} | changed


def given(title: str = "Empfehlung", body: str = "IK", responsible: str = "HMFG", **fields) -> Recommendation:
    return Recommendation.objects.create(
        body=unit(body), title=title, text="Text", field=field(), responsible_unit=unit(responsible), given_on=date(2026, 11, 1), changed_at=NOON, **fields
    )  # fmt: skip


def titles(response) -> list[str]:
    return [row.title for row in response.context["page_obj"]]


def test_a_recommendation_is_tracked_until_it_is_done(pages):
    case = proposal().case
    sent = pages("geschaeftsstelle", "recommendation-new", **filled(due_on="2027-03-01"))
    row = Recommendation.objects.get()
    assert (sent.status_code, row.case) == (302, None)
    args = ("geschaeftsstelle", "recommendation-edit", row.pk)
    unknown = pages(*args, **filled(reference=case.reference))
    assert (unknown.status_code, list(unknown.context["form"].errors)) == (422, ["reference"])
    assert pages(*args, **filled(status="under_way", remarks="Läuft an.")).status_code == 302
    assert pages(*args, **filled(status="done")).status_code == 302
    assert titles(pages("geschaeftsstelle", "recommendations", query="?stand=laufend")) == []
    assert titles(pages("geschaeftsstelle", "recommendations", query="?stand=done")) == [FORM["title"]]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"status": "dropped"}, "remarks"),
        ({"due_on": "2026-11-19"}, "due_on"),
        ({"title": ""}, "title"),
        ({"field": "0"}, "field"),
        ({"reference": "gibt es nicht"}, "reference"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(pages, changed, wrong):
    sent = pages("geschaeftsstelle", "recommendation-new", **filled(**changed))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, [wrong])
    assert (Recommendation.objects.count(), "Angebote verknüpfen." in sent.content.decode()) == (0, True)


def test_a_session_of_another_body_is_refused(pages):
    session = planned("FAG")
    sent = pages("geschaeftsstelle", "recommendation-new", **filled(session=session.pk))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["session"])


def test_who_sees_which_recommendation(pages):
    given("Für HMFG")
    given("Der FAG für HMSI", "FAG", "HMSI")
    expected = {
        "geschaeftsstelle": {"Für HMFG", "Der FAG für HMSI"},
        "sachbearbeitung": {"Der FAG für HMSI"},
        "hmkb": {"Der FAG für HMSI"},
        "hmfg": {"Für HMFG", "Der FAG für HMSI"},
    }
    for account, seen in expected.items():
        assert set(titles(pages(account, "recommendations"))) == seen
    hidden = Recommendation.objects.get(title="Für HMFG")
    assert pages("sachbearbeitung", "recommendation", hidden.pk).status_code == 404
    assert pages("sachbearbeitung", "recommendation-edit", hidden.pk).status_code == 404
    shown = Recommendation.objects.get(title="Der FAG für HMSI")
    assert pages("sachbearbeitung", "recommendation", shown.pk).status_code == 200
    assert pages("sachbearbeitung", "recommendation-edit", shown.pk).status_code == 403
    assert pages("jury1", "recommendations").status_code == 403
    assert pages("baf", "recommendation", shown.pk).status_code == 404


# those of the Ressort in charge, its representative and the Geschäftsstelle; whoever only reads it does not
@pytest.mark.parametrize(
    ("account", "status"),
    [("sachbearbeitung", 302), ("hmsi", 302), ("geschaeftsstelle", 302), ("hmkb", 403), ("recht", 302), ("jury1", 404), ("baf", 404)],
)  # fmt: skip
def test_who_carries_it_out_says_how_far_it_is(pages, account, status):
    row = given(body="FAG", responsible="HMSI")
    sent = pages(account, "recommendation-progress", row.pk, status="under_way", remarks="Läuft an.")
    row.refresh_from_db()
    assert (sent.status_code, row.remarks) == (status, "Läuft an." if status == 302 else "")
    page = pages(account, "recommendation", row.pk).content.decode()
    assert ("Sachstand melden" in page) is (status == 302)


def test_giving_up_is_explained_whoever_says_it(pages):
    row = given(body="FAG", responsible="HMSI")
    sent = pages("sachbearbeitung", "recommendation-progress", row.pk, status="dropped", remarks=" ")
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["remarks"])


def test_a_late_one_says_so(pages):
    row = given(due_on=date(2026, 11, 22))
    assert "überfällig" in pages("geschaeftsstelle", "recommendation", row.pk).content.decode()
    Recommendation.objects.update(status="done")
    assert "überfällig" not in pages("geschaeftsstelle", "recommendation", row.pk).content.decode()


def test_the_case_that_serves_it_is_a_link_only_for_those_who_may_see_it(pages):
    case = proposal(title="Verdeckter Vorgang", ressorts=("HMKB",)).case
    row = given(body="KAI", case=case)
    assert "Verdeckter Vorgang" in pages("sachbearbeitung", "field-of-action", field().pk).content.decode()
    for account in ("hmdf", "geschaeftsstelle"):
        assert "Verdeckter Vorgang" not in pages(account, "recommendation", row.pk).content.decode()
    Recommendation.objects.update(responsible_unit=unit("HMSI"))
    assert "Verdeckter Vorgang" in pages("sachbearbeitung", "recommendation", row.pk).content.decode()


def test_a_clerk_does_not_lose_a_case_she_may_not_see_by_saving(pages):
    case = proposal().case
    row = given(case=case)
    pages("geschaeftsstelle", "recommendation-edit", row.pk, **filled(reference=case.reference))
    row.refresh_from_db()
    assert row.case == case


def test_a_handlungsfeld_shows_what_serves_it_as_far_as_one_may_know(pages):
    case = proposal(title="Sport verbindet").case
    given("Für HMSI", responsible="HMSI")
    given("Fremd")
    text = pages("sachbearbeitung", "field-of-action", field().pk).content.decode()
    for words, seen in (("Sport verbindet", True), (case.reference, True), ("Für HMSI", True), ("Fremd", False)):
        assert (words in text) is seen
    assert "Sport verbindet" not in pages("hmdf", "field-of-action", field().pk).content.decode()
    rows = {row.field.code: row for row in pages("sachbearbeitung", "fields-of-action").context["rows"]}
    assert (len(rows), rows["sport"].cases, rows["sport"].recommendations, rows["sport"].units) == (11, 1, 1, ["HMFG"])
    assert rows["zuwanderung"].cases == 0


def test_the_number_of_queries_does_not_grow(pages):
    counts = []
    pages("geschaeftsstelle", "recommendations")
    for number in (3, 30):
        for place in range(number):
            given(f"Nummer {place}")
            if number == 3:
                proposal(title=f"Vorgang {place}")
        found = []
        for name, args in (("recommendations", []), ("fields-of-action", []), ("field-of-action", [field().pk])):
            with CaptureQueriesContext(connection) as queries:
                pages("geschaeftsstelle", name, *args)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert len(titles(pages("geschaeftsstelle", "recommendations", query="?page=2"))) == 8


def test_what_was_published_of_cases_is_known_to_everybody(pages):
    contract = in_force(title="Vertrag mit BAF")
    Contract.objects.filter(pk=contract.case.pk).update(public=True, theme="Lesen verbindet", effective_on=TODAY)
    contract.case.fields_of_action.set([field()])
    year = open_call(TODAY - timedelta(days=3), year=2027, motto="Sport verbindet")
    year.case.fields_of_action.set([field()])
    plan = PlanVersion.objects.all()[0]
    row = PlanMeasure.objects.create(
        plan=plan, title="Sport fördern", ressort=unit("HMSI"), lead_unit=unit("VI 3"), changed_at=NOON
    )
    row.cases.set([contract.case, year.case])
    for page, args in (("field-of-action", [field().pk]), ("plan-measure", [row.pk])):
        text = pages("hmfg", page, *args).content.decode()
        assert ("Lesen verbindet" in text, "Sport verbindet" in text, year.case.reference in text) == (
            True,
            True,
            False,
        )
        assert "Lesen verbindet" not in text.split("Öffentlich bekannt")[0]
    Contract.objects.update(public=False)
    assert "Lesen verbindet" not in pages("hmfg", "field-of-action", field().pk).content.decode()


@pytest.mark.parametrize("account", ["hmdf", "preisbuero", "recht", "jury1", "baf"])
def test_who_does_not_carry_it_out_reports_nothing(house, account):
    row = given(body="FAG", responsible="VI 3")
    with pytest.raises(NotAllowedError, match="wer die Empfehlung umsetzt"):
        report(row, "done", "Fertig.", standing=standing(account), at=NOON)
    row.refresh_from_db()
    assert (row.status, row.remarks) == ("open", "")
