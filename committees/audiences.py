"""Who reaches the pages around the bodies."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from committees.models import Body
from committees.seating import may_fill_any
from committees.secretariat import runs_bodies
from committees.session_querysets import bodies_of
from directory.audiences import HOUSE, TASKS, Audience, officials
from directory.standing import Standing


def meets(standing: Standing) -> bool:
    """Sits in a body that meets here, or runs them all; a jury is no such body."""
    return runs_bodies(standing) or Body.objects.filter(pk__in=bodies_of(standing)).exists()


def fills_seats(standing: Standing) -> bool:
    """The Geschäftsstelle, and whoever leads a Ressort."""
    return runs_bodies(standing) or may_fill_any(standing)


MEMBERS = Audience("members", meets, _("Die Sitzungen sind den Mitgliedern der Gremien vorbehalten."))
# What was recommended and planned is for everybody who works for the Land, and for those who sit in its bodies.
LAND = TASKS | MEMBERS
SECRETARIAT = Audience(
    "secretariat",
    runs_bodies,
    _("Gremien, ihre Sitzungen und Empfehlungen betreut die Geschäftsstelle."),
    told=officials,
)
# Who may not see the composition learns nothing of the pages that change it.
KEEPERS = replace(SECRETARIAT, told=HOUSE.admits)
FILLING = Audience("filling seats", fills_seats, _("Ressortsitze besetzt die Leitung des Ressorts."))
