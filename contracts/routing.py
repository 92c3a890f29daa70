"""Who gets a task of a contract, which way its choices go, and when its waits end."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from viewflow.workflow.fields import import_flow_by_ref

from contracts.dates import ONE_DAY, final_report_deadline, next_report, next_talk, renewal_day, report_deadline
from contracts.models import AmendmentTerms, CommitteeDecision, Contract
from contracts.terms import recompute_waits, set_terms, terms_of
from directory.lookup import division_of, ressort_of, seats, seats_of, unit_with_function
from directory.models import Organisation, OrgUnit, UnitFunction
from documents.storage import intact
from workflow.calendars import office_calendar
from workflow.deadlines import Deadline
from workflow.errors import WorkflowError
from workflow.models import Relation, TaskKind
from workflow.office import NewCase, open_case, resume_tasks
from workflow.opening import opened_case
from workflow.policies import rules
from workflow.states import OPEN
from workflow.steps import Step

KEPT_AFTER_NOTICE = frozenset({"adhoc", "question", "publish", "file_copies", "inform_committee", "inform_conference"})
OF_THE_TERM = frozenset(
    {"next_talk", "status_talk", "next_report", "interim_report", "renewal_time", "prepare_renewal"}
)
HOUSE = (UnitFunction.LEGAL, UnitFunction.BUDGET, UnitFunction.PRIVACY, UnitFunction.PRESS)


class Addressees:
    """Units and organisations by their part in the procedure."""

    def lead(self, step: Step) -> OrgUnit:
        """Federführung."""
        return step.case.lead_unit

    def partner(self, step: Step) -> Organisation:
        """The other party."""
        if step.case.organisation is None:
            raise WorkflowError(_("Für diesen Vorgang ist noch kein Partner erfasst."))
        return step.case.organisation

    def division(self, step: Step) -> OrgUnit:
        """The lead unit's Abteilung."""
        return division_of(step.case.lead_unit) or self.leadership(step)

    def leadership(self, step: Step) -> OrgUnit:
        """Hausleitung of the lead Ressort."""
        return self._unit(step, UnitFunction.TOP_MANAGEMENT)

    def legal_unit(self, step: Step) -> OrgUnit:
        """Justiziariat."""
        return self._unit(step, UnitFunction.LEGAL)

    def budget_unit(self, step: Step) -> OrgUnit:
        """Beauftragte/r für den Haushalt."""
        return self._unit(step, UnitFunction.BUDGET)

    def press_unit(self, step: Step) -> OrgUnit:
        """Pressestelle."""
        return self._unit(step, UnitFunction.PRESS)

    def registry(self, step: Step) -> OrgUnit:
        """Registratur."""
        return self._unit(step, UnitFunction.REGISTRY)

    def front_office(self, step: Step) -> OrgUnit:
        """Büro der Hausleitung."""
        return self._unit(step, UnitFunction.FRONT_OFFICE)

    def secretariat(self, step: Step) -> OrgUnit:
        """Geschäftsstelle of Kabinettsausschuss and Facharbeitsgruppe."""
        return self._unit(step, UnitFunction.SECRETARIAT)

    def expert_seats(self, step: Step) -> list[OrgUnit]:
        """The affected Ressorts' seats in the Facharbeitsgruppe."""
        return seats_of(step.case.affected_units.all(), UnitFunction.EXPERT_GROUP, step.day)

    def ressort_seats(self, step: Step) -> list[OrgUnit]:
        """The same without the own Ressort, which co-signs in the house round."""
        own = ressort_of(step.case.lead_unit)
        return [seat for seat in self.expert_seats(step) if seat.represents_id != own.pk]

    def house_units(self, step: Step) -> list[OrgUnit]:
        """Units of the own Ressort that co-sign, as the procedure lists their functions."""
        wanted = rules(step.case.procedure_id).get("house_round", HOUSE)
        return [self._unit(step, UnitFunction(function)) for function in wanted]

    def committee_seats(self, step: Step) -> list[OrgUnit]:
        """All seats of the Kabinettsausschuss."""
        return list(seats(UnitFunction.CABINET_COMMITTEE, step.day))

    def _unit(self, step: Step, function: UnitFunction) -> OrgUnit:
        unit = unit_with_function(function, step.case.lead_unit, step.day)
        if unit is None:
            raise WorkflowError(
                _(
                    "Für „%(function)s“ ist heute keine Einheit eingetragen. Bitte wenden Sie sich an die Fachadministration."
                )
                % {"function": UnitFunction(function).label}
            )
        return unit


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

    def circulation_result(self, step: Step, results: list[str]) -> str:
        """Written procedure: all agree unless the procedure asks for a majority only; for the Kabinettsausschuss this is an unconfirmed default."""
        agreed = results.count("agree")
        unanimous = rules(step.case.procedure_id).get("circulation_unanimous", True)
        return "agreed" if agreed == len(results) or (not unanimous and agreed * 2 > len(results)) else "refused"

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

    def record_circulation(self, step: Step) -> None:
        """The committee has resolved in writing, on the day of the last vote."""
        CommitteeDecision.objects.create(
            contract_id=step.case.pk,
            body=_("Kabinettsausschuss Integration"),
            mode=CommitteeDecision.Mode.CIRCULATION,
            decided_on=step.day,
            result=CommitteeDecision.Result.APPROVED,
            task=step.task,
        )

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


class ContractRouting(Addressees, Decisions, Waits, Effects):
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
            recompute_waits(parent)
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
