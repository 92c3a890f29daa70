"""Phase 4, first part: the duties that come from the contract's own dates."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import HumanTask, To, WaitUntil


class Duties:
    """Status talks, reports, renewal."""

    next_talk = WaitUntil(this.talk_date, To(this.status_talk)).Annotation(title=_("Jährliches Statusgespräch"))
    status_talk = HumanTask(
        outcomes={"held": To(this.next_talk, label=_("Gespräch festhalten"), reason=True, tone="primary")},
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="4 w",
        code="4.1",
    ).Annotation(
        title=_("Jährliches Statusgespräch führen"),
        description=_("Führen Sie das Statusgespräch mit dem Partner und halten Sie das Ergebnis fest."),
    )
    next_report = WaitUntil(this.report_date, To(this.interim_report)).Annotation(title=_("Zwischenbericht anfordern"))
    interim_report = HumanTask(
        outcomes={"submit": To(this.review_report, label=_("Bericht einreichen"), tone="primary")},
        who=this.partner,
        rank=ContactRole.EDITOR,
        period=this.report_deadline,
        code="4.2",
    ).Annotation(
        title=_("Zwischenbericht einreichen"),
        description=_(
            "Bitte berichten Sie über Verlauf und Ergebnisse der Maßnahmen im Berichtszeitraum (Sachbericht)."
        ),
    )
    review_report = HumanTask(
        outcomes={
            "accept": To(this.next_report, label=_("Bericht annehmen"), tone="primary"),
            "return": To(this.interim_report, label=_("Nachbesserung erbitten"), reason=True, tone="return"),
        },
        who=this.lead,
        period="4 w",
        code="4.3",
    ).Annotation(
        title=_("Zwischenbericht prüfen"),
        description=_("Prüfen Sie den Bericht auf Vollständigkeit und Zielerreichung."),
    )
    renewal_time = WaitUntil(this.renewal_date, To(this.prepare_renewal)).Annotation(
        title=_("Verlängerung vorbereiten")
    )
    prepare_renewal = HumanTask(
        outcomes={
            "renew": To(do=this.open_renewal, label=_("Verlängerung vorbereiten"), reason=True, tone="primary"),
            "amend": To(do=this.open_amendment, label=_("Nachtrag vorbereiten"), reason=True),
            "expire": To(label=_("Auslaufen lassen"), reason=True),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="4 w",
        code="4.6",
    ).Annotation(
        title=_("Entscheidung über die Verlängerung vorbereiten"),
        description=_(
            "Entscheiden Sie rechtzeitig vor Laufzeitende und letztem Kündigungstag, ob der Vertrag verlängert, angepasst oder beendet werden soll."
        ),
    )
