"""Phase 3 and 4: signed, accepted, in office, and followed up."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, HumanTask, Job, To, WaitUntil
from workflow.outcomes import RETURN
from workflow.states import Extent

BACK: dict[str, Any] = {"return": To(this.check_list, **RETURN)}


class Signing:
    """Up the line to the minister, or to the Cabinet."""

    sign_head = HumanTask(
        outcomes={"sign": To(this.sign_division, label=_("Zeichnen"), tone="primary"), **BACK},
        who=this.lead, rank=Rank.HEAD_OF_UNIT, period="5 AT", code="B3.1",
    ).Annotation(title=_("Berufungsvorlage mitzeichnen (Referatsleitung)"), description=_("Prüfen Sie die Vorschlagsliste und zeichnen Sie mit."))  # fmt: skip
    sign_division = HumanTask(
        outcomes={"sign": To(this.sign_secretary, label=_("Zeichnen"), tone="primary"), **BACK},
        opens=Extent.FILE, who=this.division, rank=Rank.HEAD_OF_DIVISION, period="5 AT", code="B3.2",
    ).Annotation(title=_("Berufungsvorlage mitzeichnen (Abteilungsleitung)"), description=_("Prüfen Sie die Vorschlagsliste und zeichnen Sie mit."))  # fmt: skip
    sign_secretary = HumanTask(
        outcomes={"sign": To(this.deciding, label=_("Zeichnen"), tone="primary"), **BACK},
        opens=Extent.FILE, who=this.leadership, rank=Rank.STATE_SECRETARY, period="5 AT", code="B3.3",
    ).Annotation(title=_("Berufungsvorlage zeichnen (Staatssekretär/in)"), description=_("Prüfen Sie die Vorschlagsliste und zeichnen Sie."))  # fmt: skip
    deciding = Choice(this.decider, outcomes={"minister": To(this.appoint), "cabinet": To(this.cabinet_paper)})
    appoint = HumanTask(
        outcomes={"appoint": To(this.letters, move="freeze", label=_("Berufen"), tone="primary"), **BACK},
        opens=Extent.FILE, who=this.leadership, rank=Rank.MINISTER, period="10 AT", code="B3.4", signs=True,
    ).Annotation(
        title=_("Mitglieder berufen (Minister/in)"),
        description=_("Mit der Zeichnung sind die Mitglieder berufen; die Berufungsschreiben entstehen von selbst."),
    )  # fmt: skip
    cabinet_paper = HumanTask(
        outcomes={
            "approved": To(this.letters, move="freeze", label=_("Kabinett hat beschlossen"), reason=True, tone="primary"), **BACK,
        },
        who=this.front_office, period="3 w", code="B3.4",
    ).Annotation(
        title=_("Kabinettvorlage einbringen"),
        description=_("Bringen Sie die Kabinettvorlage ein (Versand mindestens eine Woche vor der Sitzung, § 15 GOL) und halten Sie den Beschluss mit seinem Tag und den Gründen fest. Danach entstehen die Berufungsschreiben von selbst."),
    )  # fmt: skip
    letters = Job(this.write_letters, outcomes={"written": To(this.acceptance, label=_("erzeugt"))}).Annotation(
        title=_("Berufungsschreiben erzeugen")
    )
    acceptance = HumanTask(
        To((this.mid_term, this.notice), move="enter_into_force", label=_("Annahmen festgehalten"), tone="primary"),
        who=this.lead, period="4 w", code="B3.5",
    ).Annotation(
        title=_("Berufungsschreiben versenden, Annahmen festhalten"),
        description=_("Halten Sie fest, wer die Berufung angenommen hat, wer die Hinweise zum Datenschutz bestätigt hat und wer der Veröffentlichung des Namens zustimmt. Wer angenommen hat, ist ab dem Beginn der Mandate Mitglied."),
    )  # fmt: skip


class InOffice:
    """Half-time, the next appointment in time, and the end of the term."""

    mid_term = WaitUntil(this.half_time, To(this.review)).Annotation(title=_("Halbzeit der Mandate"))
    review = HumanTask(
        To(label=_("Halbzeit ausgewertet"), reason=True, tone="primary"), who=this.lead, period="4 w", code="B4.1",
    ).Annotation(
        title=_("Halbzeit auswerten"),
        description=_("Anwesenheit, Ergebnisse der Arbeitsgruppen, freie Sitze: Halten Sie fest, was sich ändern soll."),
    )  # fmt: skip
    notice = WaitUntil(this.notice_day, To(this.term_end, do=this.open_next)).Annotation(
        title=_("Neuberufung beginnen")
    )
    term_end = WaitUntil(
        this.day_after_term, To(this.file_away, move=("evaluate", "close"), do=this.end_recalls)
    ).Annotation(title=_("Ende der Mandate"))
