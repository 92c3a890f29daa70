"""Recommendations, and what serves a Handlungsfeld."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from committees.models import Recommendation
from committees.session_access import require_secretariat
from committees.session_states import PURSUED, RecommendationStatus
from directory.models import FieldCatalogue, FieldOfAction
from directory.standing import Standing
from workflow.errors import InputError
from workflow.models import Case


@dataclass(frozen=True)
class FieldRow:
    """A Handlungsfeld and how much serves it, as far as the person may know of it."""

    field: FieldOfAction
    units: list[str]
    cases: int
    recommendations: int


def save_recommendation(row: Recommendation, *, standing: Standing, at: datetime) -> Recommendation:
    """Store a recommendation; giving one up needs a reason, and being due before it was given makes no sense."""
    require_secretariat(standing)
    if row.status == RecommendationStatus.DROPPED and not row.remarks.strip():
        raise InputError("remarks", _("Begründen Sie, warum die Empfehlung nicht weiterverfolgt wird."))
    if row.due_on and row.due_on < row.given_on:
        raise InputError("due_on", _("Der Tag liegt vor der Empfehlung. Wählen Sie einen späteren."))
    if row.session is not None and row.session.body_id != row.body_id:
        raise InputError("session", _("Diese Sitzung gehört zu einem anderen Gremium."))
    row.changed_at = at
    row.save()
    return row


def late(row: Recommendation, day: date) -> bool:
    """Still pursued although its day has passed."""
    return row.status in PURSUED and row.due_on is not None and row.due_on < day


def catalogue_on(day: date) -> QuerySet[FieldCatalogue]:
    """The catalogue in force."""
    return FieldCatalogue.objects.valid_on(day)


def fields_served(standing: Standing) -> list[FieldRow]:
    """Every Handlungsfeld of the catalogue in force with its Ressorts. Four queries."""
    fields = FieldOfAction.objects.filter(catalogue__in=catalogue_on(standing.day)).prefetch_related(
        "responsibilities__unit"
    )
    seen = Case.objects.visible_to(standing).open().values("pk")
    through = Case.fields_of_action.through.objects.filter(case__in=seen)
    cases = dict(through.values_list("fieldofaction").annotate(Count("pk")).order_by())
    pursued = Recommendation.objects.visible_to(standing).filter(status__in=PURSUED)
    given = dict(pursued.values_list("field").annotate(Count("pk")).order_by())
    return [
        FieldRow(field, in_charge(field, standing.day), cases.get(field.pk, 0), given.get(field.pk, 0))
        for field in fields
    ]


def in_charge(field: FieldOfAction, day: date) -> list[str]:
    """The Ressorts in charge on a day; reads what was fetched with the field."""
    rows = field.responsibilities.all()
    return [row.unit.short for row in rows if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)]


def cases_serving(field: FieldOfAction, standing: Standing) -> QuerySet[Case]:
    """Cases of every kind in this Handlungsfeld that the person may know of, the newest first."""
    rows: QuerySet[Case] = Case.objects.visible_to(standing).filter(fields_of_action=field)
    return rows.select_related("lead_unit", "organisation")


def recommendations_on(field: FieldOfAction, standing: Standing) -> QuerySet[Recommendation]:
    """Recommendations in this Handlungsfeld that the person may know of, the newest first."""
    rows = Recommendation.objects.visible_to(standing).filter(field=field)
    return rows.select_related("body", "field", "responsible_unit")
