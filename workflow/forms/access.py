"""Asking to be let in, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms import Form
from directory.models import OrgUnit
from directory.standing import Standing
from workflow.access import Wish, askable_units, may_ask_by_reference, openable
from workflow.forms.query import Number, QueryForm, Search
from workflow.forms.task import DateInput
from workflow.models import AccessRequest


class AccessQuery(QueryForm):
    """`/einsicht/`: what the form begins with."""

    einheit = Number()
    vorgang = Search()


class AskForm(Form):
    """Whom one asks, or about which case, and why; each person is offered what she may ask."""

    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=gettext_lazy("Einheit"), empty_label=gettext_lazy("Bitte wählen")
    )
    reference = forms.CharField(
        label=gettext_lazy("Vorgangszeichen"),
        max_length=90,
        help_text=gettext_lazy("Ob es einen solchen Vorgang gibt, erfahren Sie erst mit der Antwort."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Der Grund steht später im Verlauf der Vorgänge, in die Sie Einsicht erhalten."),
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = askable_units(standing)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # model choice fields have a queryset
        by_unit, by_reference = units.exists(), may_ask_by_reference(standing)
        if not by_unit:
            del self.fields["unit"]
        if not by_reference:
            del self.fields["reference"]
        if by_unit and by_reference:
            self.fields["unit"].required = self.fields["reference"].required = False

    def clean(self) -> dict[str, Any]:
        """Whoever may ask both asks one at a time."""
        cleaned = super().clean() or {}
        if cleaned.get("unit") and cleaned.get("reference"):
            self.add_error("reference", _("Bitte fragen Sie entweder eine Einheit oder zu einem Vorgang."))
        return cleaned

    def wish(self) -> Wish:
        """What the service needs."""
        return Wish(**self.cleaned_data)


class GrantForm(Form):
    """Into which cases, until when. About one case by its reference there is nothing to choose."""

    cases = forms.MultipleChoiceField(
        label=gettext_lazy("Vorgänge, in die Sie Einsicht geben"), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=gettext_lazy("Einsicht bis"),
        widget=DateInput(),
        help_text=gettext_lazy("An diesem Tag endet sie von selbst."),
    )

    def __init__(self, *args: Any, request: AccessRequest, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = list(openable(request, standing))
        if request.unit_id is None:
            del self.fields["cases"]
        else:
            self.fields["cases"].choices = [(case.pk, f"{case.reference} {case.title}") for case in self.found]  # type: ignore[attr-defined]  # choice fields have choices

    @property
    def chosen(self) -> list[int]:
        """The cases that are opened."""
        chosen = self.cleaned_data["cases"] if "cases" in self.fields else [case.pk for case in self.found]
        return [int(pk) for pk in chosen]


class RefuseForm(Form):
    """No, and why."""

    words = forms.CharField(
        label=gettext_lazy("Begründung"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Sie geht an die Person, die gefragt hat."),
    )
