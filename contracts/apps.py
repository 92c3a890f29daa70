"""Kind 1: the Integrationsvertrag."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """Announces the kind to the engine."""

    name = "contracts"
    verbose_name = _("Integrationsverträge")
