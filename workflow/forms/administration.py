"""What the Fachadministration edits."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms import Form, ModelForm
from workflow.deadlines import DeadlineError, Period
from workflow.forms.task import DateInput
from workflow.models import CalendarDay


class ClockForm(Form):
    """How far to move the demonstration's clock."""

    days = forms.IntegerField(
        label=gettext_lazy("Um wie viele Tage vorstellen"), min_value=1, max_value=4000, initial=30
    )


class CalendarDayForm(ModelForm):
    """A one-off holiday or closure."""

    class Meta:
        model = CalendarDay
        fields = ("day", "name", "kind")
        widgets = {"day": DateInput()}


class ProcedureForm(Form):
    """A new version of what an office may set itself."""

    valid_from = forms.DateField(label=gettext_lazy("Gültig ab"), widget=DateInput())
    remind_days = forms.IntegerField(label=gettext_lazy("Erinnern, Tage vor der Frist"), min_value=0, max_value=31)
    escalate_after = forms.CharField(
        label=gettext_lazy("An die nächste Ebene melden, nach Fristablauf"), max_length=10, help_text=gettext_lazy("Zum Beispiel 5 AT, 1 w, 10 d.")
    )  # fmt: skip
    silence = forms.MultipleChoiceField(
        label=gettext_lazy("Schweigen gilt als Zustimmung bei"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Vorbelegung: bei keiner Aufgabe. Nur ankreuzen, wenn es vereinbart ist."),
    )  # fmt: skip
    periods = forms.CharField(
        label=gettext_lazy("Abweichende Fristen"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Je Zeile: Aufgabe = Frist, zum Beispiel cosign_house = 7 AT. Ohne Eintrag gilt die Vorbelegung des Verfahrens."),
    )  # fmt: skip
    remark = forms.CharField(label=gettext_lazy("Anmerkung"), max_length=300)

    def __init__(self, *args: Any, silent: list[tuple[str, str]], known: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["silence"].choices = silent  # type: ignore[attr-defined]  # choice fields have choices

    def clean_escalate_after(self) -> str:
        """A period."""
        return _period(self.cleaned_data["escalate_after"])

    def clean_periods(self) -> dict[str, str]:
        """Tasks that exist, with periods that can be read."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["periods"].splitlines():
            if not line.strip():
                continue
            name, _equals, period = (part.strip() for part in line.partition("="))
            if name not in self.known:
                raise forms.ValidationError(_("Die Aufgabe „%(name)s“ gibt es nicht.") % {"name": name})
            found[name] = _period(period)
        return found

    def rules(self, before: dict[str, Any]) -> dict[str, Any]:
        """The rules of the new version; what this form does not show stays as it was."""
        data = self.cleaned_data
        return before | {
            "remind_days": data["remind_days"], "escalate_after": data["escalate_after"], "silence_is_consent": data["silence"],
            "periods": data["periods"],
        }  # fmt: skip


def _period(text: str) -> str:
    try:
        return Period.parse(text).code
    except (DeadlineError, ValueError) as error:
        raise forms.ValidationError(
            _("„%(text)s“ ist keine Frist. Möglich sind zum Beispiel 10 AT, 2 w, 1 m.") % {"text": text}
        ) from error
