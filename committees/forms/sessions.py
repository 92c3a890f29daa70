"""What the Geschäftsstelle fills in for a session."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.members import bodies
from committees.models import Attendance, BodyRules, Session
from committees.session_states import Presence, SessionKind
from committees.sittings import Guest
from directory.forms import Form, ModelForm
from workflow.calendars import office_calendar
from workflow.deadlines import DeadlineError, Period, lead_time
from workflow.forms.task import DateInput

PERIODS = ("invitation_lead", "papers_lead", "objection_period")
ANY_DAY = date(2026, 7, 1)
LONGEST = timedelta(days=190)
FIRST_DAY, LAST_DAY = date(2014, 1, 1), date(2099, 12, 31)


class SessionForm(ModelForm):
    """Date, place and what the invitation says; body and kind are fixed once the session exists."""

    class Meta:
        model = Session
        fields = ("body", "kind", "held_on", "begins_at", "place", "introduction")
        widgets = {"held_on": DateInput(), "introduction": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "kind": gettext_lazy("Im Umlauf antwortet jeder Sitz schriftlich; einstimmig oder es wird in der Sitzung beraten."),
            "held_on": gettext_lazy("Tag der Sitzung; beim Umlauf der letzte Tag für die Antwort."),
            "introduction": gettext_lazy("Steht in der Einladung über der Tagesordnung."),
        }  # fmt: skip

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["body"].label_from_instance = lambda body: body.name  # type: ignore[attr-defined]  # and a label
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("Verfahren"), choices=SessionKind.choices, help_text=self.fields["kind"].help_text
        )
        if self.instance.pk:
            del self.fields["body"], self.fields["kind"]

    def clean_held_on(self) -> date:
        """A day the calendar knows."""
        day: date = self.cleaned_data["held_on"]
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Dieser Tag liegt außerhalb des Kalenders. Prüfen Sie das Jahr."))
        return day


class RulesForm(ModelForm):
    """How a body works; whoever knows better says where it is written."""

    class Meta:
        model = BodyRules
        fields = ("invitation_lead", "papers_lead", "objection_period", "quorum", "unanimous", "source")
        help_texts = {
            "invitation_lead": gettext_lazy("Zum Beispiel 3 w, 10 d oder 15 AT; gezählt vom Sitzungstag zurück."),
            "objection_period": gettext_lazy("Gezählt ab dem Versand der Niederschrift."),
            "unanimous": gettext_lazy("Enthaltungen hindern die Einstimmigkeit nicht."),
            "source": gettext_lazy("Zum Beispiel die Geschäftsordnung mit Paragraf und Datum. Ohne Quelle bleibt es eine Vorbelegung, nicht bestätigt."),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Periods that can be read and make sense."""
        cleaned = super().clean() or {}
        for name in PERIODS:
            try:
                period = Period.parse(cleaned.get(name) or "")
                ahead = ANY_DAY - lead_time(period, ANY_DAY, calendar=office_calendar()).effective_end
            except DeadlineError as error:
                self.add_error(name, str(error))
                continue
            if ahead > LONGEST:
                self.add_error(name, _("Möglich ist höchstens ein halbes Jahr."))
            cleaned[name] = period.code
        return cleaned


class InviteForm(Form):
    """Who is invited besides the members."""

    guests = forms.CharField(
        label=gettext_lazy("Weitere Eingeladene ohne Stimme"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Je Zeile: Name; E-Mail. Ohne E-Mail laden Sie auf anderem Weg ein."),
    )  # fmt: skip

    def clean_guests(self) -> list[Guest]:
        """Names, with addresses that can be written to."""
        found = []
        for line in filter(str.strip, self.cleaned_data["guests"].splitlines()):
            name, _semicolon, email = (part.strip() for part in line.partition(";"))
            try:
                if email:
                    validate_email(email)
            except ValidationError as error:
                told = {"line": line.strip()}
                raise ValidationError(_("„%(line)s“: Das ist keine E-Mail-Adresse.") % told) from error
            if not name:
                raise ValidationError(_("„%(line)s“: Vor der E-Mail fehlt der Name.") % {"line": line.strip()})
            found.append(Guest(name[:200], email))
        return found


class CancelForm(Form):
    """Why the session does not take place."""

    reason = forms.CharField(label=gettext_lazy("Grund der Absage"), max_length=300)


class AttendanceForm(Form):
    """Presence of everybody invited; a stand-in is named."""

    def __init__(self, *args: Any, rows: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.name]
        for row in self.rows:
            self.fields[f"presence_{row.pk}"] = forms.ChoiceField(
                label=_("Anwesenheit: %(name)s") % {"name": row}, choices=Presence.choices, initial=row.presence, required=False
            )  # fmt: skip
            self.fields[f"stand_in_{row.pk}"] = forms.CharField(
                label=_("Vertreten durch: %(name)s") % {"name": row}, initial=row.represented_by, required=False, max_length=200,
                # On a phone the heads of the columns are gone.
                widget=forms.TextInput(attrs={"placeholder": _("vertreten durch")}),
            )  # fmt: skip

    def table(self) -> list[tuple[Attendance, Any, Any]]:
        """Each row with its two fields."""
        return [(row, self[f"presence_{row.pk}"], self[f"stand_in_{row.pk}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """Somebody who is absent is not stood in for."""
        cleaned = super().clean() or {}
        for row in self.rows:
            there = cleaned.get(f"presence_{row.pk}") == Presence.PRESENT
            if cleaned.get(f"stand_in_{row.pk}") and not there:
                self.add_error(
                    f"stand_in_{row.pk}", _("Wer vertreten wird, gilt als anwesend. Wählen Sie „anwesend“ oder leeren Sie das Feld.")
                )  # fmt: skip
        return cleaned

    def noted(self) -> dict[int, tuple[str, str]]:
        """What was filled in, by id of the row."""
        data = self.cleaned_data
        return {row.pk: (data[f"presence_{row.pk}"], data[f"stand_in_{row.pk}"]) for row in self.rows}
