"""Deputies, what qualifies somebody, who decides, what is confirmed on acceptance, and whose names may be published."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from committees.appointment_letters import address_block, salutation
from committees.bodies import Seating, appoint, save_group, save_member
from committees.models import Function, Mandate, Member, Proposal, Seat, SeatGroup
from directory.models import Organisation
from documents.models import Document, DocumentVersion
from documents.storage import stored
from tests.committees.appointing import ENDS, Office, begin, choose_all, in_office, named, sign, to_the_list
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.models import Case, CaseTask
from workflow.office import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats(body) -> list[Seat]:
    return list(Seat.objects.filter(group__body=body).order_by("number"))


def deputy(seat: Seat, name: str = "Stell", **more) -> dict:
    told = {"given": "Robin", "name": name, "profile": "Leitet seit Jahren ein Amt.", "line": "Stadt Hanau"} | more
    return {f"{part}_{seat.pk}_deputy": value for part, value in told.items()}


def page(office: Office, account: str, name: str, *args) -> str:
    office.client.force_login(user(account))
    answer = office.client.get(reverse(name, args=args))
    return answer.content.decode() if answer.status_code == 200 else f"{answer.status_code}"


def test_a_deputy_is_named_chosen_written_to_and_in_office(office, body, seats):
    case = in_office(office, body, seats[:1], **deputy(seats[0]))

    found = {one.function: str(one.member) for one in Mandate.objects.filter(case=case)}
    assert found == {"member": f"Kim Person {seats[0].pk}-1", "deputy": "Robin Stell"}
    titles = set(Document.objects.filter(case=case, kind="letter").values_list("title", flat=True))
    assert titles == {f"Berufung: Kim Person {seats[0].pk}-1", "Berufung: Robin Stell"}
    shown = page(office, "geschaeftsstelle", "body", body.pk)
    assert "Gezählt wird 1 Person" in shown
    assert "Stellvertretung: Robin Stell" in shown


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("both members", "mehr als eine Person"),
        ("deputy alone", "vertritt niemanden"),
        ("nobody", "mindestens eine Person"),
        ("herself", "nicht selbst vertreten"),
    ],
)
def test_a_list_holds_one_member_and_at_most_one_deputy_for_a_seat(office, body, seats, chosen, message):
    names = named(seats[:2], women=0, place=2) | deputy(seats[0]) | deputy(seats[1], f"Person {seats[1].pk}-1", given="Kim")  # fmt: skip
    case = to_the_list(office, body, seats[:2], **names)
    first, second = (Proposal.objects.filter(seat=seat) for seat in seats[:2])
    pick = {
        "both members": first.filter(function="member"), "deputy alone": [first.get(function="deputy"), second.filter(function="member")[0]],
        "nobody": [], "herself": second.filter(member__name=f"Person {seats[1].pk}-1"),
    }[chosen]  # fmt: skip
    sent = {"chosen": [one.pk for one in pick], "parity_reason": "x"}

    refused = office.do("geschaeftsstelle", case, "check_list", "forward", status=422, **sent)

    assert message in refused.content.decode()
    assert not Proposal.objects.filter(chosen=True).exists()


def test_a_deputy_still_in_office_is_pointed_out_before_anybody_signs(office, body, seats):
    member = save_member(Member(given_name="Alt", name="Dienst"), standing=standing("geschaeftsstelle"), at=NOON)
    appoint(
        Seating(seats[0], member, Function.DEPUTY, date(2024, 9, 23)), standing=standing("geschaeftsstelle"), at=NOON
    )
    case = to_the_list(office, body, seats[:1], **deputy(seats[0]))
    everybody = [one.pk for one in Proposal.objects.all()]

    refused = office.do("geschaeftsstelle", case, "check_list", "forward", status=422, chosen=everybody, parity_reason="x")  # fmt: skip

    assert "Alt Dienst noch als Stellvertretung" in refused.content.decode()


def test_nothing_typed_about_somebody_without_a_name_is_lost(office, body, seats):
    case = begin(office, body, seats[:1])
    office.do("geschaeftsstelle", case, "concept", "request")
    answer = office.do("geschaeftsstelle", case, "record_names", "done", status=422, **deputy(seats[0], name="", given=""))  # fmt: skip
    too_long = office.do("geschaeftsstelle", case, "record_names", "done", status=422, **deputy(seats[0], profile="x" * 1001))  # fmt: skip

    assert "Vor- und Nachnamen" in answer.content.decode()
    assert "Leitet seit Jahren" in answer.content.decode()
    assert "höchstens 1000" in too_long.content.decode()
    assert not Proposal.objects.exists()


def test_a_form_of_eighty_seats_is_taken_with_all_its_empty_fields(office, body):
    save_group(SeatGroup(body=body, name="Verbände", order=2), 77, standing=standing("geschaeftsstelle"))
    case = begin(office, body, Seat.objects.filter(group__body=body))
    office.do("geschaeftsstelle", case, "concept", "request")
    office.client.force_login(user("geschaeftsstelle"))
    form = office.client.get(reverse("task", args=[office.task(case, "record_names").pk])).context["form"]
    filled = dict.fromkeys(form.fields, "") | named(Seat.objects.filter(group__body=body)[:1], women=1)

    office.do("geschaeftsstelle", case, "record_names", "done", **filled)

    assert (len(filled) > 1000, Proposal.objects.count()) == (True, 1)


PROFILE = "Leitet seit Jahren"


@pytest.mark.parametrize(
    ("account", "reads"),
    [("hmkb", True), ("geschaeftsstelle", False), ("registratur", False), ("revision", False), ("hmdf", False), ("baf", False)],
)  # fmt: skip
def test_what_qualifies_somebody_is_read_by_those_who_are_asked_alone(office, body, seats, account, reads):
    case = to_the_list(office, body, seats[:1], begun={"ressorts": [unit("HMKB").pk]}, **deputy(seats[0]))
    kept = page(office, "geschaeftsstelle", "task", office.task(case, "check_list").pk)
    choose_all(office, case)

    shown = page(office, account, "task", office.task(case, "coordinate").pk)

    assert PROFILE in kept
    assert "Anrede und Anschrift" in kept
    assert (PROFILE in shown) is reads
    assert "Anrede und Anschrift" not in shown
    assert PROFILE not in page(office, account, "case-record", case.pk)


def test_what_was_said_of_those_who_are_not_appointed_goes_with_them(office, body, seats):
    case = to_the_list(office, body, seats[:1], **deputy(seats[0]), **named(seats[:1], women=0, place=2))
    act(case.pk, "withdraw", reason="Entfällt.", standing=standing("geschaeftsstelle"), at=NOON)

    assert (Proposal.objects.count(), Member.objects.count()) == (0, 0)


def test_the_cabinet_decides_after_the_state_secretary_and_says_when(office, body, seats):
    begun = {"decider": "cabinet"}
    case = to_the_list(office, body, seats[:2], begun=begun)
    choose_all(office, case, reason="Zu wenige Angaben, es wurde um Frauen und Männer gebeten.")
    office.do("referatsleitung1", case, "sign_head", "sign")
    office.do("abteilungsleitung", case, "sign_division", "sign")
    office.do("staatssekretaer", case, "sign_secretary", "sign")
    assert office.task(case, "appoint") is None
    shown = page(office, "buero", "task", office.task(case, "cabinet_paper").pk)
    for part in ("§ 22 Absatz 3 GGO", "es wurde um Frauen und Männer gebeten", "Parität und Teilhabe", "Kabinett"):
        assert part in shown
    for data, message in (
        ({"note": "Beschlossen."}, "an welchem Tag"),
        ({"note": "Beschlossen.", "decided_on": (TODAY + timedelta(days=1)).isoformat()}, "liegt in der Zukunft"),
        ({"decided_on": TODAY.isoformat()}, "begründen Sie dieses Ergebnis"),
    ):
        assert message in office.do("buero", case, "cabinet_paper", "approved", status=422, **data).content.decode()
    office.do("ministerin", case, "cabinet_paper", "approved", status=422, note="x", decided_on=TODAY.isoformat())

    office.do("buero", case, "cabinet_paper", "approved", note="TOP 3.", decided_on="2026-11-20")

    case.refresh_from_db()
    assert (case.state, case.appointment.cabinet_on) == ("signature", date(2026, 11, 20))
    text = letter_text(case)
    assert "auf Beschluss der Landesregierung vom 20.11.2026 berufe ich Sie" in text
    assert "Gudrun Sander Ministerin" in text


def test_the_cabinet_may_send_the_list_back(office, body, seats):
    case = to_the_list(office, body, seats[:1], begun={"decider": "cabinet"})
    choose_all(office, case)
    office.do("referatsleitung1", case, "sign_head", "sign")
    office.do("abteilungsleitung", case, "sign_division", "sign")
    office.do("staatssekretaer", case, "sign_secretary", "sign")
    office.do("buero", case, "cabinet_paper", "return", note="Mehr Frauen.")

    assert office.task(case, "check_list") is not None


def letter_text(case, title: str = "") -> str:
    """What the letters of a case say, without line breaks; each is a PDF/A."""
    texts = []
    for version in DocumentVersion.objects.filter(document__case=case, document__title__contains=title):
        with stored(version) as file:
            content = file.read()
        assert b"pdfaid" in content
        texts += [one.get_textpage().get_text_range() for one in PdfDocument(content)]
    return re.sub(r"\s+", " ", " ".join(texts))


@pytest.mark.parametrize(
    ("fields", "greeting", "block"),
    [
        ({"address": "ms", "title": "Dr."}, "Sehr geehrte Frau Dr. Meise,", "Frau\nDr. Kim Meise"),
        ({"address": "mr"}, "Sehr geehrter Herr Meise,", "Herrn\nKim Meise"),
        ({}, "Guten Tag Kim Meise,", "Kim Meise"),
        ({"postal_address": "Am Wald 1\r\n35037 Marburg"}, "Guten Tag Kim Meise,", "Kim Meise\nAm Wald 1\n35037 Marburg"),
    ],
)  # fmt: skip
def test_a_letter_addresses_somebody_as_she_wants_to_be(fields, greeting, block):
    member = Member(given_name="Kim", name="Meise", **fields)

    assert (salutation(member), address_block(member)) == (greeting, block)


def test_the_letter_names_term_body_deputy_and_who_signs(office, body, seats):
    case = to_the_list(office, body, seats[:1], **deputy(seats[0], address="ms"))
    choose_all(office, case)
    person = Proposal.objects.get(function="deputy").member
    form = {"given_name": "Robin", "name": "Stell", "address": "ms", "postal_address": "Am Wald 1\n35037 Marburg"}
    office.send("geschaeftsstelle", "body-member", body.pk, person.pk, **form)
    sign(office, case)

    text = letter_text(case, "Stell")

    for part in (
        "Frau Robin Stell Am Wald 1 35037 Marburg", "Sehr geehrte Frau Stell,", f"vom 23.11.2026 bis zum {ENDS:%d.%m.%Y}",
        f"zur Stellvertretung von Kim Person {seats[0].pk}-1", "Hessische Integrationskonferenz", "Gudrun Sander Ministerin",
        "Berufung in das Gremium „Hessische Integrationskonferenz“",
    ):  # fmt: skip
        assert part in text, text
    assert "Zu Ihrer Stellvertretung berufe ich Robin Stell." in letter_text(case, "Kim")
    names = DocumentVersion.objects.filter(document__case=case).values_list("original_name", flat=True)
    assert "berufung-robin-stell.pdf" in names


def test_acceptance_records_day_information_and_consent(office, body, seats):
    case = to_the_list(office, body, seats[:2], **deputy(seats[0]))
    choose_all(office, case)
    sign(office, case)
    first, second, third = Proposal.objects.filter(appointment=case.pk).order_by("pk")
    for data, message in (
        ({f"on_{first.pk}": (TODAY + timedelta(days=1)).isoformat()}, "liegt in der Zukunft"),
        ({"published": [second.pk]}, "Kreuzen Sie auch die Annahme an"),
    ):
        answer = office.do("geschaeftsstelle", case, "acceptance", "done", status=422, accepted=[first.pk], **data)
        assert message in answer.content.decode()
    sent = {"accepted": [first.pk, third.pk], "informed": [first.pk], "published": [third.pk], f"on_{first.pk}": "2026-11-20"}  # fmt: skip

    office.do("geschaeftsstelle", case, "acceptance", "done", **sent)

    rows = {one.pk: (one.answered_on, one.informed, one.member.published_since) for one in Proposal.objects.select_related("member")}  # fmt: skip
    assert rows == {first.pk: (date(2026, 11, 20), True, None), third.pk: (TODAY, False, TODAY)}
    listed = page(office, "geschaeftsstelle", "body-publication", body.pk)
    assert str(third.member) in listed
    assert str(first.member) not in listed
    withdrawn = {"given_name": third.member.given_name, "name": third.member.name, "published_since": ""}
    office.send("geschaeftsstelle", "body-member", body.pk, third.member_id, **withdrawn)
    assert str(third.member) not in page(office, "geschaeftsstelle", "body-publication", body.pk)


@pytest.mark.parametrize(
    ("account", "status"), [("geschaeftsstelle", 200), ("referatsleitung", 403), ("hmkb", 404), ("jury1", 404), ("baf", 404)]
)  # fmt: skip
def test_who_may_fetch_the_publication_list(office, body, account, status):
    office.client.force_login(user(account))

    assert office.client.get(reverse("body-publication", args=[body.pk])).status_code == status


def test_a_person_who_is_named_is_edited_by_the_geschaeftsstelle_alone(office, body, seats):
    to_the_list(office, body, seats[:1])
    member = Member.objects.get()

    for account, answer in (("geschaeftsstelle", None), ("referatsleitung", "403"), ("hmkb", "404"), ("baf", "404")):
        shown = page(office, account, "body-member", body.pk, member.pk)
        assert ("Postanschrift" in shown) if answer is None else shown == answer
    assert CaseTask.objects.filter(owner__username="baf").count() == 0


def test_after_naming_the_organisation_is_led_to_its_start_and_no_dead_link(client, office, body, seats):
    seats[0].organisation = Organisation.objects.get(short="BAF")
    seats[0].save()
    case = begin(office, body, seats[:1])
    office.do("geschaeftsstelle", case, "concept", "request")
    task = CaseTask.objects.get(process=case, organisation__short="BAF", closed_at=None)
    client.force_login(user("baf"))
    page = client.get(reverse("portal-task", args=[task.pk])).content.decode()
    assert (case.reference in page, reverse("portal-case", args=[case.pk]) in page) == (True, False)
    answer = client.post(
        reverse("portal-task", args=[task.pk]), {"outcome": "nobody", "note": "Niemand frei."}, follow=True
    )
    assert (answer.status_code, answer.redirect_chain) == (200, [(reverse("portal"), 302)])
    assert client.get(reverse("portal-case", args=[case.pk])).status_code == 404
    assert not Case.objects.visible_to(standing("baf")).filter(pk=case.pk).exists()
