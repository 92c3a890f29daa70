"""Sessions of the demonstration's bodies, kept by the Geschäftsstelle."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.urls import reverse

from committees.agenda import put_on, save_item, waiting_for
from committees.bodies import save_group
from committees.models import AgendaItem, Body, SeatGroup, Session
from committees.sittings import begin, invite, note_attendance, save_session
from contracts.demo import stages
from tests.committees.appointing import Office
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, standing, unit, user


def clerk(day: date = TODAY):
    return standing("geschaeftsstelle", day)


def planned(body: str = "KAI", day: date = TODAY, **fields) -> Session:
    """A session with one item that stands for itself."""
    known = {"begins_at": time(10), "place": "Wiesbaden"} | fields
    session = Session(body=unit(body), held_on=day, **known)
    save_session(session, standing=clerk(), at=NOON)
    return session


def with_item(session: Session, title: str = "Bericht") -> AgendaItem:
    return save_item(AgendaItem(session=session, title=title), [], standing=clerk())


def running(body: str = "KAI", present: int = 11, **fields) -> Session:
    """A session of today that was opened, with so many members present."""
    session = planned(body, **fields)
    with_item(session)
    invite(session.pk, [], standing=clerk(), at=NOON)
    begin(session.pk, standing=clerk())
    attend(session, present)
    session.refresh_from_db()
    return session


def attend(session: Session, present: int) -> None:
    rows = session.attendances.filter(votes=True)
    presence = {row.pk: ("present" if place < present else "excused", "") for place, row in enumerate(rows)}
    note_attendance(session.pk, presence, standing=clerk())


def waiting_contract():
    """A contract whose resolution by the Kabinettsausschuss is outstanding."""
    return stages.cosigned(in_coordination()).wait(1)


def put_contract_on(session: Session, driver) -> AgendaItem:
    (task,) = driver.tasks("committee_decision")
    key = next(one.key for one in waiting_for(session.body, clerk(driver.day)) if one.pk == task.pk)
    return put_on(session.pk, key, standing=clerk(driver.day))


@pytest.fixture
def pages(client, house) -> Callable:
    """`pages(account, page, *args, **data)`: asks, or sends when there is data."""

    def ask(account: str, page: str, /, *args, query: str = "", **data):
        client.force_login(user(account))
        address = reverse(page, args=args) + query
        return client.post(address, data) if data else client.get(address)

    return ask


@pytest.fixture
def office(client, house, monkeypatch) -> Office:
    """People at a browser, and a clock that moves."""
    return Office(client, monkeypatch)


@pytest.fixture
def body(house) -> Body:
    """The conference with three seats."""
    body = Body.objects.get(unit__short="IK")
    save_group(SeatGroup(body=body, name="Kommunen", order=1), 3, standing=standing("geschaeftsstelle"))
    return body
