"""Who takes part in a case, and how: lead unit, partner, affected Ressorts, units that were asked or informed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from directory.models import Contact
from workflow.exclusion import excluded_people
from workflow.models import Case, CaseTask, Participation

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Party:
    """One line of the table."""

    name: str
    role: "_StrOrPromise"
    detail: str = ""
    external: bool = False
    participation: int | None = None


def parties_of(case: Case, day: date) -> list[Party]:
    """Five queries, whatever the number of parties."""
    parties = [*_own(case), *_partner(case, day), *_ressorts(case), *_participants(case, day), *_asked(case)]
    return parties + [Party(person.name, _("ausgeschlossen (Befangenheit)")) for person in excluded_people(case)]


def _own(case: Case) -> Iterator[Party]:
    detail = _("Bearbeitung: %(name)s") % {"name": case.owner} if case.owner else ""
    yield Party(f"{case.lead_unit.short} {case.lead_unit.name}", _("Federführung"), detail)


def _partner(case: Case, day: date) -> Iterator[Party]:
    if case.organisation is None:
        return
    shared = (
        _("sieht den Vorgang seit %(day)s") % {"day": f"{case.shared_on:%d.%m.%Y}"}
        if case.shared_on
        else _("sieht den Vorgang nicht")
    )
    yield Party(case.organisation.name, _("Partner"), shared, external=True)
    for contact in Contact.objects.valid_on(day).filter(organisation=case.organisation).select_related("user"):
        yield Party(contact.user.name, contact.get_role_display(), contact.function_title, external=True)


def _ressorts(case: Case) -> Iterator[Party]:
    for unit in case.affected_units.order_by("short"):
        yield Party(f"{unit.short} {unit.name}", _("betroffenes Ressort"))


def _participants(case: Case, day: date) -> Iterator[Party]:
    rows = (
        Participation.objects.filter(case=case, ended_at=None).exclude(until__lt=day).select_related("unit", "person")
    )
    for row in rows.order_by("unit__path", "pk"):
        name = f"{row.unit.short} {row.unit.name}" if row.unit else str(row.person)
        until = _("bis %(day)s") % {"day": f"{row.until:%d.%m.%Y}"} if row.until else ""
        detail = ", ".join(filter(None, [row.scope, row.get_extent_display(), until, row.reason]))
        yield Party(name, row.get_kind_display(), detail, participation=row.pk)


def _asked(case: Case) -> Iterator[Party]:
    """Units that had a task here, other than the lead unit."""
    tasks = CaseTask.objects.human().filter(process=case, unit__isnull=False).exclude(unit=case.lead_unit)
    seen: dict[int, tuple[str, list[str]]] = {}
    for task in tasks.select_related("unit").order_by("unit__path", "opened_at"):
        if task.unit is None:
            continue
        titles = seen.setdefault(task.unit.pk, (f"{task.unit.short} {task.unit.name}", []))[1]
        if task.title not in titles:
            titles.append(task.title)
    for name, titles in seen.values():
        yield Party(name, _("um Bearbeitung gebeten"), ", ".join(titles))
