"""Stretches of a contract's life, to be put together into stories."""

from datetime import date
from typing import Any

from contracts.demo.driver import Driver, Reply
from contracts.demo.papers import paper
from contracts.models import Declaration, Indicator, Measure, Rating, Side
from contracts.services import save_measure
from directory.models import User
from directory.standing import standing_of
from workflow.models import CaseTask

KEY_POINTS = {
    "legal_type": "cooperation", "cabinet_required": False, "minister_signs": False, "term_months": 36, "notice_months": 6, "renewal": "agreed",
    "report_month": 3,
}  # fmt: skip


def examined(driver: Driver, ressorts: list[Any]) -> Driver:
    """Partner, fields and money are checked."""
    driver.wait(3).do("check_partner", "checked", "Rechtsform und Register geprüft; keine Bedenken. (Muster)")
    driver.wait(1).do(
        "assign_fields",
        "assigned",
        fields_of_action=list(driver.case.fields_of_action.all()),
        affected_units=ressorts or list(driver.case.affected_units.all()),
    )
    if driver.tasks("budget_opinion"):
        driver.wait(2).do("budget_opinion", "available")
    return driver


def voted(driver: Driver) -> Driver:
    """The Facharbeitsgruppe has voted; one Ressort reports nil."""
    votes = iter(
        [("support", ""), ("nil_return", ""), ("remarks", "Bitte die Abgrenzung zu laufenden Programmen beachten.")]
    )
    driver.wait(6).do_all("vote", lambda task: (*next(votes, ("support", "")), {}))
    return driver.wait(2).do("summarise_vote", "summarised", "Die Facharbeitsgruppe trägt den Vorschlag mit.")


def noted(driver: Driver) -> Driver:
    """The decision note has reached the Staatssekretär."""
    driver.wait(2).do("decision_note", "submit", "Aufnahme der Verhandlungen wird empfohlen.", by="sachbearbeitung")
    return driver.wait(1).do("note_head", "sign").wait(2).do("note_division", "sign")


def taken_up(driver: Driver, ressorts: list[Any] | None = None) -> Driver:
    """Phase 1 up to D1: yes."""
    noted(voted(examined(driver, ressorts or [])))
    return driver.wait(2).do("decide_proposal", "take_up", "Einverstanden.")


def mandated(driver: Driver, **terms: Any) -> Driver:
    """Key points, mandate and first talk."""
    driver.wait(3).do(
        "key_points", "submit", "Eckpunkte gemäß Vermerk (Muster).", by="sachbearbeitung", **(KEY_POINTS | terms)
    )
    return (
        driver.wait(2)
        .do("mandate", "approve")
        .wait(5)
        .do("kick_off", "held", "Auftaktgespräch geführt; Niederschrift liegt bei. (Muster)")
    )


def measured(driver: Driver, state: str, partner: str) -> Driver:
    """Both sides have handed in a measure (sample texts)."""
    _measure(driver, state, "sachbearbeitung")
    _measure(driver, partner, User.objects.filter(contacts__organisation=driver.case.organisation)[0].username)
    return driver.wait(4).do("state_measures", "submit", by="sachbearbeitung").wait(3).do("partner_measures", "submit")


def _results(driver: Driver) -> list[Indicator]:
    indicators = list(Indicator.objects.filter(measure__contract_id=driver.case.pk))
    for indicator in indicators:
        indicator.actual = indicator.target
    return indicators


def _under_way(driver: Driver, status: Measure.Status) -> list[Measure]:
    measures = list(driver.contract.measures.all())
    for measure in measures:
        measure.status = status
    return measures


def _measure(driver: Driver, title: str, account: str) -> None:
    standing = standing_of(User.objects.get(username=account), driver.day)
    indicator = {
        "name": "Durchgeführte Veranstaltungen (Muster)",
        "baseline": "0",
        "target": "12",
        "source": "Jahresbericht",
    }
    save_measure(
        driver.case.pk,
        Measure(title=title, milestones="Muster: Auftakt, Zwischenbilanz, Abschluss"),
        [indicator],
        standing=standing,
        at=driver.now(),
    )


def drafted(driver: Driver, remark: str = "Erste Fassung") -> Driver:
    """A draft goes round."""
    file = paper("vertragsentwurf.pdf", driver.case.title, remark, f"Fassung vom {driver.day:%d.%m.%Y}")
    return driver.wait(5).do("draft", "circulate", by="sachbearbeitung", file=file, remark=remark)


