"""The task inbox: which tasks a person sees, in which order, in which groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from workflow.concerns import overseen_paths
from workflow.models import CaseTask
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
    """What the address asks for."""

    view: str = "offen"
    q: str = ""
    due: str = ""
    phases: frozenset[int] = frozenset()
    unit: int | None = None
    sorting: str = "frist"
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Filter":
        """From the form of the page."""
        return cls(
            view=asked["ansicht"], q=asked["q"], due=asked["frist"], phases=frozenset(asked["phase"]), unit=asked["einheit"],
            sorting=asked["sortierung"], page=asked["page"],
        )  # fmt: skip


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


def open_inbox(wanted: Filter, standing: Standing) -> Inbox:
    """Read one page; the number of queries does not depend on the number of tasks."""
    parts = [narrow(part, wanted, standing.day) for part in _parts(standing)[wanted.view]]
    ids, total = _page(parts, wanted)
    tasks = CaseTask.objects.select_related(*SHOWN).in_bulk(ids)
    ordered = [tasks[pk] for pk in ids if pk in tasks]
    groups = _grouped(ordered, standing.day) if wanted.sorting.endswith("frist") else [Group(_("Alle"), tasks=ordered)]
    return Inbox(wanted, [group for group in groups if group.tasks], total, counts_of(standing))


def _parts(standing: Standing) -> dict[str, list[QuerySet[CaseTask]]]:
    """The indexed, disjoint parts each view is made of. They are united, never joined by OR: an OR across owner and unit reads the whole table."""
    active: Any = CaseTask.objects.active()
    own, free = active.owned_by(standing), claimable(standing)
    below = [active.in_units_below(standing)] if overseen_paths(standing) else []
    return {
        "offen": [own, free],
        "meine": [own],
        "frei": [free],
        "einheit": [active.in_own_units(standing), *below],
        "vertretung": [active.owned_by_principals(standing), claimable(_deputised(standing))],
        "ruht": [CaseTask.objects.human().open().owned_by(standing).filter(paused_on__isnull=False)],
    }


def claimable(standing: Standing) -> QuerySet[CaseTask]:
    """Free tasks the person may take by her own posts."""
    found: QuerySet[CaseTask] = CaseTask.objects.active().claimable_by(standing)
    return found


def _deputised(standing: Standing) -> Standing:
    """The posts of everybody deputised for, as if one person held them."""
    posts = tuple(post for principal in standing.principals for post in principal.standing.posts)
    return Standing(user=standing.user, day=standing.day, posts=posts)


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
    united = selected[0].union(*selected[1:], all=True) if len(selected) > 1 else selected[0]
    ranks = [("-" if name.startswith("-") else "") + names[index] for index, name in enumerate(order)]
    total = united.count()
    first = (wanted.page - 1) * PAGE_SIZE
    rows = united.order_by(*ranks)[first : first + PAGE_SIZE]
    return [row[-1] for row in rows], total


def counts_of(standing: Standing) -> dict[str, int]:
    """Number of tasks per view, and of those late or due today among the person's open ones; one statement."""
    today = {"spaet": Q(due_on__lt=standing.day), "heute": Q(due_on=standing.day)}
    parts = _parts(standing)
    wanted = [(view, part) for view in VIEWS if view != "offen" for part in parts[view]]
    wanted += [(name, part.filter(limit)) for name, limit in today.items() for part in parts["offen"]]
    rows = [
        part.order_by()
        .annotate(view=Value(view))
        .values("view")
        .annotate(number=Count("pk"))
        .values_list("view", "number")
        for view, part in wanted
    ]
    counts = dict.fromkeys([*VIEWS, *today], 0)
    for view, number in rows[0].union(*rows[1:], all=True):
        counts[view] += number
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
