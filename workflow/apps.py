"""The engine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    """Registers the engine."""

    name = "workflow"
    verbose_name = _("Vorgangsbearbeitung")

    def ready(self) -> None:
        """Announce what falls due in the engine itself."""
        from workflow.announcements import announce  # noqa: PLC0415 -- models are ready only now
        from workflow.chores import CHORES  # noqa: PLC0415 -- models are ready only now

        announce(chores=CHORES)
