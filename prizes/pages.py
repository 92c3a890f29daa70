"""What the shared pages show of a nomination."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from prizes.comparison import findings
from prizes.forms.office import DecisionForm
from prizes.models import Nomination
from prizes.services import may_run_prize
from workflow.models import Case, CaseTask
from workflow.policies import CasePages

READING = (
    "check", "longlist", "comment", "jury_decision", "sign_head", "sign_secretary", "letter", "payment", "follow_up",
)  # fmt: skip


class NominationPages(CasePages):
    """The nomination itself, and what to compare it with."""

    record_label = gettext_lazy("Nominierung")
    record_template = "prizes/_record.html"
    task_forms = {"jury_decision": DecisionForm}
    task_panels = dict.fromkeys(READING, "prizes/_panel.html")

    def navigation(self, standing: Standing) -> list[tuple[str, str, str, str]]:
        """For the unit of the prize."""
        return [("prize", reverse("award-years"), _("Preis"), "flag")] if may_run_prize(standing) else []

    def record(self, case: Case) -> dict[str, Any]:
        """All of it."""
        nomination = Nomination.objects.select_related("award_year").get(pk=case.pk)
        return {"nomination": nomination, "findings": findings(nomination)}

    def panel(self, task: CaseTask) -> dict[str, Any]:
        """What it is about; comparisons are for those who decide on admission."""
        nomination = Nomination.objects.select_related("award_year").get(pk=task.process_id)
        found = findings(nomination) if task.node.name in {"check", "longlist"} else []
        return {"nomination": nomination, "findings": found}
