"""What can be seen in the demo world. Facts of the four real contracts are public; every term, date and text not known is a labelled sample."""

from datetime import date, timedelta

from contracts.demo import stages
from contracts.demo.driver import Driver
from contracts.services import open_amendment
from directory.models import OrgUnit, User
from directory.standing import standing_of
from workflow.calendars import office_calendar
from workflow.desk import set_follow_up, write_note
from workflow.models import FollowUp, NoteKind
from workflow.services import claim

SAMPLE = "Laufzeit, Fristen und Maßnahmentexte dieses Vorgangs sind Muster."


def load_stories(today: date) -> None:
    """Every phase, a Dissens, a resolution that is outstanding, a Nachtrag, an overdue task, a deferral and a rejected proposal."""
    youth(today)
    anne_frank(today)
    fathers(today)
    red_cross(today)
    followed_up_fathers(today)
    resolving(today)
    sport(today)
    negotiating(today)
    fresh(today)
    rejected(today)
    deferred(today)


def _days_ago(today: date, office_days: int) -> date:
    return office_calendar().add_office_days(today, -office_days)


def youth(today: date) -> None:
    """Hessischer Jugendring: in force since the presentation of 9 May 2018 (year inferred), with a Nachtrag under negotiation."""
    driver = Driver.opened(
        day=date(2017, 11, 6), title="Integrationsvertrag Hessischer Jugendring", partner="HJR", fields=["partizipation"], ressorts=[],
        detail={
            "theme": "Identität und Zugehörigkeit jugendlicher Zugewanderter in der zweiten und dritten Generation",
            "purpose": f"Aufbau der Landesfachstelle „Integration in der Jugendarbeit“. {SAMPLE}", "origin": "Integrationsplan", "sample_terms": True,
            "funding_mode": "grant",
        },
    )  # fmt: skip
    stages.mandated(stages.taken_up(driver), term_months=None, notice_months=None, renewal="automatic")
    stages.measured(
        driver, "Förderung der Landesfachstelle", "Aufbau der Landesfachstelle „Integration in der Jugendarbeit“"
    )
    stages.submitted(stages.released(stages.cosigned(stages.drafted(driver))))
    stages.announced(
        stages.signed(driver, date(2018, 5, 9)), "Aufbau der Landesfachstelle „Integration in der Jugendarbeit“."
    )
    _keep_up(driver, today)
    amended = Driver(
        open_amendment(
            driver.case.pk, title="Nachtrag 1: Landesfachstelle, Berichtswesen (Muster)", at=driver.now(),
            standing=standing_of(User.objects.get(username="sachbearbeitung"), driver.day),
        ),
        _days_ago(today, 14),
    )  # fmt: skip
    amended.wait(2).do(
        "scope", "submit", by="sachbearbeitung", subject="Berichte künftig digital. (Muster)", new_ends_on=None
    )
    stages.drafted(amended.wait(2).do("approve_scope", "approve"))


def anne_frank(today: date) -> None:
    """Bildungsstätte Anne Frank: presented on 9 May 2018 (year inferred); here its sample term has ended and it is being evaluated."""
    driver = Driver.opened(
        day=date(2017, 10, 2), title="Integrationsvertrag Bildungsstätte Anne Frank", partner="BAF", fields=["antidiskriminierung"], ressorts=[],
        detail={
            "theme": "Antisemitismus und Rassismus in der Migrationsgesellschaft", "sample_terms": True, "origin": "Integrationsplan",
            "purpose": f"Projekte und Initiativen gegen Antisemitismus und Rassismus fördern. {SAMPLE}",
        },
    )  # fmt: skip
    ends_on = today - timedelta(days=150)
    months = (ends_on.year - 2018) * 12 + ends_on.month - 5
    stages.mandated(stages.taken_up(driver), term_months=months, notice_months=6)
    stages.measured(driver, "Projekte gegen Antisemitismus fördern", "Bildungsangebote gegen Rassismus entwickeln")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(driver))))
    stages.announced(
        stages.signed(driver, date(2018, 5, 9)), "Projekte und Initiativen gegen Antisemitismus und Rassismus."
    )
    _keep_up(driver, today - timedelta(days=50))
    stages.reported(driver, "gesamte Laufzeit", "final_report", "review_final")


