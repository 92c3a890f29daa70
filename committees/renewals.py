"""Terms that run out open the next appointment in time. Mandates given in a case do so by its flow; these are those given outside one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import Appointment, Body, Mandate, Seat
from committees.occupancy import occupancy
from directory.models import OrgUnit, UnitFunction
from workflow.announcements import Chore
from workflow.models import Case
from workflow.office import NewCase, open_case

ONE_DAY = timedelta(days=1)


def expiring(at: datetime) -> list[int]:
    """Bodies with a mandate that runs out within their notice, that no case follows up."""
    day = timezone.localtime(at).date()
    ending = Mandate.objects.filling().on(day).filter(ends__isnull=False, case=None)
    bodies = Body.objects.filter(groups__seats__mandates__in=ending).distinct().select_related("unit")
    return [body.pk for body in bodies if _to_renew(body, day)]


def renew(pk: int, /, *, at: datetime) -> list[Case]:
    """Open the appointments that follow: one for all seats whose mandates end on the same day."""
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
        day = timezone.localtime(at).date()
        mandates = sorted(_to_renew(body, day), key=lambda one: (one.ends or date.max, one.seat_id))
        return [
            _open(body, begins, [one.seat for one in rows], at=at)
            for begins, rows in groupby(mandates, key=lambda one: (one.ends or date.max) + ONE_DAY)
        ]


def _to_renew(body: Body, day: date) -> list[Mandate]:
    """Mandates without a case that end soon, on seats that go on, for which no appointment was opened; one that was given up is not opened again."""
    asked = set(Appointment.objects.filter(body=body, begins__gt=day).values_list("seats", flat=True))
    found = []
    for one in occupancy(body, day).expiring:
        after = (one.ends or date.max - ONE_DAY) + ONE_DAY
        if one.case_id is None and one.seat_id not in asked and one.seat.exists_on(after) and body.exists_on(after):
            found.append(one)
    return found


def _open(body: Body, begins: date, seats: Iterable[Seat], *, at: datetime) -> Case:
    lead = OrgUnit.objects.valid_on(timezone.localtime(at).date()).filter(function=UnitFunction.SECRETARIAT)
    new = NewCase(
        kind="appointment", title=(_("Neuberufung: %(body)s") % {"body": body})[:300], lead_unit=lead.order_by("path")[0],
        detail={"body": body, "seats": list(seats), "begins": begins, "ends": None},
    )  # fmt: skip
    return open_case(new, opened_by=None, at=at)


CHORES = (Chore("mandates_renewed", expiring, renew),)
