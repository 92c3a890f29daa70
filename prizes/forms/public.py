"""The public nomination: one thing per page."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.forms import Form
from documents.forms import file_field
from prizes.eligibility import ages
from prizes.models import AgeAnswer, AwardYear, NomineeKind
from prizes.stamps import is_hasty, new_stamp, objection_to
from workflow.forms.query import OneOf, QueryForm
from workflow.forms.task import DateInput


class BeginForm(Form):
    """Where to send the link. Programs give themselves away by the field that nobody sees."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"), help_text=_("An diese Adresse senden wir den Verweis zu Ihrem Entwurf.")
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"opened": new_stamp()}

    def clean(self) -> dict[str, Any]:
        """Too fast or too late is asked to press again; a program learns nothing."""
        cleaned = super().clean() or {}
        objection = "" if cleaned.get("website") else objection_to(cleaned.get("opened", ""))
        if objection:
            self.add_error(None, objection)
        return cleaned

    @property
    def is_human(self) -> bool:
        """Whether nothing stands in the field that nobody sees."""
        return not self.cleaned_data.get("website")

    def renew(self) -> None:
        """Show what was typed with a stamp that can be sent again; one that was only too young ages on."""
        opened = self.data.get("opened", "")
        typed = {name: self.data.get(name, "") for name in self.fields}
        self.data = typed | {"opened": opened if is_hasty(opened) else new_stamp()}


class StepQuery(QueryForm):
    """Whether the page was opened from the last one, to change something."""

    pruefen = OneOf(["1"])


class StepForm(Form):
    """One page; knows the year it is for. `hint` names the text of the year that stands above it."""

    title: Any = ""
    hint = ""

    def __init__(self, *args: Any, year: AwardYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    @classmethod
    def is_needed(cls, year: AwardYear) -> bool:
        """Whether the year asks for this page at all."""
        return True

    @property
    def hint_text(self) -> str:
        """What the office wants to be read first."""
        return self.year.texts[self.hint] if self.hint else ""


class WhoForm(StepForm):
    """Who writes."""

    title = _("Wer schlägt vor?")
    nominator = forms.CharField(label=_("Ihr Name"), max_length=200)
    self_nominated = forms.TypedChoiceField(
        label=_("Für wen ist die Nominierung?"), widget=forms.RadioSelect, coerce=lambda value: value == "ja",
        choices=[("ja", _("für uns selbst (Eigenbewerbung)")), ("nein", _("für andere"))],
    )  # fmt: skip


class NomineeForm(StepForm):
    """Who is proposed."""

    title = _("Wen schlagen Sie vor?")
    nominee = forms.CharField(label=_("Name der Organisation, Initiative oder Person"), max_length=200)
    nominee_kind = forms.ChoiceField(label=_("Art"), choices=NomineeKind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Ort"), max_length=120)
    nominee_contact = forms.CharField(
        label=_("Kontakt"), max_length=200, required=False,
        help_text=_("Adresse, Telefon oder E-Mail. Wir schreiben dorthin erst, wenn die Auszeichnung feststeht."),
    )  # fmt: skip


class ProjectForm(StepForm):
    """What for."""

    title = _("Für welches Projekt?")
    project = forms.CharField(label=_("Name des Projekts"), max_length=200)
    starts_on = forms.DateField(label=_("Beginn"), widget=DateInput(), required=False)
    ends_on = forms.DateField(
        label=_("Ende"), widget=DateInput(), required=False, help_text=_("Leer lassen, wenn kein Ende geplant ist.")
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        return cleaned


class RulesForm(StepForm):
    """What only the person who nominates can say of the rules of the year. No answer refuses the nomination."""

    title = _("Passt das Projekt zu den Regeln?")
    in_hessen = forms.TypedChoiceField(
        label=_("Findet das Projekt in Hessen statt?"), widget=forms.RadioSelect, coerce=lambda value: value == "ja",
        choices=[("ja", _("ja")), ("nein", _("nein"))],
    )  # fmt: skip
    ages = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[choice for choice in AgeAnswer.choices if choice[0]],
        help_text=_("Gemeint sind die Menschen, die sich in dem Projekt engagieren."),
    )  # fmt: skip

    def __init__(self, *args: Any, year: AwardYear, **kwargs: Any) -> None:
        super().__init__(*args, year=year, **kwargs)
        if not year.in_hessen:
            del self.fields["in_hessen"]
        if year.has_age_rule:
            self.fields["ages"].label = gettext("Sind die Engagierten %(ages)s alt?") % {"ages": ages(year)}
        else:
            del self.fields["ages"]

    @classmethod
    def is_needed(cls, year: AwardYear) -> bool:
        """Where one of the two matters."""
        return year.in_hessen or year.has_age_rule


class DescriptionForm(StepForm):
    """Why."""

    hint = "form_hints"
    title = _("Was zeichnet das Projekt aus?")
    description = forms.CharField(
        label=_("Beschreibung"), max_length=6000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Was geschieht, mit wem, und was hat sich dadurch verändert? Höchstens 6.000 Zeichen."),
    )  # fmt: skip


class FilesForm(StepForm):
    """What belongs to it."""

    title = _("Anlagen (freiwillig)")
    file = file_field(_("Datei hinzufügen"), required=False)


class SendForm(StepForm):
    """Everything at a glance."""

    title = _("Prüfen und absenden")
    privacy = forms.BooleanField(
        label=_(
            "Ich habe die Hinweise zum Datenschutz gelesen. Die Angaben dienen allein der Entscheidung über die Auszeichnung."
        )
    )


STEPS: tuple[type[StepForm], ...] = (WhoForm, NomineeForm, ProjectForm, RulesForm, DescriptionForm, FilesForm)


def steps_of(year: AwardYear) -> list[type[StepForm]]:
    """The pages of a year, without those it has nothing to ask on."""
    return [form_class for form_class in STEPS if form_class.is_needed(year)]
