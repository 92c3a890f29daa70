"""Who gets a task of a contract, which way its choices go, and when its waits end."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from viewflow.workflow.fields import import_flow_by_ref

from contracts.dates import ONE_DAY, final_report_deadline, next_report, next_talk, renewal_day, report_deadline
from contracts.models import AmendmentTerms, Contract, Relation
from contracts.terms import DATED_WAITS, set_terms, terms_of
from directory.lookup import ressort_of
from directory.models import OrgUnit, UnitFunction
from documents.storage import intact
from workflow.addressees import Addressees
from workflow.calendars import office_calendar
from workflow.deadlines import Deadline
from workflow.models import TaskKind
from workflow.office import NewCase, open_case, resume_tasks
from workflow.opening import opened_case
from workflow.policies import rules
from workflow.states import OPEN
from workflow.steps import Step
from workflow.waits import recompute_waits

KEPT_AFTER_NOTICE = frozenset({"adhoc", "question", "publish", "file_copies", "inform_committee", "inform_conference"})
OF_THE_TERM = frozenset(
    {"next_talk", "status_talk", "next_report", "interim_report", "renewal_time", "prepare_renewal"}
)
HOUSE = (UnitFunction.LEGAL, UnitFunction.BUDGET, UnitFunction.PRIVACY, UnitFunction.PRESS)


class House(Addressees):
    """Who of the own Ressort co-signs."""

    def house_units(self, step: Step) -> list[OrgUnit]:
        """Units of the own Ressort that co-sign, as the procedure lists their functions."""
        wanted = rules(step.case.procedure_id).get("house_round", HOUSE)
        return [self.unit_with(step, UnitFunction(function)) for function in wanted]


class Decisions:
    """Choices and joins."""

    def needs_money(self, step: Step) -> str:
        """Haushalt takes part if money flows."""
        return "yes" if _contract(step).funded else "no"

    def verdict(self, step: Step, results: list[str]) -> str:
        """Dissent weighs most, then remarks and the partner's wishes."""
        if "dissent" in results:
            return "dissent"
        return "remarks" if {"remarks", "disputed"} & set(results) else "clear"

    def committee_needed(self, step: Step) -> str:
        """The Kabinettsausschuss deals with contracts that touch other Ressorts."""
        own = ressort_of(step.case.lead_unit)
        return "yes" if step.case.affected_units.exclude(pk=own.pk).exists() else "no"

    def cabinet_needed(self, step: Step) -> str:
        """Kabinettvorlage only where the key points asked for it."""
        return "yes" if _contract(step).cabinet_required else "no"

    def force_reached(self, step: Step) -> str:
        """Whether the agreed day of the entry into force has come."""
        effective_on = _contract(step).effective_on
        return "later" if effective_on and effective_on > step.day else "now"

    def signing_level(self, step: Step) -> str:
        """Who signs for the Land."""
        return "minister" if _contract(step).minister_signs else "secretary"

    def verify_final_text(self, step: Step) -> str:
        """Read the stored final text again and compare its hash, before anybody signs it."""
        version = _contract(step).final_version
        return "intact" if version is not None and intact(version) else "damaged"


class Waits:
    """Days on which the contract asks for something."""

    def deferral_date(self, step: Step) -> date | None:
        """The day chosen with the deferral."""
        until: date | None = step.verdict.payload.get("until") if step.verdict else None
        return until

    def talk_date(self, step: Step) -> date | None:
        """Next yearly status talk."""
        return next_talk(terms_of(_contract(step)), step.day)

    def report_date(self, step: Step) -> date | None:
        """Next interim report."""
        return next_report(terms_of(_contract(step)), step.day)

    def renewal_date(self, step: Step) -> date | None:
        """Preparation of the renewal."""
        return renewal_day(terms_of(_contract(step)), step.day, office_calendar())

    def effective_day(self, step: Step) -> date | None:
        """Agreed day of the entry into force."""
        return _contract(step).effective_on

    def day_after_end(self, step: Step) -> date | None:
        """First day after the term."""
        ends_on = _contract(step).ends_on
        return ends_on + ONE_DAY if ends_on else None

    def termination_date(self, step: Step) -> date | None:
        """Day on which the notice takes effect."""
        return _contract(step).termination.effective_on

    def report_deadline(self, step: Step) -> Deadline:
        """Deadline of the interim report."""
        return report_deadline(terms_of(_contract(step)), step.day, office_calendar())

    def final_report_deadline(self, step: Step) -> Deadline:
        """Deadline of the final report, from the end of the contract."""
        contract = _contract(step)
        notice = getattr(contract, "termination", None)
        ended_on = notice.effective_on - ONE_DAY if notice else contract.ends_on or step.day
        return final_report_deadline(ended_on, funded=contract.funded, calendar=office_calendar())


