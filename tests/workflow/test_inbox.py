"""The inbox through HTTP: what each person sees, claims and loses; a fixed number of queries."""

import pytest
from django.urls import reverse

from directory.models import Deputyship
from tests.conftest import NOON
from tests.factories.contracts import TODAY, before_decision, proposal, standing, unit, user
from workflow.inbox import Filter, counts_of, open_inbox
from workflow.models import CaseTask
from workflow.services import claim


@pytest.fixture
def signed_in(client, house):
    def sign_in(account: str):
        client.force_login(user(account))
        return client

    return sign_in


def titles(account: str, **wanted) -> list[str]:
    inbox = open_inbox(Filter(**wanted), standing(account))
    return [task.title for group in inbox.groups for task in group.tasks]


def task_of(driver, node: str) -> CaseTask:
    return driver.tasks(node)[0]


def test_every_person_finds_the_tasks_of_her_place_and_rank(house):
    proposal(funding_mode="grant")
    assert titles("sachbearbeitung") == ["Partner prüfen"]
    assert titles("referatsleitung") == ["Handlungsfelder und Ressorts zuordnen", "Partner prüfen"] or titles(
        "referatsleitung"
    ) == ["Partner prüfen", "Handlungsfelder und Ressorts zuordnen"]
    assert titles("haushalt") == ["Haushaltsvermerk abgeben"]
    assert titles("recht") == []
    assert titles("baf") == []


def test_a_claimed_task_moves_from_free_to_mine(house):
    task = task_of(proposal(), "check_partner")
    claim(task.pk, standing=standing("sachbearbeitung"), at=NOON)
    assert titles("sachbearbeitung", view="meine") == ["Partner prüfen"]
    assert titles("sachbearbeitung", view="frei") == []
    assert titles("sachbearbeitung2", view="frei") == []
    assert titles("referatsleitung", view="einheit", q="partner prüfen") == ["Partner prüfen"]


def test_a_deputy_finds_the_tasks_of_whom_she_stands_in_for(house):
    Deputyship.objects.create(principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=TODAY)
    before_decision(day=TODAY)
    assert titles("abteilungsleitung", view="vertretung") == ["Über die Aufnahme der Verhandlungen entscheiden (D1)"]
    assert titles("staatssekretaer") == ["Über die Aufnahme der Verhandlungen entscheiden (D1)"]
    assert counts_of(standing("abteilungsleitung"))["vertretung"] == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "demokratie"}, 1),
        ({"q": "anne frank partner"}, 1),
        ({"q": "VI 3-58c"}, 1),
        ({"q": "100%"}, 0),
        ({"due": "7"}, 0),
        ({"due": "30"}, 1),
        ({"phases": frozenset({1})}, 1),
        ({"phases": frozenset({2, 3})}, 0),
    ],
)
def test_filters_narrow_the_list(house, wanted, found):
    proposal()
    assert len(titles("sachbearbeitung", **wanted)) == found


@pytest.mark.parametrize("sorting", ["frist", "-frist", "aufgabe", "-aufgabe", "az", "-az"])
def test_every_sorting_shows_every_task(house, sorting):
    for _number in range(3):
        proposal()
    assert len(titles("sachbearbeitung", sorting=sorting)) == 3


def test_nonsense_in_the_address_is_ignored(signed_in):
    proposal()
    address = "?ansicht=alles&frist=nie&phase=9&einheit=x&sortierung=;&page=99999999&q=" + "x" * 500
    assert signed_in("sachbearbeitung").get(reverse("inbox") + address).status_code == 200


def test_claiming_leads_back_and_says_so(signed_in):
    task = task_of(proposal(), "check_partner")
    answer = signed_in("sachbearbeitung").post(reverse("task-claim", args=[task.pk]), follow=True)
    assert "Sie haben „Partner prüfen“ übernommen." in answer.content.decode()
    task.refresh_from_db()
    assert task.owner == user("sachbearbeitung")


def test_who_claims_too_late_gets_the_row_and_the_name(signed_in):
    task = task_of(proposal(), "check_partner")
    claim(task.pk, standing=standing("sachbearbeitung2"), at=NOON)
    answer = signed_in("sachbearbeitung").post(reverse("task-claim", args=[task.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "hat bereits Burak Yılmaz übernommen" in answer.content.decode()


def test_a_task_of_another_house_cannot_even_be_claimed(signed_in):
    task = task_of(proposal(), "check_partner")
    assert signed_in("hmkb").post(reverse("task-claim", args=[task.pk])).status_code == 404
    assert signed_in("baf").post(reverse("task-claim", args=[task.pk])).status_code == 404
    task.refresh_from_db()
    assert task.owner is None


def test_several_are_claimed_at_once_and_refusals_do_not_stop_the_rest(signed_in):
    tasks = [task_of(proposal(), "check_partner") for _number in range(3)]
    claim(tasks[0].pk, standing=standing("sachbearbeitung2"), at=NOON)
    data = {"aktion": "uebernehmen", "aufgabe": [task.pk for task in tasks]}
    text = signed_in("sachbearbeitung").post(reverse("tasks-bulk"), data, follow=True).content.decode()
    assert "2 Aufgaben bearbeitet." in text
    assert "hat bereits Burak Yılmaz übernommen" in text


def test_several_are_handed_over_with_a_reason(signed_in):
    tasks = [task_of(proposal(), "check_partner") for _number in range(2)]
    ids = [task.pk for task in tasks]
    client = signed_in("referatsleitung")
    assert client.post(reverse("tasks-hand-over"), {"auswahl": "1", "aufgabe": ids}).status_code == 200
    data = {"aufgabe": ids, "to": user("sachbearbeitung2").pk, "reason": ""}
    assert client.post(reverse("tasks-hand-over"), data).status_code == 422
    client.post(reverse("tasks-hand-over"), data | {"reason": "Urlaub"})
    assert set(CaseTask.objects.filter(pk__in=ids).values_list("owner__username", flat=True)) == {"sachbearbeitung2"}


@pytest.mark.parametrize(
    ("account", "target"),
    [
        ("sachbearbeitung", "inbox"),
        ("ministerin", "inbox"),
        ("baf", "portal"),
        ("hmkb", "inbox"),
        ("revision", "inbox"),
    ],
)
def test_the_start_leads_each_role_to_its_place(signed_in, account, target):
    answer = signed_in(account).get("/")
    assert (answer.status_code, answer.url) == (302, reverse(target))


def test_whoever_has_no_work_yet_gets_a_calm_page(signed_in):
    answer = signed_in("jury1").get("/")
    assert answer.status_code == 200
    assert "noch keine Aufgaben" in answer.content.decode()


def test_a_partner_is_told_where_its_place_is(signed_in):
    assert signed_in("baf").get(reverse("inbox")).status_code == 403


@pytest.mark.parametrize("number", [3, 60])
def test_the_number_of_queries_does_not_depend_on_the_number_of_tasks(signed_in, django_assert_num_queries, number):
    for _count in range(number):
        proposal()
    client = signed_in("sachbearbeitung")
    client.get(reverse("inbox"))
    with django_assert_num_queries(10):
        client.get(reverse("inbox"))


def test_the_unit_filter_offers_only_units_one_oversees(signed_in):
    page = signed_in("referatsleitung").get(reverse("inbox"))
    assert [one.short for one in page.context["units"]] == ["VI 3"]
    assert unit("VI 3") in page.context["units"]
