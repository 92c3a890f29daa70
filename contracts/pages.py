"""What the shared pages show of a contract."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.actions import may_add_co_signer, may_amend, may_give_notice
from contracts.forms import evaluation, negotiation, proposal, signing
from contracts.measures import handed_in
from contracts.models import Contract, Side
from contracts.new import NewContractForm
from contracts.record import amendments_of, evaluation_of, record_of, report_under_review
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
        "committee_decision": negotiation.CommitteeForm,
        "cabinet_paper": negotiation.CommitteeForm,
        "sign_state": signing.SignForm,
        "sign_partner": signing.SignForm,
        "confirm_force": signing.ConfirmForceForm,
        "publish": signing.PublishForm,
        "status_talk": evaluation.ProgressForm,
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
        "incorporate": "contracts/_text.html",
        "release": "contracts/_text.html",
        "committee_decision": "contracts/_text.html",
        "cabinet_paper": "contracts/_text.html",
        "sign_state": "contracts/_text.html",
        "sign_partner": "contracts/_text.html",
        "confirm_force": "contracts/_declarations.html",
        "review_report": "contracts/_report.html",
        "review_final": "contracts/_report.html",
        "review_last": "contracts/_report.html",
        "contribute": "contracts/_reports.html",
        "evaluation_report": "contracts/_evaluation_basis.html",
        "evaluation_head": "contracts/_evaluation.html",
        "evaluation_division": "contracts/_evaluation.html",
        "decide_outcome": "contracts/_evaluation.html",
        "present": "contracts/_evaluation.html",
        "approve_scope": "contracts/_amendments.html",
    }

    record_label = gettext_lazy("Vertrag")
    record_template = "contracts/_record.html"
    portal_template = "contracts/_portal.html"

    def record(self, case: Case, standing: Standing) -> dict[str, Any]:
        """Terms, measures and everything declared and reported."""
        return record_of(case)

    def portal(self, case: Case) -> dict[str, Any]:
        """What the partner reads of its contract: dates, and the measures of both sides once they are handed in."""
        contract = Contract.objects.select_related("case").get(pk=case.pk)
        own = Q(side__in=[Side.PARTNER, Side.BOTH])
        measures = contract.measures.prefetch_related("indicators")
        return {
            "contract": contract,
            "measures": measures if handed_in(contract) else measures.filter(own),
            "declarations": contract.declarations.filter(withdrawn_at=None),
            "reports": contract.reports.select_related("version__document"),
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

    def panel(self, task: CaseTask, standing: Standing) -> dict[str, Any]:
        """Measures and the current text above a task's form."""
        contract = Contract.objects.select_related("final_version", "draft").get(pk=task.process_id)
        text = contract.final_version or (
            contract.draft.versions.order_by("-number").first() if contract.draft else None
        )
        side = Side.PARTNER if task.organisation_id else Side.STATE
        measures = contract.measures.filter(side__in=[side, Side.BOTH]).prefetch_related("indicators")
        return {"contract": contract, "text": text, "measures": measures} | self._papers(task, contract)

    def _papers(self, task: CaseTask, contract: Contract) -> dict[str, Any]:
        """What the panel of this task reads, and nothing that it does not."""
        template = self.task_panels[task.node.name]
        if template == "contracts/_report.html":
            return {"report": report_under_review(task)}
        if template in {"contracts/_reports.html", "contracts/_evaluation_basis.html"}:
            files = (
                task.node.name != "contribute"
            )  # other Ressorts read the reports, the files stay in the lead Ressort
            reports = contract.reports.select_related("version__document")
            return {"reports": reports, "files": files, "evaluation": evaluation_of(contract.pk)}
        if template == "contracts/_evaluation.html":
            return {"evaluation": evaluation_of(contract.pk)}
        if template == "contracts/_declarations.html":
            return {"declarations": contract.declarations.filter(withdrawn_at=None).select_related("version")}
        return {"amendments": amendments_of(task.case)} if template == "contracts/_amendments.html" else {}
