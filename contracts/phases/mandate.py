"""Phase 2, first part: key points, mandate, measures of both sides."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import HumanTask, Join, To
from workflow.outcomes import RETURN
from workflow.states import Extent


class Mandate:
    """What is to be agreed."""

    key_points = HumanTask(
        outcomes={"submit": To(this.mandate, label=_("Eckpunkte vorlegen"), reason=True, tone="primary")},
        who=this.lead,
        period="5 AT",
        code="2.1",
        drafts=True,
    ).Annotation(
        title=_("Eckpunkte festlegen"),
        description=_(
            "Legen Sie die Eckpunkte der Verhandlung fest. Geben Sie an, ob eine Kabinettvorlage nötig ist und wer für das Land zeichnet."
        ),
    )
    mandate = HumanTask(
        outcomes={
            "approve": To(this.kick_off, label=_("Verhandlungsmandat erteilen"), tone="primary"),
            "return": To(this.key_points, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="2.1",
    ).Annotation(
        title=_("Verhandlungsmandat erteilen"),
        description=_("Prüfen Sie die Eckpunkte und erteilen Sie das Mandat für die Verhandlung."),
    )
    kick_off = HumanTask(
        outcomes={
            "held": To(
                (this.state_measures, this.partner_measures),
                label=_("Gespräch festhalten"),
                reason=True,
                tone="primary",
            )
        },
        who=this.lead,
        period="3 w",
        code="2.2",
    ).Annotation(
        title=_("Auftaktgespräch führen"),
        description=_(
            "Führen Sie das Auftaktgespräch mit dem Partner und halten Sie das Ergebnis als Niederschrift fest."
        ),
    )
    state_measures = HumanTask(
        outcomes={"submit": To(this.measures_known, label=_("Maßnahmen einreichen"), tone="primary")},
        who=this.lead,
        period="4 w",
        code="2.3",
    ).Annotation(
        title=_("Maßnahmen des Landes erfassen"),
        description=_("Erfassen Sie die Maßnahmen des Landes mit Indikatoren, Meilensteinen und Terminen."),
    )
    partner_measures = HumanTask(
        outcomes={"submit": To(this.measures_known, label=_("Maßnahmen einreichen"), tone="primary")},
        who=this.partner,
        rank=ContactRole.EDITOR,
        period="4 w",
        code="2.3",
    ).Annotation(
        title=_("Maßnahmen des Partners erfassen"),
        description=_(
            "Bitte erfassen Sie die Maßnahmen, zu denen sich Ihre Organisation verpflichtet, mit Indikatoren, Meilensteinen und Terminen."
        ),
    )
    measures_known = Join(To(this.draft))
