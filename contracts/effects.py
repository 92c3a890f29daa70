"""What completing a task of a contract writes besides its verdict. One function per task; a task without one writes nothing of its own."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext as _

from contracts.models import (
    AmendmentTerms,
    CommitteeDecision,
    Contract,
    Declaration,
    Evaluation,
    EvaluationItem,
    Indicator,
    Measure,
    Report,
    Side,
)
from documents.cosigning import cosign, resolve_dissent
from documents.models import DocumentKind, DocumentVersion
from documents.services import NewDocument, file_version
from workflow.errors import InputError, WorkflowError
from workflow.steps import Step, Verdict

Effect = Callable[[Step, Verdict], None]
effects: dict[str, Effect] = {}


def on(*nodes: str) -> Callable[[Effect], Effect]:
    """Name the tasks an effect belongs to."""

    def announce(effect: Effect) -> Effect:
        effects.update(dict.fromkeys(nodes, effect))
        return effect

    return announce


def contract_of(step: Step) -> Contract:
    """The contract of the step's case, read under its lock."""
    return Contract.objects.select_related("draft", "final_version").get(pk=step.case.pk)


@on("assign_fields")
def assign_fields(step: Step, verdict: Verdict) -> None:
    """Handlungsfelder and affected Ressorts decide who votes and co-signs."""
    step.case.fields_of_action.set(verdict.payload["fields_of_action"])
    step.case.affected_units.set(verdict.payload["affected_units"])


@on("decide_proposal")
def check_deferral(step: Step, verdict: Verdict) -> None:
    """A deferral needs a day to come back."""
    if verdict.outcome != "defer":
        return
    until = verdict.payload.get("until")
    if until is None or until <= step.day:
        raise InputError("until", _("Bitte geben Sie an, an welchem künftigen Tag der Vorgang zurückkommen soll."))


@on("key_points")
def key_points(step: Step, verdict: Verdict) -> None:
    """Terms to be negotiated, who signs, whether the Cabinet decides."""
    contract = contract_of(step)
    names = (
        "legal_type",
        "cabinet_required",
        "minister_signs",
        "term_months",
        "notice_months",
        "renewal",
        "report_month",
    )
    for name in names:
        setattr(contract, name, verdict.payload[name])
    contract.save(update_fields=names)


@on("state_measures")
def state_measures(step: Step, verdict: Verdict) -> None:
    """The department hands in its measures."""
    _require_measures(step, Side.STATE)


@on("partner_measures")
def partner_measures(step: Step, verdict: Verdict) -> None:
    """The partner hands in its measures."""
    _require_measures(step, Side.PARTNER)


def _require_measures(step: Step, side: Side) -> None:
    if not Measure.objects.filter(contract_id=step.case.pk, side__in=[side, Side.BOTH]).exists():
        raise WorkflowError(_("Bitte erfassen Sie mindestens eine Maßnahme, bevor Sie einreichen."))


@on("draft")
def draft(step: Step, verdict: Verdict) -> None:
    """A new version of the text; everybody asked may read it, the partner too."""
    contract = contract_of(step)
    upload = verdict.payload.get("file")
    if upload is None:
        raise InputError("file", _("Bitte laden Sie den Vertragsentwurf hoch."))
    target = contract.draft or NewDocument(kind=DocumentKind.CONTRACT, title=_("Vertragstext"))
    version = file_version(step, target, upload, remark=verdict.payload.get("remark", ""))
    version.shared_at = version.released_at = step.at
    version.save(update_fields=["shared_at", "released_at"])
    if contract.draft_id is None:
        contract.draft = version.document
        contract.save(update_fields=["draft"])


@on("cosign_house", "cosign_ressort")
def sign_draft(step: Step, verdict: Verdict) -> None:
    """The co-signature of this unit, bound to the version it was asked about."""
    cosign(step, verdict.outcome, verdict.note)


@on("resolve_head", "resolve_division", "resolve_secretary")
def settle(step: Step, verdict: Verdict) -> None:
    """A dissent that is settled without a new text is recorded as settled, by whom and why."""
    if verdict.outcome == "settled":
        resolve_dissent(step.case, verdict.note, step.at)


@on("committee_decision", "cabinet_paper")
def record_decision(step: Step, verdict: Verdict) -> None:
    """The resolution with its date."""
    if verdict.outcome == "return" and not verdict.payload.get("decided_on"):
        return
    decided_on = verdict.payload.get("decided_on")
    if decided_on is None or decided_on > step.day:
        raise InputError(
            "decided_on", _("Bitte geben Sie das Datum des Beschlusses an; es darf nicht in der Zukunft liegen.")
        )
    task = step.task
    body = _("Kabinett") if task and task.node.name == "cabinet_paper" else _("Kabinettsausschuss Integration")
    mode = verdict.payload.get("mode") or CommitteeDecision.Mode.SESSION
    CommitteeDecision.objects.create(
        contract_id=step.case.pk,
        body=body,
        mode=mode,
        decided_on=decided_on,
        result=verdict.outcome,
        text=verdict.note,
        task=task,
    )


