"""Which bodies a standing may see, and which mandates run on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from directory.standing import Standing
from workflow.concerns import house_units

# A deputy or a guest does not fill a seat.
FILLING = ("member", "chair", "group_lead")


class BodyQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Bodies."""

    def visible_to(self, standing: Standing) -> Self:
        """The composition is open to everybody who works in a house of the Land, herself or as deputy, and to nobody else."""
        return self if house_units(standing) else self.none()


class MandateQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Mandates."""

    def on(self, day: date) -> Self:
        """Running on a day, both ends included."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), begins__lte=day)

    def filling(self) -> Self:
        """Those that fill a seat."""
        return self.filter(function__in=FILLING)

    def of(self, body_ids: Iterable[int]) -> Self:
        """Of these bodies."""
        return self.filter(seat__group__body_id__in=list(body_ids))


class SeatQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Seats."""

    def on(self, day: date) -> Self:
        """Part of the concept on a day."""
        return self.filter(Q(begins=None) | Q(begins__lte=day), Q(ends=None) | Q(ends__gte=day))
