"""What the shared pages show of a nomination."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from prizes.closing import derivation_of, preview
from prizes.comparison import compare
from prizes.eligibility import conditions
from prizes.figures import figures_of, is_shut_out, press_text
from prizes.forms.office import AccountForm, LetterForm, LonglistForm
from prizes.models import AwardYear, Jury, Nomination
from prizes.permissions import may_run_prize
from workflow.models import Case, CaseTask
from workflow.policies import CasePages, openable_kinds
from workflow.querysets import not_excluded
from workflow.states import CaseState

READING = (
    "check", "longlist", "comment", "letter", "payment", "follow_up",
)  # fmt: skip


class NominationPages(CasePages):
    """The nomination itself, and what to compare it with."""

    record_label = gettext_lazy("Nominierung")
    record_template = "prizes/_record.html"
    task_forms = {"letter": LetterForm, "longlist": LonglistForm, "payment": AccountForm}
    task_panels = dict.fromkeys(READING, "prizes/_panel.html")

    def actions(self, case: Case, standing: Standing) -> list[tuple[Any, str]]:
        """An award may lead to something lasting: kinds that are opened by a form can come of it."""
        if case.state not in {CaseState.IN_FORCE, CaseState.EVALUATION} or not may_run_prize(standing):
            return []
        found = [(policy.label, reverse("case-new", args=[policy.kind])) for policy in openable_kinds()]
        return [
            (_("%(kind)s daraus anlegen") % {"kind": label}, f"{address}?aus={case.pk}") for label, address in found
        ]

    def record(self, case: Case, standing: Standing) -> dict[str, Any]:
        """All of it."""
        nomination = Nomination.objects.select_related("award_year").get(pk=case.pk)
        return _facts(nomination) | {"comparison": compare(nomination, standing)}

    def panel(self, task: CaseTask, standing: Standing) -> dict[str, Any]:
        """What it is about; comparisons are for those who decide on admission, the account for those who pay."""
        nomination = Nomination.objects.select_related("award_year").get(pk=task.process_id)
        compared = compare(nomination, standing) if task.node.name in {"check", "longlist"} else None
        return _facts(nomination) | {"comparison": compared, "pays": task.node.name == "payment"}


def _facts(nomination: Nomination) -> dict[str, Any]:
    """The nomination, and whether its nominee may be told of it: once the award is signed."""
    return {"nomination": nomination, "may_tell": bool(nomination.rank and nomination.award_year.decided_on)}


class AwardYearPages(CasePages):
    """The year's call and figures."""

    record_label = gettext_lazy("Preisjahr")
    record_template = "prizes/_year_record.html"
    task_panels = dict.fromkeys(
        ("prepare_call", "approve_head", "approve_call", "prepare_jury", "jury_session", "sign_head", "sign_secretary", "press_text",
         "ceremony_plan", "statistics"),
        "prizes/_year_record.html",
    )  # fmt: skip

    def record(self, case: Case, standing: Standing) -> dict[str, Any]:
        """Call, jury, awards and figures."""
        year = AwardYear.objects.prefetch_related("criteria").get(case=case)
        jury = Jury.objects.filter(award_year=year).select_related("chair").first()
        awards = Nomination.objects.filter(not_excluded(standing, "case_id"), award_year=year, rank__isnull=False)
        return {
            "year": year, "jury": jury, "awards": awards.order_by("rank", "nominee"), "may_open": may_run_prize(standing), "figures": figures_of(year), "conditions": conditions(year),
            "derivation": derivation_of(year) or preview(year, standing.day),
        }  # fmt: skip

    def panel(self, task: CaseTask, standing: Standing) -> dict[str, Any]:
        """The same beside every task; whoever writes to the press has the draft at hand."""
        shown = self.record(task.case, standing)
        drafts = task.node.name == "press_text" and not is_shut_out(shown["year"], standing)
        return shown | {"press": press_text(shown["year"]) if drafts else ""}
