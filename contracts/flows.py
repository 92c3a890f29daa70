"""The flows of the kind: the contract itself, its renewal, its amendment. The phases stand in `phases/`, the routing in `routing`."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from contracts.phases.coordination import Coordination
from contracts.phases.duties import Duties
from contracts.phases.evaluation import EvaluationPhase
from contracts.phases.force import EntryIntoForce
from contracts.phases.mandate import Mandate
from contracts.phases.notice import Notice
from contracts.phases.proposal import Proposal
from contracts.phases.signing import Signing
from contracts.routing import AmendmentRouting, ContractRouting
from directory.models import Rank
from workflow.filing import Filing
from workflow.nodes import CaseFlow, Choice, Entry, HumanTask, To, WaitUntil
from workflow.outcomes import RETURN
from workflow.states import Extent

APPLIED = To(this.file_away, move=("enter_into_force", "evaluate", "close"), do=this.apply_amendment)


class ContractFlow(
    Proposal,
    Mandate,
    Coordination,
    Signing,
    EntryIntoForce,
    Duties,
    EvaluationPhase,
    Notice,
    Filing,
    ContractRouting,
    CaseFlow,
):
    """Integrationsvertrag"""


class RenewalFlow(ContractFlow):
    """Verlängerung

    The decision for it was D4 of the contract before, so it begins with the key points.
    """

    start = Entry(To(this.key_points, move="take_up"))


class AmendmentFlow(Coordination, Signing, Filing, AmendmentRouting, CaseFlow):
    """Nachtrag

    A short run: scope, coordination of the text, both signatures; then the parent contract's terms change.
    """

    start = Entry(To(this.scope))
    scope = HumanTask(
        outcomes={"submit": To(this.approve_scope, label=_("Nachtrag vorlegen"), tone="primary")},
        who=this.lead,
        period="5 AT",
        code="4.5",
        drafts=True,
    ).Annotation(
        title=_("Gegenstand des Nachtrags festlegen"),
        description=_("Beschreiben Sie, was der Nachtrag am Vertrag ändert."),
    )
    approve_scope = HumanTask(
        outcomes={
            "approve": To(this.draft, move="take_up", label=_("Nachtrag verhandeln"), tone="primary"),
            "reject": To(this.file_away, move="reject", label=_("Ablehnen"), reason=True, tone="danger"),
            "return": To(this.scope, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="4.5",
    ).Annotation(
        title=_("Über den Nachtrag entscheiden"),
        description=_("Entscheiden Sie, ob der Nachtrag mit dem Partner verhandelt wird."),
    )
    confirm_force = HumanTask(
        outcomes={
            "confirm": To(this.force, label=_("Inkrafttreten feststellen"), tone="primary"),
        },
        who=this.lead,
        period="2 AT",
        code="D3",
    ).Annotation(
        title=_("Zugang prüfen und Inkrafttreten feststellen"),
        description=_(
            "Prüfen Sie beide Erklärungen und ihren Zugang. Danach gelten die geänderten Bedingungen im Hauptvertrag."
        ),
    )
    force = Choice(this.force_reached, outcomes={"now": APPLIED, "later": To(this.force_day)})
    force_day = WaitUntil(this.effective_day, APPLIED).Annotation(title=_("Inkrafttreten des Nachtrags"))
