"""The papers of a case."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registers the papers."""

    name = "documents"
    verbose_name = _("Dokumente")
