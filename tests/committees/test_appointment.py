"""A conference of eighty seats from the concept to its constitution, and one seat filled again in mid-term; through the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from committees.bodies import Seating, give_mandate, save_group
from committees.forms.appointment import BeginAppointmentForm
from committees.models import Body, Function, Mandate, Member, Proposal, Seat, SeatGroup, SelfDeclaration
from committees.occupancy import occupancy
from directory.models import Deputyship, Organisation
from documents.models import Document
from tests.committees.appointing import ENDS, Office, begin, named, sign
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.chain import verify
from workflow.models import Case, CaseTask

pytestmark = pytest.mark.django_db
GROUPS = (("Kommunen", 20), ("Verbände", 30), ("Migrantenorganisationen", 20), ("Expertinnen und Experten", 10))


@pytest.fixture
def body(house) -> Body:
    """The conference with eighty seats; two organisations send somebody to one seat each."""
    body = Body.objects.get(unit__short="IK")
    Body.objects.filter(pk=body.pk).update(ends=ENDS)
    for order, (name, seats) in enumerate(GROUPS, 1):
        save_group(SeatGroup(body=body, name=name, order=order), seats, standing=standing("geschaeftsstelle"))
    sent = Seat.objects.filter(group__name="Verbände").order_by("number")
    for seat, name in zip(sent[:2], ("Bildungsstätte Anne Frank", "Hessischer Jugendring"), strict=True):
        seat.organisation = Organisation.objects.get(name__startswith=name)
        seat.save()
    return Body.objects.get(pk=body.pk)


def test_a_conference_of_eighty_seats_from_concept_to_a_replacement_in_mid_term(office, body):
    seats = list(Seat.objects.filter(group__body=body).order_by("pk"))
    case = begin(office, body, seats, ressorts=[unit("HMKB").pk])
    office.do("geschaeftsstelle", case, "concept", "request")
    for account in ("baf", "hjr"):
        task = CaseTask.objects.get(process=case, organisation__contacts__user=user(account), closed_at=None)
        own = Seat.objects.get(organisation=task.organisation)
        office.send(
            account,
            "portal-task",
            task.pk,
            outcome="named",
            note="",
            **named([own], women=1),
            **named([own], women=0, place=2),
        )
    rest = [seat for seat in seats if seat.organisation_id is None]
    office.do("geschaeftsstelle", case, "record_names", "done", **named(rest, women=30))
    case.refresh_from_db()
    assert (case.state, Proposal.objects.count()) == ("negotiation", 82)
    choose(office, case)
    office.do("hmkb", case, "coordinate", "dissent", note="Zu wenige aus der Bildung.")
    choose(office, case)
    office.do("hmkb", case, "coordinate", "consent")
    sign(office, case)
    assert Document.objects.filter(case=case, kind="letter").count() == 80
    chosen = Proposal.objects.filter(chosen=True)
    office.do("geschaeftsstelle", case, "acceptance", "done", accepted=[str(one.pk) for one in chosen[1:]])
    case.refresh_from_db()
    assert (case.state, Mandate.objects.count(), occupancy(body, TODAY).vacant) == ("in_force", 79, 1)
    assert Member.objects.count() == 79
    assert SelfDeclaration.objects.count() == 79
    replace(office, body)
    the_next_term(office, body, case)
    assert verify().faults == []


def choose(office: Office, case: Case) -> None:
    """A list with too few women wants a reason."""
    chosen: dict[int, str] = {}
    for one in Proposal.objects.filter(appointment=case.pk):
        chosen.setdefault(one.seat_id, str(one.pk))
    refused = office.do(
        "geschaeftsstelle", case, "check_list", "forward", status=422, chosen=list(chosen.values()), parity_reason=""
    )
    assert "begründen Sie die Zusammensetzung" in refused.content.decode()
    office.do(
        "geschaeftsstelle",
        case,
        "check_list",
        "forward",
        chosen=list(chosen.values()),
        parity_reason="Die Verbände benannten mehr Männer.",
    )


def replace(office: Office, body: Body) -> None:
    """Somebody resigns in mid-term; the seat is filled again to the end of the term."""
    office.later(date(2027, 12, 1))
    mandate = Mandate.objects.select_related("seat").first()
    office.send("geschaeftsstelle", "body-mandate-end", body.pk, mandate.pk, on="2027-12-31", reason="resignation")
    taken = office.send(
        "geschaeftsstelle",
        "body-appointment",
        body.pk,
        status=422,
        seats=[mandate.seat_id],
        begins="2027-12-31",
        ends=ENDS.isoformat(),
    )
    assert "noch besetzt" in taken.content.decode()
    case = begin(office, body, [mandate.seat], begins="2028-01-01")
    office.do("geschaeftsstelle", case, "concept", "request")
    office.do("geschaeftsstelle", case, "record_names", "done", **named([mandate.seat], women=1, place=2))
    one = Proposal.objects.get(appointment=case.pk)
    office.do("geschaeftsstelle", case, "check_list", "forward", chosen=[str(one.pk)], parity_reason="")
    sign(office, case)
    office.do("geschaeftsstelle", case, "acceptance", "done", accepted=[str(one.pk)])
    new = Mandate.objects.get(case=case)
    assert (new.seat, new.begins, new.ends) == (mandate.seat, date(2028, 1, 1), ENDS)
    for day, vacant in ((date(2027, 12, 31), 1), (date(2028, 1, 1), 1), (ENDS, 1), (ENDS + timedelta(days=1), 80)):
        assert occupancy(body, day).vacant == vacant, day


def the_next_term(office: Office, body: Body, case: Case) -> None:
    """Half-time comes by itself, the next appointment half a year before the end, and the file after it."""
    office.later(date(2028, 1, 5))
    assert office.task(case, "review") is not None
    office.later(date(2028, 7, 16))
    assert not Case.objects.filter(parent=case).exists()
    office.later(date(2028, 7, 17))
    office.later(date(2028, 8, 1))
    (following,) = Case.objects.filter(parent=case)
    assert (following.relation, following.appointment.begins, following.appointment.seats.count()) == (
        "renewal",
        ENDS + timedelta(days=1),
        80,
    )
    office.later(ENDS + timedelta(days=1))
    case.refresh_from_db()
    assert case.state == "completed"
    office.do("registratur", case, "file_away", "done")
    case.refresh_from_db()
    assert case.state == "filed"


def test_an_organisation_names_for_its_own_seats_only_and_sees_no_others(office, body):
    seats = list(Seat.objects.filter(group__name="Verbände").order_by("number")[:3])
    case = begin(office, body, seats)
    office.do("geschaeftsstelle", case, "concept", "request")
    office.do("geschaeftsstelle", case, "record_names", "done", **named([seats[2]], women=1))
    task = CaseTask.objects.get(process=case, organisation=seats[0].organisation)
    office.client.force_login(user("baf"))
    page = office.client.get(reverse("portal-task", args=[task.pk])).content.decode()
    assert f"given_{seats[0].pk}_1" in page
    assert f"given_{seats[1].pk}_1" not in page
    assert "Person " + str(seats[2].pk) not in page
    office.client.force_login(user("hjr"))
    assert office.client.get(reverse("portal-task", args=[task.pk])).status_code == 404
    foreign = office.send(
        "baf", "portal-task", task.pk, status=422, outcome="named", note="", **named([seats[1]], women=1)
    )
    assert "mindestens eine Person" in foreign.content.decode()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"ends": "2020-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"seats": []}, "zwingend erforderlich"),
        ({"begins": "irgendwann"}, "gültiges Datum"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(office, body, changed, message):
    data = {"seats": [Seat.objects.first().pk], "begins": TODAY.isoformat(), "ends": ENDS.isoformat()} | changed
    answer = office.send("geschaeftsstelle", "body-appointment", body.pk, status=422, **data)
    assert message in answer.content.decode()
    assert not Case.objects.exists()


def test_a_deputy_of_the_geschaeftsstelle_begins_one_in_its_name(office, body):
    Deputyship.objects.create(principal=user("geschaeftsstelle"), deputy=user("recht"), valid_from=TODAY)
    data = {"seats": [Seat.objects.first().pk], "begins": TODAY.isoformat(), "ends": ENDS.isoformat()}
    office.send("recht", "body-appointment", body.pk, **data)
    assert Case.objects.get().lead_unit == unit("VI 1")


def test_only_the_geschaeftsstelle_begins_one(office, body):
    for account, status in (("referatsleitung", 403), ("hmkb", 404), ("baf", 404), ("jury1", 404)):
        office.send(
            account,
            "body-appointment",
            body.pk,
            status=status,
            seats=[Seat.objects.first().pk],
            begins=TODAY.isoformat(),
        )


def test_free_seats_are_proposed_and_the_others_say_what_holds_them(office, body):
    taken, asked, free, *_others = Seat.objects.filter(group__body=body).order_by("pk")
    who = Member.objects.create(given_name="Kim", name="Meise", created_at=NOON, modified_at=NOON)
    give_mandate(Seating(taken, who, Function.MEMBER, TODAY, ENDS), at=NOON)
    begin(office, body, [asked])

    form = BeginAppointmentForm(body=body, standing=standing("geschaeftsstelle"))

    labels = {choice.value: label for choice, label in form.fields["seats"].choices}
    assert labels[taken.pk].endswith(f"(Kim Meise bis {ENDS:%d.%m.%Y})")
    assert labels[asked.pk].endswith("(Berufung läuft)")
    assert labels[free.pk] == str(free)
    assert {taken.pk, asked.pk}.isdisjoint(form.initial["seats"])


def test_an_appointment_that_has_begun_is_shown_at_once(office, body):
    seat = Seat.objects.filter(group__body=body).first()

    sent = office.send("geschaeftsstelle", "body-appointment", body.pk, seats=[seat.pk], begins=TODAY.isoformat())

    assert sent.url == Case.objects.get(kind="appointment").get_absolute_url()


def test_a_second_appointment_within_days_is_asked_about_first(office, body):
    one, other, *_more = Seat.objects.filter(group__body=body).order_by("pk")
    begin(office, body, [one])
    data = {"seats": [other.pk], "begins": TODAY.isoformat()}

    asked = office.send("geschaeftsstelle", "body-appointment", body.pk, status=422, **data)
    office.send("geschaeftsstelle", "body-appointment", body.pk, **data, weiterer="on")

    assert "Ja, als weiteren Vorgang anlegen" in asked.content.decode()
    assert Case.objects.filter(kind="appointment").count() == 2
