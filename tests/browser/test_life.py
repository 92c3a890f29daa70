"""A contract from the empty form to z.d.A., by everybody who has a part in it, with a return, a Dissens, a deputy and a deferral."""

import pytest

from contracts.demo.papers import paper
from documents.models import CoSignature
from tests.browser.conftest import background
from workflow.chain import verify
from workflow.models import Case, CaseEvent

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "Integrationsvertrag Lesepatenschaften"


@pytest.fixture
def pdf(tmp_path):
    """A real file with words in it."""

    def write(name: str, *lines: str):
        target = tmp_path / name
        target.write_bytes(paper(name, *lines).read())
        return target

    return write


def test_a_contract_lives_from_the_empty_form_to_the_file(person, later, pdf):
    proposal(person, later)
    negotiation(person, later, pdf)
    signature(person, pdf)
    term(person, later, pdf)
    case = Case.objects.get(title=TITLE)
    assert (case.state, case.task_set.filter(closed_at=None).count()) == ("filed", 0)
    assert verify().faults == []
    deputised = CaseEvent.objects.filter(case=case, on_behalf_of__username="staatssekretaer")
    assert list(deputised.values_list("actor__username", "action")) == [
        ("abteilungsleitung", "decide_proposal:take_up")
    ]


def proposal(person, later) -> None:
    """With a deferral that returns by itself, one return, and the decision by a deputy."""
    clerk = (
        person("sachbearbeitung")
        .go("/vorgaenge/neu/contract/")
        .press("Vorgang anlegen")
        .see("Bitte prüfen Sie Ihre Angaben")
    )
    clerk.fill(title=TITLE, theme="Lesepatenschaften an Grundschulen", amount="7000")
    clerk.fill(organisation=partner_id("BAF")).check(
        "Sprache und Bildung", "HMKB", "durch gesonderten Zuwendungsbescheid"
    )
    clerk.press("Vorgang anlegen").see(TITLE)
    clerk.do("Partner prüfen", "Prüfvermerk abschließen", "Vereinsregister geprüft.")
    person("referatsleitung").do("Handlungsfelder und Ressorts zuordnen", "Zuordnung festlegen")
    person("haushalt").do("Haushaltsvermerk abgeben", "Mittel verfügbar")
    person("hmkb").do("Votum der Facharbeitsgruppe abgeben", "Zustimmen")
    person("geschaeftsstelle").do("Votum der Facharbeitsgruppe zusammenfassen", "Zusammenfassung abgeben", "Einhellig.")
    clerk.do("Entscheidungsvermerk fertigen", "Vermerk vorlegen", "Aufnahme empfohlen.")
    person("referatsleitung").do(
        "Entscheidungsvermerk mitzeichnen (Referatsleitung)", "Zurückgeben", "Bitte die Kosten erläutern."
    )
    clerk.open_task("Entscheidungsvermerk fertigen").see("Bitte die Kosten erläutern.")
    clerk.do("Entscheidungsvermerk fertigen", "Vermerk vorlegen", "Kosten ergänzt.")
    sign_note(person)
    decision = "Über die Aufnahme der Verhandlungen entscheiden (D1)"
    person("staatssekretaer").do(decision, "Zurückstellen", "Haushalt abwarten.", until="2026-12-14")
    later(days=22)
    clerk.do("Entscheidungsvermerk fertigen", "Vermerk vorlegen", "Haushalt beschlossen.")
    sign_note(person)
    boss = person("staatssekretaer").go("/konto/vertretung/")
    boss.fill(deputy=user_id("abteilungsleitung"), valid_from="2026-12-15", valid_to="2026-12-31").press("Einrichten")
    boss.see("vertritt Felix Brandt")
    person("abteilungsleitung").do(decision, "Verhandlungen aufnehmen", "Einverstanden.", view="vertretung")


def sign_note(person) -> None:
    person("referatsleitung").do("Entscheidungsvermerk mitzeichnen (Referatsleitung)", "Mitzeichnen")
    person("abteilungsleitung").do("Entscheidungsvermerk mitzeichnen (Abteilungsleitung)", "Mitzeichnen")


