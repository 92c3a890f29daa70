"""Whatever is done in whatever order: nobody judges, votes or signs where she is biased, and nobody judges for somebody else."""

import contextlib
import random
from decimal import Decimal

import pytest

from directory.models import Deputyship, Membership, Rank, User
from prizes.demo import JURY, call_ends, do, lay_before, nominate, open_call
from prizes.jury.judging import (
    Judgement,
    declare,
    declare_for,
    judge,
    name_connections,
    open_names,
    ranking_of,
    second_round,
)
from prizes.jury.sitting import Minutes, Vote, biased_by_entry, fix, record
from prizes.models import Ballot, Jury, JuryNomination, JuryVote
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.chain import verify
from workflow.errors import WorkflowError
from workflow.models import Case

pytestmark = pytest.mark.django_db
PEOPLE = (*JURY, "preisbuero", "referatsleitung2", "sachbearbeitung")


@pytest.fixture
def jury(house) -> Jury:
    year = open_call(TODAY.replace(month=9), year=2026, days=20)
    for number in range(3):
        case = nominate(year, (f"Verein {number}", f"Projekt {number}", "Kassel"), TODAY.replace(month=9, day=25))
        do(case, "check", "admissible", by="preisbuero", day=TODAY)
        do(case, "longlist", "take", by="referatsleitung2", day=TODAY)
    call_ends(year, TODAY)
    return lay_before(year, TODAY, JURY)


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_lets_a_biased_member_take_part(jury, seed):
    chance = random.Random(seed)
    done = 0
    for turn in range(120):
        before = biased_by_entry(jury)
        with contextlib.suppress(WorkflowError):
            check = _something(chance, Jury.objects.get(pk=jury.pk))
            done += 1
            check(before)
        if turn % 10 == 0:
            _nothing_leaks(Jury.objects.get(pk=jury.pk))
    _nothing_leaks(Jury.objects.get(pk=jury.pk))
    assert done > 20
    assert Ballot.objects.exists()
    assert verify().faults == []


def _nothing_leaks(jury: Jury) -> None:
    """Who is biased sees nothing of it, is shut out of its case, and does not count in the ranking."""
    biased = biased_by_entry(jury)
    for entry, jurors in biased.items():
        assert jurors <= set(Case.objects.get(nomination__before_jury=entry).excluded)
        for juror in jurors:
            who = standing(User.objects.get(pk=juror).username)
            assert not JuryNomination.objects.visible_to(who).filter(pk=entry).exists()
            assert entry not in {row.entry for row in ranking_of(jury, who)}
    for row in ranking_of(jury):
        counted = Ballot.objects.filter(entry=row.entry, round=jury.round).exclude(
            juror__in=biased.get(row.entry, set())
        )
        assert row.votes + row.abstentions == counted.count()


def _something(chance: random.Random, jury: Jury):
    """One act by a person chosen at random, and what must have been true before it for it to be allowed."""
    actor, other = chance.choice(PEOPLE), chance.choice(PEOPLE)
    entry = chance.choice(list(jury.nominations.select_related("jury", "nomination")))
    who, pk = standing(actor), user(actor).pk
    timed = {"standing": who, "at": NOON}
    points = {one.pk: chance.randint(0, 10) for one in jury.award_year.criteria.all()}
    seen = Ballot.objects.filter(entry=entry, juror=user(actor), round=jury.round).values_list("revision", flat=True)
    places = {"user": user(other), "unit": chance.choice([jury.unit, unit("VI 3")]), "valid_from": TODAY}

    def free(before) -> None:
        assert (actor in JURY or _joined(jury, pk), pk in before.get(entry.pk, set())) == (True, False)

    def whoever(_before) -> None:
        """Anybody may try."""

    acts = [
        (lambda: name_connections(jury, chance.choice(["", entry.nomination.nominee]), **timed), whoever),
        (lambda: declare(entry, biased=chance.random() < 0.2, reason="x", **timed), free),
        (lambda: declare_for(entry, user(chance.choice(JURY)), "x", **timed), whoever),
        (lambda: open_names(jury, **timed), whoever),
        (lambda: second_round(jury, **timed), whoever),
        (lambda: _sit(chance, jury, who), whoever),
        (lambda: fix(jury, **timed), lambda _before: _signed(jury, pk)),
        (lambda: actor == other or Deputyship.objects.create(principal=user(actor), deputy=user(other), valid_from=TODAY), whoever),
        (lambda: Membership.objects.create(rank=chance.choice([Rank.MEMBER, Rank.HEAD_OF_UNIT]), **places), whoever),
    ]  # fmt: skip
    judging = (lambda: judge(entry, Judgement(points, seen=next(iter(seen), 0)), **timed), free)
    act, check = chance.choice([*acts, *[judging] * 6, *[acts[1]] * 4])
    act()
    return check


def _joined(jury: Jury, pk: int) -> bool:
    return Membership.objects.filter(user=pk, unit=jury.unit).exists()


def _sit(chance: random.Random, jury: Jury, who) -> None:
    present = [user(account) for account in chance.sample(JURY, chance.randint(2, 5))]
    biased = biased_by_entry(jury)
    votes = {}
    for entry in jury.nominations.all():
        may = len({person.pk for person in present} - biased.get(entry.pk, set()))
        votes[entry.pk] = Vote(1, Decimal(1000), chance.choice([may, may, len(present)]))
    record(jury, Minutes(TODAY, "Wiesbaden", chance.choice(present), present, "", votes), standing=who)


def _signed(jury: Jury, pk: int) -> None:
    """Signed by the chair; nobody biased is among those who voted."""
    fixed = Jury.objects.get(pk=jury.pk)
    present, biased = set(fixed.present.values_list("pk", flat=True)), biased_by_entry(fixed)
    assert fixed.chair_id == pk
    for vote in JuryVote.objects.filter(entry__jury=fixed):
        assert vote.yes + vote.no + vote.abstained == len(present - biased.get(vote.entry_id, set()))


def test_a_bias_that_shows_after_the_session_makes_the_vote_be_repeated(jury):
    office, chair = standing("preisbuero"), standing("jury1")
    open_names(jury, standing=office, at=NOON)
    entry = jury.nominations.select_related("jury", "nomination").order_by("number")[0]
    present = [user(account) for account in JURY]

    def sit(yes: int) -> None:
        votes = {entry.pk: Vote(1, Decimal(1000), yes)}
        record(jury, Minutes(TODAY, "Wiesbaden", user("jury1"), present, "", votes), standing=office)

    sit(5)
    declare_for(entry, user("jury2"), "Arbeitgeber", standing=office, at=NOON)
    with pytest.raises(WorkflowError, match="zu wiederholen"):
        fix(jury, standing=chair, at=NOON)
    sit(4)
    assert fix(jury, standing=chair, at=NOON).stage == "fixed"
