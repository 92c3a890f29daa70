"""What a member does: name connections, declare bias, judge. And what comes of all judgements together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from directory.models import User
from directory.standing import Standing
from prizes.identity import common_to, identities
from prizes.models import MOST_POINTS, Ballot, BiasDeclaration, Connections, Jury, JuryNomination, JuryStage, Points
from prizes.permissions import require_member, require_office
from prizes.ranking import Judged, ranked, weighted
from prizes.redaction import found_in
from prizes.spelling import plain
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import shut_out
from workflow.opening import opened_case
from workflow.permissions import Authority

JUDGING = (JuryStage.BLIND, JuryStage.OPEN)


@dataclass(frozen=True)
class Judgement:
    """What a member says of a nomination: points per criterion, or an abstention. `seen` is the revision the form was filled from, 0 for none."""

    points: Mapping[int, int]
    abstained: bool = False
    comment: str = ""
    seen: int = 0


def name_connections(jury: Jury, names: str, *, standing: Standing, at: datetime) -> int:
    """Keep what a member is connected with, once, before it sees anything; nominations that match are closed to it at once. How many."""
    require_member(jury, standing)
    wanted = [line for line in names.splitlines() if plain(line)]
    with transaction.atomic():
        if Jury.objects.select_for_update().get(pk=jury.pk).stage == JuryStage.FIXED:
            raise WorkflowError(_("Das Ergebnis ist bereits festgestellt."))
        if Connections.objects.filter(jury=jury, juror=standing.user).exists():
            raise WorkflowError(
                _(
                    "Sie haben Ihre Verbindungen bereits angegeben. Weitere Befangenheit zeigen Sie bei der Nominierung an."
                )
            )
        Connections.objects.create(jury=jury, juror=standing.user, names=names.strip(), named_at=at)
        # Several cases are locked in one order, as everywhere.
        entries = jury.nominations.select_related("nomination__award_year", "jury__award_year").order_by("nomination")
        close = [entry for entry in entries if _matches(entry, wanted)]
        for entry in close:
            match = _declaration(entry, standing.user, biased=True, reason=_("Übereinstimmung mit den eigenen Angaben"))
            _record(match, by=standing.user, at=at)
    return len(close)


def _matches(entry: JuryNomination, wanted: list[str]) -> bool:
    """Whether a line is one of the names, stands in one, or holds a whole one. A word that stands in many names is no connection."""
    nomination = entry.nomination
    common = common_to(entry.jury.award_year)
    lines = [line for line in wanted if not set(plain(line).split()) <= common]
    known = [text for text in (nomination.nominee, nomination.nominator, nomination.nominee_contact) if plain(text)]
    names = {plain(name) for name in identities(nomination)}
    return any(plain(line) in names for line in wanted) or any(
        found_in(text, [line]) or found_in(line, [text]) for line in lines for text in known
    )


def declare(entry: JuryNomination, *, biased: bool, reason: str, standing: Standing, at: datetime) -> None:
    """Befangenheitserklärung of the member herself. Free may become biased at any time until the result is fixed, never the other way."""
    require_member(entry.jury, standing)
    _declare(_declaration(entry, standing.user, biased=biased, reason=reason), by=standing.user, at=at)


def declare_for(entry: JuryNomination, juror: User, reason: str, *, standing: Standing, at: datetime) -> None:
    """The office shuts a member out of a nomination."""
    require_office(standing)
    _declare(_declaration(entry, juror, biased=True, reason=reason), by=standing.user, at=at)


def _declaration(entry: JuryNomination, juror: User, *, biased: bool, reason: str) -> BiasDeclaration:
    return BiasDeclaration(entry=entry, juror=juror, biased=biased, reason=reason.strip())


def _declare(declaration: BiasDeclaration, *, by: User, at: datetime) -> None:
    if declaration.biased and not declaration.reason:
        raise InputError("reason", _("Bitte nennen Sie den Grund."))
    entry = declaration.entry
    with transaction.atomic():
        jury = Jury.objects.select_for_update().get(pk=entry.jury_id)
        if jury.stage == JuryStage.FIXED:
            raise WorkflowError(_("Das Ergebnis ist bereits festgestellt."))
        before = BiasDeclaration.objects.filter(entry=entry, juror=declaration.juror).first()
        if before and before.biased:
            raise WorkflowError(_("Die Befangenheit ist bereits erklärt."))
        _record(declaration, by=by, at=at)


def _record(declaration: BiasDeclaration, *, by: User, at: datetime) -> None:
    entry, juror = declaration.entry, declaration.juror
    told = {"biased": declaration.biased, "reason": declaration.reason, "declared_at": at, "declared_by": by}
    BiasDeclaration.objects.update_or_create(entry=entry, juror=juror, defaults=told)
    if not declaration.biased:
        return
    with opened_case(entry.nomination.case_id, at=at) as step:
        if juror.pk not in step.case.excluded:
            step.authority = Authority(by)
            shut_out(step, juror, declaration.reason)


def judge(entry: JuryNomination, judgement: Judgement, *, standing: Standing, at: datetime) -> Ballot:
    """Save a judgement in the running round. NotAllowedError without a declaration or with a bias; WorkflowError when another window saved meanwhile."""
    require_member(entry.jury, standing)
    with transaction.atomic():
        jury = Jury.objects.select_for_update().get(pk=entry.jury_id)
        if jury.stage not in JUDGING:
            raise WorkflowError(_("Bewertet wird nur, solange die Jury arbeitet."))
        if not JuryNomination.objects.visible_to(standing).declared_by(standing).filter(pk=entry.pk).exists():
            raise NotAllowedError(_("Bitte erklären Sie zuerst, ob Sie befangen sind."))
        weights = weights_of(jury)
        if not judgement.abstained:
            _check_points(judgement.points, weights)
        ballot, made = Ballot.objects.get_or_create(
            entry=entry, juror=standing.user, round=jury.round, defaults={"saved_at": at}
        )
        if (0 if made else ballot.revision) != judgement.seen:
            raise WorkflowError(
                _(
                    "Diese Bewertung wurde inzwischen in einem anderen Fenster gespeichert. Öffnen Sie die Nominierung noch einmal über „Alle Nominierungen“, um zu sehen, was gilt."
                )
            )
        ballot.revision = judgement.seen + 1
        ballot.abstained, ballot.comment, ballot.saved_at = judgement.abstained, judgement.comment.strip(), at
        ballot.save()
        ballot.points.all().delete()
        if not judgement.abstained:
            Points.objects.bulk_create(
                Points(ballot=ballot, criterion_id=pk, points=judgement.points[pk]) for pk in weights
            )
    return ballot


def _check_points(points: Mapping[int, int], weights: Mapping[int, int]) -> None:
    for pk in weights:
        if not 0 <= points.get(pk, -1) <= MOST_POINTS:
            raise InputError(f"criterion_{pk}", _("Bitte geben Sie 0 bis %(most)d Punkte.") % {"most": MOST_POINTS})


def weights_of(jury: Jury) -> dict[int, int]:
    """Criteria of the year with their weights."""
    return dict(jury.award_year.criteria.values_list("pk", "weight"))


def ranking_of(jury: Jury, standing: Standing | None = None, *, round_number: int | None = None) -> list[Judged]:
    """The ranking of a round, over ballots of members without bias. For a member: without what she is biased on. Three queries."""
    entries = jury.nominations.all() if standing is None else jury.nominations.all().without_bias_of(standing)
    weights = weights_of(jury)
    biased = set(BiasDeclaration.objects.filter(entry__jury=jury, biased=True).values_list("entry", "juror"))
    scores: dict[int, list[float | None]] = {pk: [] for pk in entries.values_list("pk", flat=True)}
    ballots = Ballot.objects.filter(entry__in=scores, round=round_number or jury.round).prefetch_related("points")
    for ballot in ballots:
        if (ballot.entry_id, ballot.juror_id) not in biased:
            points = {one.criterion_id: one.points for one in ballot.points.all()}
            scores[ballot.entry_id].append(None if ballot.abstained else weighted(points, weights))
    return ranked(scores, method=jury.ranking)


def open_names(jury: Jury, *, standing: Standing, at: datetime) -> None:
    """From judging without names to the discussion with them."""
    _advance(jury, JuryStage.BLIND, "jury_names_open", standing=standing, at=at, stage=JuryStage.OPEN)


def second_round(jury: Jury, *, standing: Standing, at: datetime) -> None:
    """Judge once more; the first round stays readable."""
    _advance(jury, JuryStage.OPEN, "jury_round", standing=standing, at=at, round=jury.round + 1)


def _advance(
    jury: Jury, needed: JuryStage, action: str, *, standing: Standing, at: datetime, **changed: object
) -> None:
    require_office(standing)
    assert jury.award_year.case_id  # noqa: S101 -- a year with a jury has a case
    with opened_case(jury.award_year.case_id, at=at) as step:
        step.authority = Authority(standing.user)
        locked = Jury.objects.select_for_update().get(pk=jury.pk)
        if locked.stage != needed or locked.round != jury.round:
            raise WorkflowError(_("Der Stand der Jury hat sich inzwischen geändert. Bitte laden Sie die Seite neu."))
        Jury.objects.filter(pk=jury.pk).update(**changed)
        step.log(action, round=jury.round + 1)
