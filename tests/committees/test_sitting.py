"""A session from its date to its end."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.models import AgendaItem, Session
from contracts.models import CommitteeDecision
from documents.models import DocumentVersion
from tests.committees.conftest import attend, clerk, planned, put_contract_on, running, waiting_contract, with_item
from tests.conftest import NOON, TODAY
from tests.factories.contracts import unit, user
from workflow.chain import verify
from workflow.models import Case, CaseTask, ExternalMail

FORM = {"held_on": "2026-12-16", "begins_at": "10:00", "place": "Wiesbaden, Sitzungssaal 1", "introduction": ""}


def sessions_of(response) -> list[int]:
    return [session.pk for session in response.context["page_obj"]]


def test_a_session_from_its_date_to_its_minutes(pages):
    sent = pages(
        "geschaeftsstelle", "session-new", body=unit("KAI").pk, kind="session", **FORM | {"held_on": "2026-11-23"}
    )
    session = Session.objects.get()
    assert (sent.status_code, sent["Location"], session.label) == (302, session.get_absolute_url(), "1. Sitzung 2026")
    assert (
        pages("geschaeftsstelle", "session-item-new", session.pk, title="Bericht der Facharbeitsgruppe").status_code
        == 302
    )
    letter = pages("geschaeftsstelle", "session-invite", session.pk).content.decode()
    assert "1. Bericht der Facharbeitsgruppe" in letter
    assert (
        pages("geschaeftsstelle", "session-invite", session.pk, guests="Rat Suchende; gast@example.org").status_code
        == 302
    )
    assert ExternalMail.objects.filter(key__startswith=f"session-invitation-{session.pk}-").count() == 12
    assert pages("geschaeftsstelle", "session-act", session.pk, "eroeffnen", x="1").status_code == 302
    rows = list(session.attendances.all())
    assert [row.votes for row in rows].count(True) == 11
    presence = {f"presence_{row.pk}": "present" for row in rows} | {f"stand_in_{rows[0].pk}": "Frau Ersatz"}
    assert pages("geschaeftsstelle", "session-attendance", session.pk, **presence).status_code == 302
    item = session.items.get()
    result = {
        "result": "adopted",
        "yes": "10",
        "no": "0",
        "abstained": "1",
        "resolution": "Zustimmung.",
        "discussion": "",
    }
    assert pages("geschaeftsstelle", "session-record", session.pk, item.pk, **result).status_code == 302
    assert pages("geschaeftsstelle", "session-act", session.pk, "abschliessen", x="1").status_code == 302
    assert pages("geschaeftsstelle", "session-issue", session.pk, x="1").status_code == 302
    text = pages("hmkb", "session-minutes", session.pk).content.decode()
    for words in ("vertreten durch Frau Ersatz", "Rat Suchende (Gast)", "10 Ja, 0 Nein, 1 Enthaltung", "Zustimmung."):
        assert words in text
    session.refresh_from_db()
    assert session.objections_until == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "2222-01-01"}, "held_on"),
        ({"body": "0"}, "body"),
        ({"kind": "party"}, "kind"),
        ({"kind": "circulation", "held_on": "2026-11-23"}, "held_on"),
        ({"begins_at": "25:00"}, "begins_at"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_typed_text_stays(pages, changed, field):
    sent = pages("geschaeftsstelle", "session-new", **{"body": unit("KAI").pk, "kind": "session"} | FORM | changed)
    assert (sent.status_code, list(sent.context["form"].errors), Session.objects.count()) == (422, [field], 0)
    assert "Wiesbaden, Sitzungssaal 1" in sent.content.decode()


def test_numbers_run_per_body_kind_and_year(house):
    labels = [planned("KAI").label, planned("KAI").label, planned("FAG").label]
    labels.append(planned("KAI", date(2027, 1, 12)).label)
    labels.append(planned("KAI", date(2026, 12, 1), kind="circulation").label)
    assert labels == ["1. Sitzung 2026", "2. Sitzung 2026", "1. Sitzung 2026", "1. Sitzung 2027", "1. Umlauf 2026"]


def test_inviting_needs_an_agenda_a_time_and_a_place(pages):
    session = planned()
    empty = pages("geschaeftsstelle", "session-invite", session.pk, guests="")
    assert (empty.status_code, "Tagesordnung ist noch leer" in empty.content.decode()) == (422, True)
    with_item(session)
    Session.objects.filter(pk=session.pk).update(place="")
    placeless = pages("geschaeftsstelle", "session-invite", session.pk, guests="A; keine Adresse")
    assert "keine E-Mail-Adresse" in placeless.content.decode()
    assert (
        "Beginn und Ort fehlen" in pages("geschaeftsstelle", "session-invite", session.pk, guests="").content.decode()
    )
    session.refresh_from_db()
    assert (session.invited_at, session.attendances.count(), ExternalMail.objects.count()) == (None, 0, 0)


def test_a_session_entered_afterwards_invites_nobody_to_the_past(pages):
    session = planned(day=date(2026, 10, 5))
    with_item(session)
    pages("geschaeftsstelle", "session-invite", session.pk, guests="Gast; gast@example.org")
    assert (session.attendances.count(), ExternalMail.objects.count()) == (12, 0)


def test_a_moved_session_tells_everybody_invited_and_only_them(pages):
    session = planned(day=date(2026, 12, 16))
    with_item(session)
    changed = FORM | {"held_on": "2026-12-17"}
    pages("geschaeftsstelle", "session-edit", session.pk, **changed)
    assert ExternalMail.objects.count() == 0
    pages("geschaeftsstelle", "session-invite", session.pk, guests="")
    before = ExternalMail.objects.count()
    pages("geschaeftsstelle", "session-edit", session.pk, **changed | {"introduction": "Nur ein Text."})
    assert ExternalMail.objects.count() == before
    pages("geschaeftsstelle", "session-edit", session.pk, **changed | {"held_on": "2026-12-18"})
    assert ExternalMail.objects.filter(subject__startswith="Geändert").count() == before == 11


def test_a_session_begins_on_its_day(pages):
    session = planned(day=TODAY + timedelta(days=1))
    with_item(session)
    pages("geschaeftsstelle", "session-invite", session.pk, guests="")
    refused = pages("geschaeftsstelle", "session-act", session.pk, "eroeffnen", x="1")
    assert (refused.status_code, "ist für den 24.11.2026 angesetzt" in refused.content.decode()) == (422, True)


def test_nothing_is_closed_while_something_is_missing(pages):
    session = running()
    refused = pages("geschaeftsstelle", "session-act", session.pk, "abschliessen", x="1")
    assert "Zu 1 Punkt fehlt noch ein Ergebnis" in refused.content.decode()
    pages("geschaeftsstelle", "session-record", session.pk, session.items.get().pk, result="noted")
    session.attendances.filter(pk=session.attendances.first().pk).update(presence="")
    refused = pages("geschaeftsstelle", "session-act", session.pk, "abschliessen", x="1")
    assert (refused.status_code, "Anwesenheit ist noch nicht vollständig" in refused.content.decode()) == (422, True)


def test_a_session_called_off_gives_its_items_back_and_says_why(pages):
    driver = waiting_contract()
    session = planned(day=date(2026, 12, 16))
    put_contract_on(session, driver)
    with_item(session, "Verschiedenes")
    pages("geschaeftsstelle", "session-invite", session.pk, guests="")
    assert pages("geschaeftsstelle", "session-act", session.pk, "absagen", reason=" ").status_code == 422
    assert pages("geschaeftsstelle", "session-act", session.pk, "absagen", reason="Sturm").status_code == 302
    mails = ExternalMail.objects.filter(subject__startswith="Abgesagt")
    assert (mails.count(), "Sturm" in mails[0].body) == (11, True)
    other = planned(day=date(2026, 12, 20))
    waiting = pages("geschaeftsstelle", "session", other.pk).context["waiting"]
    assert {one.title for one in waiting} == {driver.case.title, "Verschiedenes"}


def test_a_waiting_decision_is_put_on_with_one_click_and_only_once(pages):
    driver = waiting_contract()
    first, second = planned(), planned()
    page = pages("geschaeftsstelle", "session", first.pk)
    (waiting,) = page.context["waiting"]
    assert (waiting.title, waiting.case_url) == (driver.case.title, driver.case.get_absolute_url())
    assert pages("geschaeftsstelle", "session-put-on", first.pk, punkt=waiting.key).status_code == 302
    again = pages("geschaeftsstelle", "session-put-on", second.pk, punkt=waiting.key)
    assert (again.status_code, "steht inzwischen auf einer Tagesordnung" in again.content.decode()) == (422, True)
    item = AgendaItem.objects.get()
    assert [version.document.title for version in item.versions.all()] == [
        version.document.title for version in DocumentVersion.objects.filter(shared_at__isnull=False)[:1]
    ]
    pages("geschaeftsstelle", "session-item-off", first.pk, item.pk, x="1")
    assert [one.key for one in pages("geschaeftsstelle", "session", second.pk).context["waiting"]] == [waiting.key]


@pytest.mark.parametrize(
    ("result", "nodes", "decided"),
    [
        ("adopted", {"release"}, ["approved"]),
        ("returned", {"incorporate"}, ["return"]),
        ("rejected", {"file_away"}, ["rejected"]),
        ("postponed", {"committee_decision"}, []),
        ("noted", {"committee_decision"}, []),
    ],
)
def test_the_result_of_a_session_completes_the_task_that_waits(pages, result, nodes, decided):
    driver = waiting_contract()
    session = running()
    item = put_contract_on(session, driver)
    votes = {"adopted": {"yes": "11"}, "rejected": {"no": "11"}}.get(result, {})
    sent = pages(
        "geschaeftsstelle", "session-record", session.pk, item.pk, result=result, resolution="So beschlossen.", **votes
    )
    assert sent.status_code == 302, sent.content.decode()
    item.refresh_from_db()
    tasks = driver.case.task_set.filter(closed_at=None)
    assert (item.result, {task.node.name for task in tasks}) == (result, nodes)
    rows = CommitteeDecision.objects.filter(contract_id=driver.case.pk)
    assert [row.result for row in rows] == decided
    if decided:
        assert rows[0].mode == "session"
        assert "So beschlossen." in rows[0].text
        task = CaseTask.objects.get(pk=item.task_id)
        assert task.completed_by == user("geschaeftsstelle")
    assert verify().faults == []


def test_what_a_task_refuses_is_not_recorded_either(pages):
    driver = waiting_contract()
    session = running()
    item = put_contract_on(session, driver)
    CaseTask.objects.filter(pk=item.task_id).update(owner=user("recht"), status="ASSIGNED", claimed_at=NOON)
    sent = pages(
        "geschaeftsstelle", "session-record", session.pk, item.pk, result="adopted", yes="11", resolution="Ja."
    )
    assert (sent.status_code, "Diese Aufgabe bearbeitet" in sent.content.decode()) == (422, True)
    item.refresh_from_db()
    assert (item.result, item.recorded_at, CommitteeDecision.objects.count()) == ("", None, 0)
    assert CaseTask.objects.get(pk=item.task_id).is_open


def test_if_the_session_cannot_be_written_the_task_stays_open(pages):
    """The other way round: the item was decided a moment ago by somebody else."""
    driver = waiting_contract()
    session = running()
    item = put_contract_on(session, driver)
    AgendaItem.objects.filter(pk=item.pk).update(result="noted", recorded_at=NOON)
    from committees.resolving import Resolution, record
    from workflow.errors import AlreadyDoneError

    with pytest.raises(AlreadyDoneError):
        record(item.pk, Resolution("adopted", yes=11), standing=clerk(), at=NOON)
    assert CaseTask.objects.get(pk=item.task_id).is_open
    assert Case.objects.get(pk=driver.case.pk).state == "negotiation"


def test_a_postponed_item_comes_back_until_it_is_taken_up(pages):
    session = running("FAG")
    pages("geschaeftsstelle", "session-record", session.pk, session.items.get().pk, result="postponed")
    later = planned("FAG", TODAY + timedelta(days=40))
    (waiting,) = pages("geschaeftsstelle", "session", later.pk).context["waiting"]
    assert (waiting.title, waiting.postponed) == ("Bericht", True)
    pages("geschaeftsstelle", "session-put-on", later.pk, punkt=waiting.key)
    assert later.items.get().follows == session.items.get()
    assert pages("geschaeftsstelle", "session", later.pk).context["waiting"] == []


def test_the_discussion_can_be_written_on_until_the_minutes_are_sent(pages):
    session = running("FAG")
    item = session.items.get()
    pages("geschaeftsstelle", "session-record", session.pk, item.pk, result="noted")
    pages("geschaeftsstelle", "session-record", session.pk, item.pk, discussion="Lange gesprochen.", result="adopted")
    item.refresh_from_db()
    assert (item.discussion, item.result) == ("Lange gesprochen.", "noted")


def test_members_read_their_bodies_sessions_and_nobody_else_knows_of_them(pages):
    session, other = planned("KAI"), planned("IK")
    assert sessions_of(pages("hmkb", "sessions")) == [session.pk]
    assert pages("hmkb", "session", session.pk).status_code == 200
    assert pages("hmkb", "session", other.pk).status_code == 404
    for account in ("sachbearbeitung", "ministerin", "recht", "fachadmin", "revision", "jury1"):
        assert pages(account, "sessions").status_code == 403
        for name in ("session", "session-edit", "session-invite", "session-calendar", "session-minutes"):
            assert pages(account, name, session.pk).status_code == 404
    assert pages("baf", "session", session.pk).status_code == 404


@pytest.mark.parametrize("name", ["session-edit", "session-invite", "session-attendance", "session-item-new"])
def test_members_read_and_the_secretariat_writes(pages, name):
    session = planned()
    refused = pages("hmkb", name, session.pk)
    assert (refused.status_code, "Geschäftsstelle" in refused.content.decode()) == (403, True)
    assert pages("hmkb", name, session.pk, title="Eigenmächtig", held_on="2027-01-01", guests="").status_code == 403
    assert session.items.count() == 0


def test_papers_and_cases_are_shown_only_to_those_who_may_read_them_there(pages):
    driver = waiting_contract()
    session = planned()
    item = put_contract_on(session, driver)
    version = item.versions.get()
    address = version.get_absolute_url()
    assert address in pages("geschaeftsstelle", "session", session.pk).content.decode()
    assert address in pages("hmkb", "session", session.pk).content.decode()
    strange = pages("hmdf", "session", session.pk).content.decode()
    assert driver.case.title in strange
    for hidden in (address, driver.case.reference, driver.case.get_absolute_url()):
        assert hidden not in strange
    secret = DocumentVersion.objects.get(pk=version.pk)
    DocumentVersion.objects.filter(pk=secret.pk).update(shared_at=None)
    assert address not in pages("hmkb", "session", session.pk).content.decode()


def test_a_case_does_not_tell_of_its_session(pages):
    driver = waiting_contract()
    session = planned(place="Geheimer Ort")
    put_contract_on(session, driver)
    for name in ("case", "case-history", "case-print"):
        text = pages("sachbearbeitung", name, driver.case.pk).content.decode()
        assert "Geheimer Ort" not in text
        assert session.get_absolute_url() not in text


def test_papers_of_another_case_cannot_be_attached(pages):
    driver = waiting_contract()
    session = planned()
    item = put_contract_on(session, driver)
    foreign = waiting_contract()
    version = DocumentVersion.objects.filter(document__case=foreign.case).first()
    sent = pages("geschaeftsstelle", "session-item", session.pk, item.pk, title="X", versions=[version.pk])
    assert sent.status_code == 422
    assert version not in item.versions.all()


def test_the_calendar_file_holds_the_session(pages):
    session = planned(place="Wiesbaden; Saal, Süd")
    text = pages("hmkb", "session-calendar", session.pk).content.decode()
    assert "DTSTART:20261123T090000Z\r\n" in text
    assert "LOCATION:Wiesbaden\\; Saal\\, Süd\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    Session.objects.filter(pk=session.pk).update(begins_at=time(9, 30), held_on=date(2026, 7, 1))
    assert "DTSTART:20260701T073000Z" in pages("hmkb", "session-calendar", session.pk).content.decode()


def test_filters_stand_in_the_address(pages):
    kai, fag = planned("KAI"), planned("FAG")
    past = planned("FAG", date(2026, 10, 5))
    body = unit("FAG").pk
    assert "noch abzuschließen" in pages("geschaeftsstelle", "sessions").content.decode()
    pages("geschaeftsstelle", "session-act", past.pk, "absagen", reason="Ausgefallen")
    assert sessions_of(pages("hmkb", "sessions")) == [kai.pk, fag.pk]
    assert sessions_of(pages("hmkb", "sessions", query=f"?gremium={body}")) == [fag.pk]
    assert sessions_of(pages("hmkb", "sessions", query=f"?gremium={body}&zeit=vergangen")) == [past.pk]
    assert sessions_of(pages("hmkb", "sessions", query="?verfahren=circulation")) == []
    assert sessions_of(pages("hmkb", "sessions", query="?gremium=x&zeit=y&verfahren=z&page=a")) == [kai.pk, fag.pk]


def test_the_number_of_queries_does_not_grow(pages):
    counts = []
    session = planned()
    pages("geschaeftsstelle", "session", session.pk)
    for number in (3, 27):
        for place in range(number):
            with_item(session, f"Punkt {place}")
            planned()
        found = []
        for name, args in (("session", [session.pk]), ("sessions", [])):
            with CaptureQueriesContext(connection) as queries:
                assert pages("geschaeftsstelle", name, *args).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_attendance_without_sense_is_refused_at_its_field(pages):
    session = running()
    row = session.attendances.first()
    sent = pages("geschaeftsstelle", "session-attendance", session.pk, **{f"stand_in_{row.pk}": "Jemand"})
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, [f"stand_in_{row.pk}"])
    attend(session, 4)
    assert session.attendances.filter(presence="present").count() == 4
