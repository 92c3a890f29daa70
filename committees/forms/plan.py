"""A measure of the Integrationsplan."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import PlanMeasure
from committees.planning import ressorts_of
from directory.models import FieldCatalogue, FieldOfAction, OrgUnit, UnitKind
from directory.standing import Standing
from workflow.forms.task import DateInput

HOUSE = (UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF)


class PlanMeasureForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """All of it; cases by their Vorgangszeichen, one a line."""

    cases = forms.CharField(
        label=gettext_lazy("Vorgänge, die dazu beitragen"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Je Zeile ein Vorgangszeichen: Verträge, Auszeichnungen, Berufungen."),
    )  # fmt: skip

    class Meta:
        model = PlanMeasure
        fields = ("field", "ressort", "lead_unit", "title", "description", "status", "starts_on", "ends_on", "remark")
        widgets = {"starts_on": DateInput(), "ends_on": DateInput(), "description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrgUnit.objects.valid_on(standing.day)
        catalogues = FieldCatalogue.objects.valid_on(standing.day)
        fields = FieldOfAction.objects.filter(catalogue__in=catalogues).select_related("catalogue")
        if self.instance.pk:
            fields = fields | FieldOfAction.objects.filter(pk=self.instance.field_id).select_related("catalogue")
        choices = {
            "field": fields, "ressort": units.filter(pk__in=ressorts_of(standing)), "lead_unit": units.filter(kind__in=HOUSE).order_by("path"),
        }  # fmt: skip
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning; what is done has an end."""
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        return cleaned

    @property
    def references(self) -> list[str]:
        """The Vorgangszeichen, each once."""
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["cases"].splitlines() if line.strip()))
