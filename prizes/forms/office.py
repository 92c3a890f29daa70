"""What the office fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from prizes.models import AwardYear
from workflow.forms.task import DateInput
from workflow.models import CaseTask

DAYS = ("published_on", "deadline", "runs_until", "ceremony_on")


class DecisionForm(forms.Form):
    """Place and prize money, where there is an award."""

    rank = forms.IntegerField(label=gettext_lazy("Platz"), min_value=1, max_value=99, required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Preisgeld in Euro"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        localize=True,
    )

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing


class YearForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A year with its criteria, one a line."""

    criteria = forms.CharField(
        label=gettext_lazy("Kriterien der Jury"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Je Zeile: Kriterium = Gewicht, zum Beispiel Wirkung = 2. Keine Quelle nennt amtliche Kriterien; das Jahr legt sie fest."),
    )  # fmt: skip

    class Meta:
        model = AwardYear
        fields = (
            "year", "number", "name", "motto", "target_group", "introduction", "published_on", "deadline", "runs_until", "highest_age",
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

    def clean(self) -> dict[str, Any]:
        """A call that is out says until when."""
        cleaned = super().clean() or {}
        if cleaned.get("published_on") and not cleaned.get("deadline"):
            self.add_error("deadline", _("Bitte geben Sie den Einsendeschluss an, bevor Sie ausschreiben."))
        if cleaned.get("published_on") and cleaned.get("deadline") and cleaned["deadline"] < cleaned["published_on"]:
            self.add_error("deadline", _("Der Einsendeschluss liegt vor der Ausschreibung."))
        return cleaned


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
