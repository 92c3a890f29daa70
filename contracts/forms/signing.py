"""Phase 3: signatures, entry into force, the public register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import TaskForm, day_field
from contracts.models import (
    Declaration,
)
from documents.forms import file_field


class SignForm(TaskForm):
    """A party's signature."""

    person = forms.CharField(label=_("Unterzeichnet durch"), max_length=200, required=False)
    capacity = forms.CharField(label=_("Funktion"), max_length=200, required=False)
    signed_on = day_field(_("Unterzeichnet am"), required=False)
    place = forms.CharField(label=_("Ort"), max_length=100, required=False)
    form = forms.ChoiceField(label=_("Form"), choices=Declaration.Form.choices, initial=Declaration.Form.PAPER)
    original_location = forms.CharField(label=_("Standort des Originals"), max_length=200, required=False)
    file = file_field(_("Gezeichnete Fassung (Scan oder Datei)"), required=False)

    def required_for(self, outcome: str) -> tuple[str, ...]:
        """A refusal to sign needs no signature."""
        return ("person", "capacity", "signed_on", "place", "file") if outcome == "signed" else ()

    def clean(self) -> dict[str, Any]:
        """Ask for the signature's particulars only where there is one."""
        cleaned = super().clean() or {}
        for name in self.required_for(self.data.get("outcome", "")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Diese Angabe wird für die Unterzeichnung benötigt."))
        return cleaned


class ConfirmForceForm(TaskForm):
    """Receipt and entry into force."""

    state_received_on = day_field(_("Erklärung des Landes zugegangen am"))
    partner_received_on = day_field(_("Erklärung des Partners zugegangen am"))
    effective_on = day_field(
        _("Inkrafttreten am"), required=False, help_text=_("Ohne Angabe gilt der Tag der letzten Unterschrift.")
    )

    def prepare(self) -> None:
        """The dates known so far."""
        if self.contract:
            for declaration in self.contract.declarations.filter(withdrawn_at=None):
                self.initial.setdefault(
                    f"{declaration.side}_received_on", declaration.received_on or declaration.signed_on
                )


class PublishForm(TaskForm):
    """The public register."""

    public = forms.BooleanField(label=_("Im öffentlichen Register zeigen"), required=False, initial=True)
    public_summary = forms.CharField(
        label=_("Kurzbeschreibung für die Öffentlichkeit"), widget=forms.Textarea, required=False, max_length=2000
    )

    def prepare(self) -> None:
        """What is there."""
        if self.contract:
            self.initial = {
                "public": self.contract.public,
                "public_summary": self.contract.public_summary,
            }
