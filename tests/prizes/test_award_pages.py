"""After the decision: whoever is shut out of an award makes neither its payments nor its press text, and a ceremony can be moved."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from prizes.demo import do, nominate, open_call
from prizes.figures import press_text
from prizes.models import AwardYear, Jury, JuryStage, Nomination
from prizes.services import save_year
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.errors import InputError, WorkflowError
from workflow.exclusion import exclude
from workflow.models import Case, CaseTask
from workflow.services import complete
from workflow.steps import Verdict

pytestmark = pytest.mark.django_db
CANARY = "Zeisigclub"


@pytest.fixture
def year(house) -> AwardYear:
    """Decided, with one award."""
    year = open_call(TODAY - timedelta(days=60), year=2026, days=90)
    case = nominate(year, (CANARY, "Singen im Zeisigclub", "Kassel"), TODAY - timedelta(days=50))
    nominate(year, ("Zeisigclub e. V.", "Singen im Zeisigclub", "Kassel"), TODAY - timedelta(days=40))
    Nomination.objects.filter(pk=case.pk).update(rank=1, amount=5000)
    AwardYear.objects.filter(pk=year.pk).update(decided_on=TODAY)
    return AwardYear.objects.get(pk=year.pk)


@pytest.mark.parametrize("shut", [False, True])
def test_lists_that_name_every_award_are_for_somebody_else(client, year, shut):
    office = user("preisbuero")
    award = Nomination.objects.get(rank=1)
    if shut:
        exclude(award.pk, office, "Bruder singt mit", standing=standing("preisbuero"), at=NOON)
    client.force_login(office)
    page = client.get(reverse("award-figures", args=[2026])).content.decode()
    assert (CANARY in page, "bearbeitet jemand anderes" in page) == (not shut, shut)
    assert client.get(reverse("award-payments", args=[2026])).status_code == (403 if shut else 200)
    record = client.get(reverse("case-record", args=[year.case_id])).content.decode()
    assert (CANARY in record) is not shut


@pytest.mark.parametrize("shut", [False, True])
def test_what_one_is_shut_out_of_is_not_compared_with(client, year, shut):
    award, other = Nomination.objects.order_by("-rank")
    award, other = (award, other) if award.rank else (other, award)
    if shut:
        exclude(award.pk, user("preisbuero"), "Bruder singt mit", standing=standing("preisbuero"), at=NOON)
    client.force_login(user("preisbuero"))
    task = CaseTask.objects.get(process=other.pk, closed_at=None)
    for address in (reverse("task", args=[task.pk]), reverse("case-record", args=[other.pk])):
        assert (award.case.reference in client.get(address).content.decode()) is not shut


def test_a_year_leads_to_its_page_only_those_who_may_open_it(client, year):
    address = f'href="{reverse("award-year", args=[2026])}"'
    Case.objects.filter(pk=year.case_id).update(confidentiality="normal")
    for account, linked in (("preisbuero", True), ("staatssekretaer", False)):
        client.force_login(user(account))
        page = client.get(reverse("case-record", args=[year.case_id]))
        assert (page.status_code, address in page.content.decode()) == (200, linked)


@pytest.mark.parametrize("planned", [None, TODAY - timedelta(days=1), TODAY])
def test_a_ceremony_has_a_day_to_come_or_there_is_none(year, planned):
    AwardYear.objects.filter(pk=year.pk).update(ceremony_on=planned)
    task = at_node(year.case, "ceremony_plan")
    if planned == TODAY:
        assert complete(task.pk, Verdict("done"), standing=standing("preisbuero"), at=NOON).outcome == "done"
        return
    with pytest.raises(WorkflowError, match="Tag und Ort der Verleihung"):
        complete(task.pk, Verdict("done"), standing=standing("preisbuero"), at=NOON)
    assert complete(task.pk, Verdict("none", "Pandemie"), standing=standing("preisbuero"), at=NOON).outcome == "none"


def test_no_money_is_ordered_without_an_account(client, year):
    award = Nomination.objects.get(rank=1)
    task = at_node(award.case, "payment")
    CaseTask.objects.filter(pk=task.pk).update(unit=unit("Z 3"))
    with pytest.raises(InputError, match="Ohne IBAN"):
        complete(task.pk, Verdict("ordered"), standing=standing("haushalt"), at=NOON)
    client.force_login(user("haushalt"))
    address = reverse("task", args=[task.pk])
    assert client.post(address, {"outcome": "ordered", "note": "", "iban": ""}).status_code == 422
    assert client.post(address, {"outcome": "ordered", "note": "", "iban": "DE02120300000000202051"}).status_code == 302
    award.refresh_from_db()
    assert award.iban == "DE02120300000000202051"


def at_node(case: Case, name: str) -> CaseTask:
    """The open task of a case, moved to this node."""
    node = case.flow_class.find(name)
    tasks = CaseTask.objects.filter(process=case, closed_at=None)
    tasks.update(
        flow_task=node.ref,
        flow_task_type=node.task_type,
        unit=case.lead_unit,
        owner=None,
        status="NEW",
        rank=0,
        due_on=None,
    )
    return tasks.get()


def test_a_ceremony_that_is_moved_moves_what_waits_for_it(year):
    award = Nomination.objects.get(rank=1)
    do(award.case, "check", "admissible", by="preisbuero", day=TODAY)
    waiting = CaseTask.objects.filter(process=award.pk, closed_at=None)
    node = award.case.flow_class.find("ceremony")
    waiting.update(flow_task=node.ref, flow_task_type=node.task_type, due_on=date(2026, 11, 30), unit=None)
    Jury.objects.create(award_year=year, unit=unit("VI 2"), stage=JuryStage.FIXED)
    year.ceremony_on = date(2026, 12, 11)
    criteria = list(year.criteria.values("name", "weight"))
    save_year(year, criteria, standing=standing("preisbuero"), at=NOON)
    assert waiting.get().due_on == date(2026, 12, 11)


def test_those_who_pay_see_the_account_and_those_who_write_to_the_press_the_draft(client, year):
    award = Nomination.objects.get(rank=1)
    Nomination.objects.filter(pk=award.pk).update(iban="DE02120300000000202051")
    for case, node, account, shown in (
        (award.case_id, "payment", "haushalt", "DE02120300000000202051"),
        (year.case_id, "press_text", "presse", "Das Land Hessen zeichnet in diesem Jahr 1 Projekt aus."),
    ):
        task = CaseTask.objects.filter(process=case, closed_at=None).latest("pk")
        task.flow_task, task.flow_task_type = task.case.flow_class.find(node).ref, "HUMAN"
        task.unit, task.rank = user(account).memberships.get().unit, 0
        task.save()
        client.force_login(user(account))
        assert shown in client.get(reverse("task", args=[task.pk])).content.decode()


@pytest.mark.parametrize(
    ("consent", "said"),
    [("", "[1 Einwilligung steht noch aus.]"), ("refused", "1 weitere Auszeichnung wird auf Wunsch nicht genannt.")],
)
def test_the_press_text_tells_who_refused_from_who_was_not_asked(year, consent, said):
    Nomination.objects.filter(rank=1).update(consent=consent)
    text = press_text(year)
    assert (CANARY in text, text.splitlines()[-1]) == (False, said)
