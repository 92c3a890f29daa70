"""The board of those who lead: every figure is right, leads to its tasks, and knows nothing of cases its reader may not see."""

import csv
import re
from datetime import date
from html import unescape
from io import StringIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from viewflow.workflow.token import Token

from directory.models import Deputyship
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, unit, user
from workflow.board import BoardFilter, board_tasks, figures, heat, narrowed, weeks
from workflow.forms.lists import BoardQuery
from workflow.models import Case, CaseTask
from workflow.office import act, suspend
from workflow.participations import Involvement, involve

BOARD = reverse("deadlines")
LATE = date(2026, 10, 26)  # what a proposal of this day asks for is due on Monday, 9 November 2026
HEAD = "referatsleitung"


@pytest.fixture
def signed_in(client, house):
    def sign_in(account: str):
        client.force_login(user(account))
        return client

    return sign_in


def chosen(account: str, query: str) -> list[tuple[str, str]]:
    reader = standing(account)
    tasks = narrowed(board_tasks(reader), BoardFilter.of(BoardQuery(QueryDict(query)).asked), reader.day)
    return sorted((task.case.title, task.node.name) for task in tasks.select_related("process"))


def bars(account: str, query: str = "") -> dict[str, tuple[int, ...]]:
    chart = weeks(standing(account), BoardFilter.of(BoardQuery(QueryDict(query)).asked))
    return {bar.column.label: bar.column.values for bar in chart.bars if bar.column.total}


def load(account: str) -> dict[str, list[int]]:
    return {row.label.split()[-1]: [cell.number for cell in row.cells] for row in heat(standing(account))}


def key_figures(account: str) -> tuple[int, int, int, int]:
    found = figures(standing(account))
    return found.late, found.soon, found.cases, found.resting


def late_case(**kwargs):
    """One task done, one open and late."""
    driver = proposal(day=LATE, title="Geheim", **kwargs)
    driver.do("check_partner", "checked", "ohne Bedenken")
    return driver.case


def test_the_key_figures_count_tasks_and_cases(house):
    late_case()
    proposal()
    resting = proposal().case
    assert key_figures(HEAD) == (1, 4, 3, 0)
    suspend(resting.pk, until=date(2027, 6, 1), reason="x", standing=standing("sachbearbeitung"), at=NOON)
    assert key_figures(HEAD) == (1, 2, 3, 1)


def test_the_weeks_hold_what_is_done_open_and_late(house):
    late_case()
    proposal()
    assert bars(HEAD) == {"KW 46": (1, 0, 1), "KW 50": (0, 2, 0)}


def test_the_period_decides_how_many_weeks_are_shown(house):
    far = proposal(day=date(2027, 2, 1)).tasks("check_partner")[0]
    assert far.due_on == date(2027, 2, 15)
    assert bars(HEAD) == {}
    assert bars(HEAD, "zeitraum=26") == {"KW 7": (0, 2, 0)}


def test_a_task_due_this_week_is_late_from_the_day_after(house):
    task = proposal(title="Chor").tasks("check_partner")[0]
    CaseTask.objects.filter(process=task.process).exclude(pk=task.pk).update(due_on=None)
    for due_on, values in ((TODAY, (0, 1, 0)), (date(2026, 11, 22), (0, 0, 1))):
        CaseTask.objects.filter(pk=task.pk).update(due_on=due_on)
        assert list(bars(HEAD).values()) == [values]
        assert chosen(HEAD, "frist=ueberfaellig") == [("Chor", "check_partner")] * values[2]


def test_the_load_is_counted_per_unit_and_phase_with_the_partners_last(house):
    proposal()
    in_coordination()
    rows = load(HEAD)
    assert rows["(Muster)"]
    table = {row.label: row for row in heat(standing(HEAD))}
    assert [cell.number for cell in table["VI 3 Integrationsverträge (Muster)"].cells] == [2, 0, 0, 0]
    assert list(table)[-1] == "Partner"
    assert [cell.number for cell in table["Partner"].cells] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("frist=ueberfaellig", [("Geheim", "assign_fields")]),
        ("frist=14", [("Chor", "assign_fields"), ("Chor", "check_partner")]),
        ("woche=2026-11-09", [("Geheim", "assign_fields")]),
        ("woche=2026-11-15", [("Geheim", "assign_fields")]),
        ("woche=2026-11-16", []),
        ("phase=2", []),
        ("phase=1&frist=ueberfaellig", [("Geheim", "assign_fields")]),
        ("einheit=0", []),
    ],
)
def test_the_address_names_the_tasks_behind_a_figure(house, query, found):
    late_case()
    proposal(title="Chor")
    assert chosen(HEAD, query) == found


@pytest.mark.parametrize(
    "query",
    [
        "woche=9999-12-31",
        "woche=0001-01-01",
        "woche=gestern",
        "einheit=99999999999",
        "einheit=x&phase=9&frist=nie&zeitraum=1000&page=-1",
        "phase=²&page=99999999",
    ],
)
def test_nonsense_in_the_address_is_no_error(signed_in, query):
    proposal()
    assert signed_in(HEAD).get(f"{BOARD}?{query}").status_code == 200


