"""What a member of a jury may see."""

from typing import Self

from django.db import models

from directory.standing import Standing

JUDGING = ("blind", "open", "fixed")


class BlindFileQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Attachments without names."""

    def seen(self) -> Self:
        """Those that the office has looked at: nobody else is shown any other."""
        return self.filter(checked_at__isnull=False)


class JuryNominationQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Nominations before a jury."""

    def visible_to(self, standing: Standing) -> Self:
        """Those of the juries the person belongs to, once they judge; without those she is biased on or excluded from, whatever she asks for."""
        return self.filter(jury__unit_id__in=standing.unit_ids, jury__stage__in=JUDGING).without_bias_of(standing)

    def without_bias_of(self, standing: Standing) -> Self:
        """Leaves out what this natural person has a bias on."""
        declared = self.model._base_manager.filter(declarations__juror=standing.user, declarations__biased=True)
        shut = self.model._base_manager.filter(nomination__case__excluded__contains=[standing.user.pk])
        return self.exclude(pk__in=declared.values("pk")).exclude(pk__in=shut.values("pk"))

    def declared_by(self, standing: Standing) -> Self:
        """Those the person has said she is free on: only these are shown in full."""
        return self.filter(declarations__juror=standing.user, declarations__biased=False)
