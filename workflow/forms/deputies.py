"""Naming a deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.deputies import NewDeputyship, may_set_for, possible_deputies
from directory.forms import Form
from directory.models import DeputyScope, User
from directory.standing import Standing
from workflow.forms.task import DateInput


class DeputyForm(Form):
    """Who, for whom, from when to when, how far."""

    principal = forms.ModelChoiceField(User.objects.none(), label=_("Vertretene Person"), empty_label=None)
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Vertretung durch"), empty_label=_("Bitte wählen"))
    valid_from = forms.DateField(label=_("Beginn"), widget=DateInput())
    valid_to = forms.DateField(label=_("Ende (einschließlich)"), widget=DateInput())
    scope = forms.ChoiceField(
        label=_("Umfang"), choices=DeputyScope.choices, widget=forms.RadioSelect, initial=DeputyScope.FULL
    )
    reason = forms.CharField(label=_("Anlass"), max_length=120, required=False)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].queryset = may_set_for(standing)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["deputy"].queryset = possible_deputies(standing)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial = {"principal": standing.user.pk, "valid_from": standing.day} | dict(self.initial)

    def new(self) -> NewDeputyship:
        """What the service needs."""
        return NewDeputyship(**self.cleaned_data)
