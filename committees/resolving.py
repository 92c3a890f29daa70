"""What a body resolved. The result and the task that waits for it are written together, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from committees.agenda import decision_of
from committees.bias import require_excluded, require_free, shut_by_item, shut_out_of
from committees.leadtimes import rules_of
from committees.models import AgendaItem, Attendance, BodyRules, Session
from committees.secretariat import require_secretariat
from committees.session_states import VOTED, Presence, Quorum, Result
from committees.sittings import locked
from directory.standing import Standing
from workflow.errors import AlreadyDoneError, InputError, WorkflowError
from workflow.models import CaseTask
from workflow.services import complete
from workflow.steps import Verdict


@dataclass(frozen=True)
class Count:
    """How a vote went. `seats` is the whole body, `present` who is there, `excluded` who of them is biased in this item."""

    seats: int
    present: int
    excluded: int = 0
    yes: int = 0
    no: int = 0
    abstained: int = 0

    @property
    def voting(self) -> int:
        """Excluded members do not count as present."""
        return self.present - self.excluded

    def is_quorate(self, quorum: str) -> bool:
        """Enough seats take part."""
        return self.voting >= Quorum(quorum).needed(self.seats)

    def carries(self, *, unanimous: bool) -> bool:
        """Whether this vote adopts: more yes than no, or, where unanimity is asked for, a yes and no no. Abstentions never decide."""
        return self.yes > 0 and self.no == 0 if unanimous else self.yes > self.no


@dataclass(frozen=True)
class Resolution:
    """What the Geschäftsstelle records for an item."""

    result: str
    yes: int = 0
    no: int = 0
    abstained: int = 0
    excluded: tuple[Attendance, ...] = ()
    discussion: str = ""
    text: str = ""

    def count(self, seats: int, present: int) -> Count:
        """The vote within this body."""
        return Count(seats, present, len(self.excluded), self.yes, self.no, self.abstained)


def check_vote(count: Count, result: str, rules: BodyRules) -> None:
    """InputError at the field where votes and result do not go together; only adoption and rejection are voted on."""
    if result not in VOTED:
        if count.yes or count.no or count.abstained:
            raise InputError(
                "result", _("Stimmen gehören nur zu „angenommen“ oder „abgelehnt“. Leeren Sie die Felder.")
            )
        return
    cast = count.yes + count.no + count.abstained
    if cast != count.voting:
        raise InputError(
            "yes",
            _("Abgegeben sind %(cast)d Stimmen, anwesend und nicht befangen sind %(voting)d. Prüfen Sie die Zahlen.")
            % {"cast": cast, "voting": count.voting},
        )
    if not count.is_quorate(rules.quorum):
        raise InputError(
            "result",
            _("Nicht beschlussfähig: %(voting)d von %(needed)d nötigen Stimmen. Vertagen Sie den Punkt.")
            % {"voting": count.voting, "needed": Quorum(rules.quorum).needed(count.seats)},
        )
    _check_majority(count, result, rules)


def _check_majority(count: Count, result: str, rules: BodyRules) -> None:
    carried = count.carries(unanimous=rules.unanimous)
    if result == Result.ADOPTED and not carried and rules.unanimous:
        raise InputError(
            "result", _("Das Gremium beschließt nur einstimmig; mit dieser Abstimmung ist nicht angenommen.")
        )
    if result == Result.ADOPTED and not carried:
        raise InputError(
            "result", _("Mit dieser Abstimmung ist der Punkt nicht angenommen: Es braucht mehr Ja als Nein.")
        )
    if result == Result.REJECTED and carried:
        raise InputError("result", _("Mit dieser Abstimmung ist der Punkt angenommen, nicht abgelehnt."))


def present_in(session: Session) -> tuple[int, int]:
    """How many votes the body has, and how many of them are present."""
    rows = list(session.attendances.filter(votes=True).values_list("presence", flat=True))
    return len(rows), sum(presence == Presence.PRESENT for presence in rows)


def record(item_id: int, resolution: Resolution, *, standing: Standing, at: datetime) -> AgendaItem:
    """Record what a running sitting resolved on an item. The waiting task ends with it; if the task refuses, nothing is recorded."""
    require_secretariat(standing)
    item = AgendaItem.objects.select_related("session__body").get(pk=item_id)
    if item.session.is_circulation:
        raise WorkflowError(_("Ein Umlauf wird ausgezählt, nicht einzeln festgehalten."))
    _check_text(resolution)
    seats, present = present_in(item.session)
    count, rules = resolution.count(seats, present), rules_of(item.session.body)
    check_vote(count, resolution.result, rules)
    item.present, item.needed = count.voting, Quorum(rules.quorum).needed(seats)
    with transaction.atomic():
        _check_bias(item, resolution, standing)
        done = settle(item, resolution, item.session.held_on, standing=standing, at=at)
        _shut_out(item, resolution, standing=standing, at=at)
    return done


def _check_bias(item: AgendaItem, resolution: Resolution, standing: Standing) -> None:
    shut = shut_by_item([item])
    require_free(standing.user, [item], shut)
    present = item.session.attendances.filter(votes=True, presence=Presence.PRESENT).select_related("seat")
    require_excluded(resolution.excluded, present, shut[item.pk])


def _shut_out(item: AgendaItem, resolution: Resolution, *, standing: Standing, at: datetime) -> None:
    """Bias noted in the session holds for the case; of somebody who was stood in for, nobody's account is known."""
    reason = _("Befangenheit in der Sitzung %(session)s") % {"session": item.session}
    for row in resolution.excluded:
        if row.user is not None and not row.represented_by:
            shut_out_of(item, row.user, reason, by=standing.user, at=at)


