"""The history of a case as sentences: what happened, who did it, in whose name, and the words that were given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import User
from workflow.models import Case, CaseEvent, Note, NoteKind, ParticipationKind
from workflow.nodes import Entry
from workflow.policies import policy_for
from workflow.states import ReadPart

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# Icon, sentence over the event's data, and the key of the words that belong below it.
SENTENCES: "Mapping[str, tuple[str, _StrOrPromise, str]]" = {
    "opened": ("add", gettext_lazy("Vorgang angelegt: %(title)s"), ""),
    "claimed": ("person", gettext_lazy("Aufgabe „%(task)s“ übernommen"), ""),
    "released": ("undo", gettext_lazy("Aufgabe „%(task)s“ zurückgelegt"), ""),
    "handed_over": ("forward", gettext_lazy("Aufgabe „%(task)s“ an %(to_name)s weitergegeben"), "reason"),
    "asked_back": ("help", gettext_lazy("Rückfrage zu „%(task)s“ an %(to)s"), "question"),
    "deadline_extended": (
        "calendar",
        gettext_lazy("Frist von „%(task)s“ bis %(until)s verlängert (bisher %(before)s)"),
        "reason",
    ),
    "job_failed": ("warning", gettext_lazy("Hintergrundauftrag „%(task)s“ fehlgeschlagen"), "reason"),
    "job_retried": ("forward", gettext_lazy("Hintergrundauftrag „%(task)s“ erneut gestartet"), ""),
    "escalated": ("arrow-up", gettext_lazy("Frist von „%(task)s“ überschritten; an die Leitung gemeldet"), ""),
    "deferred": ("pause", gettext_lazy("Vorgang zurückgestellt bis %(until)s"), "reason"),
    "resumed_early": ("forward", gettext_lazy("Vorgang vorzeitig fortgesetzt"), "reason"),
    "shared": ("group", gettext_lazy("Vorgang für %(to)s sichtbar gemacht"), ""),
    "lead_changed": ("swap", gettext_lazy("Federführung von %(former)s an %(to)s übergeben"), "reason"),
    "task_added": ("checklist", gettext_lazy("Aufgabe „%(title)s“ an %(to)s gegeben"), ""),
    "co_signer_added": ("person-add", gettext_lazy("%(unit)s um „%(title)s“ gebeten"), "reason"),
    "involvement_ended": ("group", gettext_lazy("Beteiligung von %(unit)s beendet"), ""),
    "note": ("note", gettext_lazy("Vermerk (%(kind)s, %(occurred_on)s)"), "text"),
    "follow_up": ("clock", gettext_lazy("Wiedervorlage am %(on)s: %(reason)s"), ""),
    "follow_up_cancelled": ("clock", gettext_lazy("Wiedervorlage am %(on)s zurückgenommen: %(reason)s"), ""),
    "follow_up_raised": ("clock", gettext_lazy("Wiedervorlage fällig: %(reason)s"), ""),
    "disposition": ("checklist", gettext_lazy("Verfügung"), "steps"),
    "involved": ("group", gettext_lazy("%(unit)s beteiligt (%(kind)s)"), "scope"),
    "let_in": ("eye", gettext_lazy("%(unit)s hat Einsicht bis %(until)s"), "reason"),
    "read": ("eye", gettext_lazy("Auf Grund befristeter Einsicht gelesen: %(kind)s"), "what"),
    "version_added": ("file", gettext_lazy("„%(title)s“: Fassung %(number)s abgelegt"), ""),
    "paper_recorded": ("file", gettext_lazy("„%(title)s“ vermerkt"), ""),
    "version_released": ("eye", gettext_lazy("„%(title)s“, Fassung %(number)s, für den Partner freigegeben"), ""),
    "version_shared": ("eye", gettext_lazy("„%(title)s“, Fassung %(number)s, für Beteiligte freigegeben"), ""),
    "version_frozen": ("lock", gettext_lazy("„%(title)s“, Fassung %(number)s, ist Endfassung"), ""),
    "excluded": ("lock", gettext_lazy("%(name)s ist wegen Befangenheit ausgeschlossen"), "reason"),
    "readmitted": ("person-add", gettext_lazy("Ausschluss von %(name)s aufgehoben"), "reason"),
    "linked": ("archive", gettext_lazy("Bezugsvorgang %(reference)s angelegt"), ""),
}
DAYS = ("until", "before", "on", "effective_on")
KINDS: "Mapping[str, type[TextChoices]]" = {"note": NoteKind, "involved": ParticipationKind, "read": ReadPart}
TONES = {"return": "undo", "danger": "close"}
QUIET = ("claimed", "released", "read")


@dataclass(frozen=True)
class Happening:
    """One entry of the timeline."""

    icon: str
    what: str
    more: str
    actor: User | None
    on_behalf_of: User | None
    at: datetime
    moved_to: "_StrOrPromise"
    recorded_for_partner: bool

    @property
    def day(self) -> date:
        """The day in Europe/Berlin."""
        return timezone.localtime(self.at).date()


def timeline(case: Case, events: QuerySet[CaseEvent]) -> list[tuple[date, list[Happening]]]:
    """These events, newest day first; at most two queries."""
    told = _all_told(case, events)
    return [(day, list(group)) for day, group in groupby(told, key=lambda happening: happening.day)]


def latest(case: Case, events: QuerySet[CaseEvent], number: int) -> list[Happening]:
    """The newest few, without what only moves tasks between colleagues."""
    return _all_told(case, events.exclude(action__in=QUIET), number)


def _all_told(case: Case, events: QuerySet[CaseEvent], number: int | None = None) -> list[Happening]:
    rows = list(events.select_related("task", "actor", "on_behalf_of").order_by("-seq")[:number])
    notes = Note.objects.in_bulk([row.data["note"] for row in rows if row.action == "note"])
    return [_told(case, row, notes) for row in rows]


def _told(case: Case, event: CaseEvent, notes: Mapping[int, Note]) -> Happening:
    icon, what, more = _sentence(case, event, notes)
    moved = event.source != event.target or event.action == "opened"
    label = policy_for(case).state_label(event.target) if moved and event.target else ""
    return Happening(
        icon, what, more, event.actor, event.on_behalf_of, event.at, label, bool(event.data.get("recorded_for_partner"))
    )  # fmt: skip


def _sentence(case: Case, event: CaseEvent, notes: Mapping[int, Note]) -> tuple[str, str, str]:
    if ":" in event.action:
        return _verdict(case, event)
    told = policy_for(case).sentences.get(event.action) or SENTENCES.get(event.action)
    if told is None:
        return _entry(case, event)
    icon, sentence, below = told
    values = {key: _german(key, value) for key, value in event.data.items()}
    values["task"] = event.task.title if event.task else ""
    if event.action in KINDS:
        values["kind"] = KINDS[event.action](event.data["kind"]).label
    note = notes.get(event.data.get("note", 0))
    if note:
        values |= {"text": note.text, "occurred_on": f"{note.occurred_on:%d.%m.%Y}"}
    return icon, str(sentence) % _Lenient(values), _lines(values.get(below, ""))


def _verdict(case: Case, event: CaseEvent) -> tuple[str, str, str]:
    """A completed task: its title and the label of its outcome."""
    name, outcome = event.action.split(":", 1)
    task = event.task
    to = task.node.outcomes.get(outcome) if task else None
    title = task.title if task else name
    label = str(to.label) if to and to.label else ""
    if outcome == "done" and not label:
        return "clock", title, ""
    icon = TONES.get(to.tone, "check") if to else "check"
    return icon, f"{title}: {label or outcome}", event.data.get("note", "")


def _entry(case: Case, event: CaseEvent) -> tuple[str, str, str]:
    """What was done to the case as a whole, under the label its flow gives it."""
    node = case.flow_class.entries().get(event.action)
    label = node.to.label if isinstance(node, Entry) else ""
    return "flag", str(label or event.action), event.data.get("reason", "")


def _german(key: str, value: Any) -> Any:
    """Dates were stored in ISO form."""
    if key in DAYS and value:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return _("ohne Frist") if key in DAYS else value


def _lines(value: Any) -> str:
    return "\n".join(value) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)


class _Lenient(dict[str, Any]):
    """What an old event does not hold reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"
