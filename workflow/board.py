"""The deadlines board: what is late, what comes, who is loaded; all from open tasks, each figure leading to its tasks."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.audiences import Audience, officials
from directory.models import OrgUnit, Rank, UnitFunction
from directory.standing import Standing
from workflow.charts import Chart, Column, Series, stacked_bars
from workflow.concerns import BODIES
from workflow.models import Case, CaseTask
from workflow.querysets import overseen_units
from workflow.states import PHASE_OF, CaseState, Phase

WEEKS = {"12": gettext_lazy("12 Wochen"), "26": gettext_lazy("26 Wochen")}
DUE = {"ueberfaellig": gettext_lazy("überfällig"), "14": gettext_lazy("fällig in 14 Tagen")}
SOON = timedelta(days=14)
WEEKS_BACK = 3
LAST_PAGE = 200
HEAT_LEVELS = 4
BOARD_FUNCTIONS = (UnitFunction.SECRETARIAT, UnitFunction.FRONT_OFFICE)


def may_see_board(standing: Standing) -> bool:
    """Heads of units, the Geschäftsstelle, the Büro; also whoever deputises for one of them."""
    return _watches_all(standing) or any(
        post.rank >= Rank.HEAD_OF_UNIT and post.kind not in BODIES for post in standing.all_posts
    )


def _watches_all(standing: Standing) -> bool:
    """Answers for deadlines beyond the units she leads."""
    return any(post.function in BOARD_FUNCTIONS for post in standing.all_posts)


BOARD = Audience(
    "board",
    may_see_board,
    gettext_lazy(
        "Die Fristenübersicht ist für Leitungen, Geschäftsstelle und Büro. Ihre Aufgaben finden Sie unter „Aufgaben“."
    ),
    told=officials,
)


@dataclass(frozen=True)
class BoardFilter:
    """What the address asks for; unit 0 stands for the partners."""

    weeks: str = "12"
    unit: int | None = None
    phase: int | None = None
    due: str = ""
    week: date | None = None
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "BoardFilter":
        """From the form of the page."""
        return cls(
            weeks=asked["zeitraum"], unit=asked["einheit"], phase=asked["phase"], due=asked["frist"], week=_monday(asked["woche"]),
            page=asked["page"],
        )  # fmt: skip

    @property
    def narrows(self) -> bool:
        """A part of the tasks was asked for."""
        return self.unit is not None or bool(self.phase or self.due or self.week)


def _monday(day: date | None) -> date | None:
    return day - timedelta(days=day.weekday()) if day else None


def board_tasks(standing: Standing) -> QuerySet[CaseTask]:
    """Active tasks in the person's area."""
    return _in_area(CaseTask.objects.active(), standing)


def _in_area(tasks: QuerySet[CaseTask], standing: Standing) -> QuerySet[CaseTask]:
    """Of the tasks the person sees, those of its units, and those of cases its units lead."""
    seen: QuerySet[CaseTask] = tasks.visible_to(standing)  # type: ignore[attr-defined]  # our own queryset
    if _watches_all(standing):
        return seen
    units = overseen_units(standing).values("pk")
    return seen.filter(Q(unit_id__in=units) | Q(process__lead_unit_id__in=units))


def narrowed(tasks: QuerySet[CaseTask], wanted: BoardFilter, day: date) -> QuerySet[CaseTask]:
    """The tasks behind one figure."""
    if wanted.unit is not None:
        tasks = tasks.filter(unit_id=wanted.unit or None)
    if wanted.phase:
        tasks = tasks.filter(process__state__in=_states(wanted.phase))
    if wanted.due == "ueberfaellig":
        tasks = tasks.filter(due_on__lt=day)
    if wanted.due == "14":
        tasks = tasks.filter(due_on__range=(day, day + SOON))
    if wanted.week:
        tasks = tasks.filter(due_on__range=(wanted.week, wanted.week + timedelta(days=6)))
    return tasks


def _states(phase: int) -> list[str]:
    return [state for state in CaseState if _phase(state) == phase]


def _phase(state: str) -> Phase:
    """A case that ended before it came into force is still to be filed, which counts with the last phase."""
    return PHASE_OF.get(CaseState(state), Phase.EVALUATION)


@dataclass(frozen=True)
class Figures:
    """The four key figures."""

    late: int
    soon: int
    cases: int
    resting: int


def figures(standing: Standing) -> Figures:
    """Two statements: tasks, then cases."""
    tasks, day = board_tasks(standing), standing.day
    counted = tasks.aggregate(
        late=Count("pk", filter=Q(due_on__lt=day)), soon=Count("pk", filter=Q(due_on__range=(day, day + SOON)))
    )
    cases = Case.objects.visible_to(standing).open()
    return Figures(
        **counted, **cases.aggregate(cases=Count("pk"), resting=Count("pk", filter=Q(state="deferred")))
    )  # fmt: skip


