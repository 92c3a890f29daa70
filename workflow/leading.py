"""Who opens cases: the page, its buttons and the service ask here."""

from django.utils.translation import gettext_lazy as _

from directory.audiences import Audience, officials
from directory.models import Rank
from directory.standing import Standing
from workflow.concerns import BODIES


def may_open_cases(standing: Standing) -> bool:
    """Case workers and up, in a unit of a house."""
    return any(post.rank >= Rank.CASE_WORKER and post.kind not in BODIES for post in standing.posts)


OPENERS = Audience(
    "openers", may_open_cases, _("Vorgänge legt die Sachbearbeitung einer Fachabteilung an."), told=officials
)
