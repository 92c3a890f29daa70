"""Which measures of a contract a person may read."""

from typing import Any

from django.db.models import Q

from contracts.models import Contract, Measure, Side
from directory.standing import Standing
from workflow.models import Case, CaseTask


def measures_for(contract: Contract, standing: Standing) -> Any:
    """Everything for those with the whole file. A partner reads its own, and the other side's once they were handed in."""
    measures = Measure.objects.filter(contract=contract).prefetch_related("indicators")
    if Case.objects.in_full_view_of(standing).filter(pk=contract.pk).exists():
        return measures
    own = Q(side__in=[Side.PARTNER, Side.BOTH])
    return measures.filter(own | Q(side=Side.STATE)) if handed_in(contract) else measures.filter(own)


def handed_in(contract: Contract) -> bool:
    """The department has completed its task; a renewal or a Nachtrag starts with what was agreed before."""
    ref = contract.case.flow_class.find("state_measures").ref if _has_task(contract) else ""
    return not ref or CaseTask.objects.filter(process_id=contract.pk, flow_task=ref, outcome="submit").exists()


def _has_task(contract: Contract) -> bool:
    return any(node.name == "state_measures" for node in contract.case.flow_class.instance.nodes())
