"""What is filled in for a measure of the Integrationsplan."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import PlanMeasure, Recommendation
from committees.planning import LEADING, Serving
from committees.session_states import PURSUED
from directory.forms import ModelForm
from directory.models import FieldOfAction, OrgUnit
from directory.standing import Standing
from workflow.forms.task import DateInput
from workflow.models import Case


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A unit with its name."""

    def label_from_instance(self, obj: OrgUnit) -> str:
        """Short and long."""
        return f"{obj.short} {obj.name}"


class MeasureForm(ModelForm):
    """A measure, who leads it, and which cases serve it."""

    ressort = UnitField(OrgUnit.objects.none(), label=gettext_lazy("Ressort"))
    lead_unit = UnitField(
        OrgUnit.objects.none(), label=gettext_lazy("Federführung"), help_text=gettext_lazy("Einheit des Ressorts, die die Maßnahme pflegt.")
    )  # fmt: skip
    references = forms.CharField(
        label=gettext_lazy("Vorgänge"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Je Zeile ein Vorgangszeichen."),
    )  # fmt: skip

    recommendations = forms.ModelMultipleChoiceField(
        Recommendation.objects.none(), label=gettext_lazy("Setzt diese Empfehlungen um"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    class Meta:
        model = PlanMeasure
        fields = (
            "plan", "title", "text", "field", "ressort", "lead_unit", "status", "starts_on", "ends_on", "remarks",
        )  # fmt: skip
        widgets = {
            "starts_on": DateInput(), "ends_on": DateInput(), "text": forms.Textarea(attrs={"rows": 4}), "remarks": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip
        help_texts = {
            "field": gettext_lazy("Benannt sind nur die elf Handlungsfelder von 2014; sonst bleibt das Feld leer.")
        }

    def __init__(
        self, *args: Any, standing: Standing, ressorts: QuerySet[OrgUnit], cases: QuerySet[Case], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cases, day = cases, standing.day
        units = OrgUnit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, kind__in=LEADING)
        below = Q(pk=self.instance.lead_unit_id)
        for ressort in ressorts:
            below |= Q(path__startswith=ressort.path)
        self.fields["ressort"].queryset = ressorts  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["lead_unit"].queryset = units.filter(below).order_by("path")  # type: ignore[attr-defined]  # the same
        self.fields["field"].queryset = FieldOfAction.objects.all()  # type: ignore[attr-defined]  # the same
        known = cases.filter(pk__in=self.instance.cases.values("pk")) if self.instance.pk else []
        self.fields["references"].initial = "\n".join(case.reference for case in known)
        self._offer_recommendations(standing)

    def _offer_recommendations(self, standing: Standing) -> None:
        """Those that are pursued, and those that are named already."""
        linked = self.instance.recommendations.values("pk") if self.instance.pk else []
        seen = Recommendation.objects.visible_to(standing).filter(Q(status__in=PURSUED) | Q(pk__in=linked))
        if seen:
            self.fields["recommendations"].queryset = seen  # type: ignore[attr-defined]  # model choice fields have a queryset
            self.fields["recommendations"].initial = list(seen.filter(pk__in=linked))
        else:
            del self.fields["recommendations"]

    def serving(self) -> Serving:
        """What the service needs."""
        return Serving(self.cleaned_data["references"], self.cleaned_data.get("recommendations", ()))

    def clean_references(self) -> list[Case]:
        """Cases the person may know of."""
        found = []
        for line in filter(str.strip, self.cleaned_data["references"].splitlines()):
            case = self.cases.filter(reference__iexact=line.strip()).first()
            if case is None:
                told = {"line": line.strip()}
                raise forms.ValidationError(
                    _("Einen Vorgang „%(line)s“ gibt es nicht. Prüfen Sie die Schreibweise.") % told
                )
            found.append(case)
        return found

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn. Wählen Sie einen späteren Tag."))
        return cleaned
