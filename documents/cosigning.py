"""Mitzeichnung: asked for on one version, given on exactly that version, überholt by the next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from directory.models import Rank
from documents.models import CoSignature, Document, DocumentVersion
from workflow.errors import WorkflowError
from workflow.models import Case, CaseTask
from workflow.permissions import signature_form
from workflow.steps import Step


def ask_cosign(tasks: Iterable[CaseTask], version: DocumentVersion) -> None:
    """Bind newly opened co-signing tasks to a version."""
    CoSignature.objects.bulk_create(CoSignature(task=task, version=version, sha256=version.sha256) for task in tasks)


def cosign(step: Step, outcome: str, statement: str) -> CoSignature:
    """Record what the unit said about the version it was asked about, within the step that completes its task."""
    row = CoSignature.objects.select_related("version").get(task=step.task)
    if row.superseded_at is not None or row.version.sha256 != row.sha256:
        raise WorkflowError(_("Diese Mitzeichnung ist überholt: Es gibt eine neuere Fassung."))
    row.outcome, row.statement, row.signed_at = outcome, statement.strip(), step.at
    if step.authority:
        principal = (
            Rank.STATE_SECRETARY
            if step.authority.on_behalf_of and step.authority.rank >= Rank.STATE_SECRETARY
            else None
        )
        rank = 0 if principal else step.authority.rank
        row.signer, row.rank, row.form = (
            step.authority.actor,
            step.authority.rank,
            signature_form(rank, for_rank=principal),
        )
    row.save()
    return row


def supersede(document: Document, at: datetime) -> int:
    """Mark the co-signatures of every version of a document überholt; how many."""
    return CoSignature.objects.filter(version__document=document, superseded_at=None).update(superseded_at=at)


def open_dissents(case: Case) -> list[CoSignature]:
    """Valid dissents that nobody has settled."""
    rows = CoSignature.objects.filter(
        task__process=case, outcome=CoSignature.Outcome.DISSENT, superseded_at=None, resolved_at=None
    )
    return list(rows.select_related("task__unit", "signer"))


def resolve_dissent(case: Case, resolution: str, at: datetime) -> int:
    """Mark the valid dissents of a case as settled, with the words that settled them; how many."""
    rows = CoSignature.objects.filter(
        task__process=case, outcome=CoSignature.Outcome.DISSENT, superseded_at=None, resolved_at=None
    )
    return rows.update(resolved_at=at, resolution=resolution.strip())


@dataclass
class TableRow:
    """A unit's present co-signature and its earlier ones."""

    unit: str
    current: CoSignature
    earlier: list[CoSignature] = field(default_factory=list)


def cosign_table(case: Case) -> list[TableRow]:
    """One row per unit, the newest co-signature first; one query."""
    rows: dict[int | None, TableRow] = {}
    found = (
        CoSignature.objects.filter(task__process=case)
        .select_related("task__unit", "version", "signer")
        .order_by("-version__number", "-pk")
    )
    for row in found:
        unit = row.task.unit
        if row.task.unit_id in rows:
            rows[row.task.unit_id].earlier.append(row)
        else:
            rows[row.task.unit_id] = TableRow(unit=unit.short if unit else "", current=row)
    return sorted(rows.values(), key=lambda row: row.unit)
