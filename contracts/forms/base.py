"""What the forms of a contract's tasks share. Each form's cleaned data is the payload of the verdict."""

from typing import Any

from django import forms

from contracts.models import (
    Contract,
)
from directory.forms import Form
from directory.models import FieldCatalogue, FieldOfAction, Organisation, OrgUnit, UnitKind
from directory.standing import Standing
from workflow.board import unit_label
from workflow.forms.task import DateInput
from workflow.models import CaseTask


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day without time."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DateInput())


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Ressorts by short and full name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OrgUnit.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: OrgUnit) -> str:
        """HMKB Kultus, Bildung und Chancen."""
        return unit_label(obj.short, obj.name)


class TaskForm(Form):
    """Base of the forms on a task page."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing
        self.contract = Contract.objects.filter(pk=task.process_id).first()
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the case."""


def fields_on(day: Any) -> Any:
    """Handlungsfelder of the catalogue in force."""
    return FieldOfAction.objects.filter(catalogue__in=FieldCatalogue.objects.valid_on(day)).select_related("catalogue")


def ressorts_on(day: Any) -> Any:
    """Ressorts of the day."""
    return OrgUnit.objects.valid_on(day).filter(kind=UnitKind.DEPARTMENT).order_by("short")


def partners_on(day: Any) -> Any:
    """Partner organisations of the day."""
    return Organisation.objects.valid_on(day).order_by("name")
