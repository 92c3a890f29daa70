"""The session of a jury: recorded by whom, decided by whom, and what becomes of its result."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prizes.demo import do
from prizes.jury.judging import declare, open_names
from prizes.jury.sitting import Minutes, Vote, fix, record, visible_votes
from prizes.models import Jury, JuryVote, Laureate, Nomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude
from workflow.opening import opened_case

pytestmark = pytest.mark.django_db
MEMBERS = ("jury1", "jury2", "jury3", "jury4", "jury5")


@pytest.fixture
def talking(jury) -> Jury:
    """The jury with names open."""
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    return Jury.objects.select_related("award_year__case").get(pk=jury.pk)


def minutes(entry, vote: Vote | None = None) -> Minutes:
    return Minutes(
        TODAY, "Wiesbaden", user("jury1"), [user(one) for one in MEMBERS], votes={entry.pk: vote or Vote(1, Decimal(7000), 5)}
    )  # fmt: skip


@pytest.mark.parametrize("account", ["jury1", "sachbearbeitung", "ministerin"])
def test_a_session_is_recorded_by_the_office_while_names_are_open(jury, canary, account):
    with pytest.raises(WorkflowError, match="während die Jury mit Namen berät"):
        record(jury, minutes(canary), standing=standing("preisbuero"))
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    with pytest.raises(NotAllowedError, match="Referat für den Integrationspreis"):
        record(jury, minutes(canary), standing=standing(account))
    record(jury, minutes(canary), standing=standing("preisbuero"))


def test_nobody_records_what_she_is_shut_out_of(talking, canary):
    exclude(canary.nomination_id, user("preisbuero"), "Bruder", standing=standing("preisbuero"), at=NOON)
    other = talking.nominations.exclude(pk=canary.pk)[0]
    with pytest.raises(NotAllowedError, match="von einer Nominierung ausgeschlossen"):
        record(talking, minutes(other), standing=standing("preisbuero"))


def test_only_members_sit_in_the_jury(talking, canary):
    wrong = replace(minutes(canary), present=[user(one) for one in (*MEMBERS[:4], "preisbuero")])
    with pytest.raises(InputError) as refused:
        record(talking, wrong, standing=standing("preisbuero"))
    assert refused.value.field == "present"


def test_a_result_is_fixed_once_and_not_before_a_session(talking, canary):
    chair = {"standing": standing("jury1"), "at": NOON}
    Jury.objects.filter(pk=talking.pk).update(chair=user("jury1"))
    with pytest.raises(WorkflowError, match="noch keine Sitzung"):
        fix(talking, **chair)
    record(talking, minutes(canary), standing=standing("preisbuero"))
    fix(talking, **chair)
    with pytest.raises(WorkflowError, match="noch keine Sitzung"):
        fix(talking, **chair)


@pytest.mark.parametrize("account", ["jury2", "preisbuero", "ministerin"])
def test_the_chair_alone_fixes_the_result(talking, canary, account):
    record(talking, minutes(canary), standing=standing("preisbuero"))
    with pytest.raises(NotAllowedError, match="Vorsitz der Sitzung"):
        fix(talking, standing=standing(account), at=NOON)


def test_a_result_awards_something(talking, canary):
    record(talking, minutes(canary, Vote(1, Decimal(7000), 1, 4)), standing=standing("preisbuero"))
    with pytest.raises(WorkflowError, match="noch keine Auszeichnung"):
        fix(talking, standing=standing("jury1"), at=NOON)


def test_a_member_reads_no_vote_she_is_shut_out_of(talking, canary):
    record(talking, minutes(canary), standing=standing("preisbuero"))
    declare(canary, biased=True, reason="Mitglied", standing=standing("jury2"), at=NOON)
    counted = {
        one: (len(seen), left) for one in ("jury1", "jury2") for seen, left in [visible_votes(talking, standing(one))]
    }
    assert counted == {"jury1": (1, 0), "jury2": (0, 1)}


def test_nothing_is_laid_before_anybody_without_the_result(talking, canary):
    record(talking, minutes(canary), standing=standing("preisbuero"))
    with pytest.raises(WorkflowError, match="Ergebnis noch nicht festgestellt"):
        do(talking.award_year.case, "jury_session", "done", by="preisbuero", day=TODAY)
    fix(talking, standing=standing("jury1"), at=NOON)
    do(talking.award_year.case, "jury_session", "done", by="preisbuero", day=TODAY)


@pytest.mark.parametrize(("consent", "published"), [("given", True), ("refused", False), ("", False)])
def test_only_winners_who_agreed_are_published(talking, canary, consent, published):
    Nomination.objects.filter(pk=canary.nomination_id).update(rank=1, amount=7000, consent=consent)
    with opened_case(canary.nomination_id, at=NOON) as step:
        step.cancel_open()
        step.move("freeze", "enter_into_force")
    assert Laureate.objects.filter(name="Zeisigclub").exists() is published


def test_a_session_recorded_anew_replaces_its_votes(talking, canary):
    for amount in (7000, 5000):
        record(talking, minutes(canary, Vote(1, Decimal(amount), 5)), standing=standing("preisbuero"))
    assert list(JuryVote.objects.values_list("amount", flat=True)) == [5000]
