"""Who may act: predicates over a task or case and a person's standing. Seeing is the querysets' business."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import Rank, User
from directory.standing import Standing
from workflow.errors import NotAllowedError
from workflow.models import Case, CaseTask, Confidentiality

DEPUTY_OF_STATE_SECRETARY = "In Vertretung der Staatssekretärin/des Staatssekretärs"


@dataclass(frozen=True)
class Authority:
    """In whose name somebody acts, and with which rank."""

    actor: User
    on_behalf_of: User | None = None
    rank: int = 0
    recorded_for_partner: bool = False

    @property
    def people(self) -> frozenset[int]:
        """Everybody whose hand is in it."""
        return frozenset(user.pk for user in (self.actor, self.on_behalf_of) if user)


def authority_over(task: CaseTask, standing: Standing) -> Authority | None:
    """How `standing.user` may work on this open task: for herself, or for somebody she deputises for; None if not at all."""
    if standing.user.pk in task.case.excluded:
        return None
    own = _reach(task, standing)
    if task.owner_id == standing.user.pk and own is not None:
        return Authority(standing.user, rank=own)
    if task.owner_id is None and own is not None:
        return Authority(standing.user, rank=own)
    signs = task.node.duty.signs
    for principal in standing.principals:
        reach = _reach(task, principal.standing)
        if reach is not None and task.owner_id in (None, principal.user.pk) and (principal.may_sign or not signs):
            return Authority(standing.user, on_behalf_of=principal.user, rank=reach)
    return None


def _reach(task: CaseTask, standing: Standing) -> int | None:
    """The rank with which this standing reaches the task, or None."""
    if task.organisation_id is not None:
        role = standing.roles.get(task.organisation_id)
        return role if role is not None and role >= task.rank else None
    rank = standing.ranks.get(task.unit_id) if task.unit_id else None
    if rank is not None and rank >= task.rank:
        return rank
    return rank if rank is not None and task.owner_id == standing.user.pk else None


def may_record_for_partner(task: CaseTask, standing: Standing) -> bool:
    """The lead unit may enter what a partner sent on paper; it is recorded as such."""
    return task.organisation_id is not None and task.case.lead_unit_id in standing.unit_ids


def require_authority(task: CaseTask, standing: Standing, *, authors: frozenset[int] = frozenset()) -> Authority:
    """The authority over a task, or NotAllowedError with a reason the user can act on. `authors` are shut out where the node signs."""
    authority = authority_over(task, standing)
    if authority is None and may_record_for_partner(task, standing):
        return Authority(standing.user, rank=standing.ranks[task.case.lead_unit_id], recorded_for_partner=True)
    if authority is None:
        raise NotAllowedError(_refusal(task, standing))
    if task.node.duty.signs and authority.people & authors:
        raise NotAllowedError(
            _(
                "Vier-Augen-Prinzip: Wer den Entwurf verfasst hat, darf nicht schlusszeichnen, auch nicht in Vertretung. Bitte geben Sie die Aufgabe weiter."
            )
        )
    return authority


def _refusal(task: CaseTask, standing: Standing) -> str:
    if standing.user.pk in task.case.excluded:
        return _("Sie sind von diesem Vorgang ausgeschlossen (§§ 20, 21 HVwVfG).")
    if task.owner_id and task.owner_id != standing.user.pk:
        return _("Diese Aufgabe bearbeitet %(owner)s.") % {"owner": task.owner}
    if task.unit_id in standing.unit_ids:
        return _("Diese Aufgabe ist der %(rank)s vorbehalten.") % {"rank": Rank(task.rank).label}
    return _("Für diese Aufgabe ist %(unit)s zuständig.") % {"unit": task.unit or task.organisation}


def leads(standing: Standing, path: str) -> bool:
    """Leads the unit with this path, or one above it."""
    return any(path.startswith(led) for led in standing.led_paths)


def may_assign(task: CaseTask, standing: Standing) -> bool:
    """Zuweisung: by the head of the addressed unit, or of one above who has the file of the case."""
    if task.unit is None or not leads(standing, task.unit.path):
        return False
    return task.unit_id in standing.unit_ids or _has_file(task.case, standing)


def _has_file(case: Case, standing: Standing) -> bool:
    """Who leads from above acts on what she may read, and no further."""
    return Case.objects.in_full_view_of(standing).filter(pk=case.pk).exists()


def _leads_above(case: Case, standing: Standing) -> bool:
    """Leads the lead unit; in a restricted case from above only for those on its list."""
    if not leads(standing, case.lead_unit.path):
        return False
    open_to_line = case.confidentiality != Confidentiality.RESTRICTED or case.lead_unit_id in standing.unit_ids
    return open_to_line or _has_file(case, standing)


def may_direct(case: Case, standing: Standing, *, rank: int = Rank.CASE_WORKER) -> bool:
    """Act on the case as a whole: the lead unit, from `rank` on, or whoever leads it."""
    own = standing.ranks.get(case.lead_unit_id, 0)
    deputised = max(
        (principal.standing.ranks.get(case.lead_unit_id, 0) for principal in standing.principals), default=0
    )
    return max(own, deputised) >= rank or _leads_above(case, standing)


def require_direction(case: Case, standing: Standing, *, rank: int = Rank.CASE_WORKER) -> Authority:
    """The authority to act on the case as a whole, or NotAllowedError."""
    own = standing.ranks.get(case.lead_unit_id, 0)
    if own >= rank or _leads_above(case, standing):
        return Authority(standing.user, rank=max(own, *standing.ranks.values()) if standing.ranks else own)
    for principal in standing.principals:
        theirs = principal.standing.ranks.get(case.lead_unit_id, 0)
        if theirs >= rank:
            return Authority(standing.user, on_behalf_of=principal.user, rank=theirs)
    raise NotAllowedError(_("Das darf nur die Federführung (%(unit)s).") % {"unit": case.lead_unit})


def require_extension(task: CaseTask, standing: Standing) -> Authority:
    """Who may give a task a later deadline: the head of the unit that has it, or the lead unit."""
    return Authority(standing.user) if may_assign(task, standing) else require_direction(task.case, standing)


def require_custody(task: CaseTask, standing: Standing) -> Authority:
    """Who may put a task elsewhere: who has it (or deputises for that person), or who leads the unit."""
    authority = authority_over(task, standing)
    if authority and task.owner_id is not None:
        return authority
    if may_assign(task, standing):
        return Authority(standing.user, rank=max(standing.ranks.values(), default=0))
    raise NotAllowedError(_("Weitergeben darf nur, wer die Aufgabe bearbeitet, oder die Leitung der Einheit."))


def grants(require: Callable[[CaseTask, Standing], Authority], task: CaseTask, standing: Standing) -> bool:
    """Whether a rule lets the person do it: what a menu asks where page and service demand."""
    try:
        require(task, standing)
    except NotAllowedError:
        return False
    return True


def signature_form(rank: int, *, for_rank: int | None = None) -> str:
    """Addition to a signature. It follows rank alone: Minister none, Staatssekretär/in "In Vertretung", all others "Im Auftrag".

    `for_rank` is the rank of the person deputised for: whoever signs for the Staatssekretär/in without that rank uses the longer form.
    """
    if rank >= Rank.MINISTER:
        return ""
    if rank >= Rank.STATE_SECRETARY:
        return "In Vertretung"
    if for_rank == Rank.STATE_SECRETARY:
        return DEPUTY_OF_STATE_SECRETARY
    return "Im Auftrag"
