"""What the office fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from prizes.models import AwardYear
from workflow.forms.task import DateInput
from workflow.models import CaseTask

DAYS = ("deadline", "runs_until", "ceremony_on")


class LetterForm(forms.Form):
    """Where the prize money goes, as the winner said."""

    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        required=False,
        help_text=gettext_lazy("Leer lassen, wenn kein Preisgeld gezahlt wird."),
    )

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing

    def clean_iban(self) -> str:
        """The check digits of ISO 13616."""
        text = "".join(self.cleaned_data["iban"].split()).upper()
        if not text:
            return ""
        sound = (
            15 <= len(text) <= 34 and text.isascii() and text.isalnum() and text[:2].isalpha() and text[2:4].isdigit()
        )
        if not sound or int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 != 1:
            raise forms.ValidationError(_("Diese IBAN ist nicht gültig. Bitte prüfen Sie die Ziffern."))
        return text


class YearForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A year with its criteria, one a line."""

    criteria = forms.CharField(
        label=gettext_lazy("Kriterien der Jury"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Je Zeile: Kriterium = Gewicht, zum Beispiel Wirkung = 2. Keine Quelle nennt amtliche Kriterien; das Jahr legt sie fest."),
    )  # fmt: skip

    class Meta:
        model = AwardYear
        fields = (
            "year", "number", "name", "motto", "target_group", "introduction", "deadline", "runs_until", "highest_age",
            "prize_money", "ceremony_on", "ceremony_place",
        )  # fmt: skip
        widgets = {name: DateInput() for name in DAYS}

    def clean_criteria(self) -> list[dict[str, Any]]:
        """Names once, weights from 1 to 10."""
        found: list[dict[str, Any]] = []
        for line in filter(str.strip, self.cleaned_data["criteria"].splitlines()):
            name, _equals, weight = (part.strip() for part in line.partition("="))
            if not (weight or "1").isdecimal() or not 1 <= int(weight or "1") <= 10:
                raise forms.ValidationError(
                    _("„%(line)s“: Das Gewicht ist eine Zahl von 1 bis 10.") % {"line": line.strip()}
                )
            if name in {one["name"] for one in found}:
                raise forms.ValidationError(_("„%(name)s“ steht zweimal da.") % {"name": name})
            found.append({"name": name[:120], "weight": int(weight or "1")})
        return found


class ExtendForm(forms.Form):
    """A later Einsendeschluss."""

    extended_to = forms.DateField(label=gettext_lazy("Neuer Einsendeschluss"), widget=DateInput())
    extension_reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300, help_text=gettext_lazy("Wird mit der Verlängerung veröffentlicht.")
    )


class BatchForm(forms.Form):
    """One outcome for many nominations."""

    outcome = forms.ChoiceField(label=gettext_lazy("Entscheidung"))
    note = forms.CharField(
        label=gettext_lazy("Begründung"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Nominierungen"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens eine Nominierung aus.")},
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, Any]], tasks: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]  # choice fields have choices
        self.fields["tasks"].choices = [(str(pk), str(pk)) for pk in tasks]  # type: ignore[attr-defined]  # choice fields have choices