class Effects:
    """What an outcome brings about beyond its move."""

    def wake_tasks(self, step: Step) -> None:
        """The deferral is over: resting tasks go on."""
        resume_tasks(step)

    def end_duties(self, step: Step) -> None:
        """The contract has ended by notice: its duties fall away, what is under way otherwise stays."""
        _drop(step, lambda name: name not in KEPT_AFTER_NOTICE)

    def end_term(self, step: Step) -> None:
        """The term is over: what was asked for during it is now asked for by final report and evaluation."""
        _drop(step, lambda name: name in OF_THE_TERM)

    def open_renewal(self, step: Step) -> None:
        """Open the linked case of the successor contract, unless it was prepared before the end of the term."""
        if not step.case.linked.filter(relation=Relation.RENEWAL, state__in=OPEN).exists():
            self._open_linked(step, Relation.RENEWAL, "contracts/flows.RenewalFlow", _("Verlängerung: %(title)s"))

    def open_amendment(self, step: Step) -> None:
        """Open the linked case of a Nachtrag."""
        self._open_linked(step, Relation.AMENDMENT, "contracts/flows.AmendmentFlow", _("Nachtrag: %(title)s"))

    def _open_linked(self, step: Step, relation: Relation, flow: str, title: str) -> None:
        case = step.case
        new = NewCase(
            kind=case.kind, title=(title % {"title": case.title})[:300], lead_unit=case.lead_unit, organisation=case.organisation,
            fields_of_action=tuple(case.fields_of_action.all()), affected_units=tuple(case.affected_units.all()),
            confidentiality=case.confidentiality, parent=case, relation=relation, flow_class=import_flow_by_ref(flow), shared=True,
        )  # fmt: skip
        linked = open_case(new, opened_by=case.owner, at=step.at, authority=step.authority)
        step.log("linked", relation=relation.value, reference=linked.reference, case_id=linked.pk)


class ContractRouting(House, Decisions, Waits, Effects):
    """All of it, for the contract and its renewal."""


class AmendmentRouting(ContractRouting):
    """A Nachtrag changes its parent contract; it asks no committee and no other Ressort unless they were affected before."""

    def committee_needed(self, step: Step) -> str:
        """The short run does without the Kabinettsausschuss."""
        return "no"

    def apply_amendment(self, step: Step) -> None:
        """Change the parent's terms, under the parent's lock; always taken after that of the Nachtrag."""
        amendment = AmendmentTerms.objects.get(contract_id=step.case.pk)
        assert step.case.parent_id  # noqa: S101 -- the database demands a parent for every Nachtrag
        with opened_case(step.case.parent_id, at=step.at) as parent:
            parent.authority = step.authority
            contract = Contract.objects.get(pk=parent.case.pk)
            if amendment.new_ends_on:
                set_terms(contract, ends_on=amendment.new_ends_on)
            parent.log("amended", reference=step.case.reference, subject=amendment.subject)
            recompute_waits(parent, DATED_WAITS)
        amendment.applied_at = step.at
        amendment.save(update_fields=["applied_at"])


def _drop(step: Step, wanted: Callable[[str], bool]) -> None:
    """Cancel open tasks by the name of their node, and name those that somebody had to do in the history."""
    dropped = [task for task in step.open_tasks() if task.is_open and wanted(task.node.name)]
    for task in dropped:
        task.process = step.case
        step.cancel(task)
    titles = [task.title for task in dropped if task.flow_task_type == TaskKind.HUMAN]
    if titles:
        step.log("duties_ended", titles="\n".join(titles))


def _contract(step: Step) -> Contract:
    return Contract.objects.select_related("final_version", "termination").get(pk=step.case.pk)
