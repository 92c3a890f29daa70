"""Pages of the bodies and of an appointment against WCAG 2.2 AA, in light, dark and on a narrow phone."""

import pytest

from committees.body_demo import load
from committees.models import Body, Mandate, Seat
from tests.factories.contracts import TODAY
from workflow.models import Case, CaseTask

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def visits() -> list[tuple[str, str]]:
    """Account and address of one page of each kind."""
    load(TODAY)
    body, mandate = Body.objects.get(unit__short="IK"), Mandate.objects.all()[0]
    one = f"/gremien/{body.pk}/"
    case, in_office, for_cabinet = Case.objects.filter(kind="appointment").order_by("pk")
    asked = CaseTask.objects.get(process=case, organisation__name__startswith="Bildungsstätte", closed_at=None)
    recorded = CaseTask.objects.get(process=case, unit__isnull=False, closed_at=None)
    office = [
        "/gremien/", "/gremien/?stand=aufgeloest", "/gremien/neu/", one, f"{one}?stichtag=2020-01-01", f"{one}verlauf/", f"{one}bearbeiten/",
        f"{one}gruppen/neu/", f"{one}sitze/{Seat.objects.all()[0].pk}/", f"{one}mandat/", f"{one}mandate/{mandate.pk}/beenden/",
        f"{one}personen/{mandate.member_id}/", f"{one}berufung/", f"/aufgaben/{recorded.pk}/", f"/vorgaenge/{case.pk}/inhalt/",
        f"/vorgaenge/{in_office.pk}/inhalt/", f"/vorgaenge/{in_office.pk}/abberufung/", f"/gremien/{body.pk}/personen/{Mandate.objects.filter(case=in_office)[0].member_id}/",
    ]  # fmt: skip
    recall, paper = (
        CaseTask.objects.get(process=one, unit__isnull=False, closed_at=None) for one in (in_office, for_cabinet)
    )
    return [("geschaeftsstelle", path) for path in office] + [
        ("referatsleitung", one),
        ("staatssekretaer", f"/aufgaben/{recall.pk}/"),
        ("buero", f"/aufgaben/{paper.pk}/"),
        ("baf", f"/partner/aufgaben/{asked.pk}/"),
    ]


def test_every_page_of_the_composition_is_accessible(person):
    assert [wrong for account, path in visits() for wrong in person(account).visit(path)] == []
