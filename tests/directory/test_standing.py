"""What a person stands for on a day: dated posts and roles, deputyships as far as they reach, what follows from a post."""

from datetime import date, timedelta

import pytest

from directory.models import (
    Contact,
    ContactRole,
    DeputyScope,
    Deputyship,
    Membership,
    Organisation,
    Rank,
    UnitFunction,
    UnitKind,
    User,
)
from directory.standing import Post, Principal, Standing, standing_of
from tests.factories.contracts import TODAY, unit, user
from tests.factories.directory import UserFactory

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 20)
DAYS = [(FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True), (LAST + timedelta(days=1), False)]


@pytest.fixture
def newcomer(house) -> User:
    return UserFactory(username="neu")


@pytest.mark.parametrize(("day", "counts"), DAYS)
def test_what_one_stands_for_is_dated(newcomer, day, counts):
    dated = {"valid_from": FIRST, "valid_to": LAST}
    baf = Organisation.objects.get(short="BAF")
    Membership.objects.create(user=newcomer, unit=unit("VI 3"), rank=Rank.HEAD_OF_UNIT, **dated)
    Contact.objects.create(user=newcomer, organisation=baf, role=ContactRole.SIGNATORY, **dated)
    Deputyship.objects.create(principal=user("recht"), deputy=newcomer, **dated)
    found = standing_of(newcomer, day)
    assert found.ranks == ({unit("VI 3").pk: Rank.HEAD_OF_UNIT} if counts else {})
    assert found.roles == ({baf.pk: ContactRole.SIGNATORY} if counts else {})
    assert [one.user for one in found.principals] == ([user("recht")] if counts else [])


@pytest.mark.parametrize("scope", DeputyScope.values)
@pytest.mark.parametrize("only", ["", "VI 3", "VI 2", "Z 1"])
def test_a_deputyship_reaches_as_far_as_it_says(newcomer, scope, only):
    """The principal has two posts; a deputyship may be for one of them."""
    principal = user("sachbearbeitung")
    Membership.objects.create(user=principal, unit=unit("VI 2"), rank=Rank.CASE_WORKER, valid_from=FIRST)
    wanted = {"unit": unit(only) if only else None, "scope": scope, "valid_from": FIRST}
    Deputyship.objects.create(principal=principal, deputy=newcomer, **wanted)
    (found,) = standing_of(newcomer, TODAY).principals
    assert found.may_sign is (scope == DeputyScope.FULL)
    both = {"VI 2", "VI 3"}
    assert {post.unit_short for post in found.standing.posts} == (both & {only} if only else both)


def test_nobody_stands_in_for_somebody_whose_account_is_closed(newcomer):
    Deputyship.objects.create(principal=user("recht"), deputy=newcomer, valid_from=FIRST)
    User.objects.filter(username="recht").update(is_active=False)
    assert standing_of(newcomer, TODAY).principals == ()


def test_a_deputy_takes_over_no_role_at_a_partner(newcomer):
    Deputyship.objects.create(principal=user("baf"), deputy=newcomer, valid_from=FIRST)
    found = standing_of(newcomer, TODAY)
    assert (found.roles, found.principals[0].standing.roles) == ({}, {})


@pytest.mark.parametrize(
    ("kind", "rank", "path", "led"),
    [
        (UnitKind.SECTION, Rank.CASE_WORKER, "/1/10/100/", ()),
        (UnitKind.SECTION, Rank.REPRESENTATIVE, "/1/10/100/", ()),
        (UnitKind.SECTION, Rank.HEAD_OF_UNIT, "/1/10/100/", ("/1/10/100/",)),
        (UnitKind.DIVISION, Rank.HEAD_OF_DIVISION, "/1/10/", ("/1/10/",)),
        (UnitKind.LEADERSHIP, Rank.STATE_SECRETARY, "/1/5/", ("/1/",)),
        (UnitKind.LEADERSHIP, Rank.CASE_WORKER, "/1/5/", ()),
    ],
)
def test_what_one_leads_follows_post_and_rank(kind, rank, path, led):
    found = Standing(User(pk=1), TODAY, (Post(1, "X", path, rank, kind, ""),))
    assert (found.led_paths, found.is_manager) == (led, bool(led))


@pytest.mark.parametrize(
    ("kinds", "roles", "house", "takes", "partner"),
    [
        ([UnitKind.SECTION], {}, True, True, False),
        ([UnitKind.STAFF], {}, True, True, False),
        ([UnitKind.LEADERSHIP], {}, True, True, False),
        ([UnitKind.SEAT], {}, False, True, False),
        ([UnitKind.WORKING_GROUP], {}, False, True, False),
        ([UnitKind.BODY], {}, False, False, False),
        ([UnitKind.BODY, UnitKind.SECTION], {}, True, True, False),
        ([], {7: 1}, False, False, True),
        ([UnitKind.SEAT], {7: 1}, False, True, False),
        ([UnitKind.BODY], {7: 1}, False, False, True),
        ([], {}, False, False, False),
    ],
)
def test_who_is_of_the_house_who_a_partner_and_who_only_a_member(kinds, roles, house, takes, partner):
    posts = tuple(Post(number, "X", f"/{number}/", Rank.MEMBER, kind, "") for number, kind in enumerate(kinds))
    found = Standing(User(pk=1), TODAY, posts, roles)
    assert (found.belongs_to_house, found.takes_tasks, found.is_partner) == (house, takes, partner)


def test_a_deputy_works_where_her_principal_does():
    section = Standing(User(pk=2), TODAY, (Post(1, "X", "/1/", Rank.CASE_WORKER, UnitKind.SECTION, ""),))
    found = Standing(User(pk=1), TODAY, roles={7: 1}, principals=(Principal(User(pk=2), section, may_sign=False),))
    assert (found.belongs_to_house, found.takes_tasks, found.is_partner) == (True, True, False)


def test_a_function_is_that_of_ones_unit():
    found = Standing(User(pk=1), TODAY, (Post(1, "Z 6", "/1/", 20, UnitKind.SECTION, UnitFunction.ADMINISTRATION),))
    assert [one for one in UnitFunction if found.has_function(one)] == [UnitFunction.ADMINISTRATION]