def negotiation(person, later, pdf) -> None:
    """Measures of both sides; a Dissens that leads to a new version which everybody signs again."""
    clerk, head, partner = person("sachbearbeitung"), person("referatsleitung"), person("baf")
    clerk.do("Eckpunkte festlegen", "Eckpunkte vorlegen", "Zwei Jahre.", term_months="24", notice_months="3")
    person("abteilungsleitung").do("Verhandlungsmandat erteilen", "Verhandlungsmandat erteilen")
    clerk.do("Auftaktgespräch führen", "Gespräch festhalten", "Beide Seiten wollen.")
    for one, title in ((clerk, "Maßnahmen des Landes erfassen"), (partner, "Maßnahmen des Partners erfassen")):
        one.open_task(title).press("Maßnahmen einreichen").see("Bitte erfassen Sie mindestens eine Maßnahme")
        one.follow("Maßnahmen bearbeiten").follow("Maßnahme hinzufügen")
        one.page.locator("[name=indikator-0-name]").fill("Patenschaften")
        one.page.locator("[name=indikator-0-target]").fill("60")
        one.fill(title=f"Beitrag {one.account}").press("Speichern").see("Die Maßnahme ist gespeichert.")
        one.do(title, "Maßnahmen einreichen")
    clerk.do("Vertragsentwurf fertigen", "Entwurf in die Abstimmung geben", file=pdf("entwurf.pdf", "Fassung 1"))
    cosign(person, dissent="Löschfristen fehlen.")
    head.do("Dissens klären (Referatsleitung)", "Einigung: Text ändern", "Löschfristen werden ergänzt.")
    clerk.do(
        "Vertragsentwurf fertigen",
        "Entwurf in die Abstimmung geben",
        file=pdf("entwurf2.pdf", "Fassung 2"),
        remark="Löschfristen",
    )
    assert CoSignature.objects.filter(superseded_at__isnull=False).count() == 5
    cosign(person)
    resolve(person("geschaeftsstelle"))
    person("abteilungsleitung").do("Endfassung freigeben (D2)", "Endfassung freigeben")
    background()


def resolve(office) -> None:
    """From the task to a session of the Kabinettsausschuss, whose resolution completes it."""
    title = "Beschluss des Kabinettsausschusses herbeiführen"
    office.open_task(title).follow("Neue Sitzung")
    office.fill(held_on="2026-12-15", begins_at="10:00", place="Wiesbaden")
    office.press("Planen und auf die Tagesordnung setzen").see(TITLE).follow("Einladen").press("Einladung versenden")
    office.open_task(title).see("Steht als Punkt 1 auf der Tagesordnung").follow("1. Sitzung 2026")
    office.press("Sitzung eröffnen").follow("Anwesenheit")
    for presence in office.page.locator("[name^=presence_]").all():
        presence.select_option("present")
    office.press("Speichern").follow("Ergebnis festhalten")
    office.fill(result="adopted", yes="11", resolution="Einstimmig zugestimmt.").press("Ergebnis festhalten")
    office.see("Einstimmig zugestimmt.").press("Sitzung abschließen")


def cosign(person, dissent: str = "") -> None:
    for account in ("recht", "haushalt", "presse"):
        person(account).do("Vertragsentwurf mitzeichnen (Haus)", "Zustimmen")
    privacy = person("datenschutz").open_task("Vertragsentwurf mitzeichnen (Haus)")
    if dissent:
        privacy.fill(note=dissent)
        privacy.page.locator("summary", has_text="Dissens").click()
        privacy.press("Endgültig: Dissens").see("Erledigt")
    else:
        privacy.press("Zustimmen").see("Erledigt")
    person("hmkb").do("Vertragsentwurf mitzeichnen (Ressort)", "Zustimmen")
    person("baf").do("Rückmeldung zum Vertragsentwurf geben", "Einverstanden")