def weeks(standing: Standing, wanted: BoardFilter) -> Chart:
    """Tasks per calendar week of their due day: done, open, late. Two statements."""
    monday = standing.day - timedelta(days=standing.day.weekday())
    first = monday - timedelta(weeks=WEEKS_BACK)
    days = [first + timedelta(weeks=number) for number in range(int(wanted.weeks))]
    values: dict[date, list[int]] = {day: [0, 0, 0] for day in days}
    span = (days[0], days[-1] + timedelta(days=6))
    for week, late, number in _per_week(board_tasks(standing).filter(due_on__range=span), standing.day):
        values[week][2 if late else 1] += number
    done = CaseTask.objects.human().filter(closed_at__isnull=False, due_on__range=span).exclude(outcome="")
    for week, _late, number in _per_week(_in_area(done, standing), standing.day):
        values[week][0] += number
    series = [Series("done", _("erledigt")), Series("open", _("offen")), Series("late", _("überfällig"))]
    columns = [
        Column(
            _("KW %(number)s") % {"number": day.isocalendar().week},
            tuple(values[day]),
            f"?woche={day}#aufgaben",
            day == monday,
        )
        for day in days
    ]
    return stacked_bars(columns, series)


def _per_week(tasks: QuerySet[CaseTask], day: date) -> Iterator[tuple[date, bool, int]]:
    rows = tasks.order_by().annotate(week=TruncWeek("due_on")).values("week")
    counted = rows.annotate(number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day)))
    for row in counted.values_list("week", "number", "late"):
        week, number, late = row
        yield week, True, late
        yield week, False, number - late


@dataclass
class Cell:
    """One unit in one phase."""

    phase: int
    number: int = 0
    late: int = 0
    level: int = 0


@dataclass
class HeatRow:
    """One unit."""

    unit_id: int | None
    label: str
    cells: list[Cell] = field(default_factory=lambda: [Cell(phase.value) for phase in Phase])

    @property
    def number(self) -> int:
        """All phases together."""
        return sum(cell.number for cell in self.cells)

    @property
    def late(self) -> int:
        """Those that are late."""
        return sum(cell.late for cell in self.cells)


def heat(standing: Standing) -> list[HeatRow]:
    """Open tasks per unit and phase, the partners' together in the last row. One statement."""
    grouped = (
        board_tasks(standing).order_by().values("unit_id", "unit__short", "unit__name", "process__state")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=standing.day)))
    )  # fmt: skip
    rows: dict[int | None, HeatRow] = {}
    for group in grouped:
        key = group["unit_id"]
        label = unit_label(group["unit__short"], group["unit__name"]) if key else _("Partner")
        cell = rows.setdefault(key, HeatRow(key, label)).cells[_phase(group["process__state"]) - 1]
        cell.number += group["number"]
        cell.late += group["late"]
    _shade(rows.values())
    return sorted(rows.values(), key=lambda row: (row.unit_id is None, row.label.lower()))


def unit_label(short: str, name: str) -> str:
    """Short and full name; a seat's full name says nothing that its short one does not."""
    return short if short in name else f"{short} {name}"


def _shade(rows: Iterable[HeatRow]) -> None:
    cells = [cell for row in rows for cell in row.cells]
    most = max((cell.number for cell in cells), default=0) or 1
    for cell in cells:
        cell.level = -(-cell.number * HEAT_LEVELS // most)


def column_sums(rows: Sequence[HeatRow]) -> list[Cell]:
    """The last line of the table."""
    sums: dict[int, Cell] = defaultdict(lambda: Cell(0))
    for row in rows:
        for cell in row.cells:
            sums[cell.phase].number += cell.number
            sums[cell.phase].late += cell.late
    return [sums[phase.value] for phase in Phase]


def units_in(rows: Sequence[HeatRow]) -> list[tuple[int, str]]:
    """Units to filter by."""
    return [(row.unit_id, row.label) for row in rows if row.unit_id]


def as_csv(tasks: Iterable[CaseTask]) -> str:
    """The tasks as a table for a spreadsheet: semicolons, as German spreadsheets expect."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_("Frist"), _("Aufgabe"), _("Vorgangszeichen"), _("Vorgang"), _("zuständig"), _("Bearbeitung")])
    for task in tasks:
        addressee: OrgUnit | Any = task.unit or task.organisation
        row = [task.due_on or "", task.title, task.case.reference, task.case.title, addressee, task.owner or ""]
        writer.writerow([harmless(str(value)) for value in row])
    return target.getvalue()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
