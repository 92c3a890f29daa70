"""Kind 2: the Integrationspreis, its years and its nominations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrizesConfig(AppConfig):
    """Announces both kinds to the engine."""

    name = "prizes"
    verbose_name = _("Integrationspreis")

    def ready(self) -> None:
        """Register policy and pages."""
        from documents.cleaning import keep_files_of  # noqa: PLC0415 -- models are ready only now
        from prizes.chores import CHORES  # noqa: PLC0415 -- models are ready only now
        from prizes.demo import load  # noqa: PLC0415 -- models are ready only now
        from prizes.entrance import ENTRANCES  # noqa: PLC0415 -- models are ready only now
        from prizes.flows import AwardYearFlow, NominationFlow  # noqa: PLC0415 -- models are ready only now
        from prizes.models import BlindFile, DraftFile  # noqa: PLC0415 -- models are ready only now
        from prizes.pages import AwardYearPages, NominationPages  # noqa: PLC0415 -- models are ready only now
        from prizes.policy import AwardYearPolicy, NominationPolicy  # noqa: PLC0415 -- models are ready only now
        from workflow.announcements import announce  # noqa: PLC0415 -- models are ready only now
        from workflow.policies import register  # noqa: PLC0415 -- models are ready only now

        keep_files_of(BlindFile, DraftFile)
        announce(entrances=ENTRANCES, demo=load, chores=CHORES)
        register(AwardYearPolicy(), flow=AwardYearFlow, pages=AwardYearPages())
        register(NominationPolicy(), flow=NominationFlow, pages=NominationPages())