def fathers(today: date) -> None:
    """iaf: signed on 3 June 2019; here its sample term has ended and the case is filed."""
    driver = Driver.opened(
        day=date(2018, 11, 12), title="Integrationsvertrag iaf: Väter mit Migrationsgeschichte", partner="iaf", fields=["familie-gleichberechtigung"],
        ressorts=[], detail={"theme": "Rollenbilder von Männern und Vätern mit Migrationsgeschichte", "purpose": SAMPLE, "sample_terms": True},
    )  # fmt: skip
    stages.mandated(stages.taken_up(driver), term_months=48, notice_months=3, minister_signs=True)
    stages.measured(driver, "Gemeinsame Angebote bekannt machen", "Angebote für Väter entwickeln")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(driver))))
    stages.announced(
        stages.signed(driver, date(2019, 6, 3)),
        "Gemeinsame Entwicklung von Angeboten, die Akzeptanz und Wertschätzung erhöhen.",
    )
    _keep_up(driver, date(2023, 7, 3))
    stages.evaluated(stages.reported(driver, "gesamte Laufzeit", "final_report", "review_final"))
    driver.wait(4).do("decide_outcome", "end", "Fortführung durch die Landeskoordinierungsstelle (Förderbescheid).")
    driver.wait(3).do("present", "done").wait(2).do("file_away", "done")


def red_cross(today: date) -> None:
    """DRK: signed on 3 June 2019, expressly without funding; here still in force, with an interim report overdue."""
    driver = Driver.opened(
        day=date(2018, 12, 3), title="Integrationsvertrag DRK: Öffnung des Ehrenamts", partner="DRK", fields=["partizipation"], ressorts=[],
        detail={
            "theme": "Interkulturelle Öffnung des Ehrenamts, dauerhafte Strukturen, Sichtbarkeit", "legal_type": "self_commitment", "sample_terms": True,
            "purpose": f"Selbstverpflichtung ohne Landesförderung. {SAMPLE}",
        },
    )  # fmt: skip
    stages.mandated(
        stages.taken_up(driver),
        term_months=120,
        notice_months=12,
        minister_signs=True,
        legal_type="self_commitment",
        report_month=10,
    )
    stages.measured(driver, "Öffentlichkeit für das Ehrenamt", "Interkulturelle Öffnung der Ehrenamtsstrukturen")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(driver))))
    stages.announced(
        stages.signed(driver, date(2019, 6, 3)), "Interkulturelle Öffnung des Ehrenamts; ohne Landesförderung."
    )
    _keep_up(driver, date(today.year, 7, 31))
    driver.until(today)


def _keep_up(driver: Driver, day: date) -> None:
    """Let the years pass; talks are held and reports handed in as they fall due."""
    while True:
        driver.until(_next_stop(driver, day))
        if driver.tasks("status_talk"):
            driver.wait(10).do("status_talk", "held", "Statusgespräch geführt; keine Abweichungen. (Muster)")
        elif driver.tasks("interim_report"):
            stages.reported(driver, str(driver.day.year - 1))
        elif driver.tasks("prepare_renewal"):
            driver.wait(5).do("prepare_renewal", "expire", "Keine Verlängerung vorgesehen. (Muster)")
        elif driver.day >= day:
            return


def _next_stop(driver: Driver, day: date) -> date:
    wait = driver._next_wait(day)  # noqa: SLF001 -- the stories and their driver are one
    return min(wait.due_on or day, day) if wait else day


def followed_up_fathers(today: date) -> None:
    """A fictional follow-up with iaf in negotiation: the budget unit dissents."""
    driver = Driver.opened(
        day=_days_ago(today, 51), title="Folgevertrag iaf: Väterarbeit (fiktiv)", partner="iaf", fields=["familie-gleichberechtigung"],
        ressorts=["HMFG", "HMKB"], detail={"theme": "Migrationssensible Väterarbeit (fiktives Beispiel)", "funding_mode": "grant", "purpose": SAMPLE},
    )  # fmt: skip
    stages.mandated(stages.taken_up(driver))
    stages.measured(driver, "Koordination mit den Ressorts", "Fortbildungen für Fachkräfte")
    stages.cosigned(stages.drafted(driver), dissent_of="Datenschutz")


def resolving(today: date) -> None:
    """A fictional contract everybody has co-signed; the Kabinettsausschuss has to resolve on it."""
    driver = Driver.opened(
        day=_days_ago(today, 60), title="Integrationsvertrag Lesen in Familien (fiktiv)", partner="iaf", fields=["sprache-bildung"], ressorts=["HMKB"],
        detail={"theme": "Mehrsprachiges Lesen in Familien (fiktives Beispiel)", "purpose": SAMPLE},
    )  # fmt: skip
    stages.mandated(stages.taken_up(driver))
    stages.measured(driver, "Lesekisten für Grundschulen", "Vorlesestunden in Familienzentren")
    stages.cosigned(stages.drafted(driver))


