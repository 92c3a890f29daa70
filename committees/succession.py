"""On the day a representative changes, what the former one still has goes to the present one."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.members import representatives
from directory.models import Deputyship, Membership, OrgUnit, UnitKind
from workflow.announcements import Chore
from workflow.models import CaseTask
from workflow.services import succeed


def _orphaned(day: date) -> QuerySet[CaseTask]:
    """Open tasks of seats whose owner sat there and does so no longer, not even for somebody else."""
    place = {"unit": OuterRef("unit"), "user": OuterRef("owner")}
    former = Membership.objects.filter(**place, valid_to__lt=day)
    sitting = Membership.objects.valid_on(day).filter(**place)
    standing_in = Deputyship.objects.valid_on(day).filter(deputy=OuterRef("owner"))
    rows: QuerySet[CaseTask] = CaseTask.objects.human().open().filter(unit__kind=UnitKind.SEAT, owner__isnull=False)
    return rows.filter(Exists(former), ~Exists(sitting), ~Exists(standing_in))


def orphaned(at: datetime) -> list[int]:
    """Seats with such tasks and somebody to give them to."""
    day = timezone.localtime(at).date()
    seats = OrgUnit.objects.filter(pk__in=_orphaned(day).values("unit"))
    return sorted(representatives(seats, day))


def hand_on(pk: int, /, *, at: datetime) -> None:
    """All of a seat, each in a transaction of its own; the history of each case tells why. What the new one is shut out of stays where it is."""
    day = timezone.localtime(at).date()
    present = representatives(OrgUnit.objects.filter(pk=pk), day)[pk]
    reason = _("Wechsel der Ressortvertretung zum %(day)s") % {"day": f"{present.valid_from:%d.%m.%Y}"}
    tasks = _orphaned(day).filter(unit=pk).exclude(process__excluded__contains=[present.user_id])
    for task in tasks.order_by("process_id", "pk").values_list("pk", flat=True):
        succeed(task, to=present.user, reason=reason, by=None, at=at)


CHORES = (Chore("seats_succeeded", orphaned, hand_on),)
