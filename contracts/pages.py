"""What the shared pages show of a contract."""

from typing import Any

from contracts import forms
from contracts.models import Contract
from contracts.new import NewContractForm
from workflow.models import Case, CaseTask
from workflow.policies import CasePages


class ContractPages(CasePages):
    """Forms per task, summary, panels."""

    summary_template = "contracts/_summary.html"
    create_form = NewContractForm
    task_forms = {
        "assign_fields": forms.AssignFieldsForm,
        "decide_proposal": forms.DecideProposalForm,
        "key_points": forms.KeyPointsForm,
        "draft": forms.DraftForm,
        "committee_session": forms.CommitteeForm,
        "cabinet_paper": forms.CommitteeForm,
        "sign_state": forms.SignForm,
        "sign_partner": forms.SignForm,
        "confirm_force": forms.ConfirmForceForm,
        "publish": forms.PublishForm,
        "interim_report": forms.ReportForm,
        "final_report": forms.ReportForm,
        "last_report": forms.ReportForm,
        "partner_statement": forms.PartnerStatementForm,
        "evaluation_report": forms.EvaluationForm,
        "scope": forms.ScopeForm,
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

    def summary(self, case: Case) -> dict[str, Any]:
        """The contract beside the page."""
        return {"contract": Contract.objects.select_related("final_version", "draft").filter(pk=case.pk).first()}

    def panel(self, task: CaseTask) -> dict[str, Any]:
        """Measures and the current text above a task's form."""
        contract = Contract.objects.select_related("final_version", "draft").get(pk=task.process_id)
        text = contract.final_version or (
            contract.draft.versions.order_by("-number").first() if contract.draft else None
        )
        measures = contract.measures.prefetch_related("indicators")
        side = "partner" if task.organisation_id else "state"
        return {"contract": contract, "text": text, "measures": measures, "measure_side": side}
