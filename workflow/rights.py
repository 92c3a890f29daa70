"""What follows from the house's dates and the table of concerns: whom a case is open to, and what a person reaches. Numbers and names of people, never a title.

For those who look after rights without reading cases: Fachadministration, Datenschutz, Revision.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from directory.audiences import Audience, officials
from directory.models import Contact, Deputyship, Membership, Organisation, OrgUnit, UnitFunction, User
from directory.standing import Standing
from workflow.concerns import Kind, behind, has_office, office_subjects, partner_subjects
from workflow.inbox import VIEWS, counts_of
from workflow.models import Case, Concern, Confidentiality, Participation
from workflow.querysets import not_excluded
from workflow.reasons import Access, Reason, held
from workflow.states import Extent, Why

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EXAMINING = (UnitFunction.ADMINISTRATION, UnitFunction.PRIVACY, UnitFunction.AUDIT)
WITHOUT_CONTENT = (UnitFunction.ADMINISTRATION, UnitFunction.PRIVACY)
"""They examine the rights of every case, because they read none of it; the Revision examines those it may know of."""
MOST_PEOPLE = 20
MOST_GRANTS = 200


def may_examine(standing: Standing) -> bool:
    """Looks after rights, herself or as a deputy."""
    return has_office(standing, *EXAMINING)


EXAMINERS = Audience(
    "examiners", may_examine, _("Zugriffsrechte prüfen Fachadministration, Datenschutz und Revision."), told=officials
)


def examinable(standing: Standing) -> QuerySet[Case]:
    """Cases whose rights the person may examine; none from which she is excluded herself."""
    if has_office(standing, *WITHOUT_CONTENT):
        return Case.objects.filter(not_excluded(standing))
    return Case.objects.visible_to(standing)


def people_called(text: str) -> list[User]:
    """Whose account is exactly that; otherwise whose name or account holds every word of it."""
    exact = list(User.objects.filter(username__iexact=text)) if text else []
    if exact or not text:
        return exact
    found = Q()
    for word in text.split():
        found &= Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
    return list(User.objects.filter(found).order_by("last_name", "first_name", "pk")[:MOST_PEOPLE])


def grants(standing: Standing) -> QuerySet[Participation]:
    """People who were let into restricted cases, the next to end first; neither title nor reason."""
    rows = Participation.objects.filter(
        person__isnull=False, ended_at=None, until__gte=standing.day, case__in=examinable(standing),
        case__confidentiality=Confidentiality.RESTRICTED,
    )  # fmt: skip
    return rows.select_related("person", "added_by", "case").order_by("until", "pk")[:MOST_GRANTS]


@dataclass(frozen=True)
class Reach:
    """How many cases one reason opens how far."""

    why: int
    extent: int
    cases: int

    @property
    def reason(self) -> "_StrOrPromise":
        """In words."""
        return Why(self.why).label

    @property
    def opens(self) -> "_StrOrPromise":
        """In words."""
        return Extent(self.extent).label


def reach(standing: Standing) -> list[Reach]:
    """Cases by reason and extent, without those she is excluded from. A case with two reasons counts with both."""
    subjects = [*office_subjects(standing), *partner_subjects(standing)]
    rows = Concern.objects.filter(not_excluded(standing, "case_id"), subject__in=subjects, until__gte=standing.day)
    counted = rows.values("why", "extent").annotate(cases=Count("case_id", distinct=True)).order_by("why", "extent")
    return [Reach(**row) for row in counted]


@dataclass(frozen=True)
class Rights:
    """What a person stands for on a day, with its dates, and what that reaches."""

    standing: Standing
    posts: list[Membership]
    roles: list[Contact]
    deputises_for: list[Deputyship]
    deputies: list[Deputyship]
    reach: list[Reach]
    lists: "list[tuple[_StrOrPromise, int]]"
    cases: int
    files: int


def rights(standing: Standing) -> Rights:
    """The same number of statements for everybody."""
    user, day = standing.user, standing.day
    deputyships = (
        Deputyship.objects.valid_on(day).select_related("principal", "deputy", "unit").order_by("valid_from", "pk")
    )
    counts = counts_of(standing)
    return Rights(
        standing,
        posts=list(Membership.objects.valid_on(day).filter(user=user).select_related("unit").order_by("-rank", "pk")),
        roles=list(Contact.objects.valid_on(day).filter(user=user).select_related("organisation").order_by("pk")),
        deputises_for=list(deputyships.filter(deputy=user)), deputies=list(deputyships.filter(principal=user)),
        reach=reach(standing), lists=[(label, counts[view]) for view, label in VIEWS.items()],
        cases=Case.objects.visible_to(standing).count(), files=Case.objects.in_full_view_of(standing).count(),
    )  # fmt: skip


@dataclass
class Holder:
    """One row of the table, who is behind it, and the people it lets in."""

    concern: Concern
    name: str
    people: list[tuple[Standing, Reason]] = field(default_factory=list)


def holders(case: Case, day: date, accesses: Iterable[Access]) -> list[Holder]:
    """Every row of a case, those included that let nobody in on this day."""
    rows = list(held(case, day))
    names = names_of(row.subject for row in rows)
    found = {row.pk: Holder(row, names[row.subject]) for row in rows}
    for access in accesses:
        for reason in () if access.excluded else access.found:
            found[reason.concern.pk].people.append((access.standing, reason))
    return list(found.values())


def names_of(subjects: Iterable[int]) -> dict[int, str]:
    """Units, organisations and people by name; at most three statements."""
    wanted: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    subjects = list(subjects)
    for kind, pk in map(behind, subjects):
        wanted[kind].add(pk)
    units = OrgUnit.objects.in_bulk(wanted[Kind.UNIT] | wanted[Kind.LINE])
    organisations = Organisation.objects.in_bulk(wanted[Kind.ORGANISATION])
    people = User.objects.in_bulk(wanted[Kind.PERSON])
    named = {
        Kind.UNIT: lambda pk: f"{units[pk].short} {units[pk].name}", Kind.LINE: lambda pk: f"{units[pk].short} {units[pk].name}",
        Kind.ORGANISATION: lambda pk: organisations[pk].name, Kind.PERSON: lambda pk: people[pk].name,
    }  # fmt: skip
    return {subject: named[kind](pk) for subject in subjects for kind, pk in [behind(subject)]}
