"""Phase 2: key points, draft, resolutions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import TaskForm, day_field
from contracts.models import (
    CommitteeDecision,
    LegalType,
    Renewal,
)
from documents.forms import file_field


class KeyPointsForm(TaskForm):
    """Terms to negotiate."""

    legal_type = forms.ChoiceField(label=_("Rechtsnatur"))
    term_months = forms.IntegerField(
        label=_("Laufzeit in Monaten"),
        min_value=1,
        max_value=240,
        required=False,
        help_text=_("Leer lassen, wenn unbefristet."),
    )
    notice_months = forms.IntegerField(label=_("Kündigungsfrist in Monaten"), min_value=0, max_value=36, required=False)
    renewal = forms.ChoiceField(label=_("Verlängerung"))
    report_month = forms.TypedChoiceField(
        label=_("Zwischenbericht jährlich zum Ende des Monats"),
        coerce=int,
        choices=[(number, f"{number:02d}") for number in range(1, 13)],
    )
    cabinet_required = forms.BooleanField(label=_("Kabinettvorlage erforderlich"), required=False)
    minister_signs = forms.BooleanField(label=_("Ministerin oder Minister zeichnet für das Land"), required=False)

    def prepare(self) -> None:
        """What the contract already says."""
        for name, choices in (("legal_type", LegalType.choices), ("renewal", Renewal.choices)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields have choices
        if self.contract:
            self.initial = {name: getattr(self.contract, name) for name in self.fields}


class DraftForm(TaskForm):
    """The text."""

    file = file_field(_("Vertragsentwurf"))
    remark = forms.CharField(label=_("Was hat sich geändert?"), required=False, max_length=300)


class CommitteeForm(TaskForm):
    """A resolution."""

    decided_on = day_field(_("Datum des Beschlusses"), required=False)
    mode = forms.ChoiceField(label=_("Verfahren"), choices=CommitteeDecision.Mode.choices)
