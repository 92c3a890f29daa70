"""Where people begin who have to do with the prize."""

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import UnitKind
from directory.standing import Standing
from prizes.models import Jury
from prizes.permissions import may_run_prize


def prize_navigation(standing: Standing) -> list[tuple[str, str, str, str]]:
    """For the unit of the prize; and for those who judge."""
    entries = [("prize", reverse("award-years"), _("Preis"), "flag")] if may_run_prize(standing) else []
    bodies = [post.unit_id for post in standing.posts if post.kind == UnitKind.BODY]
    if bodies and Jury.objects.filter(unit__in=bodies).exists():
        entries.append(("jury", reverse("jury"), _("Jury"), "group"))
    return entries