def _check_text(resolution: Resolution) -> None:
    if resolution.result in {Result.REJECTED, Result.RETURNED} and not resolution.text.strip():
        raise InputError("resolution", _("Halten Sie fest, was beschlossen wurde und warum."))


def settle(item: AgendaItem, resolution: Resolution, day: date, *, standing: Standing, at: datetime) -> AgendaItem:
    """Write a result, and complete the task that waits for it, in one transaction. The case is locked before the session, as everywhere."""
    with transaction.atomic():
        if item.task_id is not None:
            _complete_task(item, resolution, day, standing=standing, at=at)
        session = locked(item.session_id)
        fresh = AgendaItem.objects.select_for_update().get(pk=item.pk)
        if fresh.is_decided:
            raise AlreadyDoneError(_("Zu diesem Punkt steht das Ergebnis bereits fest."))
        if not session.is_running or fresh.task_id != item.task_id:
            raise WorkflowError(_("Die Sitzung läuft nicht; Ergebnisse lassen sich jetzt nicht festhalten."))
        for name, value in _written(item, resolution).items():
            setattr(fresh, name, value)
        fresh.recorded_by, fresh.recorded_at = standing.user, at
        fresh.save()
        fresh.excluded.set(resolution.excluded)
    return fresh


def _written(item: AgendaItem, resolution: Resolution) -> Mapping[str, Any]:
    return {
        "result": resolution.result, "yes": resolution.yes, "no": resolution.no, "abstained": resolution.abstained,
        "discussion": resolution.discussion.strip(), "resolution": resolution.text.strip(), "present": item.present, "needed": item.needed,
    }  # fmt: skip


def _complete_task(item: AgendaItem, resolution: Resolution, day: date, *, standing: Standing, at: datetime) -> None:
    """End the waiting task with the outcome its kind has for this result; results it does not know leave the task open."""
    task = CaseTask.objects.select_related("process").get(pk=item.task_id)
    decision = decision_of(task)
    outcome = decision.outcomes.get(resolution.result) if decision else None
    if outcome is None:
        return
    payload = {"decided_on": day, "mode": item.session.kind}
    try:
        complete(task.pk, Verdict(outcome, _note(item, resolution, day), payload), standing=standing, at=at)
    except AlreadyDoneError as error:
        raise WorkflowError(_("%(why)s Setzen Sie den Punkt ab.") % {"why": error.message}) from error
    except InputError as error:
        raise WorkflowError(error.message) from error


def _note(item: AgendaItem, resolution: Resolution, day: date) -> str:
    """What the history of the case says."""
    told = _("%(session)s vom %(day)s: %(result)s.") % {
        "session": item.session, "day": f"{day:%d.%m.%Y}", "result": Result(resolution.result).label,
    }  # fmt: skip
    return " ".join(filter(None, [told, resolution.text.strip()]))


def keep_discussion(item: AgendaItem, text: str, *, standing: Standing) -> AgendaItem:
    """Write on how the discussion went, until the Niederschrift is sent; the result stays as it was recorded."""
    require_secretariat(standing)
    with transaction.atomic():
        session = locked(item.session_id)
        if session.minutes_issued_at is not None:
            raise WorkflowError(_("Die Niederschrift ist versandt. Änderungen nimmt sie nur noch als Einwand auf."))
        AgendaItem.objects.filter(pk=item.pk).update(discussion=text.strip())
    item.discussion = text.strip()
    return item