@on("sign_state", "sign_partner")
def declare(step: Step, verdict: Verdict) -> None:
    """One party's declaration with the signed paper; it refers to the frozen text by its hash."""
    if verdict.outcome != "signed":
        return
    contract = contract_of(step)
    data = dict(verdict.payload)
    upload = data.pop("file", None)
    task, authority = step.task, step.authority
    if upload is None:
        raise InputError("file", _("Bitte fügen Sie die gezeichnete Fassung bei (Scan oder Datei)."))
    if data["signed_on"] > step.day:
        raise InputError("signed_on", _("Das Datum der Unterschrift liegt in der Zukunft."))
    if contract.final_version is None or task is None or authority is None:
        raise WorkflowError(_("Es gibt keine freigegebene Endfassung."))
    side = Side.PARTNER if task.organisation_id else Side.STATE
    title = _("Gezeichnete Fassung (%(side)s)") % {"side": side.label}
    version: DocumentVersion = file_version(step, NewDocument(kind=DocumentKind.SIGNED, title=title), upload, remark="")
    if side == Side.PARTNER:
        version.released_at = step.at
        version.save(update_fields=["released_at"])
    Declaration.objects.create(
        contract=contract, side=side, version=version, text_sha256=contract.final_version.sha256, recorded_by=authority.actor, recorded_at=step.at,
        received_on=step.day if side == Side.PARTNER else None,
        **{name: data[name] for name in ("person", "capacity", "signed_on", "place", "form", "original_location")},
    )  # fmt: skip


@on("confirm_force")
def confirm_force(step: Step, verdict: Verdict) -> None:
    """Receipt of both declarations and the agreed day of entry into force."""
    contract = contract_of(step)
    received = {Side.STATE: verdict.payload["state_received_on"], Side.PARTNER: verdict.payload["partner_received_on"]}
    for declaration in contract.declarations.filter(withdrawn_at=None):
        day = received[Side(declaration.side)]
        if day < declaration.signed_on or day > step.day:
            raise InputError(
                f"{declaration.side}_received_on", _("Der Zugang liegt nicht zwischen Unterschrift und heute.")
            )
        declaration.received_on = day
        declaration.save(update_fields=["received_on"])
        contract.last_signed_on = max(declaration.signed_on, contract.last_signed_on or declaration.signed_on)
    contract.effective_on = verdict.payload.get("effective_on") or contract.last_signed_on
    contract.save(update_fields=["last_signed_on", "effective_on"])


@on("publish")
def publish(step: Step, verdict: Verdict) -> None:
    """What the public register shows."""
    contract = contract_of(step)
    contract.public, contract.public_summary = verdict.payload["public"], verdict.payload["public_summary"]
    contract.save(update_fields=["public", "public_summary"])


@on("status_talk")
def keep_progress(step: Step, verdict: Verdict) -> None:
    """How far the measures are."""
    Measure.objects.bulk_update(verdict.payload.get("measures", ()), ["status"])


@on("interim_report", "final_report", "last_report")
def hand_in_report(step: Step, verdict: Verdict) -> None:
    """The partner's report, with its file if there is one."""
    task = step.task
    assert task is not None  # noqa: S101 -- effects run on tasks
    data = verdict.payload
    keep_progress(step, verdict)
    kind = Report.Kind.INTERIM if task.node.name == "interim_report" else Report.Kind.FINAL
    version = None
    if data.get("file"):
        version = file_version(
            step, NewDocument(kind=DocumentKind.REPORT, title=f"{kind.label} {data['period']}"), data["file"], remark=""
        )
        version.released_at = step.at
        version.save(update_fields=["released_at"])
    Report.objects.create(
        contract_id=step.case.pk, kind=kind, period=data["period"], progress=data["progress"], deviations=data["deviations"],
        outlook=data["outlook"], version=version, task=task, submitted_at=step.at,
    )  # fmt: skip


@on("review_report", "review_final", "review_last")
def accept_report(step: Step, verdict: Verdict) -> None:
    """The report this review was opened by is accepted."""
    if verdict.outcome == "accept" and step.task and step.task.cause_id:
        Report.objects.filter(task_id=step.task.cause_id).update(accepted_at=step.at)


@on("partner_statement")
def partner_statement(step: Step, verdict: Verdict) -> None:
    """The partner's view goes into the evaluation."""
    evaluation, _created = Evaluation.objects.get_or_create(contract_id=step.case.pk)
    evaluation.partner_statement = verdict.payload["partner_statement"]
    evaluation.cooperation_partner = verdict.payload["cooperation_partner"]
    evaluation.save(update_fields=["partner_statement", "cooperation_partner"])


@on("evaluation_report")
def evaluate(step: Step, verdict: Verdict) -> None:
    """Every measure is judged; a further report replaces the judgements of the one sent back."""
    texts = ("reach", "effects", "deviations", "resources", "cooperation_state", "lessons", "recommendation", "publish")
    evaluation, _created = Evaluation.objects.update_or_create(
        contract_id=step.case.pk, defaults={name: verdict.payload[name] for name in texts}
    )
    for item in verdict.payload["items"]:
        EvaluationItem.objects.update_or_create(
            evaluation=evaluation, measure=item["measure"],
            defaults={"attainment": item["attainment"], "rating": item["rating"], "evidence": item["evidence"]},
        )  # fmt: skip
        Measure.objects.filter(pk=item["measure"].pk).update(status=item["status"])
    Indicator.objects.bulk_update(verdict.payload["indicators"], ["actual"])


@on("scope")
def scope(step: Step, verdict: Verdict) -> None:
    """What the Nachtrag changes."""
    parent = Contract.objects.get(pk=step.case.parent_id)
    new_end = verdict.payload.get("new_ends_on")
    if new_end and parent.effective_on and new_end <= max(step.day, parent.effective_on + timedelta(days=1)):
        raise InputError("new_ends_on", _("Das neue Ende muss in der Zukunft liegen."))
    AmendmentTerms.objects.update_or_create(
        contract_id=step.case.pk, defaults={"subject": verdict.payload["subject"], "new_ends_on": new_end}
    )