def test_every_figure_of_the_page_leads_to_as_many_tasks(signed_in):
    late_case()
    in_coordination()
    rejected = before_decision()
    rejected.do("decide_proposal", "reject", "nein")
    withdrawn = proposal().case
    act(withdrawn.pk, "withdraw", reason="x", standing=standing("sachbearbeitung"), at=NOON)
    client = signed_in(HEAD)
    page = client.get(BOARD).content.decode()
    cells = re.findall(r'<td class="heat--[1-4]"><a href="([^"#]+)#aufgaben">(\d+)', page)
    assert {"?einheit=0&amp;phase=2", f"?einheit={unit('Z 5').pk}&amp;phase=4"} <= {address for address, _n in cells}
    for address, number in cells:
        behind = client.get(BOARD + unescape(address)).context["page_obj"]
        assert (address, behind.paginator.count) == (address, int(number))


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("referatsleitung", 200),
        ("referatsleitung2", 200),
        ("abteilungsleitung", 200),
        ("ministerin", 200),
        ("geschaeftsstelle", 200),
        ("buero", 200),
        ("sachbearbeitung", 403),
        ("revision", 403),
        ("hmkb", 403),
        ("jury1", 403),
        ("baf", 403),
    ],
)
def test_the_board_is_for_those_who_answer_for_others(signed_in, account, status):
    assert signed_in(account).get(BOARD).status_code == status


def test_whoever_is_not_signed_in_is_sent_to_the_door(client, house):
    assert client.get(BOARD).status_code == 302


def test_a_deputy_of_the_front_office_sees_its_board(house, signed_in):
    late_case()
    Deputyship.objects.create(principal=user("buero"), deputy=user("sachbearbeitung2"), valid_from=TODAY)
    assert (
        signed_in("buero").get(BOARD).context["figures"] == signed_in("sachbearbeitung2").get(BOARD).context["figures"]
    )


def test_a_deputy_of_a_head_sees_the_board_of_the_head(house, signed_in):
    late_case()
    Deputyship.objects.create(principal=user(HEAD), deputy=user("sachbearbeitung"), valid_from=TODAY)
    assert signed_in("sachbearbeitung").get(BOARD).context["figures"].late == 1


def seen(client) -> list[object]:
    """Everything the board shows in numbers, and the rows behind each filter."""
    page = client.get(BOARD).context
    shown: list[object] = [page["figures"], page["heat"], page["sums"], page["total"], page["units"]]
    shown += [[bar.column.values for bar in page["chart"].bars], [task.pk for task, _may in page["urgent"]]]
    vi3 = unit("VI 3").pk
    for query in ("frist=ueberfaellig", "frist=14", "woche=2026-11-09", "phase=1", f"einheit={vi3}", "einheit=0"):
        answer = client.get(f"{BOARD}?{query}")
        assert "Geheim" not in answer.content.decode()
        shown.append([task.pk for task in answer.context["page_obj"]])
    table = client.get(f"{BOARD}?format=csv").content.decode()
    assert "Geheim" not in table
    return [*shown, table]


@pytest.mark.parametrize(
    ("account", "confidentiality"),
    [
        ("referatsleitung2", "normal"),
        ("geschaeftsstelle", "normal"),
        ("abteilungsleitung", "restricted"),
        ("ministerin", "restricted"),
        ("buero", "restricted"),
    ],
)
def test_a_case_one_may_not_see_changes_no_figure(signed_in, account, confidentiality):
    in_coordination(title="Chor")
    client = signed_in(account)
    before = seen(client)
    Case.objects.filter(pk=late_case().pk).update(confidentiality=confidentiality)
    assert key_figures(HEAD)[0] == 1
    assert seen(client) == before


def test_a_head_who_takes_part_sees_the_case_but_counts_no_work_of_others(house):
    case = late_case()
    involve(case.pk, Involvement(unit("VI 2"), kind="information"), standing=standing("sachbearbeitung"), at=NOON)
    assert key_figures("referatsleitung2") == (0, 0, 1, 0)
    assert (bars("referatsleitung2"), heat(standing("referatsleitung2"))) == ({}, [])


def test_the_csv_holds_the_chosen_tasks_and_no_formula(signed_in):
    late_case()
    Case.objects.update(title="=HYPERLINK(1)")
    proposal()
    answer = signed_in(HEAD).get(BOARD, {"format": "csv", "frist": "ueberfaellig"})
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Frist"], row["Vorgang"], row["zuständig"]) for row in rows] == [
        ("2026-11-09", "'=HYPERLINK(1)", "VI 3")
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="fristen-2026-11-23.csv"'


def many(number: int) -> None:
    """So many open tasks, in cases of their own for every ten."""
    first = proposal().tasks("check_partner")[0]
    cases = [first.process, *(proposal().case for _ten in range(number // 10))]
    CaseTask.objects.bulk_create(
        CaseTask(
            process=cases[place % len(cases)],
            flow_task=first.flow_task,
            flow_task_type="HUMAN",
            token=Token("start"),
            title=f"Aufgabe {place}",
            unit=unit("VI 3"),
            owner=[None, user("sachbearbeitung")][place % 2],
            status=["NEW", "ASSIGNED"][place % 2],
            opened_at=NOON,
            due_on=LATE,
        )
        for place in range(number)
    )


@pytest.mark.parametrize("number", [3, 300])
def test_the_number_of_queries_does_not_depend_on_the_number_of_tasks(signed_in, django_assert_num_queries, number):
    many(number)
    client = signed_in(HEAD)
    client.get(BOARD)
    with django_assert_num_queries(16):
        answer = client.get(f"{BOARD}?frist=ueberfaellig")
    assert (answer.context["figures"].late, len(answer.context["page_obj"])) == (number, min(number, 50))
