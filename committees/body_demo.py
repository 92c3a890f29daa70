"""Bodies in the demonstration: a composition of the conference that is invented, some of its seats filled, and an appointment under way."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from committees.bodies import Declaration, Seating, appoint, declare, save_group, save_member, save_seat
from committees.models import Body, Function, Member, Seat, SeatGroup
from committees.naming import Plan, begin_appointment
from directory.models import Organisation, User
from directory.standing import Standing, standing_of
from workflow.models import CaseTask
from workflow.services import complete
from workflow.steps import Verdict

BERLIN = ZoneInfo("Europe/Berlin")
CONSTITUTED = date(2024, 9, 23)
GROUPS = (("Kommunen (Muster)", 4), ("Verbände und Träger (Muster)", 4), ("Migrantenorganisationen (Muster)", 4))
# given name, name, declared gender
PEOPLE = (
    ("Alma", "Berger", "woman"), ("Bekir", "Cetin", "man"), ("Carla", "Dorn", "woman"), ("Dunja", "Esser", "woman"), ("Emil", "Franke", "man"),
    ("Farah", "Gül", "woman"), ("Gerd", "Hahn", "man"), ("Hana", "Ismail", "woman"),
)  # fmt: skip


def load(day: date) -> None:
    """Groups, seats and people of the conference; two organisations are being asked to name somebody."""
    clerk = User.objects.filter(username="geschaeftsstelle").first()
    body = Body.objects.filter(unit__short="IK").first()
    if clerk is None or body is None or body.groups.exists():
        return
    standing = standing_of(clerk, day)
    for order, (name, seats) in enumerate(GROUPS, 1):
        save_group(SeatGroup(body=body, name=name, order=order), seats, standing=standing)
    places = list(Seat.objects.filter(group__body=body).order_by("group__order", "number"))
    _fill(places[:4] + places[8:], standing)
    _ask(body, places[4:6], standing)


def _fill(places: list[Seat], standing: Standing) -> None:
    at = datetime.combine(standing.day, time(10), BERLIN)
    for seat, (given, name, gender) in zip(places, PEOPLE, strict=True):
        member = save_member(Member(given_name=given, name=f"{name} (fiktiv)"), standing=standing, at=at)
        declare(member, Declaration(gender, "", CONSTITUTED), standing=standing)
        appoint(Seating(seat, member, Function.MEMBER, CONSTITUTED), standing=standing, at=at)


def _ask(body: Body, seats: list[Seat], standing: Standing) -> None:
    at = datetime.combine(standing.day, time(10), BERLIN)
    for seat, name in zip(seats, ("Bildungsstätte Anne Frank", "Hessischer Jugendring"), strict=True):
        seat.organisation = Organisation.objects.filter(name__startswith=name).first()
        save_seat(seat, standing=standing)
    case = begin_appointment(body, Plan(tuple(seats), standing.day), standing=standing, at=at)
    task = CaseTask.objects.get(process=case, closed_at=None)
    complete(task.pk, Verdict("request"), standing=standing, at=at)
