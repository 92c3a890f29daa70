"""Whoever is shut out of a case finds nothing of it in the sessions of a body, answers nothing and votes on nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from committees.agenda import put_on, save_item, take_off, waiting_for
from committees.circulation import Given, answer, count_out, enter_answer, tallies
from committees.minutes import answer_objection, issue, save_remarks
from committees.models import AgendaItem, Ballot, Objection, Session
from committees.resolving import Resolution, record
from committees.seating import name_deputy
from committees.sittings import begin, close, invite
from directory.models import Membership, Rank
from tests.committees.conftest import attend, clerk, planned, put_contract_on, waiting_contract, with_item
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from tests.partners.test_foreign import ADDRESSES
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude
from workflow.models import Case, Confidentiality, ExternalMail

pytestmark = pytest.mark.django_db
LAST_DAY = TODAY + timedelta(days=7)
CANARY = "Kanarienvogel"


def shut(case: Case, account: str) -> None:
    exclude(case.pk, user(account), "Schwester im Vorstand", standing=standing(account), at=NOON)


def contract_item(session: Session) -> AgendaItem:
    """The contract on the agenda, full of canaries."""
    driver = waiting_contract()
    Case.objects.filter(pk=driver.case.pk).update(title=CANARY)
    item = put_contract_on(session, driver)
    AgendaItem.objects.filter(pk=item.pk).update(explanation=f"{CANARY} stellt sich vor.")
    return AgendaItem.objects.select_related("case", "session__body").get(pk=item.pk)


def read_by(client, account: str, session: Session) -> str:
    """Every address around sessions, with the numbers of this one."""
    client.force_login(user(account))
    item = session.items.filter(case__isnull=False).get()
    numbers = {"pk": session.pk, "item": item.pk, "seat": unit(f"{session.body.short} {account.upper()}".replace("HMDF", "HMdF")).pk, "verb": "x"}  # fmt: skip
    found = []
    for name, arguments in [*ADDRESSES, ("sessions", []), ("recommendations", []), ("plan", []), ("messages", [])]:
        chosen = {key: numbers.get(key, 1) for key in arguments}
        if set(arguments) <= set(numbers) and not name.startswith(("document", "case-new")):
            found.append(client.get(reverse(name, kwargs=chosen)).content.decode())
    mails = ExternalMail.objects.filter(address=user(account).email).values_list("body", flat=True)
    return "\n".join([*found, *mails])


def held(session: Session, item: AgendaItem) -> None:
    """From the invitation to the Niederschrift."""
    invite(session.pk, [], standing=clerk(), at=NOON)
    begin(session.pk, standing=clerk())
    attend(session, 11)
    biased = tuple(session.attendances.filter(user__in=item.case.excluded))
    votes = 11 - len(biased)
    record(item.pk, Resolution("adopted", votes, excluded=biased, discussion=f"Zu {CANARY}.", text=f"{CANARY} ja."), standing=clerk(), at=NOON)  # fmt: skip
    close(session.pk, standing=clerk(), at=NOON)
    issue(session.pk, standing=clerk(), at=NOON)


@pytest.mark.parametrize("account", ["hmkb", "hmdf"])
def test_a_biased_member_reads_nothing_of_the_item_in_a_session(client, account):
    session = planned("KAI")
    item = contract_item(session)
    item.case.refresh_from_db()
    shut(item.case, "hmkb")
    item.case.refresh_from_db()
    held(session, item)
    text = read_by(client, account, session)
    assert (CANARY in text) is (account == "hmdf")
    assert ("wegen Befangenheit verschlossen" in text) is (account == "hmkb")


@pytest.mark.parametrize("account", ["hmkb", "hmdf"])
def test_nor_in_an_umlauf(client, account):
    session = planned("KAI", LAST_DAY, kind="circulation")
    item = contract_item(session)
    with_item(session, "Zweiter Punkt")
    shut(item.case, "hmkb")
    invite(session.pk, [], standing=clerk(), at=NOON)
    text = read_by(client, account, session)
    assert (CANARY in text, "Zweiter Punkt" in text) == (account == "hmdf", True)


@pytest.fixture
def umlauf(house):
    session = planned("KAI", LAST_DAY, kind="circulation")
    item = contract_item(session)
    invite(session.pk, [], standing=clerk(), at=NOON)
    return item


def say(item: AgendaItem, account: str, value: str, seat: str, remark: str = "") -> None:
    answer(item.session_id, unit(seat), {item.pk: Given(value, remark)}, standing=standing(account), at=NOON)


def test_the_excluded_do_not_answer_but_their_deputy_does(umlauf):
    Membership.objects.create(user=user("jury1"), unit=unit("HMKB"), valid_from=TODAY, rank=Rank.HEAD_OF_UNIT)
    name_deputy(unit("KAI HMKB"), user("jury1"), standing=clerk())
    shut(umlauf.case, "hmkb")
    with pytest.raises(NotAllowedError, match="Befangenheit"):
        say(umlauf, "hmkb", "yes", "KAI HMKB")
    say(umlauf, "jury1", "yes", "KAI HMKB")
    assert list(Ballot.objects.values_list("given_by__username", "on_behalf_of__username")) == [("jury1", "hmkb")]


def test_declaring_bias_in_the_umlauf_closes_the_case(client, umlauf):
    say(umlauf, "hmkb", "excluded", "KAI HMKB", "Bruder arbeitet dort")
    case = Case.objects.get(pk=umlauf.case_id)
    assert case.excluded == [user("hmkb").pk]
    with pytest.raises(NotAllowedError):
        say(umlauf, "hmkb", "yes", "KAI HMKB")
    assert tallies(umlauf.session)[umlauf.pk].excluded == 1
    client.force_login(user("hmkb"))
    assert client.get(reverse("case", args=[case.pk])).status_code == 404


def test_an_answer_given_before_the_exclusion_no_longer_counts(umlauf):
    say(umlauf, "hmkb", "no", "KAI HMKB")
    assert tallies(umlauf.session)[umlauf.pk].no == 1
    shut(umlauf.case, "hmkb")
    found = tallies(umlauf.session)[umlauf.pk]
    assert (found.no, found.missing) == (0, 11)


def test_the_office_enters_no_answer_of_somebody_excluded(umlauf):
    shut(umlauf.case, "hmkb")
    for value, refused in (("yes", True), ("excluded", False)):
        given = {umlauf.pk: Given(value, "Fax vom 23.11.")}
        if refused:
            with pytest.raises(InputError, match="befangen"):
                enter_answer(umlauf.session_id, unit("KAI HMKB"), given, standing=clerk(), at=NOON)
        else:
            enter_answer(umlauf.session_id, unit("KAI HMKB"), given, standing=clerk(), at=NOON)
    assert Ballot.objects.get().answer == "excluded"


def test_bias_entered_by_the_office_closes_the_case_as_well(umlauf):
    given = {umlauf.pk: Given("excluded", "Anruf vom 23.11.")}
    enter_answer(umlauf.session_id, unit("KAI HMKB"), given, standing=clerk(), at=NOON)
    assert Case.objects.get(pk=umlauf.case_id).excluded == [user("hmkb").pk]


def test_nobody_answers_for_two_seats(umlauf):
    Membership.objects.create(user=user("hmdf"), unit=unit("HMKB"), valid_from=TODAY, rank=Rank.HEAD_OF_UNIT)
    name_deputy(unit("KAI HMKB"), user("hmdf"), standing=clerk())
    say(umlauf, "hmdf", "yes", "KAI HMdF")
    with pytest.raises(InputError, match="für zwei Sitze"):
        say(umlauf, "hmdf", "yes", "KAI HMKB")
    assert Ballot.objects.count() == 1


def test_whoever_is_excluded_from_a_case_counts_no_umlauf_and_records_no_result_with_it(client, umlauf):
    shut(umlauf.case, "geschaeftsstelle")
    with pytest.raises(NotAllowedError):
        count_out(umlauf.session_id, standing=clerk(LAST_DAY + timedelta(days=1)), at=NOON)
    client.force_login(user("geschaeftsstelle"))
    assert CANARY not in client.get(reverse("session", args=[umlauf.session_id])).content.decode()
    sitting = planned("KAI")
    with pytest.raises(WorkflowError):
        put_on(sitting.pk, f"item-{umlauf.pk}", standing=clerk())


def test_in_a_session_the_excluded_must_be_noted_as_biased_and_others_become_excluded(house):
    session = planned("KAI")
    item = contract_item(session)
    shut(item.case, "hmkb")
    invite(session.pk, [], standing=clerk(), at=NOON)
    begin(session.pk, standing=clerk())
    attend(session, 11)
    mine, other = (session.attendances.get(user=user(name)) for name in ("hmkb", "hmdf"))
    with pytest.raises(InputError, match="stimmt nicht mit") as refused:
        record(item.pk, Resolution("adopted", 11), standing=clerk(), at=NOON)
    assert refused.value.field == "excluded"
    record(item.pk, Resolution("adopted", 9, excluded=(mine, other)), standing=clerk(), at=NOON)
    assert set(Case.objects.get(pk=item.case_id).excluded) == {user("hmkb").pk, user("hmdf").pk}


def test_a_restricted_case_stands_on_the_agenda_without_its_title(house):
    session, driver = planned("KAI"), waiting_contract()
    Case.objects.filter(pk=driver.case.pk).update(title=CANARY, confidentiality=Confidentiality.RESTRICTED)
    item = put_contract_on(session, driver)
    assert item.title == f"Vertraulicher Vorgang {driver.case.reference}"
    assert [one for one in waiting_for(session.body, clerk()) if one.title == CANARY] == []


def test_whoever_is_excluded_in_the_secretariat_reads_no_remarks_and_no_objections(client, house):
    """They are free words, and may tell of any item."""
    session = planned("KAI")
    item = contract_item(session)
    held(session, item)
    objection = Objection.objects.create(session=session, name="hmkb", text=f"{CANARY} war nicht da.", received_on=TODAY, entered_by=user("hmkb"))  # fmt: skip
    Session.objects.filter(pk=session.pk).update(minutes_remarks=f"Zu {CANARY}.")
    client.force_login(user("geschaeftsstelle"))
    addresses = [reverse("session-remarks", args=[session.pk]), reverse("session-answer-objection", args=[session.pk, objection.pk])]  # fmt: skip
    for closed in (False, True):
        if closed:
            shut(Case.objects.get(pk=item.case_id), "geschaeftsstelle")
        for address in addresses:
            answer_of = client.get(address)
            assert (answer_of.status_code, CANARY in answer_of.content.decode()) == (403 if closed else 200, not closed)
    with pytest.raises(NotAllowedError):
        answer_objection(objection.pk, "Erledigt", standing=clerk())
    with pytest.raises(NotAllowedError):
        save_remarks(session.pk, "Neu", standing=clerk())


def test_an_item_that_was_taken_off_meanwhile_does_not_come_back(house):
    session = planned("KAI")
    item = contract_item(session)
    take_off(item.pk, standing=clerk())
    with pytest.raises(WorkflowError, match="nicht mehr auf der Tagesordnung"):
        save_item(item, [], standing=clerk())
    assert not session.items.exists()
