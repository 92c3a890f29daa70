"""Kündigung: effective on its day, the final report stays due."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole
from workflow.nodes import Entry, HumanTask, To, WaitUntil


class Notice:
    """From the notice to the file."""

    notice = Entry(To(this.notice_effective))
    notice_effective = WaitUntil(
        this.termination_date, To(this.last_report, move="terminate", do=this.end_duties)
    ).Annotation(title=_("Kündigung wird wirksam"))
    last_report = HumanTask(
        outcomes={"submit": To(this.review_last, label=_("Schlussbericht einreichen"), tone="primary")},
        who=this.partner,
        rank=ContactRole.EDITOR,
        period=this.final_report_deadline,
        code="4.7",
    ).Annotation(
        title=_("Schlussbericht nach Kündigung einreichen"),
        description=_("Der Vertrag ist beendet. Bitte berichten Sie abschließend bis zum Tag des Wirksamwerdens."),
    )
    review_last = HumanTask(
        outcomes={
            "accept": To(this.file_away, label=_("Bericht annehmen"), tone="primary"),
            "return": To(this.last_report, label=_("Nachbesserung erbitten"), reason=True, tone="return"),
        },
        who=this.lead,
        period="4 w",
        code="4.7",
    ).Annotation(
        title=_("Schlussbericht prüfen"),
        description=_("Prüfen Sie den Bericht. Danach wird der Vorgang zu den Akten genommen."),
    )
