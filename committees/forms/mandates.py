"""What the Geschäftsstelle fills in about people and their mandates."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.bodies import Declaration
from committees.models import Body, EndReason, Function, Gender, Member, MigrationHistory, Seat
from directory.forms import Form, ModelForm
from directory.models import User
from directory.standing import Standing
from workflow.forms.task import DateInput

VOLUNTARY = gettext_lazy(
    "Freiwillig. Nur eintragen, was die Person selbst erklärt hat. Angezeigt werden ausschließlich Summen ab fünf Angaben."
)
UNSAID = [("", gettext_lazy("nicht erklärt"))]


class DeclarationFields(Form):
    """A voluntary self-declaration; left empty, nothing is stored."""

    gender = forms.ChoiceField(
        label=gettext_lazy("Geschlecht (Selbstauskunft)"), choices=[*UNSAID, *Gender.choices], required=False, help_text=VOLUNTARY
    )  # fmt: skip
    migration_history = forms.ChoiceField(
        label=gettext_lazy("Migrationsgeschichte (Selbstauskunft)"), choices=[*UNSAID, *MigrationHistory.choices], required=False
    )  # fmt: skip
    declared_on = forms.DateField(label=gettext_lazy("Erklärt am"), widget=DateInput(), required=False)

    def clean(self) -> dict[str, Any]:
        """What is declared has a day."""
        cleaned = super().clean() or {}
        if (cleaned.get("gender") or cleaned.get("migration_history")) and not cleaned.get("declared_on"):
            self.add_error("declared_on", _("Geben Sie an, wann die Person das erklärt hat."))
        return cleaned

    def declaration(self) -> Declaration | None:
        """What was declared; None where the fields were left empty."""
        data = self.cleaned_data
        if not data["gender"] and not data["migration_history"]:
            return None
        return Declaration(data["gender"], data["migration_history"], data["declared_on"])


class MemberForm(DeclarationFields, ModelForm):
    """A person's name and contact. An earlier self-declaration is never shown again; it can be replaced or deleted."""

    forget = forms.BooleanField(label=gettext_lazy("Vorhandene Selbstauskunft löschen"), required=False)
    groups = [
        (gettext_lazy("Person"), ["address", "title", "given_name", "name", "email", "postal_address", "user"]),
        (gettext_lazy("Veröffentlichung"), ["published_since"]),
        (gettext_lazy("Neue Selbstauskunft"), ["gender", "migration_history", "declared_on", "forget"]),
    ]

    class Meta:
        model = Member
        fields = ("address", "title", "given_name", "name", "email", "postal_address", "user", "published_since")
        widgets = {"postal_address": forms.Textarea(attrs={"rows": 3}), "published_since": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = User.objects.filter(is_active=True, committee_member=None)
        own = User.objects.filter(committee_member=self.instance.pk) if self.instance.pk else User.objects.none()
        self.fields["user"].queryset = (free | own).order_by("last_name", "first_name")  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean(self) -> dict[str, Any]:
        """Either a new declaration or none."""
        cleaned = super().clean()
        if cleaned.get("forget") and (cleaned.get("gender") or cleaned.get("migration_history")):
            self.add_error("forget", _("Tragen Sie entweder eine neue Selbstauskunft ein oder löschen Sie die alte."))
        return cleaned


class AppointForm(DeclarationFields):
    """A mandate with its days, for somebody known or for a new person."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=gettext_lazy("Sitz"), empty_label=gettext_lazy("Wählen"))
    function = forms.ChoiceField(label=gettext_lazy("Funktion"), choices=Function.choices)
    begins = forms.DateField(label=gettext_lazy("Beginn"), widget=DateInput())
    ends = forms.DateField(
        label=gettext_lazy("Ende"), widget=DateInput(), required=False,
        help_text=gettext_lazy("Vorgeschlagen ist das Ende der Amtszeit. Leer: bis auf Weiteres."),
    )  # fmt: skip
    member = forms.ModelChoiceField(
        Member.objects.all(), label=gettext_lazy("Bekannte Person"), required=False, empty_label=gettext_lazy("neue Person")
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=40, required=False)
    given_name = forms.CharField(label=gettext_lazy("Vorname"), max_length=80, required=False)
    name = forms.CharField(label=gettext_lazy("Nachname"), max_length=80, required=False)
    email = forms.EmailField(label=gettext_lazy("E-Mail"), required=False)
    namesake = forms.BooleanField(label=gettext_lazy("Eine andere Person gleichen Namens"), required=False)
    groups = [
        (gettext_lazy("Mandat"), ["seat", "function", "begins", "ends"]),
        (gettext_lazy("Person"), ["member", "title", "given_name", "name", "email", "namesake"]),
        (gettext_lazy("Selbstauskunft"), ["gender", "migration_history", "declared_on"]),
    ]

    def __init__(self, *args: Any, body: Body, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(group__body=body).select_related("group", "organisation", "unit")
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["seat"].label_from_instance = _seat_label  # type: ignore[attr-defined]  # model choice fields name their rows
        self.initial.setdefault("begins", standing.day)
        self.initial.setdefault("ends", body.ends)

    def clean(self) -> dict[str, Any]:
        """A known person, or a new one with both names who is not known yet."""
        cleaned = super().clean()
        if cleaned.get("member"):
            return cleaned
        for field in ("given_name", "name"):
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, _("Wählen Sie eine bekannte Person oder geben Sie den Namen an."))
        given, name = cleaned.get("given_name"), cleaned.get("name")
        known = Member.objects.filter(given_name__iexact=given or "", name__iexact=name or "")
        if given and name and not cleaned.get("namesake") and known.exists():
            self.add_error(
                "namesake",
                _("Diese Person ist bereits erfasst. Wählen Sie sie oben aus oder bestätigen Sie, dass es eine andere ist."),
            )  # fmt: skip
        return cleaned

    def person(self) -> Member:
        """The chosen person, or the new one, not yet stored."""
        data = self.cleaned_data
        return data["member"] or Member(**{name: data[name] for name in ("title", "given_name", "name", "email")})


def _seat_label(seat: Seat) -> str:
    return f"{seat}: {seat.sender}" if seat.sender else str(seat)


class EndForm(Form):
    """The last day of a mandate, and why."""

    on = forms.DateField(label=gettext_lazy("Letzter Tag"), widget=DateInput())
    reason = forms.ChoiceField(label=gettext_lazy("Grund"), choices=[("", gettext_lazy("Wählen")), *EndReason.choices])
