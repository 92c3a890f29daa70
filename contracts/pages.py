"""What the shared pages show of a contract."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.actions import may_add_co_signer, may_amend, may_give_notice
from contracts.forms import evaluation, negotiation, proposal, signing
from contracts.measures import handed_in
from contracts.models import Contract, Side
from contracts.new import NewContractForm
from directory.standing import Standing
from workflow.models import Case, CaseTask
from workflow.policies import CasePages

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class ContractPages(CasePages):
    """Forms per task, summary, panels."""

    summary_template = "contracts/_summary.html"
    create_form = NewContractForm
    task_forms = {
        "assign_fields": proposal.AssignFieldsForm,
        "decide_proposal": proposal.DecideProposalForm,
        "key_points": negotiation.KeyPointsForm,
        "draft": negotiation.DraftForm,
        "committee_session": negotiation.CommitteeForm,
        "cabinet_paper": negotiation.CommitteeForm,
        "sign_state": signing.SignForm,
        "sign_partner": signing.SignForm,
        "confirm_force": signing.ConfirmForceForm,
        "publish": signing.PublishForm,
        "interim_report": evaluation.ReportForm,
        "final_report": evaluation.ReportForm,
        "last_report": evaluation.ReportForm,
        "partner_statement": evaluation.PartnerStatementForm,
        "evaluation_report": evaluation.EvaluationForm,
        "scope": proposal.ScopeForm,
    }
    task_panels = {
        "state_measures": "contracts/_measures.html",
        "partner_measures": "contracts/_measures.html",
        "partner_feedback": "contracts/_text.html",
        "cosign_house": "contracts/_text.html",
        "cosign_ressort": "contracts/_text.html",
        "release": "contracts/_text.html",
        "sign_state": "contracts/_text.html",
        "sign_partner": "contracts/_text.html",
    }

    portal_template = "contracts/_portal.html"

    def portal(self, case: Case) -> dict[str, Any]:
        """What the partner reads of its contract: dates, and the measures of both sides once they are handed in."""
        contract = Contract.objects.select_related("case").get(pk=case.pk)
        own = Q(side__in=[Side.PARTNER, Side.BOTH])
        measures = contract.measures.prefetch_related("indicators")
        return {
            "contract": contract,
            "measures": measures if handed_in(contract) else measures.filter(own),
            "declarations": contract.declarations.filter(withdrawn_at=None),
        }

    def actions(self, case: Case, standing: Standing) -> "list[tuple[_StrOrPromise, str]]":
        """Kündigung, Nachtrag, one more co-signer, measures."""
        offered = [
            (may_add_co_signer, _("Weitere Stelle in die Runde aufnehmen"), "contract-co-signer"),
            (may_amend, _("Nachtrag beginnen"), "contract-amendment"),
            (may_give_notice, _("Kündigung erfassen"), "contract-notice"),
        ]
        found = [(label, reverse(name, args=[case.pk])) for allowed, label, name in offered if allowed(case, standing)]
        return [(_("Maßnahmen ansehen"), reverse("measures", args=[case.pk])), *found]

    def summary(self, case: Case) -> dict[str, Any]:
        """The contract beside the page."""
        return {"contract": Contract.objects.select_related("final_version", "draft").filter(pk=case.pk).first()}

    def panel(self, task: CaseTask) -> dict[str, Any]:
        """Measures and the current text above a task's form."""
        contract = Contract.objects.select_related("final_version", "draft").get(pk=task.process_id)
        text = contract.final_version or (
            contract.draft.versions.order_by("-number").first() if contract.draft else None
        )
        side = Side.PARTNER if task.organisation_id else Side.STATE
        measures = contract.measures.filter(side__in=[side, Side.BOTH]).prefetch_related("indicators")
        return {"contract": contract, "text": text, "measures": measures}
