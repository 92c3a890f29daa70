"""Where each role starts and what its main navigation offers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import UnitFunction
from directory.standing import Standing, standing_of
from workflow import clock
from workflow.announcements import entrances
from workflow.inbox import counts_of
from workflow.rights import may_examine

if TYPE_CHECKING:
    from directory.models import User


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation."""

    key: str
    url: str
    label: str
    icon: str
    current: bool
    count: int | None = None


def standing_for(request: HttpRequest) -> Standing:
    """The signed-in person's standing today, read once per request."""
    found: Standing | None = getattr(request, "_standing", None)
    if found is None:
        user: User = request.user  # type: ignore[assignment]  # pages behind sign-in only
        found = standing_of(user, clock.today())
        request._standing = found  # type: ignore[attr-defined]  # noqa: SLF001 -- kept for this request
    return found


def counts_for(request: HttpRequest) -> dict[str, int]:
    """How many tasks each view of the inbox holds, counted once per request."""
    found: dict[str, int] | None = getattr(request, "_counts", None)
    if found is None:
        found = counts_of(standing_for(request))
        request._counts = found  # type: ignore[attr-defined]  # noqa: SLF001 -- kept for this request
    return found


def navigation_for(request: HttpRequest, standing: Standing) -> list[Item]:
    """The entries of this person's main navigation; partners have their portal's own."""
    if standing.is_partner or not standing.posts:
        return []
    wanted: list[tuple[str, str, str, str]] = []
    if standing.takes_tasks:
        wanted.append(("tasks", reverse("inbox"), _("Aufgaben"), "inbox"))
        wanted.append(("cases", reverse("cases"), _("Vorgänge"), "folder"))
    if (
        standing.is_manager
        or standing.has_function(UnitFunction.SECRETARIAT)
        or standing.has_function(UnitFunction.FRONT_OFFICE)
    ):
        wanted.append(("deadlines", reverse("deadlines"), _("Fristen"), "chart"))
    for entrance in entrances():
        wanted += entrance(standing)
    if standing.has_function(UnitFunction.ADMINISTRATION):
        wanted.append(("administration", reverse("administration"), _("Verwaltung"), "settings"))
    elif may_examine(standing):
        wanted.append(("rights", reverse("rights"), _("Zugriffsrechte"), "shield"))
    # Where one address lies within another, the closer one is where the person is.
    here = max((url for _key, url, _label, _icon in wanted if request.path.startswith(url)), key=len, default="")
    return [
        Item(key, url, label, icon, url == here, counts_for(request)["offen"] if key == "tasks" else None)
        for key, url, label, icon in wanted
    ]
