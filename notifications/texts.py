"""What a message says. Plain text, one thing, the next step with its address; nothing confidential."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.links import link_to
from directory.models import Deputyship, User
from workflow.models import AccessAnswer, AccessRequest, Confidentiality, Outbox

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SUBJECTS: "dict[str, _StrOrPromise]" = {
    "assigned": gettext_lazy("Neue Aufgabe: %(task)s"),
    "handed_over": gettext_lazy("Ihnen weitergegeben: %(task)s"),
    "answered": gettext_lazy("Antwort auf Ihre Rückfrage: %(task)s"),
    "deadline_extended": gettext_lazy("Neue Frist: %(task)s"),
    "due_soon": gettext_lazy("Bald fällig: %(task)s"),
    "overdue": gettext_lazy("Überfällig: %(task)s"),
    "escalated": gettext_lazy("Überfällig in Ihrem Bereich: %(task)s"),
    "completed": gettext_lazy("Entschieden: %(outcome)s"),
    "deferred": gettext_lazy("Zurückgestellt: %(case)s"),
    "withdraw": gettext_lazy("Zurückgezogen: %(case)s"),
    "reopen": gettext_lazy("Wieder aufgenommen: %(case)s"),
    "notice_given": gettext_lazy("Kündigung: %(case)s"),
    "job_failed": gettext_lazy("Hintergrundauftrag fehlgeschlagen: %(task)s"),
}


@dataclass(frozen=True)
class Text:
    """Subject, body and the path the message leads to."""

    subject: str
    body: str
    path: str


def text_for(row: Outbox, user: User) -> Text:
    """The message to one person. A restricted case is named by its reference alone."""
    case, task = row.case, row.task
    restricted = case.confidentiality == Confidentiality.RESTRICTED
    to = task.node.outcomes.get(task.outcome) if task and task.outcome else None
    values = {
        "case": case.reference if restricted else case.title,
        "task": (case.reference if restricted else task.title) if task else "",
        "outcome": str(to.label) if to and to.label else "",
    }
    subject = str(SUBJECTS[row.kind]) % values
    partner = case.organisation_id is not None and user.contacts.filter(organisation=case.organisation).exists()
    path = _path(row, partner=partner)
    lines = [_("Guten Tag, %(name)s,") % {"name": user.name}, "", subject]
    lines.append(_("Vorgang: %(reference)s") % {"reference": case.reference} + ("" if restricted else f" {case.title}"))
    if task is not None and task.is_open and task.due_on:
        lines.append(_("Frist: %(day)s") % {"day": written(task.due_on)})
    lines += ["", _("Weiter: %(address)s") % {"address": link_to(path)}]
    return Text(subject[:300], "\n".join(lines), path)


def _path(row: Outbox, *, partner: bool) -> str:
    if row.task_id and row.kind != "completed":
        return reverse("portal-task" if partner else "task", args=[row.task_id])
    return reverse("portal-case" if partner else "case", args=[row.case_id])


def text_of_deputyship(deputyship: Deputyship, user: User) -> Text:
    """Both learn that it has begun."""
    values = {"deputy": deputyship.deputy.name, "principal": deputyship.principal.name}
    subject = _("Vertretung beginnt: %(deputy)s für %(principal)s") % values
    until = written(deputyship.valid_to) if deputyship.valid_to else _("auf Weiteres")
    path = reverse("inbox") + ("?ansicht=vertretung" if user == deputyship.deputy else "")
    body = [
        _("Guten Tag, %(name)s,") % {"name": user.name}, "", subject, _("Bis: %(until)s") % {"until": until}, "",
        _("Weiter: %(address)s") % {"address": link_to(path)},
    ]  # fmt: skip
    return Text(subject, "\n".join(body), path)


def text_of_request(request: AccessRequest, user: User) -> Text:
    """To whoever decides: that somebody asks. To the asker: that there is an answer. What is asked about stands on the page, not in a mail."""
    if request.decided_at is None:
        subject, path = (
            _("Bitte um Einsicht: %(person)s") % {"person": request.asked_by},
            reverse("access-answer", args=[request.pk]),
        )
    else:
        subject, path = _("Antwort auf Ihre Bitte um Einsicht"), reverse("access")
    lines = [_("Guten Tag, %(name)s,") % {"name": user.name}, "", subject]
    if request.unit is not None:
        lines.append(_("Vertrauliche Vorgänge von %(unit)s") % {"unit": request.unit.short})
    if request.answer == AccessAnswer.GRANTED and request.until:
        lines.append(_("Gewährt bis: %(day)s") % {"day": written(request.until)})
    elif request.answer:
        lines.append(_("Abgelehnt; die Begründung lesen Sie dort."))
    lines += ["", _("Weiter: %(address)s") % {"address": link_to(path)}]
    return Text(subject, "\n".join(lines), path)


def written(day: date) -> str:
    """21.05.2026"""
    return f"{day:%d.%m.%Y}"
