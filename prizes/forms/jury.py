"""What the members of a jury and the office fill in around it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms import Form, ModelForm
from directory.models import User
from documents.forms import file_field
from prizes.forms.money import EuroField
from prizes.identity import Identity
from prizes.jury.judging import Judgement
from prizes.jury.preparation import Version
from prizes.jury.sitting import Minutes, Vote
from prizes.models import MOST_POINTS, Ballot, Criterion, Jury, JuryNomination
from workflow.forms.query import BIGGEST, OneOf, QueryForm
from workflow.forms.task import DateInput

NAMES, ROUND = "namen", "runde"
RELEASE, DISCARD = "release", "discard"


class NextStepForm(QueryForm):
    """The step the office takes with the jury."""

    schritt = OneOf([NAMES, ROUND])


class LookedAtForm(QueryForm):
    """What becomes of an attachment that the office has looked at."""

    act = OneOf([RELEASE, DISCARD])


class ConnectionsForm(Form):
    """Before a member sees anything."""

    names = forms.CharField(
        label=gettext_lazy("Organisationen und Personen, mit denen Sie verbunden sind"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Eine je Zeile: Vereine, in denen Sie Mitglied sind, Arbeitgeber, Angehörige, Freunde. Leer lassen, wenn es keine gibt. Was übereinstimmt, bleibt Ihnen verschlossen."),
    )  # fmt: skip


class DeclarationForm(Form):
    """Befangen or not."""

    biased = forms.TypedChoiceField(
        label=gettext_lazy("Ihre Erklärung zu dieser Nominierung"), widget=forms.RadioSelect, coerce=lambda value: value == "ja",
        choices=[("nein", gettext_lazy("Ich bin nicht befangen")), ("ja", gettext_lazy("Ich bin befangen oder könnte so erscheinen"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Grund"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nur bei Befangenheit; die Geschäftsstelle des Preises liest ihn."),
    )  # fmt: skip


class JudgementForm(Form):
    """Points for every criterion, or an abstention."""

    abstained = forms.BooleanField(label=gettext_lazy("Ich enthalte mich bei dieser Nominierung"), required=False)
    comment = forms.CharField(
        label=gettext_lazy("Bemerkung"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.IntegerField(min_value=0, max_value=BIGGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria: list[Criterion], ballot: Ballot | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = {one.criterion_id: one.points for one in ballot.points.all()} if ballot else {}
        hint = _("0 bis %(most)d Punkte") % {"most": MOST_POINTS}
        for one in criteria:
            label = (
                one.name
                if one.weight == 1
                else _("%(name)s (zählt %(weight)d-fach)") % {"name": one.name, "weight": one.weight}
            )
            given = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST_POINTS,
                required=False,
                help_text=hint,
                initial=points.get(one.pk),
            )
            # Needed unless she abstains: the service insists, not the browser.
            given.conditional = True  # type: ignore[attr-defined]  # read by the template
            self.fields[f"criterion_{one.pk}"] = given
        self.criteria = criteria
        self.initial["seen"] = ballot.revision if ballot else 0
        if ballot:
            self.initial["abstained"], self.initial["comment"] = ballot.abstained, ballot.comment
        self.order_fields([f"criterion_{one.pk}" for one in criteria])

    def judgement(self) -> Judgement:
        """What was filled in; empty points are left out and refused by the service."""
        data = self.cleaned_data
        given = {
            one.pk: data[f"criterion_{one.pk}"] for one in self.criteria if data.get(f"criterion_{one.pk}") is not None
        }
        return Judgement(points=given, abstained=data["abstained"], comment=data["comment"], seen=data["seen"])


class JuryForm(ModelForm):
    """Members, and how they judge."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Mitglieder"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Jury
        fields = ("scores_due", "ranking", "quorum")
        widgets = {"scores_due": DateInput()}

    def __init__(self, *args: Any, people: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["members"].queryset = people  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean_scores_due(self) -> date | None:
        """Nobody is asked for points until a day that is over; one that has passed meanwhile may stay."""
        due: date | None = self.cleaned_data["scores_due"]
        if due and due < self.day and "scores_due" in self.changed_data:
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei."))
        return due


class ReadField(forms.MultipleChoiceField):
    """Doubtful words that somebody has read. A tick at a word that is no longer in the text counts for nothing."""

    def clean(self, value: Any) -> frozenset[str]:
        """Those that are asked about."""
        return frozenset(word for word in value or () if self.valid_value(word))


class BlindForm(Form):
    """The text without names, and what is doubtful in it."""

    project = forms.CharField(label=gettext_lazy("Projekt ohne Namen"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("Beschreibung ohne Namen"), max_length=8000, widget=forms.Textarea(attrs={"rows": 14})
    )
    read = ReadField(
        label=gettext_lazy("Gelesen, nennt niemanden"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Diese Stellen kann das Programm nicht entscheiden. Kreuzen Sie an, was niemanden nennt; schwärzen Sie oben, was jemanden nennt."),
    )  # fmt: skip

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project, description = (str(self[name].value() or "") for name in ("project", "description"))
        asked = Version(project, description).doubts(identity)
        choices = [(one.word, _("„%(word)s“ (%(reason)s): … %(around)s …") % {"word": one.word, "reason": one.reason.value, "around": one.around}) for one in asked]  # fmt: skip
        self.fields["read"].choices = choices  # type: ignore[attr-defined]  # choice fields have choices
        if not asked:
            del self.fields["read"]

    def version(self) -> Version:
        """What the service needs."""
        data = self.cleaned_data
        return Version(data["project"], data["description"], data.get("read", frozenset()))


class BlindFileForm(Form):
    """A redacted attachment."""

    file = file_field(gettext_lazy("Anlage ohne Namen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF oder Bild; andere Dateien sieht die Jury nicht.")


class ShutOutForm(Form):
    """The office shuts a member out of a nomination."""

    juror = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Mitglied"), empty_label=gettext_lazy("Bitte wählen")
    )
    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=2000)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = people  # type: ignore[attr-defined]  # model choice fields have a queryset


VOTE_FIELDS = ("rank", "amount", "yes", "no", "abstained")


class SessionForm(Form):
    """The session; per nomination place, money and votes, empty where nothing was proposed."""

    held_on = forms.DateField(label=gettext_lazy("Sitzung am"), widget=DateInput())
    place = forms.CharField(label=gettext_lazy("Ort"), max_length=120, required=False)
    present = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Anwesend"), widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Vorsitz"), empty_label=gettext_lazy("Bitte wählen")
    )
    course = forms.CharField(
        label=gettext_lazy("Verlauf"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Steht in der Niederschrift. Die Beratung selbst ist vertraulich."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, entries: list[JuryNomination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("present", "chair"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.entries = entries
        for entry in entries:
            vote = getattr(entry, "vote", None)
            for name in VOTE_FIELDS:
                number = self._number(name, getattr(vote, name, None))
                # Needed together or not at all: `clean` insists.
                number.conditional = True  # type: ignore[attr-defined]  # read by the template
                self.fields[f"{name}_{entry.pk}"] = number

    def _number(self, name: str, value: Any) -> forms.Field:
        if name == "amount":
            return EuroField(label=gettext_lazy("Preisgeld"), required=False, initial=value)
        labels = {
            "rank": gettext_lazy("Platz"), "yes": gettext_lazy("Ja"), "no": gettext_lazy("Nein"), "abstained": gettext_lazy("Enthaltung"),
        }  # fmt: skip
        return forms.IntegerField(
            label=labels[name], required=False, min_value=1 if name == "rank" else 0, max_value=999, initial=value
        )

    @property
    def main_fields(self) -> list[Any]:
        """Those above the table."""
        return [self[name] for name in ("held_on", "place", "present", "chair", "course")]

    @property
    def rows(self) -> list[tuple[JuryNomination, list[Any]]]:
        """The table."""
        return [(entry, [self[f"{name}_{entry.pk}"] for name in VOTE_FIELDS]) for entry in self.entries]

    def clean(self) -> dict[str, Any]:
        """Whoever fills one field of a row fills what belongs to it."""
        cleaned = super().clean() or {}
        for entry in self.entries:
            filled = [name for name in VOTE_FIELDS if cleaned.get(f"{name}_{entry.pk}") is not None]
            for name in ("rank", "amount", "yes"):
                key = f"{name}_{entry.pk}"
                if filled and name not in filled and key not in self.errors:
                    self.add_error(key, _("Bitte ausfüllen."))
        return cleaned

    def minutes(self) -> Minutes:
        """What the service needs."""
        data = self.cleaned_data
        votes = {
            entry.pk: Vote(
                data[f"rank_{entry.pk}"], data[f"amount_{entry.pk}"] or Decimal(), data[f"yes_{entry.pk}"] or 0,
                data[f"no_{entry.pk}"] or 0, data[f"abstained_{entry.pk}"] or 0,
            )
            for entry in self.entries
            if data[f"rank_{entry.pk}"]
        }  # fmt: skip
        return Minutes(data["held_on"], data["place"], data["chair"], list(data["present"]), data["course"], votes)
