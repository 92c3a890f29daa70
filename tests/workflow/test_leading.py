"""Which units lead cases: a rule of the procedure, asked by button, page and service alike."""

import pytest
from django.urls import reverse

from tests.conftest import NOON
from tests.factories.contracts import proposal, standing, unit, user
from workflow.errors import InputError
from workflow.leading import may_open_cases
from workflow.models import Case
from workflow.office import NewCase, change_lead_unit, open_case

SERVING = ["revision", "recht", "registratur", "haushalt", "fachadmin", "datenschutz", "presse", "buero"]


@pytest.mark.parametrize("account", [*SERVING, "staatssekretaer", "ministerin", "hmkb", "baf", "jury1"])
def test_whoever_may_not_lead_finds_no_way_to_a_new_case(client, house, account):
    client.force_login(user(account))
    address = reverse("case-new", args=["contract"])
    assert may_open_cases(standing(account)) is False
    assert client.get(address).status_code in {403, 404}
    assert client.post(address, {"title": "Vorhaben"}).status_code in {403, 404}
    for page in ("inbox", "cases"):
        assert address not in client.get(reverse(page)).content.decode()


@pytest.mark.parametrize("account", ["sachbearbeitung", "referatsleitung", "geschaeftsstelle", "preisbuero"])
def test_whoever_may_lead_is_offered_it(client, house, account):
    client.force_login(user(account))
    assert reverse("case-new", args=["contract"]) in client.get(reverse("cases")).content.decode()
    assert client.get(reverse("case-new", args=["contract"])).status_code == 200


@pytest.mark.parametrize("short", ["Revision", "Z 1", "Z 5", "Z 3", "Z 6", "HMSI-L"])
def test_no_service_lets_them_lead(house, short):
    new = NewCase(kind="contract", title="Vorhaben", lead_unit=unit(short))
    with pytest.raises(InputError, match="führt nach dem Verfahren keine Vorgänge") as refused:
        open_case(new, opened_by=user("revision"), at=NOON)
    assert (refused.value.field, Case.objects.exists()) == ("lead_unit", False)
    case = proposal().case
    with pytest.raises(InputError, match="führt nach dem Verfahren keine Vorgänge"):
        change_lead_unit(case.pk, to=unit(short), reason="x", standing=standing("referatsleitung"), at=NOON)
    assert Case.objects.get(pk=case.pk).lead_unit == unit("VI 3")
