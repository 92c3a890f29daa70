"""Whom one may ask, and that being asked opens the question and no more."""

import contextlib

import pytest

from contracts.demo import stages
from directory.standing import Standing
from documents.models import DocumentVersion
from tests.conftest import NOON
from tests.factories.contracts import in_coordination, negotiated, proposal, standing, unit, user
from tests.workflow.turmoil import PEOPLE
from workflow.asking import askable
from workflow.concerns import posts_of
from workflow.desk import Errand, Instruction, add_task, dispose, share_case
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent, CaseTask, Confidentiality
from workflow.office import change_lead_unit
from workflow.participations import Involvement, involve
from workflow.permissions import may_direct
from workflow.services import ask_back, complete, hand_over
from workflow.states import Extent
from workflow.steps import Verdict


def task_of(case: Case, account: str, node: str) -> CaseTask:
    """The open task of a node that the person may see."""
    tasks = CaseTask.objects.visible_to(standing(account)).filter(process=case, closed_at=None)
    return next(task for task in tasks.order_by("pk") if task.node.name == node)


def names(found) -> list[str]:
    return [one.short for one in found]


@pytest.mark.parametrize(
    ("account", "node", "restricted", "reaches", "not_"),
    [
        ("baf", "partner_feedback", False, ["VI 3"], ["Presse", "Z 1", "FAG HMKB"]),
        ("baf", "partner_feedback", True, ["VI 3"], ["Presse", "Z 1", "FAG HMKB"]),
        ("hmkb", "cosign_ressort", False, ["VI 3", "Z 1", "Z 3", "VI"], ["VI 2", "BAF", "FAG HMWK"]),
        ("hmkb", "cosign_ressort", True, ["VI 3"], ["Z 1", "Z 3", "VI"]),
        ("recht", "cosign_house", False, ["VI 3", "Z 3", "FAG HMKB"], ["VI 2", "BAF"]),
    ],
)
def test_whom_one_may_ask_follows_from_what_one_sees(house, account, node, restricted, reaches, not_):
    case = in_coordination().case
    if restricted:
        Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    task, one = task_of(case, account, node), standing(account)
    found = names(askable(task, one))
    assert found[0] == "VI 3"
    assert set(reaches) <= set(found)
    assert not set(not_) & set(found)
    for short in (one for one in not_ if one != "BAF"):
        with pytest.raises(NotAllowedError, match="Fragen Sie die Federführung"):
            ask_back(task.pk, "Wie?", to=unit(short), standing=one, at=NOON)
    assert not CaseTask.objects.filter(cause=task).exists()


def test_the_lead_asks_any_unit_and_the_partner(house):
    case = negotiated().case
    task = task_of(case, "sachbearbeitung", "draft")
    found = names(askable(task, standing("sachbearbeitung")))
    assert found[:2] == ["VI 3", "BAF"]
    assert {"VI 2", "Presse", "FAG HMWK", "HMSI-L"} <= set(found)


def test_in_a_restricted_case_the_lead_asks_those_on_the_list(house):
    case = in_coordination().case
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    lead = standing("sachbearbeitung")
    task = add_task(case.pk, Errand("Prüfen", unit("VI 3")), standing=lead, at=NOON)
    found = names(askable(task, lead))
    assert "VI" in found
    assert not {"Presse", "Z 1", "FAG HMKB", "VI 2"} & set(found)


def test_a_partner_cannot_send_the_press_a_file_by_the_offices_address(client, house):
    case = in_coordination().case
    task = task_of(case, "baf", "partner_feedback")
    client.force_login(user("baf"))
    press = unit("Presse")
    client.post(f"/aufgaben/{task.pk}/rueckfrage/", {"to": f"u{press.pk}", "question": "Was denken Sie?"})
    client.post(f"/partner/aufgaben/{task.pk}/rueckfrage/", {"to": f"u{press.pk}", "question": "Was denken Sie?"})
    assert not CaseTask.objects.filter(cause=task).exists()


def test_whoever_is_asked_sees_the_question_and_what_was_shared_and_no_file(house):
    case = in_coordination().case
    task = add_task(case.pk, Errand("Klären", unit("VI 3")), standing=standing("sachbearbeitung"), at=NOON)
    asked = ask_back(task.pk, "Wie?", to=unit("VI 2"), standing=standing("sachbearbeitung"), at=NOON)
    other = standing("referatsleitung2")
    assert list(CaseTask.objects.visible_to(other).filter(process=case)) == [asked]
    assert not Case.objects.in_full_view_of(other).filter(pk=case.pk).exists()
    shared = DocumentVersion.objects.filter(document__case=case, shared_at__isnull=False)
    assert set(DocumentVersion.objects.visible_to(other)) == set(shared)


def test_the_partner_sees_a_case_from_when_somebody_says_so(client, house):
    case = proposal().case
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    lead = {"standing": standing("sachbearbeitung"), "at": NOON}
    errand = Errand("Unterlagen nachreichen", case.organisation)
    with pytest.raises(InputError, match="sichtbar") as refused:
        add_task(case.pk, errand, **lead)
    assert refused.value.field == "share"
    assert not CaseTask.objects.filter(process=case, organisation__isnull=False).exists()
    client.force_login(user("sachbearbeitung"))
    page = client.get(f"/vorgaenge/{case.pk}/aufgabe/").content.decode()
    assert 'name="share"' in page
    data = {"title": "Unterlagen nachreichen", "to": "partner", "share": "on"}
    assert client.post(f"/vorgaenge/{case.pk}/aufgabe/", data).status_code == 302
    assert Case.objects.visible_to(standing("baf")).filter(pk=case.pk).exists()
    assert CaseEvent.objects.filter(case=case, action="shared").count() == 1
    assert 'name="share"' not in client.get(f"/vorgaenge/{case.pk}/aufgabe/").content.decode()


