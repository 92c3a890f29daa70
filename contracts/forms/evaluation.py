"""Phase 4: reports, statements, evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms.base import TaskForm
from contracts.models import (
    Evaluation,
    EvaluationItem,
    Measure,
    Rating,
    Report,
    Side,
)
from documents.forms import file_field


class ProgressForm(TaskForm):
    """How far the measures are that the person answers for."""

    sides: tuple[Side, ...] = (Side.STATE, Side.PARTNER, Side.BOTH)

    def prepare(self) -> None:
        """One choice per measure."""
        self.measures = list(Measure.objects.filter(contract_id=self.task.process_id, side__in=self.sides))
        for measure in self.measures:
            self.fields[f"m{measure.pk}"] = forms.ChoiceField(
                label=measure.title, choices=Measure.Status.choices, initial=measure.status
            )
        self.groups = [(str(_("Stand der Maßnahmen")), [f"m{measure.pk}" for measure in self.measures])]

    def clean(self) -> dict[str, Any]:
        """Gather the choices."""
        cleaned = super().clean() or {}
        for measure in self.measures:
            measure.status = cleaned.get(f"m{measure.pk}", measure.status)
        return cleaned | {"measures": self.measures}


class ReportForm(ProgressForm):
    """Sachbericht."""

    sides = (Side.PARTNER, Side.BOTH)

    period = forms.CharField(label=_("Berichtszeitraum"), max_length=60)
    progress = forms.CharField(label=_("Verlauf und Ergebnisse"), widget=forms.Textarea, max_length=20000)
    deviations = forms.CharField(
        label=_("Abweichungen und Gründe"), widget=forms.Textarea, required=False, max_length=20000
    )
    outlook = forms.CharField(label=_("Ausblick"), widget=forms.Textarea, required=False, max_length=20000)
    file = file_field(_("Bericht als Datei"), required=False)

    def prepare(self) -> None:
        """The year reported on, and the text of a report that was sent back."""
        super().prepare()
        names = ("period", "progress", "deviations", "outlook")
        before = Report.objects.filter(task_id=self._sent_back()).values(*names).first()
        self.initial = before or {"period": str(self.standing.day.year - 1)}

    def _sent_back(self) -> int | None:
        """The task that handed the report in which a review sent back, if that is why this task is here."""
        review = self.task.cause
        return review.cause_id if review and review.outcome == "return" else None


class PartnerStatementForm(TaskForm):
    """The partner's view of the evaluation."""

    partner_statement = forms.CharField(label=_("Ihre Stellungnahme"), widget=forms.Textarea, max_length=20000)
    cooperation_partner = forms.CharField(
        label=_("Wie bewerten Sie die Zusammenarbeit?"), widget=forms.Textarea, required=False, max_length=20000
    )


class EvaluationForm(TaskForm):
    """Evaluation with a judgement per measure and the result of every indicator (fields are made for each)."""

    TEXTS = ("reach", "effects", "deviations", "resources", "cooperation_state", "lessons")

    def prepare(self) -> None:
        """One group of fields per measure, then the common questions; filled with what an evaluation sent back said."""
        contract_id = self.task.process_id
        self.measures = list(Measure.objects.filter(contract_id=contract_id).prefetch_related("indicators"))
        self.before = Evaluation.objects.filter(contract_id=contract_id).first()
        judged = {item.measure_id: item for item in self.before.items.all()} if self.before else {}
        self.groups: list[tuple[str, list[str]]] = []
        for measure in self.measures:
            self._add_measure(measure, judged.get(measure.pk))
        self._add_texts()

    def _add_measure(self, measure: Measure, item: EvaluationItem | None) -> None:
        key = f"m{measure.pk}"
        fields: dict[str, forms.Field] = {
            f"{key}_status": forms.ChoiceField(
                label=_("Stand"),
                choices=Measure.Status.choices,
                initial=measure.status if item else Measure.Status.DONE,
            ),
            f"{key}_attainment": forms.IntegerField(
                label=_("Zielerreichung in Prozent"), min_value=0, max_value=100, initial=item and item.attainment
            ),
            f"{key}_rating": forms.ChoiceField(
                label=_("Bewertung"), choices=Rating.choices, initial=item and item.rating
            ),
            f"{key}_evidence": forms.CharField(
                label=_("Belege"), required=False, max_length=2000, initial=item and item.evidence
            ),
        }
        for indicator in measure.indicators.all():
            label = _("Istwert: %(indicator)s (Ziel: %(target)s)") % {
                "indicator": indicator.name,
                "target": indicator.goal,
            }
            fields[f"i{indicator.pk}"] = forms.CharField(
                label=label, max_length=60, required=False, initial=indicator.actual
            )
        self.fields.update(fields)
        self.groups.append((f"{measure.get_side_display()}: {measure.title}", list(fields)))

    def _add_texts(self) -> None:
        fields = forms.fields_for_model(Evaluation, [*self.TEXTS, "recommendation", "publish"])
        fields["recommendation"].required = True
        for name, field in fields.items():
            field.initial = getattr(self.before, name, None)
        self.fields.update(fields)
        self.groups.append((str(_("Gesamtbewertung")), list(fields)))

    def clean(self) -> dict[str, Any]:
        """Gather the fields of measures and indicators."""
        cleaned = super().clean() or {}
        cleaned["items"] = [
            {"measure": measure}
            | {key: cleaned.get(f"m{measure.pk}_{key}") for key in ("status", "attainment", "rating", "evidence")}
            for measure in self.measures
        ]
        indicators = [indicator for measure in self.measures for indicator in measure.indicators.all()]
        for indicator in indicators:
            indicator.actual = cleaned.get(f"i{indicator.pk}", "")
        cleaned["indicators"] = indicators
        return cleaned
