"""The history in words: one sentence for everything that can happen."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from directory.models import Deputyship
from tests.conftest import NOON
from tests.factories.contracts import TODAY, before_decision, in_coordination, proposal, standing, unit, user
from workflow.desk import Instruction, dispose, set_follow_up, write_note
from workflow.models import Case, CaseEvent, FollowUp
from workflow.office import act, change_lead_unit, resume_early, suspend
from workflow.participations import Involvement, involve
from workflow.policies import kinds
from workflow.services import ask_back, claim, complete, extend_deadline, hand_over, release
from workflow.steps import Verdict
from workflow.timeline import SENTENCES, Happening, latest, timeline

ROOT = Path(__file__).parents[2]
LOGGED = re.compile(r'\.log\(\s*"([a-z_]+)"')


def told(case: Case) -> list[Happening]:
    return [happening for _day, group in timeline(case, CaseEvent.objects.filter(case=case)) for happening in group]


def newest(case: Case) -> tuple[str, str, str]:
    happening = told(case)[0]
    return happening.icon, happening.what, happening.more


@pytest.fixture
def case(house) -> Case:
    return proposal().case


def test_everything_that_is_logged_has_a_sentence():
    apps = ("workflow", "documents", "contracts", "partners", "notifications")
    logged = {
        name for app in apps for path in (ROOT / app).rglob("*.py") for name in LOGGED.findall(path.read_text("utf-8"))
    }
    assert len(logged) > 20
    assert logged - set(SENTENCES) - {action for policy in kinds() for action in policy.sentences} == set()


def test_every_outcome_of_a_flow_can_be_told_in_words():
    for policy in kinds():
        silent = [
            f"{node.name}:{name}"
            for node in policy.flow_class.instance.nodes()
            if node.task_type == "HUMAN"
            for name, to in node.outcomes.items()
            if not to.label
        ]
        assert silent == []


def test_a_case_begins_with_its_opening(case):
    (happening,) = told(case)
    assert (happening.what, happening.actor, happening.moved_to) == (
        "Vorgang angelegt: Integrationsvertrag Demokratiebildung", user("sachbearbeitung"), "Vorschlag",
    )  # fmt: skip


def test_work_on_a_task_is_told_by_its_title(case):
    task = case.task_set.get(title="Partner prüfen")
    clerk, head = standing("sachbearbeitung"), standing("referatsleitung")
    claim(task.pk, standing=clerk, at=NOON)
    assert newest(case) == ("person", "Aufgabe „Partner prüfen“ übernommen", "")
    release(task.pk, standing=clerk, at=NOON)
    assert newest(case) == ("undo", "Aufgabe „Partner prüfen“ zurückgelegt", "")
    hand_over(task.pk, to=user("sachbearbeitung2"), reason="Urlaub", standing=head, at=NOON)
    assert newest(case) == ("forward", "Aufgabe „Partner prüfen“ an Burak Yılmaz weitergegeben", "Urlaub")
    extend_deadline(task.pk, until=date(2026, 12, 18), reason="Register", standing=head, at=NOON)
    assert newest(case) == (
        "calendar", "Frist von „Partner prüfen“ bis 18.12.2026 verlängert (bisher 07.12.2026)", "Register",
    )  # fmt: skip
    ask_back(task.pk, "Seit wann?", to=unit("Z 1"), standing=standing("sachbearbeitung2"), at=NOON)
    assert newest(case) == ("help", "Rückfrage zu „Partner prüfen“ an Z 1", "Seit wann?")


def test_a_verdict_is_told_with_its_label_and_the_words_given(case):
    task = case.task_set.get(title="Partner prüfen")
    complete(task.pk, Verdict("checked", "Keine Bedenken."), standing=standing("sachbearbeitung"), at=NOON)
    assert newest(case) == ("check", "Partner prüfen: Prüfvermerk abschließen", "Keine Bedenken.")


def test_what_was_sent_back_does_not_look_like_an_approval(house):
    case = before_decision().do("decide_proposal", "return", "Bitte Zahlen ergänzen.").case
    assert newest(case) == (
        "undo", "Über die Aufnahme der Verhandlungen entscheiden (D1): Zurückgeben", "Bitte Zahlen ergänzen.",
    )  # fmt: skip


def test_a_deputy_is_named_with_the_person_she_stands_in_for(house):
    Deputyship.objects.create(principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=TODAY)
    driver = before_decision().do("decide_proposal", "take_up", "Ja.", by="abteilungsleitung")
    happening = told(driver.case)[0]
    assert (happening.actor, happening.on_behalf_of) == (user("abteilungsleitung"), user("staatssekretaer"))


def test_the_new_state_stands_beside_what_led_to_it(house):
    driver = before_decision().do("decide_proposal", "take_up", "Ja.")
    assert [str(happening.moved_to) for happening in told(driver.case)][:2] == ["Verhandlung", ""]


def test_deferral_and_return_are_told_with_their_days_and_reasons(case):
    clerk = standing("sachbearbeitung")
    suspend(case.pk, until=date(2026, 12, 14), reason="Haushalt offen.", standing=clerk, at=NOON)
    assert newest(case) == ("pause", "Vorgang zurückgestellt bis 14.12.2026", "Haushalt offen.")
    resume_early(case.pk, reason="Mittel da.", standing=clerk, at=NOON)
    assert [happening.what for happening in told(case)][:2] == [
        "Ende der Zurückstellung", "Vorgang vorzeitig fortgesetzt",
    ]  # fmt: skip


def test_everyday_work_is_told(case):
    clerk = standing("sachbearbeitung")
    write_note(case.pk, kind="phone", text="Rückruf.", occurred_on=date(2026, 11, 20), standing=clerk, at=NOON)
    assert newest(case) == ("note", "Vermerk (Telefonat, 20.11.2026)", "Rückruf.")
    row = FollowUp(on=date(2026, 12, 1), reason="Antwort da?", for_unit=unit("VI 3"))
    set_follow_up(case.pk, row, standing=clerk, at=NOON)
    assert newest(case) == ("clock", "Wiedervorlage am 01.12.2026: Antwort da?", "")
    involve(case.pk, Involvement(unit("Z 1"), kind="statement", scope="§ 3"), standing=clerk, at=NOON)
    assert newest(case) == ("group", "Z 1 beteiligt (Stellungnahme)", "§ 3")
    dispose(case.pk, "", [Instruction("inform", unit("Z 1")), Instruction("file")], standing=clerk, at=NOON)
    assert newest(case) == ("checklist", "Verfügung", "1. z. K. Z 1\n2. z.d.A. VI 3")


def test_what_was_done_to_the_whole_case_has_the_label_of_its_flow(case):
    act(case.pk, "withdraw", reason="Partner verzichtet.", standing=standing("sachbearbeitung"), at=NOON)
    happening = told(case)[0]
    assert (happening.what, happening.more, happening.moved_to) == (
        "Vorgang zurückziehen", "Partner verzichtet.", "Zurückgezogen",
    )  # fmt: skip


def test_a_new_lead_is_told_with_both_units(case):
    change_lead_unit(case.pk, to=unit("VI 2"), reason="GVP", standing=standing("referatsleitung"), at=NOON)
    assert newest(case) == ("swap", "Federführung von VI 3 an VI 2 übergeben", "GVP")


def test_old_or_unknown_entries_are_told_as_far_as_they_go(case):
    CaseEvent.objects.create(case=case, action="follow_up", at=NOON, data={"reason": "x"})
    assert newest(case)[1] == "Wiedervorlage am –: x"
    CaseEvent.objects.create(case=case, action="invented", at=NOON)
    assert newest(case)[1] == "invented"


def test_what_was_entered_for_the_partner_is_marked(house):
    driver = in_coordination()
    task = driver.tasks("partner_feedback")[0]
    complete(
        task.pk, Verdict("agreed", "Telefonat."), standing=standing("sachbearbeitung", driver.day), at=driver.now()
    )
    assert told(driver.case)[0].recorded_for_partner


def test_days_are_those_of_berlin_and_the_newest_comes_first(case):
    late = NOON.replace(hour=23, minute=30)
    clerk = standing("sachbearbeitung")
    write_note(case.pk, kind="status", text="spät", occurred_on=TODAY, standing=clerk, at=late)
    write_note(
        case.pk, kind="status", text="nach Mitternacht", occurred_on=TODAY, standing=clerk, at=late + timedelta(hours=1)
    )
    days = timeline(case, CaseEvent.objects.filter(case=case))
    assert [(day, len(group)) for day, group in days] == [(date(2026, 11, 24), 1), (TODAY, 2)]


def test_the_latest_leave_out_what_only_moves_tasks_between_colleagues(case):
    claim(case.task_set.get(title="Partner prüfen").pk, standing=standing("sachbearbeitung"), at=NOON)
    assert [happening.what for happening in latest(case, CaseEvent.objects.filter(case=case), 4)] == [
        "Vorgang angelegt: Integrationsvertrag Demokratiebildung"
    ]


def test_a_timeline_takes_two_queries_however_long_it_is(house, django_assert_num_queries):
    case = in_coordination().case
    write_note(case.pk, kind="phone", text="x", occurred_on=TODAY, standing=standing("sachbearbeitung"), at=NOON)
    with django_assert_num_queries(2):
        told(case)
