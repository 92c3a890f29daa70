"""Every kind of page against WCAG 2.2 AA, in light, dark and on a narrow phone."""

import pytest

from prizes.demo import load as load_prize
from prizes.forms.public import STEPS
from prizes.models import AwardYear
from prizes.services import begin_draft
from tests.browser.looks import LOOKS, put, violations
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


def contract_visits() -> list[tuple[str, str]]:
    """Account and address of one page of each kind, on contracts that are far enough for it."""
    fresh, waiting, writing, coordinated = proposal(), before_decision(), negotiated(), in_coordination()
    running, ended = in_force(), evaluating()
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
        "baf": ["/partner/", f"/partner/vorgaenge/{case}/", f"/partner/aufgaben/{feedback}/", f"/partner/aufgaben/{feedback}/rueckfrage/"],
    }  # fmt: skip
    return in_turn(others)


def prize_visits() -> list[tuple[str, str]]:
    """The prize, what everybody sees without an account, and what looks after all of it."""
    prize = load_prize(TODAY)
    check = CaseTask.objects.filter(process__nomination__award_year=prize, closed_at=None).order_by("-pk")[0].pk
    judged = prize.year - 1
    everybody = [
        "/konto/login/", "/oeffentlich/vertraege/", "/oeffentlich/hilfe/", "/oeffentlich/datenschutz/", "/oeffentlich/barrierefreiheit/",
        "/oeffentlich/preis/", f"/oeffentlich/preis/{TODAY.year + 1}/nominieren/", *nomination_steps(),
    ]  # fmt: skip
    others = {
        "fachadmin": [
            "/verwaltung/", "/verwaltung/verfahren/contract/", "/verwaltung/kalender/", "/verwaltung/uhr/", "/verwaltung/postausgang/",
        ],
        "preisbuero": [
            "/preis/", "/preis/neu/", f"/preis/{prize.year}/", f"/preis/{prize.year}/?aufgabe=check", f"/preis/{prize.year}/verlaengern/", f"/aufgaben/{check}/",
            f"/preis/{prize.year}/jury/", f"/preis/{prize.year}/jury/1/", f"/preis/{prize.year}/jury/1/anlage/1/", f"/preis/{judged}/jury/", f"/preis/{judged}/jury/1/", f"/preis/{judged}/zahlen/", f"/vorgaenge/{prize.case_id}/inhalt/",
        ],
        "jury1": ["/", f"/preis/jury/{judged}/", f"/preis/jury/{judged}/1/", f"/preis/jury/{judged}/2/"],
        "jury2": ["/"],
        "": everybody,
    }  # fmt: skip
    return in_turn(others)


def in_turn(visits: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(account, path) for account, paths in visits.items() for path in paths]


def nomination_steps() -> list[str]:
    """Every page of a nomination that is being written."""
    begin_draft(AwardYear.objects.get(year=TODAY.year + 1), "kim@example.org", at=clock.now())
    link = next(
        word for word in ExternalMail.objects.get(address="kim@example.org").body.split() if "/nominierung/" in word
    )
    first = link[link.index("/oeffentlich/") :]
    return [f"{first[:-2]}{step}/" for step in range(1, len(STEPS) + 2)]


@pytest.mark.parametrize("visits", [contract_visits, prize_visits])
def test_every_page_is_accessible(person, visits):
    assert [wrong for account, path in visits() for wrong in person(account).visit(path)] == []


WRONG = """<!doctype html><html lang="de"><title>Falsch</title><style>
:root { color-scheme: light dark; background: light-dark(white, black); color: light-dark(black, white) }
.close { width: 40px; height: 40px; font-size: 4px }
@media (min-width: 400px) and (prefers-color-scheme: light) { .light { color: #999; background: #aaa } }
@media (prefers-color-scheme: dark) { .dark { color: #999; background: #aaa } a { color: #ddd; text-decoration: none } }
@media (max-width: 400px) { .wide { width: 500px } .name { display: none } .close { width: 9px; padding: 0 } }
</style><main><h1>Falsch</h1><h1>Zweimal</h1><img src="data:,"><p class="light">Hell</p><p class="dark">Dunkel</p><p class="wide">Breit</p>
<p>Mitten im Text ein <a href="#">Verweis</a> ohne Strich.</p><button><span class="name">Los</span></button>
<button class="close">A</button><button class="close">B</button></main>"""


def test_what_is_wrong_in_one_look_would_be_noticed(browser):
    page = browser.new_page()
    put(page, LOOKS[0])
    page.set_content(WRONG)
    found = violations(page)
    page.close()
    assert {line.removeprefix("about:blank").split(": <")[0] for line in found} == {
        " in phone: image-alt",
        " in phone: button-name",
        " in phone: target-size",
        " in phone: 508 px wide",
        " in light: image-alt",
        " in light: color-contrast",
        " in dark: color-contrast",
        " in dark: link-in-text-block",
        ": 2 titles",
    }
