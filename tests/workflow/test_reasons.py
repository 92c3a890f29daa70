"""Why somebody sees a case: the reasons say what `visible_to` does, for everybody, and name what it follows from."""

import random
from datetime import timedelta

import pytest

from directory.models import DeputyScope, Deputyship, Membership, Organisation, Rank, User
from directory.standing import standing_of, standings_of
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal, standing, unit, user
from tests.factories.directory import UserFactory
from tests.workflow.turmoil import act_at_random, world
from workflow.desk import Errand, add_task
from workflow.exclusion import exclude
from workflow.models import Case
from workflow.participations import Involvement, involve
from workflow.reasons import Access, everybody, reasons
from workflow.states import Extent, Why


def told(access: Access) -> list[tuple[Why, int, str]]:
    return [(Why(reason.concern.why), reason.concern.extent, reason.by) for reason in access.found]


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))])
def test_there_is_a_reason_exactly_where_there_is_something_to_see(house, seed):
    chance = random.Random(seed)
    cases = world(chance)
    for _turn in range(80):
        act_at_random(chance, chance.choice(cases))
    cases = list(Case.objects.filter(pk__in=[case.pk for case in cases]))
    ids, day = [case.pk for case in cases], TODAY + timedelta(days=1)
    people = standings_of(User.objects.all(), day)
    seen = {
        one.user.pk: set(Case.objects.visible_to(one).filter(pk__in=ids).values_list("pk", flat=True)) for one in people
    }
    read = {
        one.user.pk: set(Case.objects.in_full_view_of(one).filter(pk__in=ids).values_list("pk", flat=True))
        for one in people
    }
    assert 0 < sum(map(len, read.values())) < sum(map(len, seen.values())) < len(people) * len(cases)
    for case in cases:
        everybodys = {access.standing.user.pk: access for access in everybody(case, day)}
        for one in people:
            access = reasons(case, one)
            assert (access.sees_case, access.opens_file) == (case.pk in seen[one.user.pk], case.pk in read[one.user.pk])
            same = everybodys.get(one.user.pk, Access(one, (), excluded=False))
            assert (same.found, same.excluded) == (access.found, access.excluded), one.user


def test_each_reason_says_by_what_it_holds(house):
    case = proposal(amount="1000.00", funding_mode="grant").case
    Deputyship.objects.create(principal=user("abteilungsleitung"), deputy=user("haushalt"), valid_from=TODAY)
    assert told(reasons(case, standing("referatsleitung"))) == [
        (Why.LEAD, Extent.FILE, "Referatsleitung, VI 3"),
        (Why.ASKED, Extent.TASK, "Referatsleitung, VI 3"),
    ]
    assert told(reasons(case, standing("revision"))) == [(Why.LINE, Extent.FILE, "Revision, Revision")]
    assert told(reasons(case, standing("haushalt"))) == [
        (Why.LINE, Extent.FILE, "Abteilungsleitung, VI, in Vertretung für Eva Lindner"),
        (Why.ASKED, Extent.TASK, "Sachbearbeitung, Z 3"),
    ]
    assert told(reasons(case, standing("baf"))) == [(Why.PARTNER, Extent.FILE, "")]
    assert [reason.concern.opens for reason in reasons(case, standing("baf")).found] == [
        "was für den Partner freigegeben ist"
    ]
    assert reasons(case, standing("presse")).found == ()


def test_exclusion_outweighs_every_reason(house):
    case = proposal().case
    exclude(case.pk, user("abteilungsleitung"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    access = reasons(Case.objects.get(pk=case.pk), standing("abteilungsleitung"))
    assert (bool(access.found), access.excluded, access.sees_case, access.opens_file) == (True, True, False, False)


def test_a_task_in_anothers_case_shows_a_partner_nothing_but_the_task(house):
    case = proposal().case
    hjr = Organisation.objects.get(short="HJR")
    add_task(case.pk, Errand("Erfahrungen nennen", hjr), standing=standing("sachbearbeitung"), at=NOON)
    access = reasons(case, standing("hjr"))
    assert told(access) == [(Why.ASKED, Extent.TASK, "")]
    assert (access.sees_case, access.opens_file) == (False, False)


def test_what_ended_is_no_reason_any_more_and_who_left_has_none(house):
    case, tomorrow = proposal().case, TODAY + timedelta(days=1)
    involve(
        case.pk,
        Involvement(user("presse"), until=TODAY, reason="Anfrage"),
        standing=standing("sachbearbeitung"),
        at=NOON,
    )
    assert told(reasons(case, standing("presse"))) == [(Why.INVOLVED, Extent.FILE, "")]
    assert reasons(case, standing("presse", tomorrow)).found == ()
    assert user("presse") in [access.standing.user for access in everybody(case, TODAY)]
    User.objects.filter(username="presse").update(is_active=False)
    assert user("presse") not in [access.standing.user for access in everybody(case, TODAY)]


def test_everybody_costs_the_same_however_many_they_are(house, django_assert_num_queries):
    case = proposal().case
    with django_assert_num_queries(5):
        before = len(everybody(case, TODAY))
    for number in range(20):
        Membership.objects.create(
            user=UserFactory(username=f"neu{number}"), unit=unit("VI 3"), rank=Rank.CASE_WORKER, valid_from=TODAY
        )
    with django_assert_num_queries(5):
        assert len(everybody(case, TODAY)) == before + 20


def test_many_standings_are_the_standings_of_each(house):
    dated = {"valid_from": TODAY, "valid_to": TODAY}
    Deputyship.objects.create(principal=user("referatsleitung"), deputy=user("recht"), unit=unit("VI 2"), **dated)
    Deputyship.objects.create(
        principal=user("ministerin"), deputy=user("recht"), scope=DeputyScope.NO_SIGNATURE, **dated
    )
    Membership.objects.create(user=user("recht"), unit=unit("VI 2"), rank=40, **dated)
    for day in (TODAY, TODAY + timedelta(days=1)):
        people = list(User.objects.order_by("pk"))
        assert standings_of(people, day) == [standing_of(one, day) for one in people]
