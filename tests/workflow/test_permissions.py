"""Who may act, as truth tables: own posts and roles, deputyships with their reach, four eyes, the line above, the form of a signature."""

from datetime import date

import pytest

from contracts.flows import ContractFlow
from directory.models import ContactRole, Organisation, OrgUnit, Rank, UnitKind, User
from directory.standing import Post, Principal, Standing
from tests.factories.contracts import proposal
from tests.factories.contracts import standing as of
from workflow.errors import NotAllowedError
from workflow.models import Case, CaseTask
from workflow.permissions import (
    Authority,
    authority_over,
    may_assign,
    may_direct,
    may_record_for_partner,
    require_authority,
    require_direction,
    signature_form,
)

DAY = date(2026, 11, 23)
ME, COLLEAGUE, BOSS = (User(pk=pk, username=name) for pk, name in ((1, "me"), (2, "colleague"), (3, "boss")))
DIVISION, UNIT, OTHER = (
    OrgUnit(pk=10, short="VI", path="/1/10/"),
    OrgUnit(pk=100, short="VI 3", path="/1/10/100/"),
    OrgUnit(pk=101, short="VI 2", path="/1/10/101/"),
)
PARTNER, STRANGER = Organisation(pk=7, name="Verein"), Organisation(pk=8, name="Anderer")
W, H, D = Rank.CASE_WORKER, Rank.HEAD_OF_UNIT, Rank.HEAD_OF_DIVISION


def post(unit: OrgUnit, rank: int) -> Post:
    return Post(unit.pk, unit.short, unit.path, rank, UnitKind.SECTION, "")


def standing(*posts: Post, user: User = ME, roles=None, principals=()) -> Standing:
    return Standing(user, DAY, posts, roles or {}, tuple(principals))


def deputy_of(*posts: Post, signs: bool = True) -> Standing:
    return standing(principals=[Principal(BOSS, standing(*posts, user=BOSS), may_sign=signs)])


def case(excluded=()) -> Case:
    return Case(pk=5, lead_unit=UNIT, excluded=[person.pk for person in excluded])


def task(
    node: str = "check_partner", *, rank: int = W, owner=None, excluded=(), unit=UNIT, organisation=None
) -> CaseTask:
    addressee = {"organisation": organisation} if organisation else {"unit": unit}
    return CaseTask(
        process=case(excluded), flow_task=ContractFlow.find(node), rank=rank, owner=owner, title="x", **addressee
    )


def reach(authority: Authority | None) -> tuple[str, str, int] | None:
    """Who acts, for whom, with which rank."""
    return authority and (authority.actor.username, str(authority.on_behalf_of or ""), authority.rank)


@pytest.mark.parametrize(
    ("posts", "rank", "owner", "expected"),
    [
        ([post(UNIT, W)], W, None, W),
        ([post(UNIT, H)], W, None, H),
        ([post(UNIT, W)], H, None, None),
        ([post(OTHER, H)], W, None, None),
        ([post(DIVISION, D)], W, None, None),
        ([], W, None, None),
        ([post(UNIT, W)], W, ME, W),
        ([post(UNIT, W)], H, ME, W),  # given to her by name, whatever rank it asks for
        ([post(OTHER, H)], W, ME, None),  # she has left the unit
        ([post(UNIT, H)], W, COLLEAGUE, None),
        ([post(UNIT, W), post(UNIT, H)], H, None, H),
    ],
)
def test_a_task_is_reached_with_place_and_rank_and_only_while_nobody_else_has_it(posts, rank, owner, expected):
    assert reach(authority_over(task(rank=rank, owner=owner), standing(*posts))) == (
        None if expected is None else ("me", "", expected)
    )


@pytest.mark.parametrize("mine", [None, *ContactRole])
@pytest.mark.parametrize("needed", list(ContactRole))
@pytest.mark.parametrize("organisation", [PARTNER, STRANGER])
def test_a_partners_task_is_reached_by_its_contacts_of_that_role(mine, needed, organisation):
    roles = {} if mine is None else {PARTNER.pk: int(mine)}
    found = authority_over(task("sign_partner", rank=needed, organisation=organisation), standing(roles=roles))
    allowed = mine is not None and organisation == PARTNER and mine >= needed
    assert reach(found) == (("me", "", mine) if allowed else None)


