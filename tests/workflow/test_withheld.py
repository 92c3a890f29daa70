"""Restricted work below a head is counted for her, by unit, and nothing more of it is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from directory.models import Deputyship, Membership, Organisation, Rank
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, standing, unit, user
from workflow.access import Wish, ask
from workflow.desk import Errand, add_task
from workflow.exclusion import exclude
from workflow.models import Case, CaseTask, Confidentiality
from workflow.participations import Involvement, involve
from workflow.withheld import Withheld, withheld

BOARD = reverse("deadlines")
LATE = TODAY - timedelta(days=28)


def secret(**kwargs) -> Case:
    """Restricted, led by VI 3, with three open tasks of which two are with VI 3."""
    case = proposal(title="Geheimes Vorhaben", **kwargs).case
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    return Case.objects.get(pk=case.pk)


def counts(account: str) -> list[tuple[str, int, int]]:
    return [
        (row.label.split(" ")[0] + row.label.split(" ")[1], row.number, row.late) for row in withheld(standing(account))
    ]


def open_tasks(case: Case) -> int:
    return CaseTask.objects.active().filter(process=case).count()


def test_a_head_above_learns_how_much_is_open_and_late_in_each_unit(house):
    cases = [secret(day=LATE), secret()]
    proposal()
    number = sum(map(open_tasks, cases))
    expected = [("VI3", number, open_tasks(cases[0]))]
    assert number > 2
    for account in ("abteilungsleitung", "staatssekretaer", "ministerin"):
        assert counts(account) == expected, account
    Deputyship.objects.create(principal=user("abteilungsleitung"), deputy=user("recht"), valid_from=TODAY)
    assert counts("recht") == expected


@pytest.mark.parametrize(
    "account",
    [
        "revision",
        "registratur",
        "buero",
        "referatsleitung2",
        "referatsleitung",
        "sachbearbeitung",
        "fachadmin",
        "hmkb",
        "baf",
    ],
)
def test_oversight_is_no_line_and_what_one_reads_is_not_withheld(house, account):
    secret()
    assert counts(account) == []
    assert not CaseTask.objects.countable_below(standing(account)).exists()


def test_a_rank_in_a_body_leads_no_units(house):
    Case.objects.filter(pk=secret().pk).update(lead_unit=unit("FAG HMKB"))
    Membership.objects.create(user=user("jury1"), unit=unit("FAG"), rank=Rank.HEAD_OF_DIVISION, valid_from=TODAY)
    assert counts("jury1") == []
    assert counts("hmkb") == []


def test_what_is_counted_is_what_is_not_seen(house):
    case = secret()
    head = standing("abteilungsleitung")
    before = CaseTask.objects.countable_below(head).count()
    task = add_task(case.pk, Errand("Stellung nehmen", unit("VI")), standing=standing("sachbearbeitung"), at=NOON)
    add_task(
        case.pk,
        Errand("Erfahrungen nennen", Organisation.objects.get(short="HJR")),
        standing=standing("sachbearbeitung"),
        at=NOON,
    )
    assert CaseTask.objects.visible_to(head).filter(process=case).get() == task
    assert CaseTask.objects.countable_below(head).count() == before + 1
    assert not CaseTask.objects.countable_below(head).filter(pk=task.pk).exists()


def test_a_case_whose_file_is_open_is_not_withheld(house):
    case = secret()
    let_in = Involvement(user("abteilungsleitung"), until=TODAY, reason="Aufsicht")
    involve(case.pk, let_in, standing=standing("sachbearbeitung"), at=NOON)
    assert counts("abteilungsleitung") == []
    assert len(withheld(standing("abteilungsleitung", TODAY + timedelta(days=1)))) == 1


def test_whoever_is_excluded_does_not_even_count_the_case(house):
    case = secret()
    exclude(case.pk, user("abteilungsleitung"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    assert counts("abteilungsleitung") == []
    assert counts("staatssekretaer") != []


def test_what_rests_or_is_done_and_what_is_no_secret_is_not_counted(house):
    case = secret()
    CaseTask.objects.filter(process=case).update(paused_on=TODAY)
    in_coordination()
    assert counts("abteilungsleitung") == []


def test_the_board_shows_numbers_and_no_way_to_the_rows(client, house):
    case = secret(day=LATE)
    client.force_login(user("abteilungsleitung"))
    page = client.get(BOARD)
    text = page.content.decode()
    number = open_tasks(case)
    assert page.context["withheld"] == [Withheld(unit("VI 3").pk, "VI 3 Integrationsverträge (Muster)", number, number)]
    assert (f"{number} Aufgaben offen" in text, f"{number} überfällig" in text) == (True, True)
    tasks = [task.get_absolute_url() for task in CaseTask.objects.filter(process=case)]
    for hidden in ("Geheim", case.reference, case.get_absolute_url(), *tasks):
        assert hidden not in text
    assert (page.context["figures"].late, page.context["heat"], page.context["total"]) == (0, [], (0, 0))
    assert "Geheim" not in client.get(f"{BOARD}?format=csv").content.decode()
    assert list(client.get(f"{BOARD}?einheit={unit('VI 3').pk}").context["page_obj"]) == []


def test_whoever_has_asked_sees_that_she_has(client, house):
    secret()
    client.force_login(user("abteilungsleitung"))
    assert f"{reverse('access')}?einheit={unit('VI 3').pk}" in client.get(BOARD).content.decode()
    ask(Wish("Aufsicht", unit=unit("VI 3")), standing=standing("abteilungsleitung"), at=NOON)
    text = client.get(BOARD).content.decode()
    assert ("Einsicht erbeten am 23.11.2026" in text, f"{reverse('access')}?einheit=" in text) == (True, False)


@pytest.mark.parametrize("others", [0, 6])
def test_the_board_costs_the_same_however_much_is_withheld(client, house, django_assert_num_queries, others):
    secret()
    for _number in range(others):
        secret()
    client.force_login(user("abteilungsleitung"))
    client.get(BOARD)
    with django_assert_num_queries(15):
        client.get(BOARD)


def test_numbers_alone_are_built_from_it():
    """No list, page or file starts from what is only to be counted."""
    root = Path(__file__).parents[2]
    used = {
        str(path.relative_to(root))
        for app in ("workflow", "documents", "contracts", "prizes", "committees", "partners", "notifications")
        for path in (root / app).rglob("*.py")
        if "countable_below(" in path.read_text("utf-8")
    }
    assert used == {"workflow/querysets.py", "workflow/withheld.py"}
