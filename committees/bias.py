"""Befangenheit in a body (§§ 20, 21 HVwVfG): whoever is shut out of a case neither reads, answers nor votes on the item it stands for.

It is the natural person who is shut out. Her seat keeps its vote: a deputy who is free may give it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import AgendaItem, Attendance, Ballot
from directory.models import OrgUnit, User
from workflow.errors import InputError, NotAllowedError
from workflow.exclusion import shut_out
from workflow.models import Case
from workflow.opening import opened_case
from workflow.permissions import Authority


def shut_by_item(items: Iterable[AgendaItem]) -> dict[int, frozenset[int]]:
    """Who is shut out of each item, by id. Locks the cases in one order, so call it before the session is locked and what it says stays true."""
    rows = list(items)
    wanted = {row.case_id for row in rows if row.case_id is not None}
    cases = Case.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    shut: dict[int | None, list[int]] = {None: [], **dict(cases.values_list("pk", "excluded"))}
    return {row.pk: frozenset(shut[row.case_id]) for row in rows}


def require_free(user: User, items: Iterable[AgendaItem], shut: Mapping[int, frozenset[int]]) -> None:
    """NotAllowedError when the person is shut out of one of these items."""
    if any(user.pk in shut[item.pk] for item in items):
        raise NotAllowedError(_("Von einem dieser Punkte sind Sie wegen Befangenheit ausgeschlossen."))


def require_one_seat(user: User, items: Iterable[AgendaItem], seat: OrgUnit) -> None:
    """One person has one vote: whoever answered for a seat answers for no other, whatever she deputises for."""
    given = Ballot.objects.filter(item__in=items, given_by=user, recorded=False).exclude(seat=seat)
    other = given.select_related("seat").first()
    if other:
        raise InputError(
            "", _("Sie haben bereits für den Sitz %(seat)s geantwortet; niemand stimmt für zwei Sitze.") % {"seat": other.seat}
        )  # fmt: skip


def require_excluded(excluded: Iterable[Attendance], present: Iterable[Attendance], shut: frozenset[int]) -> None:
    """Whoever is shut out of the case and sits there herself is recorded as biased; InputError on `excluded` otherwise."""
    noted = {row.pk for row in excluded}
    for row in present:
        if row.user_id in shut and not row.represented_by and row.pk not in noted:
            raise InputError(
                "excluded", _("%(member)s ist von diesem Vorgang ausgeschlossen und stimmt nicht mit. Kreuzen Sie das Mitglied als befangen an.") % {"member": row},
            )  # fmt: skip


def shut_out_of(item: AgendaItem, person: User, reason: str, *, by: User, at: datetime) -> None:
    """Bias declared in a body holds for the whole case; an item without a case has nothing to be shut out of."""
    if item.case_id is None:
        return
    with opened_case(item.case_id, at=at) as step:
        if person.pk not in step.case.excluded:
            step.authority = Authority(by)
            shut_out(step, person, reason)
