"""The session: who was there, what was voted, and the result, fixed and signed by the chair."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from directory.models import User
from directory.standing import Standing
from documents.models import DocumentKind
from documents.rendering import render
from documents.services import NewDocument, file_version
from prizes.certificates import euro
from prizes.jury.preparation import members_of
from prizes.models import AwardYear, BiasDeclaration, Jury, JuryNomination, JuryStage, JuryVote, Nomination
from prizes.permissions import require_office
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.opening import opened_case
from workflow.permissions import Authority
from workflow.steps import Step


@dataclass(frozen=True)
class Vote:
    """Abstimmung on one nomination."""

    rank: int
    amount: Decimal
    yes: int
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True)
class Minutes:
    """What is recorded of a session."""

    held_on: date
    place: str
    chair: User
    present: list[User]
    course: str = ""
    votes: Mapping[int, Vote] = field(default_factory=dict)


def needed(jury: Jury, members: int) -> int:
    """How many must be present: as the year says, else more than half of the members (a default, not confirmed by any source)."""
    return jury.quorum or members // 2 + 1


def biased_by_entry(jury: Jury) -> dict[int, set[int]]:
    """Who is shut out of which nomination."""
    found: dict[int, set[int]] = {}
    for entry, juror in BiasDeclaration.objects.filter(entry__jury=jury, biased=True).values_list("entry", "juror"):
        found.setdefault(entry, set()).add(juror)
    return found


def require_all_open(jury: Jury, standing: Standing) -> None:
    """NotAllowedError for whoever is shut out of a nomination: the session decides on all of them against each other, and its words tell of all."""
    if jury.nominations.without_bias_of(standing).count() < jury.nominations.count():
        raise NotAllowedError(
            _("Sie sind von einer Nominierung ausgeschlossen. Die Sitzung der Jury hält jemand anderes fest.")
        )


def record(jury: Jury, minutes: Minutes, *, standing: Standing) -> None:
    """Keep the session as it stands; all or nothing. InputError names the field: `present`, `chair`, `held_on`, or `vote_<entry>`."""
    require_office(standing)
    require_all_open(jury, standing)
    with transaction.atomic():
        locked = Jury.objects.select_for_update().get(pk=jury.pk)
        if locked.stage != JuryStage.OPEN:
            raise WorkflowError(_("Eine Sitzung wird festgehalten, während die Jury mit Namen berät."))
        _check_presence(locked, minutes, standing.day)
        biased = biased_by_entry(jury)
        present = {person.pk for person in minutes.present}
        rows = [_checked(entry, vote, present, biased.get(entry, set())) for entry, vote in minutes.votes.items()]
        _check_money(jury.award_year, rows)
        JuryVote.objects.filter(entry__jury=jury).delete()
        JuryVote.objects.bulk_create(rows)
        locked.held_on, locked.place, locked.chair, locked.course = (
            minutes.held_on,
            minutes.place,
            minutes.chair,
            minutes.course,
        )
        locked.save()
        locked.present.set(minutes.present)


def _check_presence(jury: Jury, minutes: Minutes, day: date) -> None:
    members = set(members_of(jury, day).values_list("pk", flat=True))
    present = {person.pk for person in minutes.present}
    if minutes.held_on > day:
        raise InputError("held_on", _("Der Tag der Sitzung liegt in der Zukunft."))
    if not present <= members:
        raise InputError("present", _("Anwesend können nur Mitglieder der Jury sein."))
    if len(present) < needed(jury, len(members)):
        raise InputError(
            "present", _("Nicht beschlussfähig: %(there)d von %(all)d anwesend, nötig sind %(needed)d.")
            % {"there": len(present), "all": len(members), "needed": needed(jury, len(members))},
        )  # fmt: skip
    if minutes.chair.pk not in present:
        raise InputError("chair", _("Den Vorsitz führt jemand von den Anwesenden."))


def _checked(entry: int, vote: Vote, present: set[int], biased: set[int]) -> JuryVote:
    """Everybody present who is not shut out says yes, no, or abstains."""
    may, given = len(present - biased), vote.yes + vote.no + vote.abstained
    if given != may:
        raise InputError(
            f"vote_{entry}", _("%(given)d Stimmen, stimmberechtigt waren %(may)d (anwesend und nicht befangen).") % {"given": given, "may": may}
        )  # fmt: skip
    return JuryVote(entry_id=entry, excluded=len(present & biased), **vars(vote))


def _check_money(year: AwardYear, rows: Iterable[JuryVote]) -> None:
    total = sum((row.amount for row in rows if row.carried), Decimal())
    if total > year.prize_money:
        raise InputError(
            "",
            _("Vergeben würden %(total)s; das Preisgeld beträgt %(all)s.")
            % {"total": euro(total), "all": euro(year.prize_money)},
        )


def result_of(jury: Jury) -> dict[str, Any]:
    """The result as it is signed: everything that was resolved, in one fixed order."""
    votes = JuryVote.objects.filter(entry__jury=jury).select_related("entry__nomination__case")
    return {
        "prize": str(jury.award_year),
        "held_on": jury.held_on.isoformat() if jury.held_on else "",
        "place": jury.place,
        "chair": str(jury.chair),
        "present": sorted(str(person) for person in jury.present.all()),
        "votes": [
            {
                "number": vote.entry.number, "reference": vote.entry.nomination.case.reference, "nominee": vote.entry.nomination.nominee,
                "project": vote.entry.nomination.project, "rank": vote.rank, "amount": f"{vote.amount:.2f}", "yes": vote.yes, "no": vote.no,
                "abstained": vote.abstained, "excluded": vote.excluded, "carried": vote.carried,
            }
            for vote in votes
        ],
    }  # fmt: skip


def digest(result: Mapping[str, Any]) -> str:
    """SHA-256 over the result's canonical form."""
    return hashlib.sha256(
        json.dumps(result, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def fix(jury: Jury, *, standing: Standing, at: datetime) -> Jury:
    """The chair fixes and signs the result: places and money are written, the minutes filed, nothing can be changed any more."""
    assert jury.award_year.case_id  # noqa: S101 -- a year with a jury has a case
    with opened_case(jury.award_year.case_id, at=at) as step:
        locked = (
            Jury.objects.select_for_update(of=("self",)).select_related("award_year", "unit", "chair").get(pk=jury.pk)
        )
        if locked.stage != JuryStage.OPEN or locked.held_on is None:
            raise WorkflowError(_("Es gibt noch keine Sitzung, deren Ergebnis festgestellt werden könnte."))
        if locked.chair_id != standing.user.pk:
            raise NotAllowedError(_("Das Ergebnis stellt der Vorsitz der Sitzung fest."))
        carried = [vote for vote in JuryVote.objects.filter(entry__jury=jury).select_related("entry") if vote.carried]
        if not carried:
            raise WorkflowError(_("Es ist noch keine Auszeichnung beschlossen."))
        _check_votes_hold(locked)
        step.authority = Authority(standing.user)
        result = result_of(locked)
        locked.stage, locked.fixed_at, locked.fixed_by, locked.fixed_sha256 = (
            JuryStage.FIXED,
            at,
            standing.user,
            digest(result),
        )
        locked.save()
        Nomination.objects.filter(before_jury__jury=jury).update(rank=None, amount=None)
        for vote in carried:
            Nomination.objects.filter(pk=vote.entry.nomination_id).update(rank=vote.rank, amount=vote.amount)
        _file_minutes(step, locked, result)
        step.log("jury_fixed", sha256=locked.fixed_sha256, awards=len(carried))
    return locked


def _check_votes_hold(jury: Jury) -> None:
    """Whoever became biased after the session must not have voted: what she took part in is voted on again."""
    present = set(jury.present.values_list("pk", flat=True))
    biased = biased_by_entry(jury)
    for vote in JuryVote.objects.filter(entry__jury=jury).select_related("entry"):
        if len(present & biased.get(vote.entry_id, set())) != vote.excluded:
            raise WorkflowError(
                _("Zu Nummer %(number)d ist seit der Sitzung eine Befangenheit hinzugekommen. Die Abstimmung ist zu wiederholen und neu festzuhalten.")
                % {"number": vote.entry.number}
            )  # fmt: skip


def _file_minutes(step: Step, jury: Jury, result: Mapping[str, Any]) -> None:
    values = {
        "title": _("Niederschrift: %(jury)s") % {"jury": jury.unit.name},
        "held": f"{jury.held_on:%d.%m.%Y}" + (f", {jury.place}" if jury.place else ""),
        "chair": str(result["chair"]),
        "present": ", ".join(result["present"]),
        "course": jury.course or _("Die Beratung ist vertraulich."),
        "votes": "\n".join(_line(vote) for vote in result["votes"]),
        "sha256": jury.fixed_sha256,
        "signed": _("Ergebnis festgestellt durch %(name)s am %(day)s")
        % {"name": jury.fixed_by, "day": f"{step.day:%d.%m.%Y}"},
    }
    new = NewDocument(kind=DocumentKind.MINUTES, title=_("Niederschrift der Jurysitzung"))
    version = file_version(
        step, new, render("minutes", "niederschrift-jury.pdf", values), remark=_("vom System erzeugt")
    )
    # Its words may tell of whatever lay before the session, voted on or not, and of nothing else.
    version.document.tells_of.set(jury.nominations.values_list("nomination", flat=True))


def _line(vote: Mapping[str, Any]) -> str:
    outcome = _("angenommen") if vote["carried"] else _("abgelehnt")
    text = _(
        "Nr. %(number)s, %(nominee)s (%(project)s), %(reference)s: Platz %(rank)s, %(amount)s; %(yes)s Ja, %(no)s Nein, %(abstained)s Enthaltungen, %(excluded)s ausgeschlossen: %(outcome)s"
    )
    return text % {**vote, "amount": euro(Decimal(vote["amount"])), "outcome": outcome}


def reopen(step: Step, year: AwardYear) -> None:
    """A returned Vorlage lets the jury resolve anew: the signature no longer holds, its fingerprint stays in the history."""
    jury = Jury.objects.select_for_update().get(award_year=year)
    step.log("jury_reopened", sha256=jury.fixed_sha256)
    jury.stage, jury.fixed_at, jury.fixed_by, jury.fixed_sha256 = JuryStage.OPEN, None, None, ""
    jury.save()
    Nomination.objects.filter(before_jury__jury=jury).update(rank=None, amount=None)


def visible_votes(jury: Jury, standing: Standing) -> tuple[list[JuryVote], int]:
    """The votes a member may see, and how many more there are that she is shut out of."""
    entries = JuryNomination.objects.filter(jury=jury).without_bias_of(standing)
    votes = JuryVote.objects.filter(entry__jury=jury).select_related("entry__nomination")
    seen = list(votes.filter(entry__in=entries.values("pk")))
    return seen, votes.count() - len(seen)