def test_a_step_that_sends_the_partner_something_asks_first(client, house):
    driver = stages.taken_up(proposal())
    driver.do("key_points", "submit", "Eckpunkte", by="sachbearbeitung", **stages.KEY_POINTS).do("mandate", "approve")
    Case.objects.filter(pk=driver.case.pk).update(shared_on=None)
    task = driver.tasks("kick_off")[0]
    clerk = standing("sachbearbeitung", driver.day)
    with pytest.raises(InputError, match="sichtbar"):
        complete(task.pk, Verdict("held", "Gespräch geführt"), standing=clerk, at=driver.now())
    client.force_login(user("sachbearbeitung"))
    assert 'name="share"' in client.get(f"/aufgaben/{task.pk}/").content.decode()
    done = complete(task.pk, Verdict("held", "Gespräch geführt", {"share": True}), standing=clerk, at=driver.now())
    assert done.closed_at is not None
    assert Case.objects.get(pk=driver.case.pk).shared_on == driver.day


def test_only_the_lead_may_say_so(house):
    case = in_coordination().case
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    task, legal = task_of(case, "recht", "cosign_house"), standing("recht")
    with pytest.raises(NotAllowedError):
        complete(task.pk, Verdict("consent", "", {"share": True}), standing=legal, at=NOON)
    with pytest.raises(NotAllowedError):
        ask_back(task.pk, "Wie?", to=case.lead_unit, share=True, standing=legal, at=NOON)
    assert Case.objects.get(pk=case.pk).shared_on is None


def test_the_lead_shares_a_case_once(client, house):
    case = proposal().case
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    assert not Case.objects.visible_to(standing("baf")).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowedError):
        share_case(case.pk, standing=standing("haushalt"), at=NOON)
    client.force_login(user("sachbearbeitung"))
    assert "Für den Partner sichtbar machen" in client.get(f"/vorgaenge/{case.pk}/").content.decode()
    assert client.post(f"/vorgaenge/{case.pk}/freigeben/").status_code == 302
    assert Case.objects.visible_to(standing("baf")).filter(pk=case.pk).exists()
    assert client.post(f"/vorgaenge/{case.pk}/freigeben/").status_code == 403


def views() -> dict[str, tuple[set[int], set[int]]]:
    """Per account: the cases whose file is open to it, and the tasks it sees."""
    found = {}
    for account in PEOPLE:
        one = standing(account)
        full = Case.objects.in_full_view_of(one).values_list("pk", flat=True)
        found[account] = set(full), set(CaseTask.objects.visible_to(one).values_list("pk", flat=True))
    return found


@pytest.mark.parametrize(
    "account",
    [account for account in PEOPLE if account not in {"sachbearbeitung", "sachbearbeitung2", "referatsleitung"}],
)
@pytest.mark.parametrize("restricted", [False, True])
def test_nobody_but_the_lead_lets_others_see_more_than_the_next_task(house, account, restricted):
    """Whatever somebody outside the lead unit does: nobody's files grow beyond what the node of a new task says, and no task is seen but one's own."""
    case = in_coordination().case
    if restricted:
        Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    one, before = standing(account), views()
    known = set(CaseTask.objects.values_list("pk", flat=True))
    try_everything(case, one)
    if may_direct(case, one):
        return  # who leads the lead unit acts as it does
    fresh = CaseTask.objects.exclude(pk__in=known)
    for other, (full, tasks) in views().items():
        mine = [post.unit_id for post in posts_of(standing(other))]
        opened = fresh.filter(unit_id__in=mine, opens__gte=Extent.FILE).exists()
        assert full == before[other][0] or opened, other
        for task in CaseTask.objects.filter(pk__in=tasks - before[other][1]):
            assert case.pk in full or task.unit_id in mine or task.organisation_id in standing(other).organisation_ids


def attempt(act) -> None:
    """Do it if it is allowed; what a form would have gathered may be missing."""
    with contextlib.suppress(WorkflowError, KeyError):
        act()


def try_everything(case: Case, one: Standing) -> None:
    """Ask, hand over, give work, involve, move the case, decide."""
    who = {"standing": one, "at": NOON}
    for task in CaseTask.objects.filter(process=case, closed_at=None, flow_task_type="HUMAN"):
        for place in (unit("Presse"), unit("VI 2"), unit("Z 1"), unit("FAG HMWK"), case.organisation):
            attempt(lambda task=task, place=place: ask_back(task.pk, "Wie?", to=place, share=True, **who))
        attempt(lambda task=task: hand_over(task.pk, to=user("presse"), reason="x", **who))
    for place in (unit("Presse"), unit("VI 2"), user("jury1")):
        attempt(lambda place=place: involve(case.pk, Involvement(place), **who))
        attempt(lambda place=place: add_task(case.pk, Errand("Prüfen", place), **who))
    attempt(lambda: dispose(case.pk, "", [Instruction("process", unit("Presse"))], **who))
    attempt(lambda: change_lead_unit(case.pk, to=unit("VI 2"), reason="x", **who))
    for task in CaseTask.objects.filter(process=case, closed_at=None, flow_task_type="HUMAN"):
        attempt(lambda task=task: complete(task.pk, Verdict(next(iter(task.node.choices)), "x"), **who))
