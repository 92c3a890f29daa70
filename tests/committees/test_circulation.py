"""The Umlauf asked of its services: who answers for which seat, until when, and who counts."""

from datetime import timedelta

import pytest

from committees.circulation import Given, answer, count_out, enter_answer
from committees.models import Ballot
from committees.seating import name_deputy
from committees.sittings import cancel
from directory.models import Membership
from tests.committees.conftest import clerk, planned, running, waiting_contract, with_item
from tests.committees.test_umlauf import LAST_DAY, SHORTS, circulating, say
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude

pytestmark = pytest.mark.usefixtures("house")


def entered(session, short: str, remark: str, day=TODAY) -> None:
    given = {item.pk: Given("yes", remark) for item in session.items.all()}
    enter_answer(session.pk, unit(f"KAI {short}"), given, standing=clerk(day), at=NOON)


@pytest.mark.parametrize(("days", "taken"), [(0, True), (1, False)])
def test_an_answer_is_taken_up_to_and_on_the_last_day(days, taken):
    session = circulating()
    day = LAST_DAY + timedelta(days=days)
    if taken:
        say(session, "HMKB", "yes", day)
        entered(session, "HMdF", "Fax", day)
    else:
        with pytest.raises(WorkflowError, match="Frist ist am 30"):
            say(session, "HMKB", "yes", day)
        with pytest.raises(WorkflowError, match="Frist ist am 30"):
            entered(session, "HMdF", "Fax", day)
    assert Ballot.objects.count() == 2 * taken


def test_only_a_running_umlauf_is_answered():
    sitting, waiting, over = running(), planned("KAI", LAST_DAY, kind="circulation"), circulating()
    with_item(waiting)
    cancel(over.pk, "Erledigt", standing=clerk(), at=NOON)
    for session in (sitting, waiting, over):
        with pytest.raises(WorkflowError, match="keine Antworten mehr"):
            say(session, "HMKB", "yes")
    assert not Ballot.objects.exists()


def test_only_seats_that_were_asked_answer():
    session = circulating()
    session.attendances.filter(seat=unit("KAI HMKB")).delete()
    with pytest.raises(NotAllowedError, match="nicht gefragt"):
        say(session, "HMKB", "yes")


@pytest.mark.parametrize("account", ["hmdf", "geschaeftsstelle", "ministerin", "recht"])
def test_nobody_answers_for_a_seat_that_is_not_hers(account):
    session = circulating()
    given = {item.pk: Given("yes") for item in session.items.all()}
    with pytest.raises(NotAllowedError, match="Für diesen Sitz"):
        answer(session.pk, unit("KAI HMKB"), given, standing=standing(account), at=NOON)


def test_a_mere_member_of_a_unit_does_not_answer_for_its_seat():
    Membership.objects.create(user=user("jury1"), unit=unit("KAI HMKB"), rank=20, valid_from=TODAY)
    session = circulating()
    given = {item.pk: Given("yes") for item in session.items.all()}
    with pytest.raises(NotAllowedError, match="Für diesen Sitz"):
        answer(session.pk, unit("KAI HMKB"), given, standing=standing("jury1"), at=NOON)


def test_nobody_votes_for_two_seats():
    Membership.objects.create(user=user("hmkb"), unit=unit("HMdF"), rank=20, valid_from=TODAY)
    name_deputy(unit("KAI HMdF"), user("hmkb"), standing=clerk())
    session = circulating()
    say(session, "HMKB", "yes")
    given = {item.pk: Given("yes") for item in session.items.all()}
    with pytest.raises(InputError, match="niemand stimmt für zwei Sitze"):
        answer(session.pk, unit("KAI HMdF"), given, standing=standing("hmkb"), at=NOON)


def test_what_is_entered_says_how_it_came():
    with pytest.raises(InputError) as refused:
        entered(circulating(), "HMKB", " ")
    assert refused.value.field == "remark"


def test_whoever_is_excluded_neither_answers_nor_counts():
    driver = waiting_contract()
    session = circulating(driver=driver)
    for account in ("hmkb", "geschaeftsstelle"):
        exclude(driver.case.pk, user(account), "Bruder", standing=standing(account), at=NOON)
    with pytest.raises(NotAllowedError, match="wegen Befangenheit"):
        say(session, "HMKB", "yes")
    with pytest.raises(NotAllowedError, match="wegen Befangenheit"):
        count_out(session.pk, standing=clerk(LAST_DAY + timedelta(days=1)), at=NOON)
    with pytest.raises(NotAllowedError, match="wegen Befangenheit"):
        entered(session, "HMdF", "Fax")


def test_the_office_enters_nothing_for_a_representative_who_is_excluded():
    driver = waiting_contract()
    session = circulating(driver=driver)
    exclude(driver.case.pk, user("hmkb"), "Bruder", standing=standing("hmkb"), at=NOON)
    with pytest.raises(InputError) as refused:
        entered(session, "HMKB", "Fax")
    assert refused.value.field == "answer"


@pytest.mark.parametrize(("answers", "days", "counted"), [(11, 0, True), (10, 0, False), (10, 7, False), (10, 8, True)])
def test_it_is_counted_once_all_have_answered_or_the_last_day_is_over(answers, days, counted):
    session = circulating()
    for short in SHORTS[:answers]:
        say(session, short, "yes")
    day = TODAY + timedelta(days=days)
    if not counted:
        with pytest.raises(WorkflowError, match="Es fehlen noch Antworten"):
            count_out(session.pk, standing=clerk(day), at=NOON)
        return
    count_out(session.pk, standing=clerk(day), at=NOON)
    assert session.items.get().result == ("adopted" if answers == 11 else "postponed")
    with pytest.raises(WorkflowError, match="läuft nicht"):
        count_out(session.pk, standing=clerk(day), at=NOON)


@pytest.mark.parametrize(("value", "result"), [("yes", "adopted"), ("no", "postponed"), ("abstain", "adopted")])
def test_one_no_is_enough(value, result):
    session = circulating()
    for short in SHORTS[:-1]:
        say(session, short, "yes")
    say(session, SHORTS[-1], value)
    count_out(session.pk, standing=clerk(), at=NOON)
    assert session.items.get().result == result


def test_abstentions_alone_adopt_nothing():
    session = circulating()
    for short in SHORTS:
        say(session, short, "abstain")
    count_out(session.pk, standing=clerk(), at=NOON)
    assert session.items.get().result == "postponed"
