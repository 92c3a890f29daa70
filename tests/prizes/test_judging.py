"""What a member of a jury sees and does, asked of the services themselves: pages offer less than that."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from directory.models import Deputyship, Membership
from prizes.demo import JURY
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
from prizes.models import Ballot, BiasDeclaration, Jury, JuryNomination, JuryStage
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from tests.prizes.judged import free
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude
from workflow.models import Case

pytestmark = pytest.mark.django_db


def points(jury: Jury, value: int = 5) -> dict[int, int]:
    return {one.pk: value for one in jury.award_year.criteria.all()}


def seen(jury: Jury, account: str = "jury1") -> int:
    return JuryNomination.objects.visible_to(standing(account)).filter(jury=jury).count()


def at_stage(jury: Jury, stage: JuryStage) -> Jury:
    Jury.objects.filter(pk=jury.pk).update(stage=stage)
    return Jury.objects.get(pk=jury.pk)


@pytest.mark.parametrize("stage", list(JuryStage))
def test_a_juror_sees_nominations_from_the_day_they_are_laid_before_her(jury, stage):
    """While the office prepares, texts may still hold names."""
    at_stage(jury, stage)
    assert seen(jury) == (0 if stage == JuryStage.PREPARING else 4)


def test_a_juror_of_another_year_or_of_the_past_sees_nothing(jury):
    assert seen(jury, "preisbuero") == 0
    Membership.objects.filter(user=user("jury1")).update(
        valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1)
    )
    assert seen(jury) == 0


def test_nobody_sees_as_a_deputy_what_a_jury_judges(jury):
    Deputyship.objects.create(principal=user("jury1"), deputy=user("recht"), valid_from=TODAY)
    assert seen(jury, "recht") == 0


def test_what_a_juror_is_biased_on_is_gone_and_so_is_what_she_is_excluded_from(jury, canary):
    declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    other = jury.nominations.exclude(pk=canary.pk)[0]
    Case.objects.filter(pk=other.nomination_id).update(excluded=[user("jury1").pk])
    left = JuryNomination.objects.visible_to(standing("jury1"))
    assert {canary.pk, other.pk} & set(left.values_list("pk", flat=True)) == set()
    assert (left.count(), seen(jury, "jury2")) == (2, 4)


def test_a_bias_alone_is_enough_to_close_a_nomination(jury, canary):
    """Even where the case were not closed with it."""
    declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    Case.objects.filter(pk=canary.nomination_id).update(excluded=[])
    assert seen(jury) == 3


def test_only_the_word_that_one_is_free_opens_a_nomination(jury, canary):
    first, second = standing("jury1"), standing("jury2")
    declare(canary, biased=True, reason="Mitglied", standing=first, at=NOON)
    declare(canary, biased=False, reason="", standing=second, at=NOON)
    assert [jury.nominations.declared_by(one).count() for one in (first, second, standing("jury3"))] == [0, 1, 0]


def test_the_database_keeps_one_of_each(jury, canary):
    declare(canary, biased=False, reason="", standing=standing("jury1"), at=NOON)
    ballot = judge(canary, Judgement(points(jury)), standing=standing("jury1"), at=NOON)
    declaration, point = BiasDeclaration.objects.get(), ballot.points.all()[0]
    for row in (ballot, declaration):
        row.pk = None
        with pytest.raises(IntegrityError, match=r"jury_ballot_once|bias_declared_once"), transaction.atomic():
            row.save(force_insert=True)
    with pytest.raises(IntegrityError, match="points_within_range"), transaction.atomic():
        type(point).objects.filter(pk=point.pk).update(points=11)


def test_a_bias_closes_the_case_as_well(jury, canary):
    declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    assert Case.objects.get(pk=canary.nomination_id).excluded == [user("jury1").pk]


@pytest.mark.parametrize("stage", list(JuryStage))
def test_judged_is_only_while_the_jury_works(jury, canary, stage):
    free(jury, "jury1")
    jury = at_stage(jury, stage)
    if stage in {JuryStage.BLIND, JuryStage.OPEN}:
        judge(canary, Judgement(points(jury)), standing=standing("jury1"), at=NOON)
    else:
        with pytest.raises(WorkflowError, match="solange die Jury arbeitet"):
            judge(canary, Judgement(points(jury)), standing=standing("jury1"), at=NOON)
    assert Ballot.objects.exists() is (stage in {JuryStage.BLIND, JuryStage.OPEN})


@pytest.mark.parametrize("biased", [None, True])
def test_nobody_judges_before_she_has_said_that_she_is_free(jury, canary, biased):
    name_connections(jury, "", standing=standing("jury1"), at=NOON)
    if biased:
        declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    with pytest.raises(NotAllowedError, match="ob Sie befangen sind"):
        judge(canary, Judgement(points(jury)), standing=standing("jury1"), at=NOON)
    assert not Ballot.objects.exists()


def test_nobody_judges_what_she_was_excluded_from_after_she_said_she_was_free(jury, canary):
    free(jury, "jury1")
    Case.objects.filter(pk=canary.nomination_id).update(excluded=[user("jury1").pk])
    with pytest.raises(NotAllowedError):
        judge(canary, Judgement(points(jury)), standing=standing("jury1"), at=NOON)


@pytest.mark.parametrize("wrong", [-1, 11, None])
def test_points_are_given_for_every_criterion_within_the_range(jury, canary, wrong):
    free(jury, "jury1")
    given = points(jury)
    first = min(given)
    if wrong is None:
        del given[first]
    else:
        given[first] = wrong
    with pytest.raises(InputError) as refused:
        judge(canary, Judgement(given), standing=standing("jury1"), at=NOON)
    assert (refused.value.field, Ballot.objects.exists()) == (f"criterion_{first}", False)


@pytest.mark.parametrize("revision", [0, 2])
def test_a_judgement_from_a_form_that_is_out_of_date_is_refused(jury, canary, revision):
    free(jury, "jury1")
    judge(canary, Judgement(points(jury, 9)), standing=standing("jury1"), at=NOON)
    with pytest.raises(WorkflowError, match="in einem anderen Fenster"):
        judge(canary, Judgement(points(jury, 1), seen=revision), standing=standing("jury1"), at=NOON)


def test_connections_are_named_once(jury):
    name_connections(jury, "", standing=standing("jury1"), at=NOON)
    with pytest.raises(WorkflowError, match="bereits angegeben"):
        name_connections(jury, "Zeisigclub", standing=standing("jury1"), at=NOON)
    assert not BiasDeclaration.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_bias_has_a_reason(jury, canary, reason):
    for excluded in ([], [user("jury1").pk]):
        Case.objects.filter(pk=canary.nomination_id).update(excluded=excluded)
        with pytest.raises(InputError) as refused:
            declare(canary, biased=True, reason=reason, standing=standing("jury1"), at=NOON)
        assert refused.value.field == "reason"


def test_once_biased_always_biased(jury, canary):
    declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    with pytest.raises(WorkflowError, match="bereits erklärt"):
        declare(canary, biased=False, reason="", standing=standing("jury1"), at=NOON)


def test_nothing_is_declared_once_the_result_is_fixed(jury, canary):
    at_stage(jury, JuryStage.FIXED)
    with pytest.raises(WorkflowError, match="bereits festgestellt"):
        declare(canary, biased=True, reason="Mitglied", standing=standing("jury1"), at=NOON)
    with pytest.raises(WorkflowError, match="bereits festgestellt"):
        name_connections(jury, "", standing=standing("jury1"), at=NOON)


@pytest.mark.parametrize(
    ("account", "allowed"), [("preisbuero", True), ("jury2", False), ("sachbearbeitung", False), ("ministerin", False)]
)
def test_the_office_alone_shuts_a_member_out_and_moves_the_jury_on(jury, canary, account, allowed):
    who = {"standing": standing(account), "at": NOON}
    acts = (
        lambda: declare_for(canary, user("jury1"), "Vorstand", **who),
        lambda: open_names(jury, **who),
        lambda: second_round(Jury.objects.get(pk=jury.pk), **who),
    )
    for act in acts:
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowedError):
                act()
    jury.refresh_from_db()
    assert (jury.stage, jury.round) == ((JuryStage.OPEN, 2) if allowed else (JuryStage.BLIND, 1))


def test_a_stage_is_left_once(jury):
    """Two clicks at once: the second finds the jury moved on."""
    who = {"standing": standing("preisbuero"), "at": NOON}
    open_names(jury, **who)
    with pytest.raises(WorkflowError, match="inzwischen geändert"):
        open_names(jury, **who)
    first = Jury.objects.get(pk=jury.pk)
    second_round(first, **who)
    with pytest.raises(WorkflowError, match="inzwischen geändert"):
        second_round(first, **who)


def test_a_ranking_tells_a_member_nothing_of_what_she_is_biased_on(jury, canary):
    for account in JURY[:2]:
        free(jury, account)
        judge(canary, Judgement(points(jury, 8)), standing=standing(account), at=NOON)
    exclude(canary.nomination_id, user("jury1"), "Bruder", standing=standing("jury1"), at=NOON)
    assert canary.pk not in {row.entry for row in ranking_of(jury, standing("jury1"))}
    assert canary.pk in {row.entry for row in ranking_of(jury, standing("jury2"))}