def signature(person, pdf) -> None:
    """Authority, Vorlage, both declarations, D3."""
    clerk = person("sachbearbeitung")
    person("recht").do("Zeichnungsbefugnis des Landes prüfen", "Befugnis bestätigen")
    clerk.do("Vertretungsbefugnis des Partners prüfen", "Befugnis bestätigen")
    clerk.do("Zeichnungsvorlage fertigen", "Vorlage absenden")
    person("referatsleitung").do("Vorlage zeichnen (Referatsleitung)", "Zeichnen")
    person("abteilungsleitung").do("Vorlage zeichnen (Abteilungsleitung)", "Zeichnen")
    boss = person("staatssekretaer").open_task("Vorlage schlusszeichnen (Staatssekretär/in)").see("In Vertretung")
    boss.press("Schlusszeichnen").see("Erledigt")
    paper = {"signed_on": "2026-12-15", "place": "Wiesbaden", "file": pdf("gezeichnet.pdf", "Unterschrift")}
    boss.open_task("Vertrag für das Land unterzeichnen").press("Unterzeichnung festhalten").see(
        "für die Unterzeichnung benötigt"
    )
    boss.do(
        "Vertrag für das Land unterzeichnen",
        "Unterzeichnung festhalten",
        person="Felix Brandt",
        capacity="Staatssekretär",
        **paper,
    )
    person("baf").do(
        "Vertrag unterzeichnen", "Unterzeichnung erklären", person="Carla Mertens", capacity="Vorstand", **paper
    )
    clerk.do("Zugang prüfen und Inkrafttreten feststellen (D3)", "Inkrafttreten feststellen", effective_on="2026-12-15")
    clerk.go("/vorgaenge/?q=Lesepatenschaften").see("In Kraft")


def term(person, later, pdf) -> None:
    """Two years: publication, talk, report, renewal decision, end, evaluation, D4, file."""
    clerk, head, partner = person("sachbearbeitung"), person("referatsleitung"), person("baf")
    person("presse").do("Öffentlichkeit unterrichten", "Veröffentlicht", public_summary="Gemeinsam lesen.")
    person("registratur").do("Ausfertigungen ablegen", "Abgelegt")
    person("geschaeftsstelle").do("Kabinettsausschuss unterrichten", "Unterrichtet")
    person("geschaeftsstelle").do("Vertrag in der Integrationskonferenz vorstellen", "Vorgestellt")
    later(days=365 + 45)
    head.do("Jährliches Statusgespräch führen", "Gespräch festhalten", "Alles im Plan.")
    partner.do(
        "Zwischenbericht einreichen",
        "Bericht einreichen",
        progress="60 Patenschaften.",
        file=pdf("bericht.pdf", "2027"),
    )
    clerk.do("Zwischenbericht prüfen", "Bericht annehmen")
    later(days=150)
    head.do("Entscheidung über die Verlängerung vorbereiten", "Auslaufen lassen", "Regelförderung folgt.")
    later(days=200)
    partner.do("Schlussbericht einreichen", "Schlussbericht einreichen", progress="Ziel erreicht.")
    clerk.do("Schlussbericht prüfen", "Bericht annehmen")
    person("hmkb").do("Beitrag zur Evaluation leisten", "Beitrag abgeben", "Wirkt an Schulen.")
    partner.do("Stellungnahme zur Evaluation abgeben", "Stellungnahme abgeben", partner_statement="Gern wieder.")
    clerk.open_task("Evaluation erstellen")
    for field in clerk.page.locator("[name$=_attainment]").all():
        field.fill("90")
    clerk.fill(recommendation="end").press("Evaluation vorlegen").see("Erledigt")
    head.do("Evaluation mitzeichnen (Referatsleitung)", "Mitzeichnen")
    person("abteilungsleitung").do("Evaluation schlusszeichnen (Abteilungsleitung)", "Schlusszeichnen")
    person("staatssekretaer").do("Über die Fortführung entscheiden (D4)", "Beenden", "Ziele erreicht.")
    person("geschaeftsstelle").do("Evaluation in Facharbeitsgruppe und Konferenz vorstellen", "Vorgestellt")
    person("registratur").do("Vorgang zu den Akten nehmen", "Zu den Akten nehmen (z.d.A.)")


def partner_id(short: str) -> str:
    from directory.models import Organisation

    return str(Organisation.objects.get(short=short).pk)


def user_id(account: str) -> str:
    from directory.models import User

    return str(User.objects.get(username=account).pk)
