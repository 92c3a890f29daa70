"""Whom somebody may put a question to. It follows from what the asker may see: a question must not carry a case to where it was not."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from directory.models import Organisation, OrgUnit, UnitKind
from directory.standing import Standing
from workflow.concerns import unit_of
from workflow.errors import NotAllowedError
from workflow.models import Case, CaseTask, Concern, Confidentiality
from workflow.nodes import Addressee
from workflow.states import Extent

ANSWERING = (UnitKind.LEADERSHIP, UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF, UnitKind.SEAT)


def askable(task: CaseTask, standing: Standing) -> list[Addressee]:
    """The lead unit first, then the partner, then the other units the person may ask.

    A partner asks the lead. Who has the file asks any unit of the day, in a restricted case those on the list; who was given the task alone
    asks the lead or whoever is with a normal case already. The partner is asked by those who have the file, once it may know of the case; the lead
    may let it know by asking.
    """
    case = task.case
    if task.organisation_id is not None and case.lead_unit_id not in standing.unit_ids:
        return [case.lead_unit]
    full = Case.objects.in_full_view_of(standing).filter(pk=case.pk).exists()
    return [case.lead_unit, *_partner(task, standing, full=full), *_others(case, standing.day, full=full)]


def _partner(task: CaseTask, standing: Standing, *, full: bool) -> Iterator[Organisation]:
    case = task.case
    known = case.shared_on is not None or case.lead_unit_id in standing.unit_ids
    if case.organisation is not None and task.organisation_id is None and full and known:
        yield case.organisation


def _others(case: Case, day: date, *, full: bool) -> list[OrgUnit]:
    units = OrgUnit.objects.valid_on(day).filter(kind__in=ANSWERING).exclude(pk=case.lead_unit_id).order_by("path")
    restricted = case.confidentiality == Confidentiality.RESTRICTED
    if full and not restricted:
        return list(units)
    if restricted and not full:
        return []
    least = Extent.FILE if restricted else Extent.TASK
    held = Concern.objects.filter(case=case, extent__gte=least, until__gte=day).values_list("subject", flat=True)
    return list(units.filter(pk__in=[unit for unit in map(unit_of, held) if unit]))


def require_askable(task: CaseTask, to: Addressee, standing: Standing) -> None:
    """Raises NotAllowedError for an addressee the person may not ask."""
    if to not in askable(task, standing):
        raise NotAllowedError(
            _("An %(to)s können Sie diese Rückfrage nicht richten. Fragen Sie die Federführung (%(lead)s).")
            % {"to": to, "lead": task.case.lead_unit.short}
        )
