"""What falls due around the prize: members of a jury are reminded once a round, drafts nobody sent are deleted."""

from datetime import datetime, timedelta

from django.utils import timezone

from directory.standing import standing_of
from prizes.jury.judging import JUDGING
from prizes.jury.preparation import members_of
from prizes.letters import jury_reminder, reminder_key
from prizes.models import Ballot, Jury, JuryNomination, NominationDraft
from prizes.services import KEPT_FOR
from workflow.announcements import Chore
from workflow.models import ExternalMail

BEFORE_SCORES = timedelta(days=7)
"""How long before the day set for judging members are reminded; a default that no source confirms."""


def unjudged(at: datetime) -> list[int]:
    """Juries whose day for judging is near, and of whom nobody was reminded in this round."""
    day = timezone.localtime(at).date()
    rows = Jury.objects.filter(stage__in=JUDGING, scores_due__range=(day, day + BEFORE_SCORES))
    return [row.pk for row in rows if not ExternalMail.objects.filter(key__startswith=reminder_key(row)).exists()]


def remind_jury(pk: int, /, *, at: datetime) -> None:
    """To each member who has something left to judge."""
    jury, day = Jury.objects.select_related("award_year").get(pk=pk), timezone.localtime(at).date()
    for person in members_of(jury, day).exclude(email=""):
        seen = JuryNomination.objects.visible_to(standing_of(person, day)).filter(jury=jury)
        judged = Ballot.objects.filter(entry__jury=jury, juror=person, round=jury.round)
        missing = seen.exclude(pk__in=judged.values("entry")).count()
        if missing:
            jury_reminder(jury, person, missing, at)


def expired_drafts(at: datetime) -> list[int]:
    """Drafts nobody sent within the days that their mail promises."""
    return list(NominationDraft.objects.filter(sent_at=None, changed_at__lt=at - KEPT_FOR).values_list("pk", flat=True))


def delete_draft(pk: int, /, *, at: datetime) -> None:
    """With its attachments; what was sent or written on meanwhile stays."""
    NominationDraft.objects.filter(pk=pk, sent_at=None, changed_at__lt=at - KEPT_FOR).delete()


CHORES = (Chore("jury_reminded", unjudged, remind_jury), Chore("drafts_deleted", expired_drafts, delete_draft))
