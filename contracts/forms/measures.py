"""Editing a measure with its indicators."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from contracts.models import Indicator, Measure
from directory.forms import Form, ModelForm
from workflow.forms.task import DateInput

MOST_INDICATORS = 12
INDICATORS = "indikator"


class MeasureForm(ModelForm):
    """What is done, for whom, from when to when."""

    class Meta:
        model = Measure
        fields = ("title", "description", "target_group", "starts_on", "ends_on", "milestones", "status")
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        return cleaned


class IndicatorForm(Form):
    """How one will know; an empty row does not count."""

    name = forms.CharField(label=_("Indikator"), max_length=200, required=False)
    unit_of_measure = forms.CharField(label=_("Einheit"), max_length=40, required=False)
    baseline = forms.CharField(label=_("Ausgangswert"), max_length=60, required=False)
    target = forms.CharField(label=_("Zielwert"), max_length=60, required=False)
    target_on = forms.DateField(label=_("Zieldatum"), widget=DateInput(), required=False)
    source = forms.CharField(label=_("Datenquelle"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Name and target belong together."""
        cleaned = super().clean() or {}
        if any(cleaned.values()):
            for name in ("name", "target"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Bitte ergänzen Sie diese Angabe oder leeren Sie die ganze Zeile."))
        return cleaned


def indicator_formset(data: Any = None, initial: Any = None) -> "BaseFormSet[IndicatorForm]":
    """The present indicators and two empty rows."""
    formset = formset_factory(IndicatorForm, extra=2, max_num=MOST_INDICATORS, absolute_max=MOST_INDICATORS)
    return formset(data, initial=initial, prefix=INDICATORS)


def indicator_rows(measure: Measure) -> list[dict[str, Any]]:
    """What is stored, as initial values."""
    names = ("name", "unit_of_measure", "baseline", "target", "target_on", "source")
    return list(Indicator.objects.filter(measure=measure).values(*names)) if measure.pk else []
