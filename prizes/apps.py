"""Kind 2: nominations for the Integrationspreis."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrizesConfig(AppConfig):
    """Announces the kind to the engine."""

    name = "prizes"
    verbose_name = _("Integrationspreis")

    def ready(self) -> None:
        """Register policy and pages."""
        from prizes.flows import NominationFlow  # noqa: PLC0415 -- models are ready only now
        from prizes.pages import NominationPages  # noqa: PLC0415 -- models are ready only now
        from prizes.policy import NominationPolicy  # noqa: PLC0415 -- models are ready only now
        from workflow.policies import register  # noqa: PLC0415 -- models are ready only now

        register(NominationPolicy(), flow=NominationFlow, pages=NominationPages())
