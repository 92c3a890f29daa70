"""Who concerns which case: one narrow table on which every list, page, file, count and search stands."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.concerns import Kind, behind
from workflow.models.case import Case
from workflow.states import Extent, Why

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

FOREVER = date.max
"""The last day of what holds until further notice."""


class Concern(models.Model):
    """One subject, one case, one reason. The database derives the rows from cases, tasks and participations; nobody else writes them.

    `subject` is a unit, an organisation, a person, or the line above a unit in one number (`workflow/concerns.py`), so that one index answers
    for everything a person stands for.
    """

    pk = models.CompositePrimaryKey("subject", "case_id", "why")
    subject = models.BigIntegerField()
    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="concerns")
    why = models.PositiveSmallIntegerField(choices=Why)
    extent = models.PositiveSmallIntegerField(choices=Extent)
    since = models.DateTimeField()
    until = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("Zugang")
        verbose_name_plural = _("Zugänge")
        # The key serves the lists; this one serves the question whether somebody may see a case, and the settling of one case.
        indexes = [models.Index(fields=["case", "subject"], include=["extent", "until"], name="concern_of_case")]

    def __str__(self) -> str:
        return f"{self.subject}/{self.case_id}: {self.get_why_display()}"

    @property
    def for_partner(self) -> bool:
        """It opens the portal, not the office's pages."""
        return behind(self.subject)[0] is Kind.ORGANISATION

    @property
    def opens(self) -> "_StrOrPromise":
        """How far it reaches, in words."""
        if self.for_partner and self.extent >= Extent.FILE:
            return _("was für den Partner freigegeben ist")
        return Extent(self.extent).label

    @property
    def ends(self) -> date | None:
        """The last day; None until further notice."""
        return None if self.until == FOREVER else self.until
