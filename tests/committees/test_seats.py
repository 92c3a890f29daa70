"""Who sits for a Ressort, and what happens to open tasks when that changes."""

from datetime import date, timedelta

import pytest

from committees.seating import Change, change_representative, hand_over_tasks, left_behind, name_deputy
from committees.session_access import own_seats
from contracts.demo import stages
from directory.models import Deputyship, Membership, Rank
from tests.committees.conftest import clerk, planned
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal, standing, unit, user
from workflow.chain import verify
from workflow.errors import InputError, NotAllowedError
from workflow.exclusion import exclude
from workflow.models import CaseEvent, CaseTask
from workflow.services import claim, complete
from workflow.steps import Verdict
from workflow.ticking import tick

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def newcomer(house):
    """Somebody of the HMKB who sits nowhere yet."""
    person = user("jury1")
    Membership.objects.create(user=person, unit=unit("HMKB"), rank=Rank.CASE_WORKER, valid_from=date(2026, 1, 1))
    return person


@pytest.fixture
def task(newcomer) -> CaseTask:
    """A vote the former representative has taken."""
    driver = stages.examined(proposal(), [])
    (found,) = driver.tasks("vote")
    return claim(found.pk, standing=standing("hmkb"), at=NOON)


def change(
    person, since: date = TODAY, reason: str = "Neue Aufgabe", day: date = TODAY, account: str = "geschaeftsstelle"
):
    seat = unit("FAG HMKB")
    return change_representative(seat, Change(person, since, reason), standing=standing(account, day), at=NOON)


def test_the_new_one_takes_over_seat_and_tasks_with_a_reason(pages, task, newcomer):
    seat = task.unit
    data = {"was": "vertretung", "person": newcomer.pk, "since": "2026-11-23", "reason": "Versetzung"}
    sent = pages("geschaeftsstelle", "seat", seat.pk, **data)
    assert sent.status_code == 302, sent.content.decode()
    task.refresh_from_db()
    assert task.owner == newcomer
    old, new = Membership.objects.filter(unit=seat).order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.user, new.rank) == (TODAY - timedelta(days=1), TODAY, newcomer, 30)
    event = CaseEvent.objects.filter(case=task.process, action="handed_over").get()
    assert (event.actor, event.data["reason"]) == (user("geschaeftsstelle"), "Versetzung")
    assert complete(task.pk, Verdict("nil_return"), standing=standing("jury1"), at=NOON).closed_at
    assert CaseTask.objects.visible_to(standing("hmkb")).filter(pk=task.pk).exists() is False
    assert Membership.objects.filter(unit=unit("KAI HMKB"), user=user("hmkb"), valid_to=None).exists()
    assert verify().faults == []


def test_tasks_of_other_seats_and_finished_ones_stay(task, newcomer):
    other = stages.examined(proposal(ressorts=("HMdF",)), []).tasks("vote")[0]
    claim(other.pk, standing=standing("hmdf"), at=NOON)
    done = stages.examined(proposal(), []).tasks("vote")[0]
    complete(done.pk, Verdict("nil_return"), standing=standing("hmkb"), at=NOON)
    assert change(newcomer) == 1
    owners = dict(CaseTask.objects.filter(pk__in=[other.pk, done.pk]).values_list("pk", "owner"))
    assert owners == {other.pk: user("hmdf").pk, done.pk: user("hmkb").pk}


def test_a_later_day_is_entered_ahead_and_the_tasks_follow_then(pages, task, newcomer):
    assert change(newcomer, TOMORROW) == 0
    task.refresh_from_db()
    assert task.owner == user("hmkb")
    assert not left_behind(task.unit, TODAY).exists()
    assert list(left_behind(task.unit, TOMORROW)) == [task]
    assert "ab 24.11.2026" in pages("geschaeftsstelle", "seat", task.unit_id).content.decode()
    with pytest.raises(InputError, match="künftiger Wechsel"):
        change(user("hmkb"), TOMORROW + timedelta(days=5))
    assert hand_over_tasks(task.unit, "Wechsel", standing=clerk(TOMORROW), at=NOON + timedelta(days=1)) == 1
    task.refresh_from_db()
    assert task.owner == newcomer


@pytest.mark.parametrize("shut", [False, True])
def test_on_its_day_the_tasks_go_over_by_themselves_but_not_to_somebody_excluded(task, newcomer, shut):
    change(newcomer, TOMORROW)
    if shut:
        exclude(task.process_id, newcomer, "Bruder", standing=standing("jury1"), at=NOON)
    for days in (0, 1, 1):
        assert tick(NOON + timedelta(days=days)).failed == 0
        task.refresh_from_db()
        assert task.owner == (newcomer if days and not shut else user("hmkb"))
    events = CaseEvent.objects.filter(case=task.process, action="handed_over")
    assert [event.data["reason"] for event in events] == (
        [] if shut else ["Wechsel der Ressortvertretung zum 24.11.2026"]
    )


def test_who_stands_in_for_the_new_one_keeps_what_she_has(task, newcomer):
    Deputyship.objects.create(principal=newcomer, deputy=user("hmkb"), valid_from=TODAY)
    change(newcomer, TOMORROW)
    tick(NOON + timedelta(days=1))
    task.refresh_from_db()
    assert task.owner == user("hmkb")


def test_a_vacant_seat_can_be_filled_ahead(newcomer):
    Membership.objects.filter(unit=unit("FAG HMKB")).update(valid_to=date(2026, 1, 1))
    assert change(newcomer, TOMORROW) == 0
    assert Membership.objects.valid_on(TOMORROW).get(unit=unit("FAG HMKB")).user == newcomer


