"""Who was let into a restricted case as a person leaves a trace of what she reads there; nobody else does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from contracts.demo.driver import Driver
from directory.models import Deputyship
from documents.models import DocumentVersion
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, standing, unit, user
from workflow.chain import verify
from workflow.errors import NotAllowedError
from workflow.models import Case, CaseEvent, Confidentiality
from workflow.opening import opened_case
from workflow.participations import Involvement, involve
from workflow.reading import note_reading
from workflow.states import Extent, ReadPart
from workflow.timeline import latest, timeline

UNTIL = TODAY + timedelta(days=30)
TABS = {
    "case": "tasks", "case-record": "record", "case-documents": "documents", "case-history": "history", "case-parties": "parties",
    "case-deadlines": "deadlines", "case-why": "why", "case-print": "print", "case-vermerk": "action",
}  # fmt: skip


@pytest.fixture
def case(house) -> Case:
    """Restricted; the Revision was let in."""
    return secret(before_decision())


def secret(driver: Driver) -> Case:
    """Restricted; the Revision was let in."""
    Case.objects.filter(pk=driver.case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    let_in(driver.case, "revision")
    return Case.objects.get(pk=driver.case.pk)


def let_in(case: Case, account: str, extent: int = Extent.FILE) -> None:
    wanted = Involvement(user(account), extent=extent, until=UNTIL, reason="Prüfung")
    involve(case.pk, wanted, standing=standing("sachbearbeitung"), at=NOON)


def read(case: Case) -> list[tuple[str, str, str]]:
    events = CaseEvent.objects.filter(case=case, action="read").order_by("seq")
    return [(event.actor.username, event.data["kind"], event.data["what"]) for event in events]


def test_each_part_of_the_case_leaves_its_trace_once_a_day(client, case):
    client.force_login(user("revision"))
    for _time in range(2):
        for name in TABS:
            client.get(reverse(name, args=[case.pk]))
    assert read(case) == [("revision", part, "") for part in TABS.values()]
    assert verify().faults == []


def test_tasks_and_papers_are_named(client, house):
    case = secret(in_coordination())
    task = case.task_set.human().open().order_by("pk")[0]
    paper = DocumentVersion.objects.filter(document__case=case).first()
    client.force_login(user("revision"))
    assert client.get(task.get_absolute_url()).status_code == 200
    assert b"".join(client.get(paper.get_absolute_url()).streaming_content)
    assert read(case) == [("revision", "task", task.title), ("revision", "paper", str(paper))]


def test_the_next_day_is_another_reading(case):
    for at in (NOON, NOON + timedelta(hours=2), NOON + timedelta(days=1)):
        note_reading(case, ReadPart.HISTORY, standing=standing("revision", at.date()), at=at)
    assert len(read(case)) == 2


def test_those_who_read_for_their_work_leave_none(client, case):
    involve(case.pk, Involvement(unit("Presse")), standing=standing("sachbearbeitung"), at=NOON)
    let_in(case, "recht", Extent.TASK)
    for account in ("sachbearbeitung", "referatsleitung", "staatssekretaer", "presse", "recht"):
        client.force_login(user(account))
        assert client.get(case.get_absolute_url()).status_code == 200, account
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.NORMAL)
    client.force_login(user("revision"))
    assert client.get(case.get_absolute_url()).status_code == 200
    assert read(case) == []


def test_who_reads_in_the_place_of_another_is_named_with_her(client, case):
    Deputyship.objects.create(principal=user("revision"), deputy=user("recht"), valid_from=TODAY)
    client.force_login(user("recht"))
    client.get(case.get_absolute_url())
    event = CaseEvent.objects.get(case=case, action="read")
    assert (event.actor, event.on_behalf_of) == (user("recht"), user("revision"))


def test_what_is_not_shown_is_not_read(client, case):
    client.force_login(user("revision"))
    assert client.get(reverse("case-federfuehrung", args=[case.pk])).status_code == 403
    assert client.get(reverse("document-download", args=[case.pk, 0])).status_code == 404
    client.force_login(user("presse"))
    assert client.get(case.get_absolute_url()).status_code == 404
    assert read(case) == []


def test_the_history_tells_of_it_in_words_and_the_summary_does_not(case):
    note_reading(case, ReadPart.PAPER, standing=standing("revision"), at=NOON, what="Entwurf (2)")
    events = CaseEvent.objects.filter(case=case)
    told = [happening for _day, some in timeline(case, events) for happening in some]
    assert (told[0].what, told[0].more, told[0].actor) == (
        "Auf Grund befristeter Einsicht gelesen: Dokument", "Entwurf (2)", user("revision"),
    )  # fmt: skip
    assert told[1].what == f"Paul Quandt hat Einsicht bis {UNTIL:%d.%m.%Y}"
    assert latest(case, events, 1)[0].what == told[1].what


@pytest.mark.race
def test_two_pages_at_once_leave_one_trace_and_what_cannot_be_written_down_is_not_shown(race_db):
    case = secret(before_decision())

    def look(_number: int) -> None:
        try:
            note_reading(case, ReadPart.HISTORY, standing=standing("revision"), at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    assert read(case) == [("revision", "history", "")]
    with opened_case(case.pk, at=NOON), ThreadPoolExecutor(1) as pool:
        refused = pool.submit(
            impatient, lambda: note_reading(case, ReadPart.RECORD, standing=standing("revision"), at=NOON)
        )
        with pytest.raises(NotAllowedError, match="gerade von jemand anderem"):
            refused.result()


def impatient(act) -> None:
    """Waits for no lock."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 200")
        act()
    finally:
        connection.close()
