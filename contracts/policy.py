"""What is special about the Integrationsvertrag."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.effects import contract_of, effects
from contracts.models import Contract, Relation, Side
from contracts.register import register
from contracts.terms import set_terms
from directory.models import UnitFunction
from documents.cosigning import ask_cosign, open_dissents
from documents.services import freeze
from workflow.errors import WorkflowError
from workflow.models import Case, CaseTask, TaskKind
from workflow.policies import CasePolicy, Decision, Known
from workflow.states import CaseState
from workflow.steps import Step, Verdict

COSIGNING = frozenset({"cosign_house", "cosign_ressort"})
INHERITED = (
    "theme", "purpose", "legal_type", "funding_mode", "amount", "grant_authority", "sample_terms", "renewal", "notice_months", "report_month",
    "minister_signs", "public",
)  # fmt: skip


class ContractPolicy(CasePolicy):
    """Integrationsvertrag: guards and rows of its own."""

    kind = "contract"
    label = gettext_lazy("Integrationsvertrag")
    # The Aktenplankennzeichen of the integration division is not confirmed; this one is a sample.
    plan_code = "58c-01"
    default_rules = {
        "house_round": ["legal", "budget", "privacy", "press"],
        "silence_is_consent": [],
        "remind_days": 3,
        "escalate_after": "5 AT",
    }
    relations = {relation.value: relation.label for relation in Relation}
    state_labels = {CaseState.REJECTED: gettext_lazy("Abgelehnt / gescheitert")}
    sentences = {
        "notice_given": ("stop", gettext_lazy("Kündigung erfasst, wirksam zum %(effective_on)s"), "reasons"),
        "amended": ("edit", gettext_lazy("Durch Nachtrag %(reference)s geändert"), "subject"),
        "measure_saved": ("edit", gettext_lazy("Maßnahme „%(title)s“ gespeichert"), ""),
        "measure_deleted": ("close", gettext_lazy("Maßnahme „%(title)s“ gelöscht"), ""),
        "duties_ended": ("stop", gettext_lazy("Mit dem Ende des Vertrags entfallen"), "titles"),
    }
    partner_texts = {
        CaseState.PROPOSAL: gettext_lazy("Der Vorschlag wird geprüft."),
        CaseState.DEFERRED: gettext_lazy(
            "Der Vorschlag ist zurückgestellt und wird zu einem späteren Zeitpunkt wieder aufgenommen."
        ),
        CaseState.NEGOTIATION: gettext_lazy("Über den Inhalt des Vertrags wird verhandelt."),
        CaseState.SIGNATURE: gettext_lazy("Der Text steht fest. Der Vertrag wird zur Unterzeichnung vorbereitet."),
        CaseState.IN_FORCE: gettext_lazy("Der Vertrag ist in Kraft."),
        CaseState.EVALUATION: gettext_lazy("Die Laufzeit ist beendet. Die Ergebnisse werden ausgewertet."),
        CaseState.COMPLETED: gettext_lazy("Der Vertrag ist abgeschlossen."),
        CaseState.TERMINATED: gettext_lazy("Der Vertrag ist durch Kündigung beendet."),
        CaseState.REJECTED: gettext_lazy("Das Vorhaben wird nicht weiterverfolgt."),
        CaseState.WITHDRAWN: gettext_lazy("Der Vorgang wurde zurückgezogen."),
        CaseState.FILED: gettext_lazy("Der Vorgang ist abgeschlossen."),
    }

    decisions = {
        "summarise_vote": Decision(
            UnitFunction.EXPERT_GROUP, dict.fromkeys(("adopted", "rejected", "returned", "noted"), "summarised")
        ),
        "committee_decision": Decision(
            UnitFunction.CABINET_COMMITTEE, {"adopted": "approved", "rejected": "rejected", "returned": "return"}
        ),
    }

    def known(self, cases: Iterable[int], day: date) -> list[Known]:
        """What stands in the public register."""
        rows = register(day=day).filter(pk__in=list(cases))
        return [Known(row.pk, f"{row.theme}, {row.case.organisation}", reverse("register")) for row in rows]

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """The contract's own row; a linked case starts with its parent's terms."""
        parent = Contract.objects.filter(pk=step.case.parent_id).first() if step.case.parent_id else None
        inherited = {name: getattr(parent, name) for name in INHERITED} if parent else {}
        Contract.objects.create(case=step.case, **({"received_on": step.day, **inherited} | dict(detail)))

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """Run the task's effect."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        effect = effects.get(step.task.node.name)
        if effect:
            effect(step, verdict)

    def before_move(self, step: Step, move: str) -> None:
        """Check what must be true before a legal move."""
        guard = {
            "freeze": self._freeze,
            "reopen_text": self._reopen_text,
            "enter_into_force": self._enter_into_force,
            "file": self._require_nothing_open,
        }.get(move)
        if guard:
            guard(step)

    def on_open(self, step: Step, tasks: Iterable[CaseTask]) -> None:
        """A co-signature is asked for on the current version of the text."""
        asked = [task for task in tasks if task.node.name in COSIGNING]
        if asked:
            draft = contract_of(step).draft
            if draft is None:
                raise WorkflowError(_("Es gibt noch keinen Vertragsentwurf."))
            ask_cosign(asked, draft.versions.order_by("-number")[0])

    def _freeze(self, step: Step) -> None:
        """D2: all co-signatures refer to this very text, and no dissent is open."""
        contract = contract_of(step)
        if contract.draft is None:
            raise WorkflowError(_("Es gibt noch keinen Vertragsentwurf."))
        if open_dissents(step.case):
            raise WorkflowError(
                _("Ein Dissens ist noch nicht geklärt. Die Endfassung kann erst danach freigegeben werden.")
            )
        version = contract.draft.versions.order_by("-number")[0]
        freeze(step, version)
        contract.final_version = version
        contract.save(update_fields=["final_version"])

    def _reopen_text(self, step: Step) -> None:
        """The final text loses its standing, and with it what was declared on it."""
        contract = contract_of(step)
        contract.final_version = None
        contract.save(update_fields=["final_version"])
        contract.declarations.filter(withdrawn_at=None).update(withdrawn_at=step.at)

    def _enter_into_force(self, step: Step) -> None:
        """D3: both declarations are recorded as received, and both refer to the frozen text."""
        contract = contract_of(step)
        valid = contract.declarations.filter(withdrawn_at=None, received_on__isnull=False)
        sides = {
            row.side for row in valid if contract.final_version and row.text_sha256 == contract.final_version.sha256
        }
        if sides != {Side.STATE, Side.PARTNER}:
            raise WorkflowError(
                _("Wirksam wird der Vertrag erst, wenn die Erklärungen beider Seiten vorliegen und zugegangen sind.")
            )
        if contract.effective_on is None:
            raise WorkflowError(_("Bitte geben Sie den Tag des Inkrafttretens an."))
        set_terms(contract, effective_on=contract.effective_on)

    def _require_nothing_open(self, step: Step) -> None:
        """No z.d.A. while somebody still has something to do."""
        titles = [task.title for task in step.open_tasks() if task.flow_task_type == TaskKind.HUMAN and task.is_open]
        if titles:
            raise WorkflowError(
                _("Vor der z.d.A.-Verfügung sind noch Aufgaben offen: %(tasks)s") % {"tasks": ", ".join(titles)}
            )

    def authors(self, case: Case) -> frozenset[int]:
        """Whoever completed a drafting task or uploaded a version of the text."""
        contract = Contract.objects.filter(pk=case.pk).first()
        uploaders = (
            contract.draft.versions.values_list("created_by_id", flat=True) if contract and contract.draft else ()
        )
        return super().authors(case) | frozenset(uploaders)