def sport(today: date) -> None:
    """A fictional contract with HJR that waits for signatures."""
    driver = Driver.opened(
        day=_days_ago(today, 75), title="Integrationsvertrag Jugend und Sport (fiktiv)", partner="HJR", fields=["sport"], ressorts=["HMFG"],
        detail={"theme": "Jugendarbeit und Sport (fiktives Beispiel)", "purpose": SAMPLE},
    )  # fmt: skip
    stages.mandated(stages.taken_up(driver), minister_signs=True)
    stages.measured(driver, "Vernetzung mit dem Landessportbund", "Schulungen für Jugendleitungen")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(driver))))


def negotiating(today: date) -> None:
    """Two fictional contracts in negotiation: key points to be laid down, and measures of both sides to be written."""
    points = Driver.opened(
        day=_days_ago(today, 21), title="Integrationsvertrag Engagement im Quartier (fiktiv)", partner="DRK", fields=["partizipation"], ressorts=["HMFG"],
        detail={"theme": "Engagement im Quartier (fiktives Beispiel)", "purpose": SAMPLE},
    )  # fmt: skip
    stages.taken_up(points)
    measures = Driver.opened(
        day=_days_ago(today, 40), title="Integrationsvertrag Erinnerungskultur (fiktiv)", partner="BAF", fields=["antidiskriminierung"], ressorts=["HMKB"],
        detail={"theme": "Erinnerungskultur in der Migrationsgesellschaft (fiktives Beispiel)", "purpose": SAMPLE},
    )  # fmt: skip
    stages.mandated(stages.taken_up(measures))
    clerk = User.objects.get(username="sachbearbeitung")
    standing = standing_of(clerk, measures.day)
    claim(measures.tasks("state_measures")[0].pk, standing=standing, at=measures.now())
    write_note(
        measures.case.pk, kind=NoteKind.PHONE, text="Telefonat mit der Bildungsstätte: Der Zeitplan passt. (Muster)", occurred_on=measures.day,
        standing=standing, at=measures.now(),
    )  # fmt: skip
    follow_up = FollowUp(
        on=today + timedelta(days=4),
        reason="Stand der Maßnahmen erfragen",
        for_unit=measures.case.lead_unit,
        for_user=clerk,
    )
    set_follow_up(measures.case.pk, follow_up, standing=standing, at=measures.now())


def fresh(today: date) -> None:
    """A proposal that has just come in, one that is with the Facharbeitsgruppe, and one that waits for D1."""
    Driver.opened(
        day=_days_ago(today, 1), title="Vorschlag: Demokratiebildung in Vereinen (fiktiv)", partner="BAF", fields=["antidiskriminierung"], ressorts=["HMKB"],
        detail={"theme": "Demokratiebildung (fiktives Beispiel)", "funding_mode": "grant", "amount": "7000", "origin": "Integrationskonferenz"},
    )  # fmt: skip
    voting = Driver.opened(
        day=_days_ago(today, 14), title="Vorschlag: Sprachpatenschaften (fiktiv)", partner="DRK", fields=["sprache-bildung"], ressorts=["HMKB", "HMSI", "HMWVW"],
        detail={"theme": "Sprachpatenschaften im Ehrenamt (fiktives Beispiel)"},
    )  # fmt: skip
    stages.examined(voting, list(OrgUnit.objects.filter(short__in=["HMKB", "HMSI", "HMWVW"], valid_to=None)))
    waiting = Driver.opened(
        day=_days_ago(today, 23), title="Vorschlag: Mentoring für Auszubildende (fiktiv)", partner="HJR", fields=["wirtschaft-arbeit"], ressorts=["HMWVW"],
        detail={"theme": "Mentoring (fiktives Beispiel)"},
    )  # fmt: skip
    stages.noted(stages.voted(stages.examined(waiting, [])))


def rejected(today: date) -> None:
    """A proposal that was declined."""
    driver = Driver.opened(
        day=_days_ago(today, 25), title="Vorschlag: Kulturmobil (fiktiv)", partner="BAF", fields=["religion-kultur"], ressorts=["HMWK"],
        detail={"theme": "Kulturmobil (fiktives Beispiel)"},
    )  # fmt: skip
    stages.noted(stages.voted(stages.examined(driver, [])))
    driver.wait(2).do("decide_proposal", "reject", "Das Vorhaben wird bereits anderweitig gefördert. (Muster)")


def deferred(today: date) -> None:
    """A proposal that comes back by itself."""
    driver = Driver.opened(
        day=_days_ago(today, 50), title="Vorschlag: Gesundheitslotsen (fiktiv)", partner="DRK", fields=["gesundheit-pflege"], ressorts=["HMFG"],
        detail={"theme": "Gesundheitslotsen (fiktives Beispiel)"},
    )  # fmt: skip
    stages.noted(stages.voted(stages.examined(driver, [])))
    driver.wait(2).do("decide_proposal", "defer", "Haushaltsberatungen abwarten.", until=today + timedelta(days=30))
