"""The agenda: what waits for a decision, and putting it on. Cases say themselves which of their tasks a body decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Session
from committees.secretariat import require_secretariat
from committees.session_states import Result, SessionState
from committees.sittings import locked
from directory.models import OrgUnit
from directory.standing import Standing
from documents.models import DocumentVersion
from workflow.errors import WorkflowError
from workflow.models import CaseTask, Confidentiality
from workflow.policies import Decision, kinds, policy_for

TASK, ITEM = "task", "item"


@dataclass(frozen=True)
class Waiting:
    """Something a body has to decide on: the task of a case, or an item that was postponed."""

    kind: str
    pk: int
    title: str
    subject: str
    since: date
    due_on: date | None = None
    case_url: str = ""
    postponed: bool = False

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.kind}-{self.pk}"


def decision_of(task: CaseTask) -> Decision | None:
    """What its kind says about a task that a body decides; None for every other task."""
    return policy_for(task.case).decisions.get(task.node.name)


def waiting_for(body: OrgUnit, standing: Standing) -> list[Waiting]:
    """What stands on no agenda yet: first what waits longest. At most three queries."""
    found = [*_tasks(body, standing), *_postponed(body, standing)]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.since))


def tasks_for(body: OrgUnit, standing: Standing) -> QuerySet[CaseTask]:
    """Open tasks the person may see that end with a decision of this body."""
    wanted = Q(pk__in=[])
    for policy in kinds():
        for name, decision in policy.decisions.items():
            if decision.by == body.function:
                wanted |= Q(process__kind=policy.kind, flow_task__endswith=f".{name}")
    seen: QuerySet[CaseTask] = CaseTask.objects.visible_to(standing).human().open()
    return seen.filter(wanted).select_related("process")


def _tasks(body: OrgUnit, standing: Standing) -> list[Waiting]:
    listed = AgendaItem.objects.filter(task__isnull=False, result=Result.OPEN).values("task")
    before = AgendaItem.objects.filter(task__isnull=False, result=Result.POSTPONED).values_list("task", flat=True)
    tasks = list(tasks_for(body, standing).exclude(pk__in=listed))
    postponed = set(before.filter(task__in=tasks))
    return [
        Waiting(
            TASK, task.pk, task.case.title, task.title, timezone.localtime(task.opened_at).date(), task.due_on, task.case.get_absolute_url(),
            task.pk in postponed,
        )
        for task in tasks
    ]  # fmt: skip


def _postponed(body: OrgUnit, standing: Standing) -> list[Waiting]:
    """Items without a task come back by themselves until they are taken up again."""
    rows = AgendaItem.objects.visible_to(standing).filter(session__body=body, task=None, followed_by=None)
    again = rows.filter(Q(result=Result.POSTPONED) | Q(result=Result.DROPPED, session__cancelled_at__isnull=False))
    return [
        Waiting(ITEM, item.pk, item.title, str(item.session), item.session.held_on, postponed=True)
        for item in again.select_related("session__body")
    ]


def next_sessions(body: OrgUnit) -> QuerySet[Session]:
    """Sessions whose agenda is still open."""
    states = (SessionState.PLANNED, SessionState.INVITED)
    return Session.objects.filter(body=body, state__in=states, cancelled_at=None).order_by("held_on", "pk")


def put_on(session_id: int, key: str, *, standing: Standing) -> AgendaItem:
    """Put something that waits on the agenda, with the papers its case has released to those asked."""
    require_secretariat(standing)
    with transaction.atomic():
        session = _with_open_agenda(session_id)
        waiting = next((one for one in waiting_for(session.body, standing) if one.key == key), None)
        if waiting is None:
            raise WorkflowError(_("Dieser Punkt steht inzwischen auf einer Tagesordnung oder wartet nicht mehr."))
        item = AgendaItem(session=session, order=_last(session) + 1, title=waiting.title[:300])
        _take_over(item, waiting)
        _save_once(item)
        item.versions.set(_papers(item, standing))
    return item


def _take_over(item: AgendaItem, waiting: Waiting) -> None:
    if waiting.kind == TASK:
        task = CaseTask.objects.select_related("process").get(pk=waiting.pk)
        item.task, item.case = task, task.case
        if task.case.confidentiality == Confidentiality.RESTRICTED:
            # Members of the body read the agenda; who is on the distribution list of the case reads the rest there.
            item.title = _("Vertraulicher Vorgang %(reference)s") % {"reference": task.case.reference}
        return
    before = AgendaItem.objects.get(pk=waiting.pk)
    item.follows, item.case, item.explanation = before, before.case, before.explanation


def _save_once(item: AgendaItem) -> None:
    """Somebody else may have put the same on an agenda a moment ago."""
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        raise WorkflowError(_("Dieser Punkt steht inzwischen auf einer Tagesordnung.")) from error


def _papers(item: AgendaItem, standing: Standing) -> list[DocumentVersion]:
    """What goes with it by itself: the papers of the item before, else the newest version of each paper the case has shared."""
    if item.follows is not None:
        return list(item.follows.versions.all())
    if item.case is None:
        return []
    rows = DocumentVersion.objects.visible_to(standing).filter(document__case=item.case, shared_at__isnull=False)
    return list(rows.order_by("document_id", "-number").distinct("document_id"))


def papers_to_choose(item: AgendaItem, standing: Standing) -> QuerySet[DocumentVersion]:
    """Versions of the item's case that the person may read."""
    rows = DocumentVersion.objects.visible_to(standing).filter(document__case=item.case_id)
    return rows.select_related("document").order_by("document__title", "-number")


