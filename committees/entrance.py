"""Where people begin who have to do with the bodies."""

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import Body
from committees.session_querysets import bodies_of, runs_bodies
from directory.standing import Standing


def session_navigation(standing: Standing) -> list[tuple[str, str, str, str]]:
    """One entry of the main navigation, for the Geschäftsstelle and for members; a jury is no body that meets here."""
    if not runs_bodies(standing) and not Body.objects.filter(pk__in=bodies_of(standing)).exists():
        return []
    return [("sessions", reverse("sessions"), _("Sitzungen"), "gavel")]


def body_navigation(standing: Standing) -> list[tuple[str, str, str, str]]:
    """The composition is kept by the Geschäftsstelle and read by those who lead; others find it by its address."""
    if not runs_bodies(standing) and not (standing.is_manager and standing.belongs_to_house()):
        return []
    return [("bodies", reverse("bodies"), _("Gremien"), "group")]
