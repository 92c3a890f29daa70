"""What can be typed on a task page beyond the form of its node."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.forms import Form
from directory.models import ContactRole, OrgUnit, User
from directory.standing import Standing
from workflow.models import Case, CaseTask
from workflow.nodes import Addressee, HumanTask, each
from workflow.policies import pages_for
from workflow.steps import SHARE, Verdict

OUTCOME = "outcome"
NOTE = "note"


class DateInput(forms.DateInput):
    """A native date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlainTaskForm(Form):
    """A task whose node asks for nothing but a remark."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing


def task_form(task: CaseTask, standing: Standing, data: Any = None, files: Any = None) -> forms.Form:
    """The form of the task's node with the remark that every task has."""
    form_class: Any = pages_for(task.case).task_forms.get(task.node.name, PlainTaskForm)
    form: forms.Form = form_class(data, files, task=task, standing=standing)
    demanding = [str(to.label) for to in task.node.choices.values() if to.reason]
    if asks_partner(task):
        offer_sharing(form, task.case)
    form.fields[NOTE] = forms.CharField(
        label=_("Anmerkung"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Erforderlich bei: %(outcomes)s") % {"outcomes": ", ".join(demanding)} if demanding else "",
    )  # fmt: skip
    return form


def asks_partner(task: CaseTask) -> bool:
    """One of the outcomes sends something to the partner next."""
    nodes = [
        target.node if isinstance(target, each) else target
        for to in task.node.choices.values()
        for target in to.targets
    ]
    return any(isinstance(node, HumanTask) and isinstance(node.duty.rank, ContactRole) for node in nodes)


def offer_sharing(form: forms.Form, case: Case) -> None:
    """Where the partner does not see the case yet, whoever sends it something says that it may from now on."""
    if case.organisation is not None and case.shared_on is None:
        form.fields[SHARE] = forms.BooleanField(
            label=_("Der Vorgang darf damit für %(partner)s sichtbar werden") % {"partner": case.organisation},
            required=False,
            help_text=_("Nötig, sobald der Partner eine Aufgabe bekommt. Das lässt sich nicht zurücknehmen."),
        )


def verdict_of(form: forms.Form, outcome: str) -> Verdict:
    """What the completed form says."""
    payload: Mapping[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != NOTE}
    return Verdict(outcome, form.cleaned_data[NOTE], payload)


class HandOverForm(Form):
    """To whom, and why."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Weitergeben an"), empty_label=_("Bitte wählen"))
    reason = forms.CharField(label=_("Grund"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [person.pk for person in people]
        self.fields["to"].queryset = User.objects.filter(pk__in=ids).order_by("last_name", "first_name")  # type: ignore[attr-defined]  # model choice fields have a queryset


class AskBackForm(Form):
    """Rückfrage: to whom and what."""

    to = forms.ChoiceField(label=_("Rückfrage an"))
    question = forms.CharField(label=_("Frage"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, case: Case, addressees: Mapping[str, Addressee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "partner" in addressees:
            offer_sharing(self, case)
        self.addressees = addressees
        labels = {
            key: f"{one.short} {one.name}" if isinstance(one, OrgUnit) else _("Partner: %(name)s") % {"name": one}
            for key, one in addressees.items()
        }
        self.fields["to"].choices = [("", _("Bitte wählen")), *labels.items()]  # type: ignore[attr-defined]  # choice fields have choices

    @property
    def addressee(self) -> Addressee:
        """The unit or organisation that was chosen."""
        return self.addressees[self.cleaned_data["to"]]


class ExtendForm(Form):
    """A later day, and why."""

    until = forms.DateField(label=_("Neue Frist"), widget=DateInput())
    reason = forms.CharField(label=_("Begründung"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
