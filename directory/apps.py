"""Who exists: people, units, partners."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers the directory."""

    name = "directory"
    verbose_name = _("Organisation")
