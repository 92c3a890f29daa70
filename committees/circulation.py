"""Umlauf: every seat is asked, one "no" sends the item to a session, and silence is no consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.bias import require_free, require_one_seat, shut_by_item, shut_out_of
from committees.models import AgendaItem, Attendance, Ballot, Session
from committees.resolving import Resolution, settle
from committees.secretariat import require_secretariat
from committees.session_access import own_seats
from committees.session_states import Answer, Result, SessionState
from committees.sittings import locked
from directory.models import OrgUnit, User
from directory.standing import Standing
from workflow.errors import InputError, NotAllowedError, WorkflowError


@dataclass(frozen=True)
class Given:
    """The answer of one seat to one item."""

    answer: str
    remark: str = ""


@dataclass(frozen=True)
class Tally:
    """Where an item stands."""

    asked: int
    yes: int = 0
    no: int = 0
    abstained: int = 0
    excluded: int = 0

    @property
    def missing(self) -> int:
        """Seats that have not answered."""
        return self.asked - self.yes - self.no - self.abstained - self.excluded

    @property
    def adopted(self) -> bool:
        """Everybody answered, nobody refused, and somebody agreed."""
        return self.missing == 0 and self.no == 0 and self.yes > 0

    @property
    def is_settled(self) -> bool:
        """No further answer can change the result."""
        return self.no > 0 or self.missing == 0


def tally(asked: int, answers: list[str]) -> Tally:
    """Count the answers to an item."""
    return Tally(
        asked,
        answers.count(Answer.YES),
        answers.count(Answer.NO),
        answers.count(Answer.ABSTAIN),
        answers.count(Answer.EXCLUDED),
    )


def answer(session_id: int, seat: OrgUnit, given: Mapping[int, Given], *, standing: Standing, at: datetime) -> None:
    """Answer for a seat, by its representative or deputy; until the last day, and as often as they like. By id of the item.

    Whoever declares bias is shut out of the item's case from then on; whoever is shut out already is refused.
    """
    with transaction.atomic():
        items = list(AgendaItem.objects.filter(session=session_id, pk__in=given))
        shut = shut_by_item(items)
        for item in items:
            if given[item.pk].answer == Answer.EXCLUDED:
                shut_out_of(item, standing.user, _reason(given[item.pk]), by=standing.user, at=at)
        session = _answerable(session_id, seat, standing)
        require_free(standing.user, items, shut)
        require_one_seat(standing.user, items, seat)
        whose = own_seats(session, standing).get(seat.pk)
        if whose is None:
            raise NotAllowedError(_("Für diesen Sitz antwortet seine Vertretung im Gremium."))
        behalf = None if whose.user == standing.user else whose.user
        _store(session, seat, given, Ballot(given_by=standing.user, on_behalf_of=behalf, at=at))


def _reason(given: Given) -> str:
    return given.remark.strip() or _("Befangenheit im Umlauf erklärt")


def enter_answer(
    session_id: int, seat: OrgUnit, given: Mapping[int, Given], *, standing: Standing, at: datetime
) -> None:
    """The same by the Geschäftsstelle, for an answer that came by another way; how it came is kept."""
    require_secretariat(standing)
    with transaction.atomic():
        items = list(AgendaItem.objects.filter(session=session_id, pk__in=given))
        shut = shut_by_item(items)
        person = _person_in(session_id, seat)
        for item in items:
            one = given[item.pk]
            if person and one.answer == Answer.EXCLUDED:
                shut_out_of(item, person, _reason(one), by=standing.user, at=at)
            elif person and person.pk in shut[item.pk]:
                raise InputError(
                    "answer",
                    _("Wer den Sitz vertritt, ist hier befangen; nur die Stellvertretung kann selbst antworten."),
                )
        session = _answerable(session_id, seat, standing)
        require_free(standing.user, items, shut)
        if any(not one.remark.strip() for one in given.values()):
            raise InputError("remark", _("Vermerken Sie, wie und wann die Antwort eingegangen ist."))
        _store(session, seat, given, Ballot(given_by=standing.user, recorded=True, at=at))


def _person_in(session_id: int, seat: OrgUnit) -> User | None:
    """Who was asked for a seat."""
    row = Attendance.objects.filter(session=session_id, seat=seat).select_related("user").first()
    return row.user if row else None


def _answerable(session_id: int, seat: OrgUnit, standing: Standing) -> Session:
    session = locked(session_id)
    if not session.is_circulation or not session.is_running:
        raise WorkflowError(_("Zu diesem Umlauf werden keine Antworten mehr angenommen."))
    if session.held_on < standing.day:
        day = {"day": f"{session.held_on:%d.%m.%Y}"}
        raise WorkflowError(_("Die Frist ist am %(day)s abgelaufen. Wenden Sie sich an die Geschäftsstelle.") % day)
    if not session.attendances.filter(seat=seat).exists():
        raise NotAllowedError(_("Dieser Sitz ist in diesem Umlauf nicht gefragt."))
    return session


def _store(session: Session, seat: OrgUnit, given: Mapping[int, Given], pattern: Ballot) -> None:
    for item in session.items.filter(pk__in=given, result=Result.OPEN):
        one = given[item.pk]
        Ballot.objects.update_or_create(
            item=item,
            seat=seat,
            defaults={
                "answer": one.answer, "remark": one.remark.strip()[:500], "given_by": pattern.given_by, "on_behalf_of": pattern.on_behalf_of,
                "recorded": pattern.recorded, "at": pattern.at,
            },
        )  # fmt: skip


def tallies(session: Session) -> dict[int, Tally]:
    """Where each item stands, by id. An answer of somebody who was shut out of the case since does not count. Three queries."""
    asked = dict(session.attendances.filter(seat__isnull=False).values_list("seat", "user"))
    found: dict[int, list[str]] = {pk: [] for pk in session.items.values_list("pk", flat=True)}
    for ballot in Ballot.objects.filter(item__session=session).select_related("item__case"):
        if ballot.answer == Answer.EXCLUDED or not _is_shut(ballot, asked.get(ballot.seat_id)):
            found[ballot.item_id].append(ballot.answer)
    return {item_id: tally(len(asked), answers) for item_id, answers in found.items()}


def _is_shut(ballot: Ballot, asked: int | None) -> bool:
    """What the Geschäftsstelle entered is the answer of whoever was asked; every other is that of the person who gave it."""
    case = ballot.item.case
    return case is not None and (asked if ballot.recorded else ballot.given_by_id) in case.excluded


def count_out(session_id: int, *, standing: Standing, at: datetime) -> Session:
    """Count a finished Umlauf: each item is adopted or goes to a session, with the tasks that wait; if one refuses, nothing is counted."""
    require_secretariat(standing)
    session = Session.objects.select_related("body").get(pk=session_id)
    if not session.is_circulation or not session.is_running:
        raise WorkflowError(_("Dieser Umlauf läuft nicht."))
    with transaction.atomic():
        items = list(session.items.select_related("session__body", "task").order_by("task__process_id", "pk"))
        require_free(standing.user, items, shut_by_item(items))
        found = tallies(session)
        over = session.held_on < standing.day
        if not over and not all(one.is_settled for one in found.values()):
            raise WorkflowError(_("Es fehlen noch Antworten, und die Frist läuft noch. Zählen Sie danach aus."))
        for item in items:
            item.session = session
            _settle(item, _resolution(item, found[item.pk]), standing=standing, at=at)
        session = locked(session_id)
        _check_unchanged(session, found)
        session.state, session.closed_at = SessionState.CLOSED, at
        session.save(update_fields=["state", "closed_at"])
    return session


def _settle(item: AgendaItem, resolution: Resolution, *, standing: Standing, at: datetime) -> None:
    """What a task refuses is told with the number of its item: whoever counts may be shut out of its case."""
    try:
        settle(item, resolution, standing.day, standing=standing, at=at)
    except WorkflowError as error:
        told = {"number": item.order, "message": error.message}
        raise WorkflowError(_("Punkt %(number)d: %(message)s Es ist nichts ausgezählt.") % told) from error


def _check_unchanged(session: Session, found: Mapping[int, Tally]) -> None:
    """Cases are locked before the session, so an answer may have come in between."""
    if tallies(session) != found:
        raise WorkflowError(_("Gerade ist noch eine Antwort eingegangen. Zählen Sie noch einmal aus."))


def _resolution(item: AgendaItem, one: Tally) -> Resolution:
    if item.task is not None and not item.task.is_open:
        text = _("Im Vorgang ist inzwischen entschieden; der Punkt hat sich erledigt.")
        return Resolution(Result.DROPPED, one.yes, one.no, one.abstained, text=text)
    if one.adopted:
        return Resolution(Result.ADOPTED, one.yes, one.no, one.abstained, text=_("Im Umlauf einstimmig beschlossen."))
    if one.no:
        text = _("Im Umlauf nicht einstimmig; wird in einer Sitzung beraten.")
    elif one.missing:
        text = _(
            "Nicht alle Sitze haben geantwortet; Schweigen gilt nicht als Zustimmung. Wird in einer Sitzung beraten."
        )
    else:
        text = _("Niemand hat zugestimmt; wird in einer Sitzung beraten.")
    return Resolution(Result.POSTPONED, one.yes, one.no, one.abstained, text=text)