def cosigned(driver: Driver, *, dissent_of: str = "") -> Driver:
    """Everybody has co-signed; `dissent_of` names a unit that does not agree."""

    def reply(task: CaseTask) -> Reply:
        if dissent_of and task.unit and task.unit.short == dissent_of:
            return "dissent", "Die Regelung zur Datenweitergabe tragen wir so nicht mit. (Muster)", {}
        return "consent", "", {}

    driver.wait(4).do_all("cosign_house", reply).wait(3).do_all("cosign_ressort", reply)
    return driver.wait(1).do("partner_feedback", "agreed")


def released(driver: Driver) -> Driver:
    """Kabinettsausschuss, if it is asked, and D2."""
    if driver.tasks("committee_decision"):
        driver.wait(11)
        driver.do("committee_decision", "approved", "Zustimmung (Muster).", decided_on=driver.day, mode="session")
    return driver.wait(2).do("release", "release")


def submitted(driver: Driver) -> Driver:
    """Authority is checked, the Vorlage is signed."""
    driver.wait(2).do("check_state_authority", "confirm").do("check_partner_authority", "confirm")
    driver.wait(1).do("submission", "submit", by="sachbearbeitung").wait(1).do("submission_head", "sign").wait(1).do(
        "submission_division", "sign"
    )
    driver.wait(1).do("submission_secretary", "sign")
    return driver.do("submission_minister", "sign") if driver.tasks("submission_minister") else driver


def signed(driver: Driver, day: date | None = None, place: str = "Wiesbaden") -> Driver:
    """Both parties have signed and the contract is in force."""
    driver.until(day) if day else driver.wait(5)
    for node, person, capacity in (
        ("sign_state", "Vertretung des Landes (fiktiv)", "Hausleitung"),
        ("sign_partner", "Vorstand (fiktiv)", "Vorstand"),
    ):
        driver.do(
            node, "signed", person=person, capacity=capacity, signed_on=driver.day, place=place, form=Declaration.Form.PAPER,
            original_location="Registratur (Muster)", file=paper(f"{node}.pdf", driver.case.title, f"Unterzeichnet am {driver.day:%d.%m.%Y}"),
        )  # fmt: skip
    signed_on = driver.day
    driver.wait(1)
    return driver.do(
        "confirm_force", "confirm", state_received_on=signed_on, partner_received_on=signed_on, effective_on=signed_on
    )


def announced(driver: Driver, summary: str) -> Driver:
    """What follows the entry into force at once."""
    driver.wait(2).do("publish", "done", public=True, public_summary=summary).do("file_copies", "done")
    return driver.wait(15).do("inform_committee", "done").wait(20).do("inform_conference", "done")


def reported(driver: Driver, period: str, node: str = "interim_report", review: str = "review_report") -> Driver:
    """A report is handed in and accepted."""
    text = "Die Maßnahmen wurden wie geplant umgesetzt. (Muster)"
    driver.wait(10).do(
        node,
        "submit",
        period=period,
        progress=text,
        deviations="",
        outlook="",
        measures=_under_way(driver, Measure.Status.DONE if node != "interim_report" else Measure.Status.RUNNING),
        file=paper(f"bericht-{period}.pdf", text),
    )
    return driver.wait(8).do(review, "accept")


def evaluated(driver: Driver) -> Driver:
    """Contributions, the partner's statement, the evaluation up to D4."""
    driver.wait(8).do_all(
        "contribute", lambda task: ("contribute", "Die Zusammenarbeit hat sich bewährt. (Muster)", {})
    )
    driver.wait(3).do(
        "partner_statement",
        "submit",
        partner_statement="Wir ziehen eine positive Bilanz. (Muster)",
        cooperation_partner="gut",
    )
    items = [
        {
            "measure": measure,
            "status": Measure.Status.DONE,
            "attainment": 85,
            "rating": Rating.MOSTLY,
            "evidence": "Jahresberichte (Muster)",
        }
        for measure in driver.contract.measures.filter(side__in=[Side.STATE, Side.PARTNER])
    ]
    texts = dict.fromkeys(("reach", "effects", "deviations", "resources", "cooperation_state", "lessons"), "Muster")
    driver.wait(10).do(
        "evaluation_report",
        "submit",
        by="sachbearbeitung",
        items=items,
        indicators=_results(driver),
        recommendation="end",
        publish=True,
        **texts,
    )
    return driver.wait(3).do("evaluation_head", "sign").wait(3).do("evaluation_division", "sign")
