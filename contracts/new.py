"""Capturing a proposal."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import UnitsField, day_field, fields_on, partners_on, ressorts_on
from contracts.models import FundingMode, LegalType
from directory.forms import Form
from directory.models import FieldOfAction, Organisation, OrgUnit
from directory.standing import Standing
from workflow.leading import leading_posts
from workflow.models import Confidentiality
from workflow.office import NewCase


class NewContractForm(Form):
    """Vorschlagsblatt: partner, theme, Handlungsfelder, affected Ressorts, money yes or no."""

    title = forms.CharField(
        label=_("Betreff"),
        max_length=300,
        help_text=_("So erscheint der Vorgang in Listen, zum Beispiel „Integrationsvertrag Jugendarbeit“."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Partner"), empty_label=_("Bitte wählen")
    )
    theme = forms.CharField(label=_("Thema des Vertrags"), max_length=300)
    purpose = forms.CharField(label=_("Ziele und Anlass"), widget=forms.Textarea, required=False, max_length=5000)
    origin = forms.CharField(
        label=_("Herkunft des Vorschlags"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel Empfehlung der Integrationskonferenz, Ressort, Partner."),
    )
    received_on = day_field(_("Vorschlag eingegangen am"))
    lead_unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Federführung"), empty_label=None)
    fields_of_action = forms.ModelMultipleChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfelder"), widget=forms.CheckboxSelectMultiple
    )
    affected_units = UnitsField(
        label=_("Betroffene Ressorts"),
        required=False,
        help_text=_("Kann im Laufe der Prüfung ergänzt werden."),
    )
    legal_type = forms.ChoiceField(label=_("Rechtsnatur"), choices=LegalType.choices)
    funding_mode = forms.ChoiceField(
        label=_("Landesförderung"), choices=FundingMode.choices, widget=forms.RadioSelect, initial=FundingMode.NONE
    )
    amount = forms.DecimalField(
        label=_("Vorgesehener Betrag in Euro"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        localize=True,
    )
    shared = forms.BooleanField(
        label=_("Vorgang für den Partner im Portal sichtbar machen"), required=False, initial=True
    )
    confidential = forms.BooleanField(label=_("Vertraulich: nur für den Verteiler sichtbar"), required=False)

    def __init__(self, *args: Any, standing: Standing, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        own = [post.unit_id for post in leading_posts(standing)]
        querysets = {
            "organisation": partners_on(day),
            "lead_unit": OrgUnit.objects.valid_on(day).filter(pk__in=own),
            "fields_of_action": fields_on(day),
            "affected_units": ressorts_on(day),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial.setdefault("received_on", day)
        self.initial.setdefault("lead_unit", own[0] if own else None)

    def clean_received_on(self) -> date:
        """Nothing arrives tomorrow."""
        received_on: date = self.cleaned_data["received_on"]
        if received_on > self.day:
            raise forms.ValidationError(_("Das Datum liegt in der Zukunft."))
        return received_on

    def clean(self) -> dict[str, Any]:
        """An amount needs a way to pay it."""
        cleaned = super().clean() or {}
        if cleaned.get("amount") and cleaned.get("funding_mode") == FundingMode.NONE:
            self.add_error("funding_mode", _("Sie haben einen Betrag angegeben. Bitte wählen Sie, wie gefördert wird."))
        return cleaned

    def new_case(self) -> NewCase:
        """What the office service needs to open the case."""
        data = self.cleaned_data
        detail = {
            name: data[name]
            for name in ("theme", "purpose", "origin", "received_on", "legal_type", "funding_mode", "amount")
        }
        return NewCase(
            kind="contract", title=data["title"], lead_unit=data["lead_unit"], organisation=data["organisation"],
            fields_of_action=tuple(data["fields_of_action"]), affected_units=tuple(data["affected_units"]), shared=data["shared"],
            confidentiality=Confidentiality.RESTRICTED if data["confidential"] else Confidentiality.NORMAL, detail=detail,
        )  # fmt: skip
