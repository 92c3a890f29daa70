"""What the shared pages show of an appointment."""

from typing import Any

from django.utils.translation import gettext_lazy

from committees.forms.appointment import AcceptanceForm, ListForm, NamesForm
from committees.models import Appointment
from committees.parity import gauge_of
from workflow.models import Case, CaseTask
from workflow.policies import CasePages

READING = (
    "concept", "record_names", "record_more", "check_list", "coordinate", "sign_head", "sign_division", "sign_secretary", "appoint", "acceptance", "review",
)  # fmt: skip


class AppointmentPages(CasePages):
    """Seats, people, and the gauge over the list."""

    record_label = gettext_lazy("Berufung")
    record_template = "committees/bodies/_appointment.html"
    task_forms = {
        "name_people": NamesForm, "record_names": NamesForm, "record_more": NamesForm, "check_list": ListForm, "acceptance": AcceptanceForm,
    }  # fmt: skip
    task_panels = dict.fromkeys(READING, "committees/bodies/_appointment.html")

    def record(self, case: Case) -> dict[str, Any]:
        """All of it; self-declarations only in sums."""
        row = Appointment.objects.select_related("body__unit").get(pk=case.pk)
        proposals = list(row.proposals.select_related("seat__group", "member"))
        listed = [one for one in proposals if one.chosen] or proposals
        seats = row.seats.select_related("group", "organisation", "unit")
        return {
            "appointment": row,
            "proposals": proposals,
            "seats": seats,
            "gauge": gauge_of(one.member_id for one in listed),
        }

    def panel(self, task: CaseTask) -> dict[str, Any]:
        """The same beside every task of the office."""
        return self.record(task.case)
