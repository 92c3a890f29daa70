"""The task inbox: which tasks a person sees, in which order, in which groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from workflow.models import CaseTask
from workflow.querysets import overseen_units
from workflow.states import PHASE_OF, Phase

PAGE_SIZE = 50
LAST_PAGE = 200
VIEWS = {
    "offen": gettext_lazy("Offen für mich"),
    "meine": gettext_lazy("Meine"),
    "frei": gettext_lazy("Zu übernehmen"),
    "einheit": gettext_lazy("Meine Einheiten"),
    "vertretung": gettext_lazy("Vertretung"),
    "ruht": gettext_lazy("Ruhend"),
}
DUE = {
    "": gettext_lazy("alle"),
    "ueberfaellig": gettext_lazy("überfällig"),
    "heute": gettext_lazy("bis heute"),
    "7": gettext_lazy("nächste 7 Tage"),
    "30": gettext_lazy("nächste 30 Tage"),
}
SORTS = {
    "frist": ("due_on", "pk"),
    "-frist": ("-due_on", "-pk"),
    "aufgabe": ("title", "pk"),
    "-aufgabe": ("-title", "-pk"),
    "az": ("process__reference", "pk"),
    "-az": ("-process__reference", "-pk"),
}
SHOWN = ("process__organisation", "process__lead_unit", "unit", "organisation", "owner")


@dataclass(frozen=True)
class Filter:
    """What the address asks for; anything unknown in it is ignored."""

    view: str = "offen"
    q: str = ""
    due: str = ""
    phases: frozenset[int] = frozenset()
    unit: int | None = None
    sorting: str = "frist"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Filter":
        """From the address."""
        view, due, sorting = query.get("ansicht", ""), query.get("frist", ""), query.get("sortierung", "")
        unit, page = query.get("einheit", ""), query.get("page", "")
        return cls(
            view=view if view in VIEWS else "offen",
            q=query.get("q", "").strip()[:100],
            due=due if due in DUE else "",
            phases=frozenset(int(one) for one in query.getlist("phase") if one in {"1", "2", "3", "4"}),
            unit=int(unit) if unit.isdecimal() and len(unit) < 12 else None,
            sorting=sorting if sorting in SORTS else "frist",
            page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1,
        )


@dataclass
class Group:
    """Tasks that are due about the same time."""

    label: str
    late: bool = False
    tasks: list[CaseTask] = field(default_factory=list)


@dataclass
class Inbox:
    """One page of the inbox."""

    filter: Filter
    groups: list[Group]
    total: int
    counts: dict[str, int]
    has_next: bool


def open_inbox(wanted: Filter, standing: Standing) -> Inbox:
    """Read one page; the number of queries does not depend on the number of tasks."""
    parts = [narrow(part, wanted, standing.day) for part in _parts(wanted.view, standing)]
    ids, total = _page(parts, wanted)
    tasks = CaseTask.objects.select_related(*SHOWN).in_bulk(ids)
    ordered = [tasks[pk] for pk in ids if pk in tasks]
    groups = _grouped(ordered, standing.day) if wanted.sorting.endswith("frist") else [Group(_("Alle"), tasks=ordered)]
    return Inbox(
        wanted, [group for group in groups if group.tasks], total, _counts(standing), total > wanted.page * PAGE_SIZE
    )


def _parts(view: str, standing: Standing) -> list[QuerySet[CaseTask]]:
    """The indexed parts a view is made of. Parts are united, never joined by OR: an OR across owner and unit reads the whole table."""
    active: QuerySet[CaseTask] = CaseTask.objects.active()
    mine = CaseTask.objects.active().owned_by(standing.user.pk)
    free = CaseTask.objects.active().claimable_by(standing)
    principals = [principal.user.pk for principal in standing.principals]
    deputised = [CaseTask.objects.active().filter(owner_id__in=principals)]
    deputised += [CaseTask.objects.active().claimable_by(principal.standing) for principal in standing.principals]
    parts = {
        "offen": [mine, free],
        "meine": [mine],
        "frei": [free],
        "einheit": [active.filter(unit_id__in=overseen_units(standing).values("pk"))],
        "vertretung": deputised,
        "ruht": [CaseTask.objects.human().open().filter(owner=standing.user, paused_on__isnull=False)],
    }
    return parts[view]


def narrow(tasks: QuerySet[CaseTask], wanted: Filter, day: date) -> QuerySet[CaseTask]:
    """Apply the filters of the address."""
    limits = {
        "ueberfaellig": day - timedelta(days=1),
        "heute": day,
        "7": day + timedelta(days=7),
        "30": day + timedelta(days=30),
    }
    if wanted.due:
        tasks = tasks.filter(due_on__lte=limits[wanted.due])
    if wanted.phases:
        states = [state for state, phase in PHASE_OF.items() if phase in wanted.phases]
        tasks = tasks.filter(process__state__in=states)
    if wanted.unit:
        tasks = tasks.filter(unit_id=wanted.unit)
    for word in wanted.q.lower().split():
        tasks = tasks.annotate(
            low_title=Lower("title"), low_case=Lower("process__title"), low_reference=Lower("process__reference")
        ).filter(
            Q(low_title__contains=word)
            | Q(low_case__contains=word)
            | Q(low_reference__contains=word)
            | Q(process__organisation__name__icontains=word)
        )
    return tasks


def _page(parts: list[QuerySet[CaseTask]], wanted: Filter) -> tuple[list[int], int]:
    order = SORTS[wanted.sorting]
    names = [name.lstrip("-") for name in order]
    if not parts:
        return [], 0
    selected = [part.order_by().values_list(*names) for part in parts]
    # The same task can come in twice when somebody deputises for two colleagues of one unit, hence UNION and not UNION ALL there.
    united = selected[0].union(*selected[1:], all=wanted.view != "vertretung") if len(selected) > 1 else selected[0]
    ranks = [("-" if name.startswith("-") else "") + names[index] for index, name in enumerate(order)]
    total = united.count()
    first = (wanted.page - 1) * PAGE_SIZE
    rows = united.order_by(*ranks)[first : first + PAGE_SIZE]
    return [row[-1] for row in rows], total


def _counts(standing: Standing) -> dict[str, int]:
    """Number of tasks per view; one statement."""
    counted: list[tuple[str, QuerySet[CaseTask]]] = [(view, part) for view in VIEWS for part in _parts(view, standing)]
    counts = dict.fromkeys(VIEWS, 0)
    for view, part in counted:
        if view != "offen":
            counts[view] += part.count()
    counts["offen"] = counts["meine"] + counts["frei"]
    return counts


def _grouped(tasks: Iterable[CaseTask], day: date) -> list[Group]:
    sunday = day + timedelta(days=6 - day.weekday())
    groups: list[tuple[Callable[[date], bool], Group]] = [
        (lambda due: due < day, Group(_("Überfällig"), late=True)),
        (lambda due: due == day, Group(_("Heute"))),
        (lambda due: due <= sunday, Group(_("Diese Woche"))),
        (lambda due: due <= sunday + timedelta(days=7), Group(_("Nächste Woche"))),
        (lambda due: True, Group(_("Später"))),
    ]
    undated = Group(_("Ohne Frist"))
    for task in tasks:
        if task.due_on is None:
            undated.tasks.append(task)
        else:
            next(group for fits, group in groups if fits(task.due_on)).tasks.append(task)
    return [group for _fits, group in groups] + [undated]


def phase_options() -> list[tuple[int, Any]]:
    """The phases to filter by."""
    return [(phase.value, phase.label) for phase in Phase]
