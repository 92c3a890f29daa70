"""The engine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    """Registers the engine."""

    name = "workflow"
    verbose_name = _("Vorgangsbearbeitung")
