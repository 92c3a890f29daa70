"""Rows that are dated: which of them count on a given day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # one queryset serves every dated model
    """Rows with `valid_from` and an optional `valid_to`, both days included."""

    def valid_on(self, day: date) -> Self:
        """Keep the rows in force on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