@pytest.mark.parametrize("node", ["check_partner", "release"])
@pytest.mark.parametrize("signs", [True, False])
@pytest.mark.parametrize("owner", [None, BOSS, COLLEAGUE, ME])
def test_a_deputy_has_what_her_principal_has_as_far_as_the_deputyship_reaches(node, signs, owner):
    """`release` is a final signature. What a third colleague has, or what is the deputy's own without a post, is not the principal's."""
    found = authority_over(task(node, owner=owner), deputy_of(post(UNIT, H), signs=signs))
    allowed = owner in (None, BOSS) and (signs or node == "check_partner")
    assert reach(found) == (("me", "boss", H) if allowed else None)


@pytest.mark.parametrize(("place", "rank"), [(OTHER, W), (UNIT, H)])
def test_a_deputy_reaches_no_further_than_her_principal(place, rank):
    assert authority_over(task(rank=rank), deputy_of(post(place, W))) is None


def test_what_one_may_do_oneself_is_not_done_for_another():
    both = standing(post(UNIT, W), principals=[Principal(BOSS, standing(post(UNIT, H), user=BOSS), may_sign=True)])
    assert reach(authority_over(task(), both)) == ("me", "", W)
    assert reach(authority_over(task(rank=H), both)) == ("me", "boss", H)


@pytest.mark.parametrize(
    ("who", "shut", "allowed"),
    [
        (standing(post(UNIT, H)), ME, False),
        (standing(post(UNIT, H)), BOSS, True),
        (deputy_of(post(UNIT, H)), ME, False),
        (deputy_of(post(UNIT, H)), BOSS, True),  # a deputy is a person of her own
    ],
)
def test_whoever_is_excluded_reaches_nothing_of_the_case(who, shut, allowed):
    assert (authority_over(task(excluded=[shut]), who) is not None) is allowed
    if not allowed:
        with pytest.raises(NotAllowedError, match="ausgeschlossen"):
            require_authority(task(excluded=[shut]), who)


@pytest.mark.parametrize("node", ["check_partner", "release"])
@pytest.mark.parametrize("author", [ME, BOSS, COLLEAGUE])
@pytest.mark.parametrize("who", [standing(post(UNIT, H)), deputy_of(post(UNIT, H))], ids=["herself", "for the boss"])
def test_no_author_signs_neither_herself_nor_by_somebody_nor_for_somebody(node, author, who):
    hands = {ME.pk} | {principal.user.pk for principal in who.principals}
    refused = node == "release" and author.pk in hands
    if refused:
        with pytest.raises(NotAllowedError, match="Vier-Augen-Prinzip"):
            require_authority(task(node), who, authors=frozenset({author.pk}))
    else:
        assert require_authority(task(node), who, authors=frozenset({author.pk})).people == hands


@pytest.mark.parametrize(
    ("who", "what", "words"),
    [
        (standing(), {"owner": COLLEAGUE}, "Diese Aufgabe bearbeitet colleague."),
        (standing(post(UNIT, W)), {"rank": H}, "Diese Aufgabe ist der Referatsleitung vorbehalten."),
        (standing(post(OTHER, W)), {}, "Für diese Aufgabe ist VI 3 zuständig."),
        (standing(), {"organisation": PARTNER}, "Für diese Aufgabe ist Verein zuständig."),
    ],
)
def test_a_refusal_says_who_may(who, what, words):
    with pytest.raises(NotAllowedError) as refused:
        require_authority(task(**what), who)
    assert refused.value.message == words


@pytest.mark.parametrize(
    ("posts", "organisation", "expected"),
    [
        ([post(UNIT, W)], PARTNER, True),
        ([post(UNIT, W)], None, False),
        ([post(OTHER, H)], PARTNER, False),
        ([post(DIVISION, D)], PARTNER, False),
    ],
)
def test_only_the_lead_unit_records_for_the_partner(posts, organisation, expected):
    assert may_record_for_partner(task(organisation=organisation), standing(*posts)) is expected


