"""Where each role starts and what its main navigation offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.audiences import opens
from directory.standing import Standing, standing_of
from workflow import clock
from workflow.announcements import Entrance, entrances
from workflow.inbox import counts_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from directory.models import User

FIRST = (
    Entrance("tasks", "inbox", _("Aufgaben"), "inbox"),
    Entrance("cases", "cases", _("Vorgänge"), "folder"),
    Entrance("deadlines", "deadlines", _("Fristen"), "chart"),
)
LAST = (
    Entrance("administration", "administration", _("Verwaltung"), "settings"),
    Entrance("rights", "rights", _("Zugriffsrechte"), "shield"),
)


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation."""

    key: str
    url: str
    label: "_StrOrPromise"
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


def entrances_for(standing: Standing) -> Iterator[Entrance]:
    """The entrances whose pages are for this person, in the order of the navigation; where she starts comes first."""
    return (one for one in (*FIRST, *entrances(), *LAST) if opens(standing, one.route))


def navigation_for(request: HttpRequest, standing: Standing) -> list[Item]:
    """The entries of this person's main navigation; the portal alone needs none."""
    wanted = list(entrances_for(standing))
    if standing.is_partner and len(wanted) == 1:
        return []
    # Where one address lies within another, the closer one is where the person is.
    here = max((one.url for one in wanted if request.path.startswith(one.url)), key=len, default="")
    return [
        Item(
            one.key,
            one.url,
            one.label,
            one.icon,
            one.url == here,
            counts_for(request)["offen"] if one.key == "tasks" else None,
        )
        for one in wanted
    ]
