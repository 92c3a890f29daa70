"""Phase 1: fields, Ressorts, D1."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import TaskForm, UnitsField, day_field, fields_on, ressorts_on
from contracts.models import (
    AmendmentTerms,
)
from directory.lookup import responsible_ressorts
from directory.models import FieldOfAction


class AssignFieldsForm(TaskForm):
    """Handlungsfelder and affected Ressorts."""

    fields_of_action = forms.ModelMultipleChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfelder"), widget=forms.CheckboxSelectMultiple
    )
    affected_units = UnitsField(
        label=_("Betroffene Ressorts"),
        help_text=_("Diese Ressorts geben ihr Votum ab und zeichnen den Entwurf mit."),
    )

    def prepare(self) -> None:
        """The catalogue in force and the Ressorts of the day; proposed are those responsible for the fields."""
        day, case = self.standing.day, self.task.case
        chosen = case.fields_of_action.all()
        self.fields["fields_of_action"].queryset = fields_on(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["affected_units"].queryset = ressorts_on(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial.setdefault("fields_of_action", list(chosen))
        self.initial.setdefault("affected_units", list(case.affected_units.all()) or responsible_ressorts(chosen, day))


class DecideProposalForm(TaskForm):
    """D1: the date is only needed for a deferral."""

    until = day_field(
        _("Wiedervorlage bei Zurückstellung"), required=False, help_text=_("Nur ausfüllen, wenn Sie zurückstellen.")
    )


class ScopeForm(TaskForm):
    """Subject of a Nachtrag."""

    subject = forms.CharField(label=_("Gegenstand des Nachtrags"), widget=forms.Textarea, max_length=5000)
    new_ends_on = day_field(
        _("Neues Ende der Laufzeit"), required=False, help_text=_("Nur ausfüllen, wenn sich die Laufzeit ändert.")
    )

    def prepare(self) -> None:
        """What was proposed before it was sent back."""
        before = AmendmentTerms.objects.filter(contract_id=self.task.process_id).first()
        if before:
            self.initial = {"subject": before.subject, "new_ends_on": before.new_ends_on}
