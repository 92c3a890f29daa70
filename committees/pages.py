"""What the shared pages show of an appointment."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.evaluation import evaluate
from committees.forms.appointment import AcceptanceForm, CabinetForm, ListForm
from committees.forms.naming import NamesForm
from committees.forms.recall import RecallForm
from committees.models import Appointment
from committees.parity import gauge_of
from committees.recalls import may_recall, recall_of
from directory.standing import Standing
from workflow.models import Case, CaseTask
from workflow.policies import CasePages
from workflow.states import CaseState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

RENEWAL = "renewal"
# Tasks of the lead unit, which keeps the people's contact.
KEEPING = ("record_names", "record_more", "check_list", "acceptance")
READING = (*KEEPING, "coordinate", "sign_head", "sign_division", "sign_secretary", "appoint", "cabinet_paper")
RECALLING = ("draft_recall", "sign_recall", "decide_recall", "cabinet_recall", "announce_recall")
IN_OFFICE = (CaseState.IN_FORCE, CaseState.EVALUATION, CaseState.COMPLETED, CaseState.FILED)


class AppointmentPages(CasePages):
    """Seats, people, and the gauge over the list."""

    record_label = gettext_lazy("Berufung")
    record_template = "committees/bodies/_appointment.html"
    task_forms = {
        "name_people": NamesForm, "record_names": NamesForm, "record_more": NamesForm, "check_list": ListForm, "cabinet_paper": CabinetForm,
        "acceptance": AcceptanceForm, "draft_recall": RecallForm, "cabinet_recall": CabinetForm,
    }  # fmt: skip
    task_panels = {
        "concept": "committees/bodies/_appointment.html", "review": "committees/bodies/_appointment.html",
        **dict.fromkeys(READING, "committees/bodies/_appointment.html"), **dict.fromkeys(RECALLING, "committees/bodies/_recall.html"),
    }  # fmt: skip

    def actions(self, case: Case, standing: Standing) -> "list[tuple[_StrOrPromise, str]]":
        """Abberufung."""
        if not may_recall(case, standing):
            return []
        return [(_("Mitglied abberufen"), reverse("appointment-recall", args=[case.pk]))]

    def record(self, case: Case, standing: Standing) -> dict[str, Any]:
        """All of it; self-declarations only in sums, and how the term went so far."""
        found = self._list(case)
        row = found["appointment"]
        found["recalls"] = row.recalls.select_related("mandate__member", "mandate__seat__group")
        if case.state in IN_OFFICE:
            found["evaluation"] = evaluate(row, standing.day)
        return found

    def _list(self, case: Case) -> dict[str, Any]:
        """The list, and the sums over those who fill a seat or are to fill one; a deputy does not."""
        row = Appointment.objects.select_related("body__unit").get(pk=case.pk)
        proposals = list(row.proposals.select_related("seat__group", "member"))
        listed = [one for one in proposals if one.chosen] or proposals
        return {
            "appointment": row,
            "proposals": proposals,
            "seats": row.seats.select_related("group", "organisation", "unit"),
            "gauge": gauge_of(one.member_id for one in listed if not one.is_deputy),
        }

    def panel(self, task: CaseTask, standing: Standing) -> dict[str, Any]:
        """The list beside every task of the office, with what this one needs besides."""
        name = task.node.name
        if name in RECALLING:
            return {"recall": recall_of(task)}
        found = self._list(task.case) | {"keeps_people": name in KEEPING, "for_cabinet": name == "cabinet_paper"}
        if name == "review":
            found["evaluation"] = evaluate(found["appointment"], standing.day)
        if name == "concept" and task.case.relation == RENEWAL:
            before = Appointment.objects.filter(pk=task.case.parent_id).first()
            found["evaluation"] = evaluate(before, standing.day) if before else None
        return found
