"""Who signs in, and how."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers the accounts."""

    name = "accounts"
    verbose_name = _("Anmeldung")

    def ready(self) -> None:
        """Listen to who signs in."""
        import_module("accounts.receivers")
