"""What there is to read of a contract: terms, measures, resolutions, declarations, reports, evaluation, notice, Nachträge."""

from typing import Any

from contracts.models import AmendmentTerms, Contract, Evaluation, Report, Termination
from workflow.models import Case, CaseTask


def record_of(case: Case) -> dict[str, Any]:
    """All of it, for those with the whole file."""
    contract = Contract.objects.get(pk=case.pk)
    return {
        "contract": contract,
        "measures": contract.measures.prefetch_related("indicators"),
        "decisions": contract.decisions.all(),
        "declarations": contract.declarations.select_related("version").order_by("pk"),
        "reports": contract.reports.select_related("version__document"),
        "evaluation": evaluation_of(case.pk),
        "termination": Termination.objects.filter(contract_id=case.pk).first(),
        "amendments": amendments_of(case),
    }


def evaluation_of(contract_id: int) -> Evaluation | None:
    """The evaluation with its judgements, if there is one."""
    rows = Evaluation.objects.prefetch_related("items__measure__indicators")
    return rows.filter(contract_id=contract_id).first()


def amendments_of(case: Case) -> Any:
    """A Nachtrag shows its own terms, the contract those of its Nachträge."""
    rows = AmendmentTerms.objects.select_related("contract__case").order_by("contract_id")
    return rows.filter(contract__case__parent=case) | rows.filter(contract=case.pk)


def report_under_review(task: CaseTask) -> Report | None:
    """The report whose hand-in opened this task."""
    return Report.objects.select_related("version__document").filter(task_id=task.cause_id).first()
