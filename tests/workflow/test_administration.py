"""What the Fachadministration looks after: versions of a procedure, the calendar, failed jobs, the clock."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from viewflow.workflow.status import STATUS

from contracts.demo import stages
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, user
from workflow import calendars, clock
from workflow.automatic import fail_job
from workflow.clockwork import ClockError, moved_by
from workflow.models import CalendarDay, CaseEvent, ClockOffset, Outbox, Procedure, TaskKind
from workflow.policies import rules
from workflow.procedures import known_tasks

PROCEDURE = reverse("procedure", args=["contract"])


@pytest.fixture
def admin(client, house):
    client.force_login(user("fachadmin"))
    return client


def wanted(**changed) -> dict:
    data = {
        "valid_from": TODAY.isoformat(),
        "remind_days": "2",
        "escalate_after": "7 AT",
        "periods": "",
        "remark": "Erlass",
    }
    return data | changed


def test_a_new_version_holds_for_new_cases_and_running_ones_keep_theirs(admin):
    old = proposal()
    answer = admin.post(
        PROCEDURE, wanted(periods="check_partner = 3 AT\n\ncosign_house = 2 w", silence=["cosign_house"])
    )
    assert answer.status_code == 302
    newest = Procedure.objects.filter(kind="contract").order_by("-version")[0]
    assert rules(newest.pk)["periods"] == {"check_partner": "3 AT", "cosign_house": "2 w"}
    assert (rules(newest.pk)["remind_days"], rules(newest.pk)["escalate_after"]) == (2, "7 AT")
    new = proposal()
    assert (old.case.procedure, new.case.procedure) == (
        Procedure.objects.get(version=newest.version - 1, kind="contract"),
        newest,
    )
    assert new.tasks("check_partner")[0].due_on == date(2026, 11, 26)
    assert old.tasks("check_partner")[0].due_on == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"valid_from": "2026-11-22"}, "nicht rückwirkend"),
        ({"escalate_after": "bald"}, "ist keine Frist"),
        ({"periods": "check_partner = morgen"}, "ist keine Frist"),
        ({"periods": "gibt_es_nicht = 3 AT"}, "gibt es nicht"),
        ({"remind_days": "99"}, "kleiner oder gleich 31"),
        ({"remark": ""}, "zwingend erforderlich"),
        ({"silence": ["decide_proposal"]}, "gültige Auswahl"),
    ],
)
def test_rules_that_cannot_be_are_refused_there(admin, changed, message):
    before = Procedure.objects.count()
    answer = admin.post(PROCEDURE, wanted(**changed))
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert Procedure.objects.count() == before


def test_every_task_of_the_kind_is_listed_with_its_period(admin):
    text = admin.get(PROCEDURE).content.decode()
    assert len(known_tasks("contract")) > 40
    assert [title for _name, title, _period in known_tasks("contract") if title not in text] == []
    assert admin.get(reverse("procedure", args=["unbekannt"])).status_code == 404


def test_a_closure_moves_deadlines_that_are_computed_from_then_on(admin):
    before = proposal().tasks("check_partner")[0].due_on
    assert (
        admin.post(reverse("calendar"), {"day": "2026-11-30", "name": "Betriebsausflug", "kind": "closure"}).status_code
        == 302
    )
    assert proposal().tasks("check_partner")[0].due_on == before + timedelta(days=1)
    row = CalendarDay.objects.get(day=date(2026, 11, 30))
    assert admin.post(reverse("calendar"), {"entfernen": str(row.pk)}).status_code == 302
    assert proposal().tasks("check_partner")[0].due_on == before
    calendars.forget()


@pytest.mark.parametrize(
    "data",
    [{}, {"day": "31.02.2027", "name": "x", "kind": "closure"}, {"day": "2026-12-01", "name": "", "kind": "closure"}],
)
def test_a_day_that_is_none_is_refused(admin, data):
    before = CalendarDay.objects.count()
    assert admin.post(reverse("calendar"), data).status_code == 422
    assert CalendarDay.objects.count() == before


def failed_job():
    driver = stages.released(stages.cosigned(in_coordination(ressorts=())))
    task = driver.case.task_set.get(flow_task_type=TaskKind.JOB)
    type(task).objects.filter(pk=task.pk).update(status=STATUS.NEW, closed_at=None, outcome="")
    fail_job(task.pk, "OSError", at=NOON)
    return task


def test_a_failed_job_is_seen_and_tried_again(admin):
    task = failed_job()
    assert "OSError" in admin.get(reverse("administration")).content.decode()
    assert admin.post(reverse("job-retry", args=[task.pk])).status_code == 302
    task.refresh_from_db()
    assert (task.status, task.data["failures"]) == (STATUS.NEW, 0)
    assert Outbox.objects.filter(task=task, kind="job", sent_at=None).exists()
    assert CaseEvent.objects.filter(task=task, action="job_retried", actor=user("fachadmin")).count() == 1
    assert admin.post(reverse("job-retry", args=[task.pk])).status_code == 404


@pytest.mark.parametrize(
    ("account", "status"), [("sachbearbeitung", 403), ("ministerin", 403), ("revision", 403), ("baf", 403)]
)
@pytest.mark.parametrize("name", ["administration", "calendar", "clock"])
def test_others_do_not_administer(client, house, account, status, name):
    client.force_login(user(account))
    assert client.get(reverse(name)).status_code == status
    assert client.post(
        reverse(name), {"days": "3", "day": "2026-12-01", "name": "x", "kind": "closure"}
    ).status_code in {status, 405}
    assert not ClockOffset.objects.exists()
    assert not CalendarDay.objects.filter(name="x").exists()


@pytest.fixture
def real_clock(monkeypatch):
    """The clock as it runs in the product, starting unmoved."""
    monkeypatch.setattr(clock, "_offset", (0.0, timedelta()))
    yield
    clock.forget()


def test_the_clock_of_the_demonstration_moves_on_and_back(admin, real_clock):
    assert admin.post(reverse("clock"), {"days": "30"}).status_code == 302
    assert clock.offset() == timedelta(days=30)
    for days in ("0", "-1", "99999", "viel"):
        assert admin.post(reverse("clock"), {"days": days}).status_code == 422
    assert admin.post(reverse("clock"), {"zuruecksetzen": "1"}).status_code == 302
    assert clock.offset() == timedelta()


def test_outside_the_demonstration_there_is_no_such_clock(admin, settings, real_clock):
    settings.DEMO = False
    ClockOffset.objects.create(pk=1, offset_seconds=3600)
    assert admin.get(reverse("clock")).status_code == 404
    assert clock.offset() == timedelta()
    with pytest.raises(CommandError, match="nur in der Demonstration"):
        call_command("clock", "+3d")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("+400d", timedelta(days=400)),
        ("-3w", timedelta(weeks=-3)),
        ("+6h", timedelta(hours=6)),
        ("-15m", timedelta(minutes=-15)),
    ],
)
def test_spans_are_written_short(text, span):
    assert moved_by(text) == span


@pytest.mark.parametrize("text", ["", "400d", "+d", "+3y", "+1234567d", "reset"])
def test_anything_else_is_no_span(text):
    with pytest.raises(ClockError, match="in der Form"):
        moved_by(text)


def test_the_command_moves_and_says_where_the_clock_stands(house, real_clock, capsys):
    call_command("clock", "+10d")
    call_command("clock", "-3d")
    assert clock.offset() == timedelta(days=7)
    with pytest.raises(CommandError, match="zwischen heute"):
        call_command("clock", "-30d")
    call_command("clock", "reset")
    assert clock.offset() == timedelta()
    assert "Die Uhr steht auf" in capsys.readouterr().out
