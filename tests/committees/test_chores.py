"""What falls due around sessions and terms by itself: once, on its day, and never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from committees.bodies import Seating, appoint
from committees.circulation import Given, answer
from committees.minutes import enter_objection
from committees.models import Appointment, Body, Function, Mandate, Member, Seat, SeatGroup, Session
from committees.sittings import cancel, invite
from tests.committees.conftest import clerk, planned, running, with_item
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit
from workflow.models import Case, ExternalMail
from workflow.ticking import tick

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 12, 9)
OFFICE = ["geschaeftsstelle", "referatsleitung1"]


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def mails(subject: str) -> list[str]:
    rows = ExternalMail.objects.filter(subject__startswith=subject).order_by("address")
    return [row.address.split("@")[0] for row in rows]


@pytest.fixture
def umlauf(house) -> Session:
    session = planned("KAI", LAST_DAY, kind="circulation")
    with_item(session)
    invite(session.pk, [], standing=clerk(), at=NOON)
    item = session.items.get()
    for short in ("HMKB", "HMdF"):
        answer(session.pk, unit(f"KAI {short}"), {item.pk: Given("yes")}, standing=standing(short.lower()), at=NOON)
    return session


def test_whoever_has_not_answered_an_umlauf_is_reminded_once_two_office_days_before(umlauf):
    tick(on(date(2026, 12, 6)))
    assert mails("Antwort fehlt") == []
    for _minute in range(2):
        assert tick(on(date(2026, 12, 7))).failed == 0
    assert (len(mails("Antwort fehlt")), "hmkb" in mails("Antwort fehlt"), "hmsi" in mails("Antwort fehlt")) == (9, False, True)  # fmt: skip


def test_an_umlauf_that_has_run_out_is_told_to_the_geschaeftsstelle_once(umlauf):
    tick(on(LAST_DAY))
    assert mails("Auszählen") == []
    for day in (1, 2):
        tick(on(LAST_DAY + timedelta(days=day)))
    assert mails("Auszählen") == OFFICE


def test_a_sitting_that_is_not_invited_to_is_pointed_out_before_its_day(house):
    session = planned("FAG", date(2027, 1, 28))
    called_off = planned("FAG", date(2027, 1, 27))
    cancel(called_off.pk, "x", standing=clerk(), at=NOON)
    tick(on(date(2027, 1, 3)))
    assert mails("Einladen") == []
    tick(on(date(2027, 1, 4)))
    tick(on(date(2027, 1, 5)))
    assert mails("Einladen") == OFFICE
    mail = ExternalMail.objects.filter(subject__startswith="Einladen")[0]
    assert ("spätestens am 07.01.2027" in mail.body, str(session) in mail.subject) == (True, True)


@pytest.fixture
def issued(pages) -> Session:
    session = running("FAG", present=11)
    pages("geschaeftsstelle", "session-record", session.pk, session.items.get().pk, result="noted")
    pages("geschaeftsstelle", "session-act", session.pk, "abschliessen", x="1")
    pages("geschaeftsstelle", "session-issue", session.pk, x="1")
    return Session.objects.get(pk=session.pk)


def test_minutes_nobody_objects_to_become_final_when_the_period_is_over(issued):
    tick(on(issued.objections_until))
    assert Session.objects.get(pk=issued.pk).minutes_final_at is None
    tick(on(issued.objections_until + timedelta(days=1)))
    assert Session.objects.get(pk=issued.pk).minutes_final_at is not None


def test_minutes_with_an_objection_wait_for_the_geschaeftsstelle(issued):
    enter_objection(issued.pk, "HMKB", "Punkt 1 stimmt nicht.", TODAY, standing=clerk())
    for day in (1, 2):
        tick(on(issued.objections_until + timedelta(days=day)))
    assert Session.objects.get(pk=issued.pk).minutes_final_at is None
    assert mails("Einwände behandeln") == OFFICE


@pytest.fixture
def body(house) -> Body:
    """Three seats: two mandates without a case end with 2027, one goes on."""
    body = Body.objects.get(unit__short="IK")
    group = SeatGroup.objects.create(body=body, name="Kommunen")
    for number, ends in enumerate((date(2027, 12, 31), date(2027, 12, 31), None), 1):
        seat = Seat.objects.create(group=group, number=number)
        member = Member.objects.create(given_name="Alma", name=f"Berger {number}", created_at=NOON, modified_at=NOON)
        seating = Seating(seat, member, Function.MEMBER, date(2024, 9, 23), ends)
        appoint(seating, standing=clerk(), at=NOON)
    return body


def test_mandates_that_run_out_open_the_next_appointment_once(body):
    tick(on(date(2027, 6, 29)))
    assert not Appointment.objects.exists()
    for _minute in range(2):
        assert tick(on(date(2027, 6, 30))).failed == 0
    row = Appointment.objects.get()
    assert (row.begins, row.ends, row.seats.count()) == (date(2028, 1, 1), None, 2)
    assert (row.case.title, row.case.lead_unit.short) == ("Neuberufung: Hessische Integrationskonferenz", "VI 1")


def test_an_appointment_that_was_given_up_is_not_opened_again(body):
    tick(on(date(2027, 6, 30)))
    case = Case.objects.get(kind="appointment")
    Case.objects.filter(pk=case.pk).update(state="withdrawn")
    tick(on(date(2027, 7, 1)))
    assert Appointment.objects.count() == 1


def test_a_seat_that_is_followed_or_ends_opens_nothing(body):
    first, second, _third = Seat.objects.filter(group__body=body).order_by("number")
    Seat.objects.filter(pk=first.pk).update(ends=date(2027, 12, 31))
    successor = Member.objects.create(given_name="Zoe", name="Neu", created_at=NOON, modified_at=NOON)
    appoint(Seating(second, successor, Function.MEMBER, date(2028, 1, 1)), standing=clerk(), at=NOON)
    tick(on(date(2027, 6, 30)))
    assert not Appointment.objects.exists()
    assert Mandate.objects.count() == 4
