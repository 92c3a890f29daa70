"""Why somebody sees a case: the rows of the table of concerns that meet what she stands for, and the exclusion that outweighs them all.

It reads the same subjects and the same rows as `visible_to` and `in_full_view_of` (`workflow/querysets.py`); a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.models import Rank, UnitFunction, User
from directory.standing import Post, Standing, standings_of
from workflow.concerns import Ground, office_grounds, partner_grounds, watched_by
from workflow.models import Case, Concern
from workflow.states import Extent


@dataclass(frozen=True)
class Reason:
    """One row of the table that meets one thing the person stands for."""

    concern: Concern
    ground: Ground

    @property
    def opens_file(self) -> bool:
        """The whole file of the Land."""
        return self.concern.extent >= Extent.FILE and not self.concern.for_partner

    @property
    def shows_case(self) -> bool:
        """Enough to know of the case; a task in another's case shows a partner nothing but the task."""
        return self.concern.extent >= Extent.FILE or not self.concern.for_partner

    @property
    def by(self) -> str:
        """The post, and in whose place."""
        post = _post(self.ground.post) if self.ground.post else ""
        deputises = _("in Vertretung für %(name)s") % {"name": self.ground.principal} if self.ground.principal else ""
        return ", ".join(filter(None, [post, deputises]))


def _post(post: Post) -> str:
    if watched_by(post):
        return f"{UnitFunction(post.function).label}, {post.unit_short}"
    return f"{Rank(post.rank).label}, {post.unit_short}"


@dataclass(frozen=True)
class Access:
    """Everything by which one person sees a case, whether or not she is excluded from it."""

    standing: Standing
    found: tuple[Reason, ...]
    excluded: bool

    @property
    def sees_case(self) -> bool:
        """As `visible_to` has it."""
        return not self.excluded and any(reason.shows_case for reason in self.found)

    @property
    def opens_file(self) -> bool:
        """As `in_full_view_of` has it."""
        return not self.excluded and any(reason.opens_file for reason in self.found)


def reasons(case: Case, standing: Standing) -> Access:
    """Why the person sees the case on her standing's day; one statement."""
    return _access(case, standing, _by_subject(held(case, standing.day)))


def everybody(case: Case, day: date) -> list[Access]:
    """The same of all active people whom the case concerns or who are excluded from it, by name; five statements, however many people."""
    rows = _by_subject(held(case, day))
    people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
    found = (_access(case, standing, rows) for standing in standings_of(people, day))
    return [access for access in found if access.found or access.excluded]


def held(case: Case, day: date) -> QuerySet[Concern]:
    """The rows of a case that hold on a day, whoever is behind them."""
    return Concern.objects.filter(case=case, until__gte=day).order_by("why", "subject")


def _by_subject(rows: Iterable[Concern]) -> dict[int, list[Concern]]:
    found: dict[int, list[Concern]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def _access(case: Case, standing: Standing, rows: dict[int, list[Concern]]) -> Access:
    grounds = [*office_grounds(standing), *partner_grounds(standing)]
    met = (Reason(row, ground) for ground in grounds for row in rows.get(ground.subject, ()))
    return Access(
        standing, tuple(sorted(met, key=lambda reason: reason.concern.why)), standing.user.pk in case.excluded
    )
