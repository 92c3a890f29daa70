"""Phase 4: reports, statements, evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import TaskForm, file_field
from contracts.models import (
    Measure,
    Rating,
    Report,
)


class ReportForm(TaskForm):
    """Sachbericht."""

    period = forms.CharField(label=_("Berichtszeitraum"), max_length=60)
    progress = forms.CharField(label=_("Verlauf und Ergebnisse"), widget=forms.Textarea, max_length=20000)
    deviations = forms.CharField(
        label=_("Abweichungen und Gründe"), widget=forms.Textarea, required=False, max_length=20000
    )
    outlook = forms.CharField(label=_("Ausblick"), widget=forms.Textarea, required=False, max_length=20000)
    file = file_field(_("Bericht als Datei"), required=False)

    def prepare(self) -> None:
        """The year reported on, and the text of a report that was sent back."""
        before = (
            Report.objects.filter(contract_id=self.task.process_id, accepted_at=None).order_by("-submitted_at").first()
        )
        self.initial.setdefault("period", before.period if before else str(self.standing.day.year - 1))
        if before:
            self.initial = {name: getattr(before, name) for name in ("progress", "deviations", "outlook")}


class PartnerStatementForm(TaskForm):
    """The partner's view of the evaluation."""

    partner_statement = forms.CharField(label=_("Ihre Stellungnahme"), widget=forms.Textarea, max_length=20000)
    cooperation_partner = forms.CharField(
        label=_("Wie bewerten Sie die Zusammenarbeit?"), widget=forms.Textarea, required=False, max_length=20000
    )


class EvaluationForm(TaskForm):
    """Evaluation with a judgement per measure (fields are made for each)."""

    TEXTS = (
        ("reach", _("Zielgruppen und Reichweite")),
        ("effects", _("Wirkungen, Übertragbarkeit, Nachhaltigkeit")),
        ("deviations", _("Abweichungen und Ursachen")),
        ("resources", _("Ressourcen")),
        ("cooperation_state", _("Zusammenarbeit aus Sicht des Landes")),
        ("lessons", _("Erkenntnisse")),
    )

    def prepare(self) -> None:
        """One group of fields per measure, then the common questions."""
        self.measures = list(Measure.objects.filter(contract_id=self.task.process_id))
        for measure in self.measures:
            self._add_measure(measure)
        for name, label in self.TEXTS:
            self.fields[name] = forms.CharField(label=label, widget=forms.Textarea, required=False, max_length=20000)
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("Empfehlung"),
            choices=[
                ("renew", _("verlängern")),
                ("adapt", _("anpassen (neu verhandeln)")),
                ("end", _("beenden")),
                ("transfer", _("in Regelförderung überführen")),
            ],
        )
        self.fields["publish"] = forms.BooleanField(label=_("Veröffentlichung vorgesehen"), required=False)

    def _add_measure(self, measure: Measure) -> None:
        name = f"m{measure.pk}"
        label = f"{measure.get_side_display()}: {measure.title}"
        self.fields[f"{name}_status"] = forms.ChoiceField(
            label=_("%(measure)s – Stand") % {"measure": label},
            choices=Measure.Status.choices,
            initial=Measure.Status.DONE,
        )
        self.fields[f"{name}_attainment"] = forms.IntegerField(
            label=_("Zielerreichung in Prozent"), min_value=0, max_value=100
        )
        self.fields[f"{name}_rating"] = forms.ChoiceField(label=_("Bewertung"), choices=Rating.choices)
        self.fields[f"{name}_evidence"] = forms.CharField(label=_("Belege"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Gather the measures' fields into items."""
        cleaned = super().clean() or {}
        cleaned["items"] = [
            {"measure": measure}
            | {key: cleaned.get(f"m{measure.pk}_{key}") for key in ("status", "attainment", "rating", "evidence")}
            for measure in self.measures
        ]
        return cleaned
