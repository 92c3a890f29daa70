"""Abberufung: whom it concerns, from when on, and why."""

from django import forms
from django.utils.translation import gettext_lazy

from committees.forms.appointment import AppointmentTaskForm
from committees.models import Hearing, Mandate
from committees.recalls import recall_of, recallable
from workflow.forms.task import DateInput


class RecallForm(AppointmentTaskForm):
    """The draft that is signed. What is not pursued needs no more than a reason."""

    mandate = forms.ModelChoiceField(
        Mandate.objects.none(), label=gettext_lazy("Mandat"), required=False, empty_label=gettext_lazy("Wählen")
    )
    last_day = forms.DateField(
        label=gettext_lazy("Letzter Tag"), widget=DateInput(), required=False, help_text=gettext_lazy("Frühestens heute; bis dahin läuft das Mandat.")
    )  # fmt: skip
    reasons = forms.CharField(
        label=gettext_lazy("Gründe"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=gettext_lazy("Sie stehen im Schreiben an die Person.")
    )  # fmt: skip
    hearing = forms.ChoiceField(
        label=gettext_lazy("Anhörung"), required=False, choices=[("", gettext_lazy("Wählen")), *Hearing.choices]
    )

    def prepare(self) -> None:
        """Mandates of this case that are in office, and what was drafted before."""
        recall = recall_of(self.task)
        mandates = recallable(self.task.case, self.standing.day)
        self.fields["mandate"].queryset = mandates  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["mandate"].label_from_instance = _label  # type: ignore[attr-defined]  # model choice fields name their rows
        self.initial = {
            "mandate": recall.mandate_id, "last_day": recall.last_day or self.standing.day, "reasons": recall.reasons, "hearing": recall.hearing,
        }  # fmt: skip


def _label(mandate: Mandate) -> str:
    return f"{mandate.seat}: {mandate.member} ({mandate.get_function_display()})"
