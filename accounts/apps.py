"""Who signs in, and how."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers the accounts."""

    name = "accounts"
    verbose_name = _("Anmeldung")
