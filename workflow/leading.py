"""Which units lead cases, and so who opens them: the page, its buttons and the service ask here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.audiences import Audience, officials
from directory.models import OrgUnit, Rank, UnitKind
from directory.standing import Post, Standing
from workflow.errors import InputError
from workflow.policies import ENGINE_RULES, rules

LEADING = (UnitKind.SECTION, UnitKind.STAFF, UnitKind.DIVISION)


def leading_posts(standing: Standing) -> list[Post]:
    """The person's own posts from which a case may be led: case workers and up of units that do not serve or watch over the others."""
    return [
        post
        for post in standing.posts
        if post.rank >= Rank.CASE_WORKER and post.kind in LEADING and post.function in ENGINE_RULES["led_by"]
    ]


def may_open_cases(standing: Standing) -> bool:
    """Whoever has a post from which a case may be led."""
    return bool(leading_posts(standing))


def require_leading(unit: OrgUnit, procedure_id: int, *, field: str) -> None:
    """Raises InputError on `field` for a unit that the procedure does not let lead."""
    if unit.function not in rules(procedure_id)["led_by"]:
        raise InputError(field, _("%(unit)s führt nach dem Verfahren keine Vorgänge.") % {"unit": unit})


OPENERS = Audience(
    "openers", may_open_cases, gettext_lazy("Vorgänge legt die Sachbearbeitung einer Fachabteilung an."), told=officials
)
