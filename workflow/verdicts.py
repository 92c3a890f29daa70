"""What was decided in a case, in the words of its flow."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.models import User
from directory.standing import Standing
from workflow.models import CaseTask

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

WHO = ("unit", "organisation", "completed_by", "on_behalf_of")


@dataclass(frozen=True)
class Given:
    """One completed task in words."""

    title: str
    label: "_StrOrPromise"
    tone: str
    note: str
    unit: str
    person: User | None
    on_behalf_of: User | None
    at: datetime | None

    @classmethod
    def of(cls, task: CaseTask) -> "Given":
        """Read from a closed task and the outcome its node declared."""
        to = task.node.outcomes.get(task.outcome)
        unit = task.unit.short if task.unit else str(task.organisation or "")
        return cls(
            task.title, (to.label if to else "") or task.outcome, to.tone if to else "", task.note, unit, task.completed_by, task.on_behalf_of,
            task.closed_at,
        )  # fmt: skip


def given_in(tasks: QuerySet[CaseTask], *, limit: int) -> list[Given]:
    """The newest `limit` of these closed tasks in words."""
    rows = tasks.select_related(*WHO).order_by("-closed_at", "-pk")[:limit]
    return [Given.of(task) for task in rows]


def reason_for(task: CaseTask, standing: Standing) -> Given | None:
    """What led to this task: the verdict of the task before it, if the person may know it.

    A task that was sent back carries its reason to whoever has to do it again, the partner included.
    """
    if task.cause_id is None:
        return None
    cause = CaseTask.objects.select_related(*WHO).get(pk=task.cause_id)
    to = cause.node.outcomes.get(cause.outcome) if cause.outcome else None
    sent_back = to is not None and to.tone == "return"
    known = sent_back or CaseTask.objects.visible_to(standing).filter(pk=cause.pk).exists()
    return Given.of(cause) if known and cause.outcome else None


def already_done(task: CaseTask) -> str:
    """Who was faster, and when."""
    if task.closed_at:
        who = task.completed_by or _("das Verfahren")
        return _("Diese Aufgabe wurde bereits erledigt (%(who)s, %(when)s Uhr).") % {
            "who": who,
            "when": f"{timezone.localtime(task.closed_at):%d.%m.%Y %H:%M}",
        }
    if task.owner:
        return _("Diese Aufgabe hat bereits %(who)s übernommen.") % {"who": task.owner}
    return _("Diese Aufgabe steht im Moment nicht offen.")
