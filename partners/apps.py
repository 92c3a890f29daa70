"""What a partner sees and does."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Registers the portal."""

    name = "partners"
    verbose_name = _("Partnerportal")