@pytest.mark.parametrize(
    ("account", "since", "reason", "field"),
    [
        ("hmkb", TODAY, "x", "person"),
        ("recht", TODAY, "x", "person"),
        ("jury1", TODAY - timedelta(days=1), "x", "since"),
        ("jury1", TODAY, "  ", "reason"),
    ],
)
def test_what_cannot_be_changes_nothing(task, account, since, reason, field):
    before = list(Membership.objects.values())
    with pytest.raises(InputError) as refused:
        change(user(account), since, reason)
    task.refresh_from_db()
    assert (refused.value.field, task.owner, list(Membership.objects.values())) == (field, user("hmkb"), before)


def test_a_task_that_cannot_go_over_keeps_the_old_one_in_place(task, newcomer, monkeypatch):
    from committees import seating

    def refuse(*args, **kwargs):
        raise InputError("to", "geht nicht")

    monkeypatch.setattr(seating, "succeed", refuse)
    with pytest.raises(InputError):
        change(newcomer)
    assert Membership.objects.get(unit=task.unit, user=user("hmkb")).valid_to is None
    assert not Membership.objects.filter(unit=task.unit, user=newcomer).exists()


def test_nobody_is_replaced_twice_on_one_day(newcomer):
    change(newcomer)
    with pytest.raises(InputError) as refused:
        change(user("hmkb"))
    assert refused.value.field == "since"


def test_the_deputy_acts_for_this_seat_only_and_goes_with_the_representative(task, newcomer):
    name_deputy(task.unit, newcomer, standing=clerk())
    session = planned("FAG")
    assert list(own_seats(session, standing("jury1"))) == [task.unit_id]
    assert list(own_seats(planned("KAI"), standing("jury1"))) == []
    done = complete(task.pk, Verdict("nil_return"), standing=standing("jury1"), at=NOON)
    assert (done.completed_by, done.on_behalf_of) == (newcomer, user("hmkb"))
    third = user("jury2")
    Membership.objects.create(user=third, unit=unit("HMKB"), rank=Rank.CASE_WORKER, valid_from=TODAY)
    change(third, TOMORROW)
    deputyship = Deputyship.objects.get(unit=task.unit)
    assert deputyship.valid_to == TODAY


def test_a_deputy_is_replaced_and_ended(pages, newcomer):
    seat = unit("FAG HMKB")
    pages("geschaeftsstelle", "seat", seat.pk, **{"was": "stellvertretung", "d-deputy": newcomer.pk})
    assert Deputyship.objects.valid_on(TODAY).get(unit=seat).deputy == newcomer
    self_deputy = pages("geschaeftsstelle", "seat", seat.pk, **{"was": "stellvertretung", "d-deputy": user("hmkb").pk})
    assert (self_deputy.status_code, "Niemand kann sich selbst" in self_deputy.content.decode()) == (422, True)
    pages("geschaeftsstelle", "seat", seat.pk, **{"was": "stellvertretung", "d-deputy": ""})
    assert not Deputyship.objects.valid_on(TODAY).filter(unit=seat).exists()


def test_who_fills_a_seat(pages):
    own, foreign = unit("FAG HMSI"), unit("FAG HMKB")
    for account in ("staatssekretaer", "ministerin"):
        assert pages(account, "seat", own.pk).status_code == 200
        assert pages(account, "seat", foreign.pk).status_code == 404
    assert pages("geschaeftsstelle", "seat", foreign.pk).status_code == 200
    for account in ("referatsleitung", "hmkb", "fachadmin", "baf"):
        assert pages(account, "seat", foreign.pk).status_code == 404
        assert pages(account, "seat", own.pk, was="vertretung").status_code == 404
    assert pages("referatsleitung", "seats").status_code == 403
    with pytest.raises(NotAllowedError):
        change(user("jury1"), account="referatsleitung")


def test_the_seats_are_listed_with_their_people(pages, newcomer):
    Membership.objects.filter(unit=unit("FAG HMdF")).update(valid_to=TODAY - timedelta(days=1))
    page = pages("geschaeftsstelle", "seats")
    assert len(page.context["places"]) == 22
    assert "nicht besetzt" in page.content.decode()
    assert len(pages("staatssekretaer", "seats").context["places"]) == 2


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("geschaeftsstelle", True),
        ("hmkb", False),
        ("sachbearbeitung", False),
        ("ministerin", False),
        ("referatsleitung2", False),
        ("baf", False),
    ],
)
def test_seats_are_filled_by_the_secretariat_or_the_ressort(newcomer, account, allowed):
    seat = unit("FAG HMKB")
    acts = (
        lambda: change(newcomer, account=account),
        lambda: hand_over_tasks(seat, "x", standing=standing(account), at=NOON),
        lambda: name_deputy(seat, None, standing=standing(account)),
    )
    for act in acts:
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowedError, match="Den Sitz besetzt"):
                act()
    assert Membership.objects.filter(unit=seat, user=newcomer).exists() is allowed


@pytest.mark.parametrize(
    ("account", "words"), [("hmkb", "sich selbst"), ("recht", "nicht zum Ressort"), ("hmdf", "nicht zum Ressort")]
)
def test_who_stands_in_is_of_the_ressort_and_somebody_else(house, account, words):
    with pytest.raises(InputError, match=words) as refused:
        name_deputy(unit("FAG HMKB"), user(account), standing=clerk())
    assert refused.value.field == "deputy"
