"""How a term went: attendance, vacant seats, recommendations; at half-time, in the record, and where the next term is prepared."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.bodies import cut_mandate, save_group
from committees.evaluation import evaluate
from committees.models import Attendance, Body, BodyKind, Mandate, Recommendation, Seat, SeatGroup, Session
from directory.models import FieldOfAction, OrgUnit
from tests.committees.appointing import ENDS, in_office
from tests.committees.test_naming import page
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.models import Case

pytestmark = pytest.mark.django_db
HELD = TODAY + timedelta(days=10)


@pytest.fixture
def body(house) -> Body:
    """The conference with four seats."""
    body = Body.objects.get(unit__short="IK")
    save_group(SeatGroup(body=body, name="Kommunen", order=1), 4, standing=standing("geschaeftsstelle"))
    return body


@pytest.fixture
def case(office, body) -> Case:
    """Three members in office."""
    return in_office(office, body, list(Seat.objects.filter(group__body=body).order_by("number"))[:3])


def held(body: Body, on: date = HELD, number: int = 1, **fields) -> Session:
    known = {"state": "closed", "invited_at": NOON, "closed_at": NOON} | fields
    return Session.objects.create(
        body=body.unit, year=on.year, number=number, held_on=on, created_by=user("geschaeftsstelle"), created_at=NOON, **known
    )  # fmt: skip


def came(session: Session, member, presence: str = "present", stand_in: str = "") -> None:
    account, name = (member.user, member.user.name) if member.user else (None, str(member))
    Attendance.objects.create(session=session, user=account, name=name, presence=presence, represented_by=stand_in)


def recommended(body: OrgUnit, on: date = HELD, status: str = "open") -> Recommendation:
    return Recommendation.objects.create(
        body=body, given_on=on, title="Empfehlung", text="…", field=FieldOfAction.objects.all()[0], responsible_unit=unit("VI 3"), status=status,
        remarks="nicht finanzierbar", changed_at=NOON,
    )  # fmt: skip


def working_group(body: Body) -> Body:
    row = OrgUnit.objects.create(short="AG Bildung", name="AG Bildung", kind="working_group", valid_from=TODAY)
    return Body.objects.create(unit=row, kind=BodyKind.WORKING_GROUP, parent=body, created_at=NOON, modified_at=NOON)


def test_attendance_vacancies_and_results_are_counted(body, case):
    first, second, third = Mandate.objects.filter(case=case).order_by("seat__number")
    second.member.user = user("jury1")
    second.member.save()
    one, two = held(body), held(body, HELD + timedelta(days=50), number=2)
    for session in (one, two):
        came(session, first.member)
        came(session, second.member, stand_in="Robin Stell")
        came(session, third.member, "excused" if session == one else "present")
    cut_mandate(third.pk, HELD, "resignation", at=NOON)
    # Before the term, not closed, and written: none of them counts.
    for on, more in (
        (date(2026, 1, 5), {"number": 5}),
        (HELD, {"number": 7, "state": "invited"}),
        (HELD, {"kind": "circulation"}),
    ):
        came(held(body, on, **more), first.member)
    group = working_group(body)
    for status in ("open", "under_way", "done", "dropped"):
        recommended(group.unit, status=status)
    recommended(body.unit, on=date(2026, 1, 5))

    found = evaluate(case.appointment, HELD + timedelta(days=60))

    told = [(turnout.invited, turnout.present, turnout.represented) for turnout in found.turnouts]
    assert told == [(2, 2, 0), (2, 0, 2), (1, 0, 0)]
    assert (found.sessions, list(found.vacant)) == (2, [third.seat])
    assert [(one.body, one.open, one.done, one.dropped) for one in found.results] == [(body, 0, 0, 0), (group, 2, 1, 1)]
    assert evaluate(case.appointment, ENDS + timedelta(days=99)).until == ENDS


def test_the_number_of_queries_does_not_grow(body, case):
    counts, row = [], case.appointment
    for size in (1, 8):
        for number in range(size):
            session = held(body, HELD + timedelta(days=size), number=size * 10 + number)
            for mandate in Mandate.objects.filter(case=case):
                came(session, mandate.member)
            recommended(body.unit)
        with CaptureQueriesContext(connection) as queries:
            evaluate(row, ENDS)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_half_time_record_and_the_next_term_show_it(office, body, case):
    first = Mandate.objects.filter(case=case).order_by("seat__number")[0]
    came(held(body), first.member)
    half = TODAY + (ENDS - TODAY) // 2
    office.later(half)
    review = page(office, "geschaeftsstelle", "task", office.task(case, "review").pk)
    record = page(office, "geschaeftsstelle", "case-record", case.pk)
    for shown in (review, record):
        for part in (f"Amtszeit bis {half:%d.%m.%Y}", "1 abgeschlossene Sitzung", "Freie Sitze", "Hessische Integrationskonferenz"):  # fmt: skip
            assert part in shown
    office.do("geschaeftsstelle", case, "review", "done", note="Läuft.")

    office.later(date(2028, 8, 1))

    following = Case.objects.get(parent=case)
    concept = page(office, "geschaeftsstelle", "task", office.task(following, "concept").pk)
    assert "Amtszeit bis 01.08.2028" in concept
    assert str(first.member) in concept
    assert "Amtszeit bis" not in page(office, "geschaeftsstelle", "case-record", following.pk)
