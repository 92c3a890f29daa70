"""Phase 4, second part: the term has ended; evaluation and D4."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import HumanTask, Join, To, WaitUntil, each
from workflow.outcomes import RETURN
from workflow.states import Extent


class EvaluationPhase:
    """Final report, evaluation, D4."""

    end_of_term = WaitUntil(this.day_after_end, To(this.final_report, move="evaluate", do=this.end_term)).Annotation(
        title=_("Ende der Laufzeit")
    )
    final_report = HumanTask(
        outcomes={"submit": To(this.review_final, label=_("Schlussbericht einreichen"), tone="primary")},
        who=this.partner,
        rank=ContactRole.EDITOR,
        period=this.final_report_deadline,
        code="4.7",
    ).Annotation(
        title=_("Schlussbericht einreichen"),
        description=_(
            "Bitte berichten Sie abschließend über die gesamte Laufzeit; bei Förderung mit Verwendungsnachweis."
        ),
    )
    review_final = HumanTask(
        outcomes={
            "accept": To(
                (each(this.contribute, this.expert_seats), this.partner_statement),
                label=_("Bericht annehmen"),
                tone="primary",
            ),
            "return": To(this.final_report, label=_("Nachbesserung erbitten"), reason=True, tone="return"),
        },
        who=this.lead,
        period="4 w",
        code="4.7",
    ).Annotation(
        title=_("Schlussbericht prüfen"),
        description=_("Prüfen Sie den Schlussbericht. Mit der Annahme beginnt die Evaluation."),
    )
    contribute = HumanTask(
        outcomes={
            "contribute": To(this.contributed, label=_("Beitrag abgeben"), reason=True, tone="primary"),
            "nil_return": To(this.contributed, label=_("Fehlanzeige")),
        },
        rank=Rank.REPRESENTATIVE,
        period="15 AT",
        code="4.8",
    ).Annotation(
        title=_("Beitrag zur Evaluation leisten"),
        description=_("Beschreiben Sie die Wirkung des Vertrags aus Sicht Ihres Ressorts."),
    )
    partner_statement = HumanTask(
        outcomes={"submit": To(this.contributed, label=_("Stellungnahme abgeben"), tone="primary")},
        who=this.partner,
        rank=ContactRole.EDITOR,
        period="4 w",
        code="4.8",
    ).Annotation(
        title=_("Stellungnahme zur Evaluation abgeben"),
        description=_("Bitte bewerten Sie die Zusammenarbeit und die Ergebnisse aus Ihrer Sicht."),
    )
    contributed = Join(To(this.evaluation_report))
    evaluation_report = HumanTask(
        outcomes={"submit": To(this.evaluation_head, label=_("Evaluation vorlegen"), tone="primary")},
        who=this.lead,
        period="3 m",
        code="4.8",
        drafts=True,
    ).Annotation(
        title=_("Evaluation erstellen"),
        description=_("Bewerten Sie Maßnahmen und Indikatoren beider Seiten und geben Sie eine Empfehlung ab."),
    )
    evaluation_head = HumanTask(
        outcomes={
            "sign": To(this.evaluation_division, label=_("Mitzeichnen"), tone="primary"),
            "return": To(this.evaluation_report, **RETURN),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="10 AT",
        code="4.9",
    ).Annotation(
        title=_("Evaluation mitzeichnen (Referatsleitung)"),
        description=_("Zeichnen Sie die Evaluation mit oder geben Sie sie mit Hinweisen zurück."),
    )
    evaluation_division = HumanTask(
        outcomes={
            "sign": To(this.decide_outcome, label=_("Schlusszeichnen"), tone="primary"),
            "return": To(this.evaluation_report, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="10 AT",
        code="4.9",
        signs=True,
    ).Annotation(
        title=_("Evaluation schlusszeichnen (Abteilungsleitung)"),
        description=_("Mit der Schlusszeichnung geht die Evaluation zur Entscheidung an die Hausleitung."),
    )
    decide_outcome = HumanTask(
        outcomes={
            "renew": To(
                (this.file_away, this.present),
                move="close",
                do=this.open_renewal,
                label=_("Verlängern"),
                reason=True,
                tone="primary",
            ),
            "adapt": To(
                (this.file_away, this.present),
                move="close",
                do=this.open_renewal,
                label=_("Anpassen und neu verhandeln"),
                reason=True,
            ),
            "end": To((this.file_away, this.present), move="close", label=_("Beenden"), reason=True),
            "transfer": To(
                (this.file_away, this.present), move="close", label=_("In Regelförderung überführen"), reason=True
            ),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="10 AT",
        code="D4",
        signs=True,
    ).Annotation(
        title=_("Über die Fortführung entscheiden (D4)"),
        description=_(
            "Entscheiden Sie auf Grundlage der Evaluation. Bei Verlängerung oder Anpassung wird ein verbundener Vorgang angelegt."
        ),
    )
    present = HumanTask(
        outcomes={"done": To(label=_("Vorgestellt"), tone="primary")},
        who=this.secretariat,
        period="10 AT",
        code="4.10",
    ).Annotation(
        title=_("Evaluation in Facharbeitsgruppe und Konferenz vorstellen"),
        description=_("Setzen Sie die Ergebnisse auf die Tagesordnung der nächsten Sitzung."),
    )
