"""Who may sit where and until when, as tables; asked of the services, past every page."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from committees.bodies import Declaration, Seating, appoint, cut_mandate, declare, end_mandate, save_group, save_member
from committees.models import Body, EndReason, Function, Mandate, Member, Seat, SeatGroup, SelfDeclaration
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal, standing
from workflow.errors import InputError

FIRST, LAST = date(2025, 2, 1), date(2027, 1, 31)
ONE_DAY = timedelta(days=1)


def clerk():
    return standing("geschaeftsstelle")


def person(name: str) -> Member:
    return save_member(Member(given_name="Kim", name=name), standing=clerk(), at=NOON)


@pytest.fixture
def seat(body) -> Seat:
    return Seat.objects.filter(group__body=body).order_by("number")[0]


@pytest.fixture
def anna(body) -> Member:
    return person("Amsel")


def sits(
    seat: Seat, who: Member, function: str = Function.MEMBER, begins: date = FIRST, ends: date | None = LAST
) -> Mandate:
    return appoint(Seating(seat, who, function, begins, ends), standing=clerk(), at=NOON)


@pytest.mark.parametrize(
    ("account", "seen"),
    [("sachbearbeitung", True), ("registratur", True), ("hmkb", False), ("jury1", False), ("baf", False)],
)
def test_the_composition_is_open_to_the_house(body, account, seen):
    assert Body.objects.visible_to(standing(account)).exists() is seen


@pytest.mark.parametrize(
    ("function", "same", "allowed"),
    [
        (Function.MEMBER, False, False),
        (Function.CHAIR, False, False),
        (Function.GROUP_LEAD, False, False),
        (Function.CHAIR, True, True),  # a member who takes the chair on her own seat
        (Function.MEMBER, True, False),
        (Function.DEPUTY, False, True),
        (Function.GUEST, False, True),
    ],
)
def test_a_seat_is_filled_by_one_person(seat, anna, function, same, allowed):
    sits(seat, anna)
    other = anna if same else person("Zeisig")
    if allowed:
        sits(seat, other, function)
    else:
        with pytest.raises(InputError) as refused:
            sits(seat, other, function)
        assert refused.value.field == "begins"
    assert Mandate.objects.filter(seat=seat).count() == 1 + allowed


@pytest.mark.parametrize(
    ("begins", "ends", "allowed"),
    [
        (date(2024, 6, 1), FIRST - ONE_DAY, True),
        (date(2024, 6, 1), FIRST, False),
        (LAST, None, False),
        (LAST + ONE_DAY, None, True),
        (date(2024, 6, 1), None, False),
    ],
)
def test_a_seat_is_free_up_to_the_day_before_and_from_the_day_after(seat, anna, begins, ends, allowed):
    sits(seat, anna)
    if allowed:
        sits(seat, person("Zeisig"), begins=begins, ends=ends)
    else:
        with pytest.raises(InputError):
            sits(seat, person("Zeisig"), begins=begins, ends=ends)


def test_a_mandate_ends_after_it_begins_and_on_a_seat_there_is(seat, anna):
    with pytest.raises(InputError) as refused:
        sits(seat, anna, ends=FIRST - ONE_DAY)
    assert refused.value.field == "ends"
    Seat.objects.filter(pk=seat.pk).update(ends=FIRST - ONE_DAY)
    seat.refresh_from_db()
    with pytest.raises(InputError, match="Diesen Sitz gibt es an dem Tag nicht"):
        sits(seat, anna)


@pytest.mark.parametrize("on", [FIRST - ONE_DAY, LAST + ONE_DAY])
def test_a_mandate_is_cut_within_its_days(seat, anna, on):
    mandate = sits(seat, anna)
    with pytest.raises(InputError) as refused:
        end_mandate(mandate, on, EndReason.RESIGNATION, standing=clerk(), at=NOON)
    assert refused.value.field == "on"
    end_mandate(mandate, LAST, EndReason.RESIGNATION, standing=clerk(), at=NOON)


def test_a_mandate_ends_once(seat, anna):
    mandate = sits(seat, anna)
    end_mandate(mandate, TODAY, EndReason.RESIGNATION, standing=clerk(), at=NOON)
    with pytest.raises(InputError, match="bereits beendet"):
        cut_mandate(mandate.pk, TODAY - ONE_DAY, EndReason.RESIGNATION, at=NOON)


def test_what_a_case_gave_is_taken_back_by_a_case(seat, anna):
    mandate = sits(seat, anna)
    Mandate.objects.filter(pk=mandate.pk).update(case=proposal().case)
    mandate = Mandate.objects.select_related("case").get(pk=mandate.pk)
    with pytest.raises(InputError, match="Abberufen kann nur, wer berufen hat"):
        end_mandate(mandate, TODAY, EndReason.RECALL, standing=clerk(), at=NOON)


@pytest.mark.parametrize("ends", [None, TODAY + ONE_DAY, TODAY])
def test_a_seat_is_taken_away_once_nobody_sits_there(body, anna, ends):
    group = SeatGroup.objects.get(body=body, name="Kommunen")
    last = group.seats.order_by("number").last()
    sits(last, anna, begins=FIRST, ends=ends)
    if ends == TODAY:
        save_group(group, 2, standing=clerk())
        last.refresh_from_db()
        assert last.ends == TODAY
    else:
        with pytest.raises(InputError) as refused:
            save_group(group, 2, standing=clerk())
        assert refused.value.field == "seats"


def test_a_group_has_its_name_once_in_a_body(body):
    with pytest.raises(InputError) as refused:
        save_group(SeatGroup(body=body, name=" kommunen "), 1, standing=clerk())
    assert refused.value.field == "name"


def test_a_declaration_is_of_no_day_to_come_and_goes_when_it_is_asked_for(body, anna):
    with pytest.raises(InputError) as refused:
        declare(anna, Declaration("woman", "", TODAY + ONE_DAY), standing=clerk())
    assert refused.value.field == "declared_on"
    declare(anna, Declaration("woman", "", TODAY), standing=clerk())
    declare(anna, None, standing=clerk())
    assert not SelfDeclaration.objects.exists()


def test_the_database_lets_nobody_sit_on_a_seat_that_is_taken(seat, anna):
    sits(seat, anna)
    dated = {"created_at": NOON, "modified_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(seat=seat, member=person("Zeisig"), begins=FIRST, ends=LAST, **dated)
