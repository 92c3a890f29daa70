"""Abberufung through the case that appointed, beside the running term; and what is only recorded."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from committees.models import Mandate, Recall, Seat
from committees.occupancy import occupancy
from documents.models import Document
from tests.committees.appointing import ENDS, Office, in_office
from tests.committees.test_naming import deputy, letter_text, page
from tests.conftest import TODAY
from tests.factories.contracts import user
from workflow.chain import verify
from workflow.models import Case, CaseTask
from workflow.states import CaseState

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=30)


@pytest.fixture
def case(office, body) -> Case:
    """Two members in office, one with a deputy."""
    seats = list(Seat.objects.filter(group__body=body).order_by("number")[:2])
    return in_office(office, body, seats, **deputy(seats[0]))


def mandate(case: Case, number: int = 0) -> Mandate:
    return Mandate.objects.filter(case=case, function="member").order_by("seat__number")[number]


def begin(office: Office, case: Case, status: int = 302, account: str = "geschaeftsstelle", reason: str = "Pflichten verletzt."):  # fmt: skip
    return office.send(account, "appointment-recall", case.pk, status=status, reason=reason)


def drafted(office: Office, case: Case, who: Mandate, last_day: date | str = LAST, status: int = 302, **more):
    data = {"mandate": who.pk, "last_day": str(last_day), "reasons": "Pflichten\n\nverletzt.", "hearing": "heard"}  # fmt: skip
    return office.do("geschaeftsstelle", case, "draft_recall", "submit", status=status, **data | more)


def waits(case: Case) -> list:
    rows = CaseTask.objects.filter(process=case, closed_at=None, flow_task_type="WAIT")
    return sorted((str(row.flow_task), row.due_on) for row in rows)


def test_a_member_is_recalled_beside_the_running_term_and_replaced(office, body, case):
    before, who = waits(case), mandate(case)
    begin(office, case)
    assert "Pflichten verletzt." in page(office, "geschaeftsstelle", "task", office.task(case, "draft_recall").pk)
    drafted(office, case, who)
    office.do("staatssekretaer", case, "sign_recall", "sign")
    shown = page(office, "ministerin", "task", office.task(case, "decide_recall").pk)
    for part in ("angehört", "verletzt.", f"{LAST:%d.%m.%Y}", str(who.member)):
        assert part in shown
    office.do("ministerin", case, "decide_recall", "recall")

    case.refresh_from_db()
    who.refresh_from_db()
    assert (case.state, who.ends, who.end_reason, waits(case)) == ("in_force", LAST, "recall", before)
    text = letter_text(case, "Abberufung")
    assert f"hiermit berufe ich Sie mit Ablauf des {LAST:%d.%m.%Y} aus dem Gremium" in text
    assert "Gudrun Sander Ministerin" in text
    office.do("geschaeftsstelle", case, "announce_recall", "replace")
    following = Case.objects.get(parent=case)
    row = following.appointment
    assert (following.relation, row.begins, row.ends, list(row.seats.all())) == (
        "replacement", LAST + timedelta(days=1), ENDS, [who.seat],
    )  # fmt: skip
    assert (occupancy(body, LAST).vacant, occupancy(body, LAST + timedelta(days=1)).vacant) == (1, 2)
    record = page(office, "geschaeftsstelle", "case-record", case.pk)
    assert f"letzter Tag {LAST:%d.%m.%Y}" in record
    assert "Abberufung begonnen" in page(office, "geschaeftsstelle", "case-history", case.pk)
    assert verify().faults == []


def test_two_recalls_run_beside_each_other_and_each_finds_its_own(office, case):
    begin(office, case)
    drafted(office, case, mandate(case, 0))
    begin(office, case)
    again = drafted(office, case, mandate(case, 0), status=422)
    assert "bereits eine Abberufung begonnen" in again.content.decode()
    drafted(office, case, mandate(case, 1), last_day=TODAY)
    first, second = CaseTask.objects.filter(process=case, closed_at=None, unit__function="top_management").order_by("pk")  # fmt: skip
    assert str(mandate(case, 0).member) in page(office, "staatssekretaer", "task", first.pk)
    assert str(mandate(case, 1).member) in page(office, "staatssekretaer", "task", second.pk)
    office.send("staatssekretaer", "task", second.pk, outcome="sign", note="")
    office.do("ministerin", case, "decide_recall", "recall")

    assert (mandate(case, 0).end_reason, mandate(case, 1).end_reason) == ("", "recall")
    office.do("geschaeftsstelle", case, "announce_recall", "sent")
    assert not Case.objects.filter(parent=case).exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"mandate": ""}, "wer abberufen werden soll"), ({"mandate": "0"}, "gültige Auswahl"), ({"last_day": "2026-11-22"}, "wirkt nicht zurück"),
        ({"last_day": ""}, "letzten Tag"), ({"last_day": ENDS.isoformat()}, "endet ohnehin"), ({"reasons": " "}, "wird begründet"),
        ({"hearing": ""}, "angehört wurde"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_is_refused_at_its_field(office, case, changed, message):
    begin(office, case)

    answer = drafted(office, case, mandate(case), status=422, **changed)

    assert message in answer.content.decode()
    assert Recall.objects.get().mandate is None


def test_a_recall_is_returned_or_not_pursued_and_the_mandate_runs_on(office, case):
    begin(office, case)
    drafted(office, case, mandate(case))
    office.do("staatssekretaer", case, "sign_recall", "return", note="Bitte anhören.")
    office.do("geschaeftsstelle", case, "draft_recall", "drop", status=422)
    office.do("geschaeftsstelle", case, "draft_recall", "drop", note="Aussprache genügt.")

    assert mandate(case).end_reason == ""
    assert Recall.objects.get().dropped_on == TODAY
    assert not Document.objects.filter(title__startswith="Abberufung").exists()


def test_a_day_that_passed_while_it_was_signed_is_pointed_out(office, case):
    begin(office, case)
    drafted(office, case, mandate(case), last_day=TODAY)
    office.do("staatssekretaer", case, "sign_recall", "sign")
    office.later(TODAY + timedelta(days=1))

    answer = office.do("ministerin", case, "decide_recall", "recall", status=422)

    assert "verstrichen" in answer.content.decode()
    assert mandate(case).end_reason == ""


def test_the_term_ends_over_a_recall_that_is_not_decided(office, case):
    begin(office, case)
    office.later(ENDS + timedelta(days=1))
    office.later(ENDS + timedelta(days=2))

    case.refresh_from_db()
    assert case.state == CaseState.COMPLETED
    assert Recall.objects.get().dropped_on is not None
    assert office.task(case, "draft_recall") is None
    assert "403" in page(office, "geschaeftsstelle", "appointment-recall", case.pk)


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("geschaeftsstelle", 302), ("referatsleitung1", 302), ("abteilungsleitung", 302), ("staatssekretaer", 302), ("registratur", 403),
        ("referatsleitung", 404), ("hmkb", 404), ("baf", 404), ("jury1", 404),
    ],
)  # fmt: skip
def test_who_may_begin_one(office, case, account, status):
    begin(office, case, status=status, account=account)

    assert Recall.objects.count() == (1 if status == 302 else 0)


@pytest.mark.parametrize("state", CaseState)
def test_it_begins_only_while_they_are_in_office(office, case, state):
    Case.objects.filter(pk=case.pk).update(state=state)
    office.client.force_login(user("geschaeftsstelle"))
    menu = office.client.get(reverse("case", args=[case.pk])).content.decode()

    begin(office, case, status=302 if state == CaseState.IN_FORCE else 403)

    assert ("Mitglied abberufen" in menu) is (state == CaseState.IN_FORCE)


@pytest.mark.parametrize(
    "account", ["geschaeftsstelle", "buero", "staatssekretaer", "abteilungsleitung", "registratur"]
)
def test_the_last_signature_is_the_ministers(office, case, account):
    begin(office, case)
    drafted(office, case, mandate(case))
    office.do("staatssekretaer", case, "sign_recall", "sign")

    office.do(account, case, "decide_recall", "recall", status=422)

    assert mandate(case).end_reason == ""


def test_whoever_drafted_does_not_sign(office, case):
    begin(office, case)
    drafted(office, case, mandate(case))
    CaseTask.objects.filter(process=case, title="Abberufung vorbereiten").update(completed_by=user("ministerin"))
    office.do("staatssekretaer", case, "sign_recall", "sign")

    answer = office.do("ministerin", case, "decide_recall", "recall", status=422)

    assert "Vier-Augen-Prinzip" in answer.content.decode()


def test_the_cabinet_takes_back_what_it_gave(office, case):
    case.appointment.decider = "cabinet"
    case.appointment.save()
    begin(office, case)
    drafted(office, case, mandate(case))
    office.do("staatssekretaer", case, "sign_recall", "sign")
    assert office.task(case, "decide_recall") is None
    office.do("buero", case, "cabinet_recall", "recall", note="TOP 4.", decided_on=TODAY.isoformat())

    assert mandate(case).end_reason == "recall"
    assert f"Beschluss der Landesregierung vom {TODAY:%d.%m.%Y}" in letter_text(case, "Abberufung")


@pytest.mark.parametrize("reason", ["resignation", "departure", "death"])
def test_what_only_happens_is_recorded_and_a_recall_is_sent_to_its_case(office, body, case, reason):
    who = mandate(case)
    answer = office.send("geschaeftsstelle", "body-mandate-end", body.pk, who.pk, status=422, on=TODAY.isoformat(), reason="recall")  # fmt: skip
    assert f"Wählen Sie im Vorgang {case.reference} „Mitglied abberufen“" in answer.content.decode()

    office.send("geschaeftsstelle", "body-mandate-end", body.pk, who.pk, on=TODAY.isoformat(), reason=reason)

    assert mandate(case).end_reason == reason
