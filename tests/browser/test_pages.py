"""Every kind of page against WCAG 2.2 AA, in light, dark and on a narrow phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from prizes.demo import load as load_prize
from prizes.forms.public import STEPS
from prizes.models import AwardYear
from prizes.services import begin_draft
from tests.browser.person import Person
from tests.factories.contracts import (
    TODAY,
    before_decision,
    evaluating,
    in_coordination,
    in_force,
    negotiated,
    proposal,
)
from workflow import clock
from workflow.models import CaseTask, ExternalMail

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODES = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 320)}


def visits() -> list[tuple[str, str]]:
    """Account and address of one page of each kind, on cases that are far enough for it."""
    fresh, waiting, writing, coordinated = proposal(), before_decision(), negotiated(), in_coordination()
    running, ended = in_force(), evaluating()
    prize = load_prize(TODAY)
    check = CaseTask.objects.filter(process__nomination__award_year=prize, closed_at=None).order_by("-pk")[0].pk
    judged = prize.year - 1
    case, task = coordinated.case.pk, coordinated.tasks("cosign_house")[0].pk
    feedback = coordinated.tasks("partner_feedback")[0].pk
    measured = proposal(title="Noch ohne Maßnahmen").case.pk
    clerk = [
        "/aufgaben/", "/aufgaben/?ansicht=einheit", "/aufgaben/?q=gibtesnicht", "/vorgaenge/", "/vorgaenge/?q=gibtesnicht", "/vorgaenge/neu/contract/",
        f"/aufgaben/{fresh.tasks('check_partner')[0].pk}/", f"/aufgaben/{fresh.tasks('check_partner')[0].pk}/rueckfrage/",
        f"/aufgaben/{writing.tasks('draft')[0].pk}/", f"/vorgaenge/{case}/", f"/vorgaenge/{case}/dokumente/", f"/vorgaenge/{case}/inhalt/", f"/vorgaenge/{case}/verlauf/",
        f"/vorgaenge/{case}/beteiligte/", f"/vorgaenge/{case}/fristen/", f"/vorgaenge/{case}/druck/", f"/vorgaenge/{case}/vermerk/",
        f"/vorgaenge/{case}/wiedervorlage/", f"/vorgaenge/{case}/verfuegung/", f"/vorgaenge/{case}/aufgabe/", f"/vorgaenge/{case}/beteiligen/",
        f"/vorgaenge/{case}/weitere-stelle/", f"/vorgaenge/{measured}/massnahmen/", f"/vorgaenge/{running.case.pk}/massnahmen/",
        f"/vorgaenge/{running.case.pk}/nachtrag/", f"/vorgaenge/{fresh.case.pk}/zurueckstellen/", f"/vorgaenge/{fresh.case.pk}/aktion/withdraw/",
        f"/aufgaben/{ended.tasks('evaluation_report')[0].pk}/", f"/vorgaenge/{ended.case.pk}/inhalt/", "/konto/vertretung/", "/nachrichten/", "/fristen/", "/gibt-es-nicht/",
    ]  # fmt: skip
    head = [
        "/fristen/", "/fristen/?frist=14", f"/vorgaenge/{running.case.pk}/kuendigung/", f"/vorgaenge/{case}/federfuehrung/",
        f"/aufgaben/{fresh.tasks('assign_fields')[0].pk}/", f"/aufgaben/weitergeben/?aufgabe={fresh.tasks('check_partner')[0].pk}",
    ]  # fmt: skip
    others = {
        "sachbearbeitung": clerk,
        "referatsleitung": head,
        "recht": [f"/aufgaben/{task}/"],
        "staatssekretaer": [f"/aufgaben/{waiting.tasks('decide_proposal')[0].pk}/"],
        "fachadmin": [
            "/verwaltung/", "/verwaltung/verfahren/contract/", "/verwaltung/kalender/", "/verwaltung/uhr/", "/verwaltung/postausgang/",
        ],
        "preisbuero": [
            "/preis/", "/preis/neu/", f"/preis/{prize.year}/", f"/preis/{prize.year}/?aufgabe=check", f"/preis/{prize.year}/verlaengern/", f"/aufgaben/{check}/",
            f"/preis/{prize.year}/jury/", f"/preis/{judged}/jury/", f"/preis/{judged}/jury/1/", f"/preis/{judged}/zahlen/", f"/vorgaenge/{prize.case_id}/inhalt/",
        ],
        "baf": ["/partner/", f"/partner/vorgaenge/{case}/", f"/partner/aufgaben/{feedback}/", f"/partner/aufgaben/{feedback}/rueckfrage/"],
        "jury1": ["/", f"/preis/jury/{judged}/", f"/preis/jury/{judged}/1/", f"/preis/jury/{judged}/2/"],
        "jury2": ["/"],
    }  # fmt: skip
    return [(account, path) for account, paths in others.items() for path in paths]


@pytest.mark.parametrize("mode", MODES)
def test_every_page_is_accessible(person, site, browser, mode):
    scheme, width = MODES[mode]
    wrong: list[str] = []
    for account, path in visits():
        one = person(account)
        one.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        one.page.set_viewport_size({"width": width, "height": 900})
        wrong += one.go(path).violations()
    wrong += open_pages(browser, site, scheme, width)
    assert wrong == []


def open_pages(browser, site: str, scheme: str, width: int) -> list[str]:
    """Pages without a session."""
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    visitor = Person(page, site, "visitor")
    paths = (
        "/konto/login/",
        "/oeffentlich/vertraege/",
        "/oeffentlich/hilfe/",
        "/oeffentlich/datenschutz/",
        "/oeffentlich/barrierefreiheit/",
        "/oeffentlich/preis/",
        f"/oeffentlich/preis/{TODAY.year + 1}/nominieren/",
        *nomination_steps(),
    )
    wrong = [line for path in paths for line in visitor.go(path).violations()]
    page.close()
    return wrong + visitor.complaints


def nomination_steps() -> list[str]:
    """Every page of a nomination that is being written."""
    begin_draft(AwardYear.objects.get(year=TODAY.year + 1), "kim@example.org", at=clock.now())
    link = next(
        word for word in ExternalMail.objects.get(address="kim@example.org").body.split() if "/nominierung/" in word
    )
    first = link[link.index("/oeffentlich/") :]
    return [f"{first[:-2]}{step}/" for step in range(1, len(STEPS) + 2)]


def test_a_page_that_is_wrong_would_be_noticed(browser):
    page = browser.new_page()
    page.set_content("<html><body><img src='x'><button></button></body></html>")
    found = {one["id"] for one in Axe().run(page).response["violations"]}
    assert {"image-alt", "button-name", "html-has-lang"} <= found
    page.close()
