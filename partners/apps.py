"""What a partner sees and does."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Registers the portal."""

    name = "partners"
    verbose_name = _("Partnerportal")

    def ready(self) -> None:
        """Announce the way in."""
        from workflow.announcements import Entrance, announce  # noqa: PLC0415 -- models are ready only now

        announce(entrances=(Entrance("portal", "portal", _("Partnerportal"), "handshake"),))
