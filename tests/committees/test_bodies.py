"""Bodies through their pages: concept, people, gaps, history, exports; and what nobody may read there."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.bodies import Declaration, Seating, appoint, declare, end_mandate, save_group, save_member
from committees.members import members_of
from committees.models import Body, EndReason, Function, Mandate, Member, Seat, SeatGroup, SelfDeclaration
from committees.occupancy import occupancy
from committees.parity import gauge, gauge_of
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from workflow.errors import InputError, NotAllowedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(house) -> Body:
    return Body.objects.get(unit__short="IK")


def group(body: Body, name: str = "Kirchen", seats: int = 3) -> SeatGroup:
    return save_group(SeatGroup(body=body, name=name), seats, standing=standing("geschaeftsstelle"))


def member(name: str, **more) -> Member:
    return save_member(Member(given_name="Kim", name=name, **more), standing=standing("geschaeftsstelle"), at=NOON)


def seat(
    seat: Seat, who: Member, begins: date = date(2024, 9, 23), ends: date | None = None, function: str = Function.MEMBER
) -> Mandate:
    return appoint(Seating(seat, who, function, begins, ends), standing=standing("geschaeftsstelle"), at=NOON)


@pytest.fixture
def ask(client, house):
    """`ask(account, page, *args, **data)`."""

    def send(account: str, page: str, /, *args: int, query: str = "", **data):
        client.force_login(user(account))
        address = reverse(page, args=args) + query
        return client.post(address, data) if data else client.get(address)

    return send


def test_what_sources_tell_is_there(ask):
    page = ask("geschaeftsstelle", "bodies").content.decode()
    for name in ("Hessische Integrationskonferenz", "Kabinettsausschuss Integration", "Facharbeitsgruppe"):
        assert name in page
    assert "Integrationsbeirat" not in page
    past = ask("geschaeftsstelle", "bodies", query="?stand=aufgeloest").content.decode()
    assert "Integrationsbeirat" in past
    detail = ask("geschaeftsstelle", "body", Body.objects.get(unit__short="IK").pk).content.decode()
    for shown in ("23.09.2024", "Dezember 2019", "60 bis 80 Mitglieder", "§ 10 IntTG"):
        assert shown in detail


def test_the_concept_is_made_filled_and_read_on_any_day(ask, body):
    assert (
        ask("geschaeftsstelle", "body-group-new", body.pk, name="Gewerkschaften", order=1, seats=2).status_code == 302
    )
    first, second = Seat.objects.filter(group__name="Gewerkschaften")
    data = {
        "seat": first.pk, "function": "member", "begins": "2024-09-23", "ends": "2029-01-17", "member": "", "title": "", "given_name": "Kim",
        "name": "Eisvogel", "email": "kim@example.org", "gender": "woman", "migration_history": "", "declared_on": "2024-09-01",
    }  # fmt: skip
    assert ask("geschaeftsstelle", "body-appoint", body.pk, **data).status_code == 302
    text = ask("referatsleitung", "body", body.pk).content.decode()
    assert "Kim Eisvogel" in text
    assert "unbesetzt" in text
    assert "kim@example.org" not in text
    assert "Eisvogel" not in ask("referatsleitung", "body", body.pk, query="?stichtag=2024-09-22").content.decode()
    again = ask("geschaeftsstelle", "body-appoint", body.pk, **data | {"seat": second.pk})
    assert (again.status_code, "bereits erfasst" in again.content.decode()) == (422, True)
    taken = ask("geschaeftsstelle", "body-appoint", body.pk, **data | {"name": "Anders"})
    assert (taken.status_code, "Kim Eisvogel (Mitglied)" in taken.content.decode()) == (422, True)
    assert Mandate.objects.count() == 1


def test_two_mandates_never_share_a_seat_even_past_the_services(body):
    row = group(body).seats.first()
    seat(row, member("A"), ends=date(2025, 1, 31))
    seat(row, member("B"), begins=date(2025, 2, 1))
    with pytest.raises(InputError):
        seat(row, member("C"), begins=date(2025, 1, 31), ends=date(2025, 1, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            seat=row, member=member("D"), begins=date(2024, 12, 1), created_at=NOON, modified_at=NOON
        )
    seat(row, member("E"), function=Function.DEPUTY)


def test_a_leaver_leaves_a_gap_and_stays_in_the_history(ask, body):
    row = group(body, seats=1).seats.get()
    mandate = seat(row, member("Eisvogel"), ends=date(2029, 1, 17))
    assert (
        ask("geschaeftsstelle", "body-mandate-end", body.pk, mandate.pk, on="2030-01-01", reason="recall").status_code
        == 422
    )
    assert (
        ask(
            "geschaeftsstelle", "body-mandate-end", body.pk, mandate.pk, on="2026-11-20", reason="resignation"
        ).status_code
        == 302
    )
    assert occupancy(body, TODAY).vacant == 1
    assert occupancy(body, date(2026, 11, 20)).vacant == 0
    history = ask("referatsleitung", "body-history", body.pk).content.decode()
    assert "Kim Eisvogel" in history
    assert "Rücktritt" in history
    with pytest.raises(InputError):
        end_mandate(mandate, TODAY, EndReason.RECALL, standing=standing("geschaeftsstelle"), at=NOON)


def test_the_export_holds_past_mandates_and_neither_contact_nor_declaration(ask, body):
    row = group(body, seats=1).seats.get()
    first = seat(row, member("Eisvogel", email="geheim@example.org"), ends=date(2025, 1, 31))
    declare(first.member, Declaration("woman", "yes", TODAY), standing=standing("geschaeftsstelle"))
    seat(row, member("Meise"), begins=date(2025, 2, 1))
    answer = ask("referatsleitung", "body-oparl", body.pk)
    data = json.loads(answer.content)
    assert [one["type"] for one in data["membership"]] == ["https://schema.oparl.org/1.1/Membership"] * 2
    assert [one["startDate"] for one in data["membership"]] == ["2024-09-23", "2025-02-01"]
    assert {one["familyName"] for one in data["person"]} == {"Eisvogel", "Meise"}
    for export in (answer, ask("referatsleitung", "body-members", body.pk)):
        text = export.content.decode()
        assert [word for word in ("geheim@", "woman", "Frau", "Migration") if word in text] == []


@pytest.mark.parametrize(
    ("account", "seen", "edits"),
    [
        ("geschaeftsstelle", 200, 200),
        ("referatsleitung", 200, 403),
        ("hmkb", 404, 404),
        ("jury1", 404, 404),
        ("baf", 404, 404),
    ],
)
def test_who_may_see_and_who_may_edit(ask, body, account, seen, edits):
    row = group(body, seats=1).seats.get()
    mandate = seat(row, member("Eisvogel", email="geheim@example.org"))
    for page in ("body", "body-history", "body-oparl", "body-members"):
        answer = ask(account, page, body.pk)
        assert answer.status_code == seen, page
        assert "geheim@" not in answer.content.decode()
    for page, *more in (
        ("body-edit",),
        ("body-group-new",),
        ("body-appoint",),
        ("body-seat", row.pk),
        ("body-mandate-end", mandate.pk),
        ("body-member", mandate.member_id),
    ):
        assert ask(account, page, body.pk, *more).status_code == edits, page


def test_services_refuse_others(body):
    for act in (
        lambda who: save_group(SeatGroup(body=body, name="x"), 1, standing=who),
        lambda who: declare(member("x"), None, standing=who),
    ):
        with pytest.raises(NotAllowedError):
            act(standing("referatsleitung"))


@pytest.mark.parametrize(
    ("genders", "shown", "short"),
    [
        ({"woman": 3, "man": 3}, (3, 3, 4), False), ({"woman": 2, "man": 4}, (2, 4, 4), True), ({"woman": 2, "man": 2}, (None, None, None), False),
        ({"woman": 2, "man": 2, "diverse": 1, "withheld": 3}, (2, 2, 6), True), ({}, (None, None, None), False),
    ],
)  # fmt: skip
def test_the_gauge(genders, shown, short):
    found = gauge(10, genders, {})
    assert ((found.women, found.men, found.rest), found.short) == (shown, short)
    assert found.needs_reason is (short or shown[0] is None)


@pytest.mark.parametrize(
    ("yes", "no", "shown"),
    [(1, 5, "unter 3"), (0, 6, "unter 3"), (3, 3, "3"), (5, 1, "nicht ausgewiesen"), (6, 0, "nicht ausgewiesen"), (2, 2, "None")],
)  # fmt: skip
def test_the_gauge_tells_of_nobodys_history(yes, no, shown):
    """Neither of the few who said yes nor, by what is left over, of the few who said no."""
    assert str(gauge(10, {}, {"yes": yes, "no": no}).history) == shown


def test_one_person_needs_no_parity():
    assert gauge(1, {}, {}).needs_reason is False


def test_a_stored_declaration_is_shown_to_nobody_again(ask, body):
    rows = list(group(body, seats=6).seats.all())
    for number, row in enumerate(rows):
        mandate = seat(row, member(f"Name{number}"))
        declare(
            mandate.member,
            Declaration("woman" if number < 4 else "man", "yes" if number < 1 else "no", TODAY),
            standing=standing("geschaeftsstelle"),
        )
    page = ask("geschaeftsstelle", "body", body.pk).content.decode()
    assert "Mit Migrationsgeschichte: unter 3 (erklärt haben sich 6)" in page
    form = ask("geschaeftsstelle", "body-member", body.pk, Mandate.objects.first().member_id).content.decode()
    assert "selected" not in form.split('name="gender"')[1].split("</select>")[0].replace('value="" selected', "")
    assert "Parität" not in ask("geschaeftsstelle", "body", body.pk, query="?stichtag=2025-01-01").content.decode()
    SelfDeclaration.objects.filter(member__name__in=["Name4", "Name5"]).delete()
    assert gauge_of(Member.objects.values_list("pk", flat=True)).withheld


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"size_min": 80, "size_max": 60}, "Mindestzahl"),
        ({"milestones": "gestern = x"}, "lässt sich nicht lesen"),
        ({"name": ""}, "zwingend"),
    ],
)
def test_a_body_that_cannot_be_is_refused_at_its_field(ask, body, changed, message):
    data = {
        "name": "Beirat Neu",
        "short": "BN",
        "kind": "advisory_board",
        "notice_months": 6,
        "milestones": "09/2026 = eingesetzt",
    }
    answer = ask("geschaeftsstelle", "body-new", **data | changed)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert ask("geschaeftsstelle", "body-new", **data).status_code == 302
    assert "September 2026" in ask("geschaeftsstelle", "body", Body.objects.get(unit__short="BN").pk).content.decode()


def test_the_number_of_queries_does_not_grow(ask, body):
    counts = {}
    for size in (3, 80):
        rows = group(body, f"Gruppe {size}", size).seats.all()
        for number, row in enumerate(rows):
            seat(row, member(f"N{size}-{number}"))
        for page in ("body", "body-history", "bodies", "body-oparl"):
            args = [] if page == "bodies" else [body.pk]
            ask("geschaeftsstelle", page, *args)
            with CaptureQueriesContext(connection) as queries:
                assert ask("geschaeftsstelle", page, *args).status_code == 200
            counts.setdefault(page, []).append(len(queries))
    assert {page: one == two for page, (one, two) in counts.items()} == dict.fromkeys(counts, True), counts


def test_a_day_that_cannot_be_read_is_said(ask, body):
    answer = ask("referatsleitung", "body", body.pk, query="?stichtag=gestern")
    assert answer.status_code == 422
    assert ask("referatsleitung", "body-members", body.pk, query="?stichtag=gestern").status_code == 404


def test_whoever_has_a_mandate_on_the_day_is_invited(body):
    first, second, third = group(body).seats.all()
    seat(first, member("Meise", email="meise@example.org"))
    seat(second, member("Amsel"), ends=date(2026, 1, 31))
    seat(third, member("Zeisig"), function=Function.DEPUTY)
    assert [(one.name, one.email) for one in members_of(body.unit, TODAY)] == [("Kim Meise", "meise@example.org")]
    assert [one.name for one in members_of(body.unit, date(2026, 1, 31))] == ["Kim Amsel", "Kim Meise"]


def test_a_vacant_seat_names_who_comes_next(ask, body):
    first, second, _third = group(body).seats.order_by("number")
    seat(first, member("Später"), date(2027, 3, 1), date(2028, 3, 1))
    seat(first, member("Zuletzt"), date(2028, 3, 2))
    seat(second, member("Jetzt"))

    page = ask("geschaeftsstelle", "body", body.pk).content.decode()

    assert "ab 01.03.2027: Kim Später" in page
    assert "Kim Zuletzt" not in page


def test_a_mandate_is_recorded_seat_first_and_the_declaration_last(ask, body):
    group(body)

    page = ask("geschaeftsstelle", "body-appoint", body.pk).content.decode()

    assert page.index('name="seat"') < page.index('name="name"') < page.index('name="gender"')
