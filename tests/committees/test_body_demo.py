"""The demonstration's bodies: what waits where, and that each page opens."""

import pytest
from django.urls import reverse

from committees.body_demo import load
from committees.models import Mandate, Member, Recall
from tests.conftest import TODAY
from tests.factories.contracts import user
from workflow.chain import verify
from workflow.models import Case, CaseTask

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_each_stage_once_and_is_loaded_once(house):
    load(TODAY)
    load(TODAY)

    cases = list(Case.objects.filter(kind="appointment").order_by("pk"))
    assert [one.state for one in cases] == ["proposal", "in_force", "negotiation"]
    tasks = CaseTask.objects.filter(process__in=cases[1:], closed_at=None, unit__isnull=False).order_by("process_id")
    assert [task.node.name for task in tasks] == ["sign_recall", "cabinet_paper"]
    assert Mandate.objects.filter(case=cases[1], function="deputy").count() == 1
    assert Member.objects.filter(published_since__isnull=False).count() == 1
    assert Recall.objects.get().decided_on is None
    assert verify().faults == []


@pytest.mark.parametrize(("account", "number"), [("staatssekretaer", 1), ("buero", 2)])
def test_what_waits_can_be_read(client, house, account, number):
    load(TODAY)
    case = Case.objects.filter(kind="appointment").order_by("pk")[number]
    client.force_login(user(account))
    task = CaseTask.objects.get(process=case, closed_at=None, unit__isnull=False)

    answers = [client.get(reverse(page, args=[pk])) for page, pk in (("task", task.pk), ("case-record", case.pk))]

    assert [one.status_code for one in answers] == [200, 200]