def test_what_is_recorded_for_the_partner_is_marked():
    found = require_authority(task(organisation=PARTNER, rank=ContactRole.SIGNATORY), standing(post(UNIT, W)))
    assert (found.recorded_for_partner, found.rank) == (True, W)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([post(UNIT, W)], False),
        ([post(UNIT, H)], True),
        ([post(OTHER, H)], False),
        ([post(DIVISION, W)], False),
    ],
)
def test_tasks_are_given_out_by_the_head_of_the_unit(posts, expected):
    assert may_assign(task(), standing(*posts)) is expected
    assert may_assign(task(organisation=PARTNER), standing(*posts)) is False


@pytest.mark.parametrize(
    ("account", "node", "confidentiality", "expected"),
    [
        ("abteilungsleitung", "check_partner", "normal", True),
        ("abteilungsleitung", "check_partner", "restricted", False),
        ("abteilungsleitung", "budget_opinion", "normal", False),
        ("staatssekretaer", "budget_opinion", "normal", True),
        ("staatssekretaer", "budget_opinion", "restricted", False),
        ("referatsleitung2", "check_partner", "normal", False),
    ],
)
def test_whoever_leads_from_above_gives_out_tasks_of_what_she_may_read(house, account, node, confidentiality, expected):
    driver = proposal(funding_mode="grant")
    Case.objects.filter(pk=driver.case.pk).update(confidentiality=confidentiality)
    assert may_assign(driver.tasks(node)[0], of(account)) is expected


@pytest.mark.parametrize(
    ("account", "confidentiality", "expected"),
    [
        ("referatsleitung", "normal", True),
        ("referatsleitung", "restricted", True),
        ("abteilungsleitung", "normal", True),
        ("abteilungsleitung", "restricted", False),
        ("staatssekretaer", "restricted", False),
        ("referatsleitung2", "normal", False),
    ],
)
def test_a_restricted_case_is_directed_from_above_only_by_those_on_its_list(house, account, confidentiality, expected):
    driver = proposal()
    Case.objects.filter(pk=driver.case.pk).update(confidentiality=confidentiality)
    row = Case.objects.get(pk=driver.case.pk)
    assert may_direct(row, of(account), rank=H) is expected
    if not expected:
        with pytest.raises(NotAllowedError):
            require_direction(row, of(account), rank=H)


@pytest.mark.parametrize(
    ("who", "rank", "expected"),
    [
        (standing(post(UNIT, W)), W, ("me", "", W)),
        (standing(post(UNIT, W)), H, None),
        (standing(post(UNIT, H)), H, ("me", "", H)),
        (standing(post(OTHER, H)), W, None),
        (standing(post(DIVISION, W)), W, None),
        (standing(post(DIVISION, D)), H, ("me", "", D)),
        (deputy_of(post(UNIT, W)), W, ("me", "boss", W)),
        (deputy_of(post(UNIT, W)), H, None),
        (deputy_of(post(UNIT, H)), H, ("me", "boss", H)),
        (deputy_of(post(OTHER, H)), W, None),
        (standing(), W, None),
    ],
)
def test_a_case_is_directed_by_its_lead_unit_from_a_rank_on_or_by_whoever_leads_it(who, rank, expected):
    assert may_direct(case(), who, rank=rank) is (expected is not None)
    if expected is None:
        with pytest.raises(NotAllowedError, match=r"nur die Federführung \(VI 3\)"):
            require_direction(case(), who, rank=rank)
    else:
        assert reach(require_direction(case(), who, rank=rank)) == expected


@pytest.mark.parametrize(
    ("rank", "for_rank", "expected"),
    [
        (Rank.MINISTER, None, ""),
        (Rank.STATE_SECRETARY, None, "In Vertretung"),
        (Rank.STATE_SECRETARY, Rank.MINISTER, "In Vertretung"),
        (Rank.HEAD_OF_DIVISION, None, "Im Auftrag"),
        (Rank.HEAD_OF_DIVISION, Rank.STATE_SECRETARY, "In Vertretung der Staatssekretärin/des Staatssekretärs"),
        (Rank.HEAD_OF_DIVISION, Rank.HEAD_OF_DIVISION, "Im Auftrag"),
        (Rank.CASE_WORKER, Rank.MINISTER, "Im Auftrag"),
        (Rank.CASE_WORKER, None, "Im Auftrag"),
    ],
)
def test_the_form_of_a_signature_follows_the_rank(rank, for_rank, expected):
    assert signature_form(rank, for_rank=for_rank) == expected
