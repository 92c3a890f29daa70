"""What the tasks of a contract ask for beyond a remark. Each form's cleaned data is the payload of the verdict."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.models import (
    AmendmentTerms,
    CommitteeDecision,
    Contract,
    Declaration,
    LegalType,
    Measure,
    Rating,
    Renewal,
    Report,
)
from directory.lookup import responsible_ressorts
from directory.models import FieldCatalogue, FieldOfAction, Organisation, OrgUnit, UnitKind
from directory.standing import Standing
from workflow.models import CaseTask


class DateInput(forms.DateInput):
    """A native date field; the value always in the form browsers expect."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day without time."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DateInput())


def file_field(label: Any, *, required: bool = True) -> forms.FileField:
    """An upload; what is accepted is checked when it is filed."""
    megabytes = settings.FILE_UPLOAD_MAX_BYTES // 2**20
    help_text = _("PDF, Word, OpenDocument oder Bild, höchstens %(size)s MB.") % {"size": megabytes}
    return forms.FileField(label=label, required=required, help_text=help_text, max_length=200)


class TaskForm(forms.Form):
    """Base of the forms on a task page."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing
        self.contract = Contract.objects.filter(pk=task.process_id).first()
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the case."""


class AssignFieldsForm(TaskForm):
    """Handlungsfelder and affected Ressorts."""

    fields_of_action = forms.ModelMultipleChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfelder"), widget=forms.CheckboxSelectMultiple
    )
    affected_units = forms.ModelMultipleChoiceField(
        OrgUnit.objects.none(),
        label=_("Betroffene Ressorts"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Diese Ressorts geben ihr Votum ab und zeichnen den Entwurf mit."),
    )

    def prepare(self) -> None:
        """The catalogue in force and the Ressorts of the day; proposed are those responsible for the fields."""
        day, case = self.standing.day, self.task.case
        chosen = case.fields_of_action.all()
        self.fields["fields_of_action"].queryset = fields_on(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["affected_units"].queryset = ressorts_on(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial.setdefault("fields_of_action", list(chosen))
        self.initial.setdefault("affected_units", list(case.affected_units.all()) or responsible_ressorts(chosen, day))


def fields_on(day: Any) -> Any:
    """Handlungsfelder of the catalogue in force."""
    return FieldOfAction.objects.filter(catalogue__in=FieldCatalogue.objects.valid_on(day)).select_related("catalogue")


def ressorts_on(day: Any) -> Any:
    """Ressorts of the day."""
    return OrgUnit.objects.valid_on(day).filter(kind=UnitKind.DEPARTMENT).order_by("short")


class DecideProposalForm(TaskForm):
    """D1: the date is only needed for a deferral."""

    until = day_field(
        _("Wiedervorlage bei Zurückstellung"), required=False, help_text=_("Nur ausfüllen, wenn Sie zurückstellen.")
    )


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


class ScopeForm(TaskForm):
    """Subject of a Nachtrag."""

    subject = forms.CharField(label=_("Gegenstand des Nachtrags"), widget=forms.Textarea, max_length=5000)
    new_ends_on = day_field(
        _("Neues Ende der Laufzeit"), required=False, help_text=_("Nur ausfüllen, wenn sich die Laufzeit ändert.")
    )

    def prepare(self) -> None:
        """What was proposed before it was sent back."""
        before = AmendmentTerms.objects.filter(contract_id=self.task.process_id).first()
        if before:
            self.initial = {"subject": before.subject, "new_ends_on": before.new_ends_on}


def partners_on(day: Any) -> Any:
    """Partner organisations of the day."""
    return Organisation.objects.valid_on(day).order_by("name")
