"""Kind 1: the Integrationsvertrag."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """Announces the kind to the engine."""

    name = "contracts"
    verbose_name = _("Integrationsverträge")

    def ready(self) -> None:
        """Register policy and pages."""
        from contracts.flows import ContractFlow  # noqa: PLC0415 -- models are ready only now
        from contracts.pages import ContractPages  # noqa: PLC0415 -- models are ready only now
        from contracts.policy import ContractPolicy  # noqa: PLC0415 -- models are ready only now
        from workflow.policies import register  # noqa: PLC0415 -- models are ready only now

        register(ContractPolicy(), flow=ContractFlow, pages=ContractPages())
