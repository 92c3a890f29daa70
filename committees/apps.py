"""Kind 3: bodies, their sessions, and appointments to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    """Bodies of the Land's integration policy."""

    name = "committees"
    verbose_name = _("Gremien")
