"""Recommendations, and what serves a Handlungsfeld."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from committees.models import Recommendation
from committees.secretariat import require_secretariat, runs_bodies
from committees.session_states import PURSUED, RecommendationStatus
from directory.models import FieldCatalogue, FieldOfAction, OrgUnit, Rank
from directory.standing import Standing
from workflow.concerns import BODIES, posts_of, ressort_path
from workflow.errors import InputError, NotAllowedError
from workflow.models import Case
from workflow.policies import Known, kinds


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
    _require_reason(row.status, row.remarks)
    if row.due_on and row.due_on < row.given_on:
        raise InputError("due_on", _("Der Tag liegt vor der Empfehlung. Wählen Sie einen späteren."))
    if row.session is not None and row.session.body_id != row.body_id:
        raise InputError("session", _("Diese Sitzung gehört zu einem anderen Gremium."))
    row.changed_at = at
    row.save()
    return row


def may_report(row: Recommendation, standing: Standing) -> bool:
    """Whoever has to carry it out says how far it is: in the unit in charge, those who lead it, the Ressort's representative; and the Geschäftsstelle."""
    if runs_bodies(standing):
        return True
    path = row.responsible_unit.path
    working = [post for post in posts_of(standing) if post.kind not in BODIES and post.rank >= Rank.CASE_WORKER]
    sitting = [post.unit_id for post in posts_of(standing) if post.kind in BODIES and post.rank >= Rank.REPRESENTATIVE]
    if any(post.unit_path.startswith(path) or path.startswith(Standing.led_path(post)) for post in working):
        return True
    return OrgUnit.objects.filter(pk__in=sitting, represents__path=ressort_path(path)).exists()


def report(row: Recommendation, status: str, remarks: str, *, standing: Standing, at: datetime) -> Recommendation:
    """How far it is, by those who carry it out; the words of the recommendation are the body's and stay."""
    if not may_report(row, standing):
        raise NotAllowedError(_("Den Sachstand meldet, wer die Empfehlung umsetzt."))
    _require_reason(status, remarks)
    row.status, row.remarks, row.changed_at = status, remarks.strip(), at
    row.save(update_fields=["status", "remarks", "changed_at"])
    return row


def _require_reason(status: str, remarks: str) -> None:
    if status == RecommendationStatus.DROPPED and not remarks.strip():
        raise InputError("remarks", _("Begründen Sie, warum die Empfehlung nicht weiterverfolgt wird."))


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


def published(cases: QuerySet[Case], standing: Standing) -> list[Known]:
    """What everybody may know of those cases that the person may not see."""
    rest = cases.exclude(pk__in=Case.objects.visible_to(standing).values("pk"))
    ids = list(rest.values_list("pk", flat=True))
    return [one for policy in kinds() for one in policy.known(ids, standing.day)] if ids else []


def recommendations_on(field: FieldOfAction, standing: Standing) -> QuerySet[Recommendation]:
    """Recommendations in this Handlungsfeld that the person may know of, the newest first."""
    rows = Recommendation.objects.visible_to(standing).filter(field=field)
    return rows.select_related("body", "field", "responsible_unit")