def save_item(item: AgendaItem, versions: Iterable[DocumentVersion], *, standing: Standing) -> AgendaItem:
    """Store an item that is not decided yet; a new one goes to the end."""
    require_secretariat(standing)
    with transaction.atomic():
        session = _with_open_agenda(item.session_id)
        if item.pk:
            _require_undecided(item)
        else:
            item.order = _last(session) + 1
        item.save()
        item.versions.set(versions)
    return item


def move_up(item_id: int, *, standing: Standing) -> AgendaItem:
    """One place further up."""
    require_secretariat(standing)
    with transaction.atomic():
        item = AgendaItem.objects.get(pk=item_id)
        session = _with_open_agenda(item.session_id)
        rows = list(session.items.all())
        # Somebody else may have taken it off a moment ago.
        place = rows.index(item) if item in rows else 0
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        _number(rows)
    return item


def take_off(item_id: int, *, standing: Standing) -> None:
    """Off the agenda; what waited for it waits again."""
    require_secretariat(standing)
    with transaction.atomic():
        item = AgendaItem.objects.get(pk=item_id)
        session = _with_open_agenda(item.session_id)
        _require_undecided(item)
        item.delete()
        _number(list(session.items.all()))


def _number(rows: list[AgendaItem]) -> None:
    for place, row in enumerate(rows, 1):
        row.order = place
    AgendaItem.objects.bulk_update(rows, ["order"])


def _require_undecided(item: AgendaItem) -> None:
    fresh = AgendaItem.objects.filter(pk=item.pk).first()
    if fresh is None:
        raise WorkflowError(_("Dieser Punkt steht nicht mehr auf der Tagesordnung."))
    if fresh.is_decided:
        raise WorkflowError(_("Zu diesem Punkt steht das Ergebnis bereits fest."))


def _with_open_agenda(session_id: int) -> Session:
    """The locked session; what is asked in an Umlauf stays as it was asked, a sitting may add to its agenda."""
    session = locked(session_id)
    if not session.is_open or (session.is_circulation and session.state != SessionState.PLANNED):
        raise WorkflowError(_("Die Tagesordnung steht fest und lässt sich nicht mehr ändern."))
    return session


def _last(session: Session) -> int:
    return session.items.aggregate(last=Max("order"))["last"] or 0
