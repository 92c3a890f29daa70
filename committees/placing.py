"""From a task that a body decides to an agenda: where it stands, where it can be put, and a session planned for it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from committees.agenda import TASK, next_sessions, put_on
from committees.members import bodies
from committees.models import AgendaItem, Session
from committees.secretariat import require_secretariat, runs_bodies
from committees.session_letters import when
from committees.session_states import Result, SessionKind
from committees.sittings import save_session
from directory.models import OrgUnit
from directory.standing import Standing
from workflow.announcements import Offer
from workflow.models import CaseTask
from workflow.policies import Decision

TEMPLATE = "committees/sessions/_placing.html"


def offer_agenda(task: CaseTask, decision: Decision, standing: Standing) -> Offer | None:
    """Beside the task, for the Geschäftsstelle alone. Three queries."""
    body = deciding_body(decision, standing.day) if runs_bodies(standing) else None
    return Offer(TEMPLATE, _placing(task, body)) if body else None


def deciding_body(decision: Decision, day: date) -> OrgUnit | None:
    """The body that decides on a day."""
    return bodies(day).filter(function=decision.by).first()


def _placing(task: CaseTask, body: OrgUnit) -> dict[str, Any]:
    """Where the task stands, where it stood before without an end, and the agendas that are open."""
    items = list(AgendaItem.objects.filter(task=task).select_related("session__body").order_by("pk"))
    listed = next((item for item in items if item.result == Result.OPEN), None)
    return {
        "task": task, "body": body, "key": key_of(task), "listed": listed, "when": when(listed.session) if listed else "",
        "before": [item for item in items if item != listed], "sessions": [] if listed else [(one, when(one)) for one in next_sessions(body)],
        "kinds": [(kind.value, kind.label) for kind in SessionKind],
    }  # fmt: skip


def key_of(task: CaseTask) -> str:
    """Names the task among what waits for a body."""
    return f"{TASK}-{task.pk}"


def plan_for(task: CaseTask, session: Session, *, standing: Standing, at: datetime) -> Session:
    """Plan a session or an Umlauf with the task on its agenda; both, or neither where the task no longer waits."""
    require_secretariat(standing)
    with transaction.atomic():
        session = save_session(session, standing=standing, at=at)
        put_on(session.pk, key_of(task), standing=standing)
    return session
