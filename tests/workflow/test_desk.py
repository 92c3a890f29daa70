"""Everyday work on a case: errands, Vermerke, Wiedervorlagen, Verfügungen, Beteiligungen."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOON
from tests.factories.contracts import TODAY, before_decision, proposal, standing, unit, user
from workflow.desk import (
    Errand,
    Instruction,
    add_task,
    cancel_follow_up,
    dispose,
    raise_follow_up,
    set_follow_up,
    write_note,
)
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent, CaseTask, Disposition, FollowUp, Note, Participation
from workflow.office import act
from workflow.participations import Involvement, involve
from workflow.services import complete
from workflow.steps import Verdict

SOON = date(2026, 12, 1)


@pytest.fixture
def case(house) -> Case:
    return proposal().case


def follow_up(on: date = SOON, **kwargs) -> FollowUp:
    return FollowUp(on=on, reason="Registerauszug nachfordern", for_unit=unit("VI 3"), **kwargs)


def last_event(case: Case) -> tuple[str, dict[str, object]]:
    event = CaseEvent.objects.filter(case=case).order_by("-seq")[0]
    return event.action, event.data


def test_an_errand_becomes_a_task_of_its_unit(case):
    errand = Errand("  Zahlen prüfen ", unit("Z 3"), due_on=SOON, instruction="Bitte bis Dienstag.")
    task = add_task(case.pk, errand, standing=standing("sachbearbeitung"), at=NOON)
    task.refresh_from_db()
    assert (task.title, task.unit.short, task.due_on, task.instruction) == (
        "Zahlen prüfen", "Z 3", SOON, "Bitte bis Dienstag.",
    )  # fmt: skip
    assert last_event(case) == ("task_added", {"title": "Zahlen prüfen", "to": "Z 3"})


def test_an_errand_without_a_day_has_five_working_days(case):
    task = add_task(case.pk, Errand("Prüfen", unit("Z 3")), standing=standing("sachbearbeitung"), at=NOON)
    assert task.due_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("title", "due_on", "field"),
    [
        (" ", SOON, "title"),
        ("Prüfen", TODAY - timedelta(days=1), "due_on"),
        ("Prüfen", date(9999, 12, 31), "due_on"),
    ],
)
def test_an_errand_that_makes_no_sense_is_refused_at_its_field(case, title, due_on, field):
    with pytest.raises(InputError) as refused:
        add_task(case.pk, Errand(title, unit("Z 3"), due_on=due_on), standing=standing("sachbearbeitung"), at=NOON)
    assert refused.value.field == field


def test_a_filed_case_takes_no_new_work(case):
    act(case.pk, "withdraw", reason="x", standing=standing("sachbearbeitung"), at=NOON)
    filing = CaseTask.objects.open().get(process=case)
    complete(filing.pk, Verdict("done"), standing=standing("registratur"), at=NOON)
    with pytest.raises(WorkflowError, match="zu den Akten"):
        add_task(case.pk, Errand("Prüfen", unit("Z 3")), standing=standing("sachbearbeitung"), at=NOON)
    with pytest.raises(WorkflowError, match="zu den Akten"):
        dispose(case.pk, "", [Instruction("inform")], standing=standing("sachbearbeitung"), at=NOON)


def test_a_note_is_kept_as_it_was_written(case):
    note = write_note(
        case.pk, kind="phone", text=" Rückruf am Montag. ", occurred_on=TODAY, standing=standing("sachbearbeitung"),
        at=NOON,
    )  # fmt: skip
    assert (note.text, note.author, note.kind) == ("Rückruf am Montag.", user("sachbearbeitung"), "phone")
    assert last_event(case) == ("note", {"kind": "phone", "note": note.pk})


@pytest.mark.parametrize(
    ("text", "occurred_on", "field"), [(" ", TODAY, "text"), ("x", TODAY + timedelta(days=1), "occurred_on")]
)
def test_a_note_tells_of_something_that_has_happened(case, text, occurred_on, field):
    with pytest.raises(InputError) as refused:
        write_note(
            case.pk, kind="phone", text=text, occurred_on=occurred_on, standing=standing("sachbearbeitung"), at=NOON
        )  # fmt: skip
    assert (refused.value.field, Note.objects.count()) == (field, 0)


@pytest.mark.parametrize("account", ["hmkb", "drk", "referatsleitung2"])
def test_notes_and_follow_ups_need_the_whole_file(case, account):
    other = standing(account)
    with pytest.raises(WorkflowError, match="vollständige Akte"):
        write_note(case.pk, kind="phone", text="x", occurred_on=TODAY, standing=other, at=NOON)
    with pytest.raises(WorkflowError, match="vollständige Akte"):
        set_follow_up(case.pk, follow_up(), standing=other, at=NOON)


def test_a_follow_up_becomes_one_task_on_its_day_however_often_it_is_raised(case):
    row = set_follow_up(
        case.pk, follow_up(for_user=user("sachbearbeitung")), standing=standing("sachbearbeitung"), at=NOON
    )
    raise_follow_up(row.pk, at=NOON)
    assert CaseTask.objects.filter(process=case, title__startswith="Wiedervorlage").count() == 0
    for _time in range(2):
        raise_follow_up(row.pk, at=NOON + timedelta(days=8))
    task = CaseTask.objects.get(process=case, title="Wiedervorlage: Registerauszug nachfordern")
    row.refresh_from_db()
    assert (row.task, task.owner, task.due_on) == (task, user("sachbearbeitung"), SOON)


def test_a_follow_up_taken_back_never_comes(case):
    row = set_follow_up(case.pk, follow_up(), standing=standing("sachbearbeitung"), at=NOON)
    cancel_follow_up(row.pk, standing=standing("sachbearbeitung2"), at=NOON)
    raise_follow_up(row.pk, at=NOON + timedelta(days=8))
    assert CaseTask.objects.filter(process=case, title__startswith="Wiedervorlage").count() == 0
    with pytest.raises(WorkflowError, match="bereits erledigt"):
        cancel_follow_up(row.pk, standing=standing("sachbearbeitung"), at=NOON)


def test_a_follow_up_that_has_come_is_not_taken_back(case):
    row = set_follow_up(case.pk, follow_up(), standing=standing("sachbearbeitung"), at=NOON)
    raise_follow_up(row.pk, at=NOON + timedelta(days=8))
    with pytest.raises(WorkflowError, match="bereits erledigt"):
        cancel_follow_up(row.pk, standing=standing("sachbearbeitung"), at=NOON)


def test_a_follow_up_of_a_case_one_does_not_see_does_not_exist(case):
    row = set_follow_up(case.pk, follow_up(), standing=standing("sachbearbeitung"), at=NOON)
    with pytest.raises(FollowUp.DoesNotExist):
        cancel_follow_up(row.pk, standing=standing("hmkb"), at=NOON)


@pytest.mark.parametrize(("on", "reason", "field"), [(TODAY, "x", "on"), (SOON, " ", "reason")])
def test_a_follow_up_needs_a_day_to_come_and_a_reason(case, on, reason, field):
    with pytest.raises(InputError) as refused:
        set_follow_up(
            case.pk, FollowUp(on=on, reason=reason, for_unit=unit("VI 3")), standing=standing("sachbearbeitung"),
            at=NOON,
        )  # fmt: skip
    assert refused.value.field == field


def test_each_step_of_a_disposition_becomes_what_it_says(case):
    steps = [
        Instruction("inform", unit("Z 1"), "wegen Vertragsform"),
        Instruction("cosign", unit("Z 3"), "", SOON),
        Instruction("process"),
        Instruction("follow_up", None, "Antwort da?", SOON),
        Instruction("file"),
    ]
    row = dispose(case.pk, " Verfügung vom Montag ", steps, standing=standing("sachbearbeitung"), at=NOON)
    told = [
        (one.number, one.task.title if one.task else one.follow_up.reason, one.unit.short) for one in row.steps.all()
    ]
    assert (row.text, told) == (
        "Verfügung vom Montag",
        [
            (1, "Zur Kenntnis: wegen Vertragsform", "Z 1"),
            (2, "Mitzeichnen", "Z 3"),
            (3, "Zur Bearbeitung", "VI 3"),
            (4, "Antwort da?", "VI 3"),
            (5, "Zu den Akten nehmen", "VI 3"),
        ],
    )
    assert last_event(case)[1] == {
        "steps": [
            "1. z. K. Z 1 wegen Vertragsform", "2. z. Mz. Z 3", "3. zur Bearbeitung VI 3", "4. Wv. VI 3 Antwort da?",
            "5. z.d.A. VI 3",
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([], "mindestens einen Schritt"),
        ([Instruction("inform"), Instruction("follow_up", text="x")], "Schritt 2: Eine Wiedervorlage braucht"),
        ([Instruction("follow_up", due_on=TODAY)], "Schritt 1: Eine Wiedervorlage braucht"),
        ([Instruction("inform"), Instruction("process", due_on=date(2026, 11, 20))], "Schritt 2: Die Frist liegt"),
        ([Instruction("process", due_on=date(9999, 12, 31))], "Schritt 1: "),
    ],
)
def test_a_disposition_is_taken_whole_or_not_at_all(case, steps, message):
    tasks = CaseTask.objects.filter(process=case).count()
    with pytest.raises(InputError, match=message):
        dispose(case.pk, "", steps, standing=standing("sachbearbeitung"), at=NOON)
    assert (Disposition.objects.count(), CaseTask.objects.filter(process=case).count()) == (0, tasks)


def test_a_unit_that_takes_part_sees_the_whole_case(case):
    legal = standing("recht")
    assert Case.objects.visible_to(legal).filter(pk=case.pk).count() == 0
    row = involve(
        case.pk,
        Involvement(unit("Z 1"), kind="statement", scope=" § 3 "),
        standing=standing("sachbearbeitung"),
        at=NOON,
    )
    assert (row.kind, row.scope, row.added_by) == ("statement", "§ 3", user("sachbearbeitung"))
    assert Case.objects.in_full_view_of(legal).filter(pk=case.pk).count() == 1
    with pytest.raises(InputError, match="bereits beteiligt"):
        involve(case.pk, Involvement(unit("Z 1"), kind="cosign"), standing=standing("sachbearbeitung"), at=NOON)
    assert Participation.objects.count() == 1


@pytest.mark.parametrize("account", ["recht", "hmkb", "baf"])
def test_only_the_lead_unit_gives_work_and_involves(house, account):
    case = before_decision().case
    other = standing(account)
    with pytest.raises(NotAllowedError):
        add_task(case.pk, Errand("Prüfen", unit("Z 3")), standing=other, at=NOON)
    with pytest.raises(NotAllowedError):
        dispose(case.pk, "", [Instruction("inform")], standing=other, at=NOON)
    with pytest.raises(NotAllowedError):
        involve(case.pk, Involvement(unit("Z 1"), kind="cosign"), standing=other, at=NOON)
