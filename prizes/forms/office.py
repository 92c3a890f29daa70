"""What the office fills in."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms import Form, ModelForm
from directory.lookup import seats
from directory.models import FieldCatalogue, FieldOfAction, OrgUnit, UnitFunction
from directory.standing import Standing
from prizes.forms.money import EuroField
from prizes.identity import SHIPPED as COMMON_WORDS
from prizes.identity import common_words
from prizes.models import AwardYear, DeadlineRule, Nomination
from prizes.texts import SHIPPED
from workflow.forms.query import OneOf, QueryForm
from workflow.forms.task import DateInput
from workflow.models import CaseTask
from workflow.steps import Verdict

DAYS = ("named_day", "runs_until", "ceremony_on")
# Fixed once the call is out: from then on only an extension moves the end.
CALLED = ("named_day", "deadline_rule", "deadline_period")
FIRST_YEAR, LAST_YEAR = 2004, 2100
# Tasks that may be completed for many nominations with one click, and their outcomes.
BATCHES = {"check": ("admissible", "inadmissible"), "longlist": ("take", "leave")}
STRIKING = {"ja": True, "nein": False}
WEIGHTS = [str(weight) for weight in range(1, 11)]
GROUPS = (
    (gettext_lazy("Preis"), ("year", "number", "name", "motto", "target_group", "fields_of_action", "prize_money")),
    (gettext_lazy("Einsendeschluss"), CALLED),
    (
        gettext_lazy("Regeln"),
        ("in_hessen", "must_have_begun", "runs_until", "lowest_age", "highest_age", "no_former_winners", "criteria"),
    ),
    (gettext_lazy("Texte"), tuple(SHIPPED)),
    (gettext_lazy("Jury ohne Namen"), ("common_words",)),
    (gettext_lazy("Verleihung"), ("ceremony_on", "ceremony_place")),
)


class LetterForm(Form):
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


class AccountForm(LetterForm):
    """The account the money goes to, as it was told or as it is corrected."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, task=task, standing=standing, **kwargs)
        self.fields["iban"].required = True
        self.fields["iban"].help_text = _(
            "Wie die Ausgezeichneten sie angegeben haben; hier lässt sie sich berichtigen."
        )
        self.initial.setdefault("iban", Nomination.objects.get(pk=task.process_id).iban)


class YearForm(ModelForm):
    """A year with its rules, its texts, and its criteria, one a line."""

    groups = GROUPS
    deadline_rule = forms.ChoiceField(
        label=gettext_lazy("Wie der Einsendeschluss gilt"), required=False, widget=forms.RadioSelect, choices=DeadlineRule.choices,
    )  # fmt: skip
    prize_money = EuroField(label=gettext_lazy("Preisgeld insgesamt in Euro"))
    criteria = forms.CharField(
        label=gettext_lazy("Kriterien der Jury"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Je Zeile: Kriterium = Gewicht, zum Beispiel Wirkung = 2. Keine Quelle nennt amtliche Kriterien; das Jahr legt sie fest."),
    )  # fmt: skip

    fields_of_action = forms.ModelMultipleChoiceField(
        FieldOfAction.objects.none(), label=gettext_lazy("Handlungsfelder"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    class Meta:
        model = AwardYear
        fields = tuple(
            name for _legend, names in GROUPS for name in names if name not in {"criteria", "fields_of_action"}
        )
        widgets = (
            {name: DateInput() for name in DAYS}
            | {name: forms.Textarea(attrs={"rows": 4}) for name in SHIPPED}
            | {"common_words": forms.Textarea(attrs={"rows": 10})}
        )
        help_texts = {
            "common_words": gettext_lazy("Was in vielen Namen steht und allein niemanden verrät: Es bleibt in den Fassungen für die Jury stehen. Eine Zeile, die mit # beginnt, erklärt. Leer: die mitgelieferte Liste."),
            "named_day": gettext_lazy("Der letzte Tag, an dem Nominierungen angenommen werden, bis 24 Uhr."),
            "deadline_period": gettext_lazy("Nur bei einer Frist ab der Ausschreibung, zum Beispiel „12 w“ für zwölf Wochen oder „3 m“ für drei Monate."),
            "lowest_age": gettext_lazy("Leer lassen, wenn das Alter keine Rolle spielt."),
            "highest_age": gettext_lazy("Leer lassen, wenn das Alter keine Rolle spielt."),
        }  # fmt: skip
        error_messages = {"year": {"unique": gettext_lazy("Dieses Preisjahr gibt es schon.")}}

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.case.fields_of_action.all() if self.instance.case else FieldOfAction.objects.none()
        catalogue = FieldCatalogue.objects.valid_on(day)
        offered = FieldOfAction.objects.filter(Q(catalogue__in=catalogue) | Q(pk__in=chosen.values("pk")))
        self.fields["fields_of_action"].queryset = offered  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial.setdefault("fields_of_action", list(chosen))
        self.initial["common_words"] = self.initial.get("common_words") or COMMON_WORDS
        for name, text in SHIPPED.items():
            self.fields[name].help_text = _("Leer: „%(text)s“ (Vorbelegung, nicht bestätigt)") % {"text": text}
        for name in CALLED if self.instance.published_on else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _(
                "Die Ausschreibung ist veröffentlicht. Der Einsendeschluss lässt sich nur noch verlängern."
            )

    def clean_year(self) -> int:
        """The prize has been given since 2004."""
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Bitte geben Sie ein Jahr von %(first)d bis %(last)d an.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return year

    def clean_common_words(self) -> str:
        """The list as it is shipped is no list of the year's own, so a better one reaches it too."""
        text: str = self.cleaned_data["common_words"]
        return "" if common_words(text) == common_words(COMMON_WORDS) else text

    def clean_highest_age(self) -> int | None:
        """Not below the lowest."""
        lowest, highest = self.cleaned_data.get("lowest_age"), self.cleaned_data["highest_age"]
        if lowest is not None and highest is not None and highest < lowest:
            raise forms.ValidationError(_("Das Höchstalter liegt unter dem Mindestalter."))
        return highest

    def clean_criteria(self) -> list[dict[str, Any]]:
        """Names once, weights from 1 to 10."""
        found: list[dict[str, Any]] = []
        for line in filter(str.strip, self.cleaned_data["criteria"].splitlines()):
            name, _equals, weight = (part.strip() for part in line.partition("="))
            if (weight or "1") not in WEIGHTS:
                raise forms.ValidationError(
                    _("„%(line)s“: Das Gewicht ist eine Zahl von 1 bis 10.") % {"line": line.strip()}
                )
            if name in {one["name"] for one in found}:
                raise forms.ValidationError(_("„%(name)s“ steht zweimal da.") % {"name": name})
            found.append({"name": name[:120], "weight": int(weight or "1")})
        return found


class ExtendForm(Form):
    """A later Einsendeschluss."""

    extended_to = forms.DateField(label=gettext_lazy("Neuer Einsendeschluss"), widget=DateInput())
    rule = forms.ChoiceField(
        label=gettext_lazy("Wie der neue Einsendeschluss gilt"), required=False, widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("wie der bisherige")),
            (DeadlineRule.EXACT.value, DeadlineRule.EXACT.label), (DeadlineRule.SHIFTED.value, DeadlineRule.SHIFTED.label),
        ],
    )  # fmt: skip
    extension_reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300, help_text=gettext_lazy("Wird mit der Verlängerung veröffentlicht.")
    )


class RessortsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Ressorts with a seat in the Facharbeitsgruppe that are asked for a statement."""

    def __init__(self, day: date | None = None, **kwargs: Any) -> None:
        sitting = seats(UnitFunction.EXPERT_GROUP, day).values("represents") if day else []
        super().__init__(
            OrgUnit.objects.filter(pk__in=sitting).order_by("short"), required=False, widget=forms.CheckboxSelectMultiple,
            label=_("Ressorts um Stellungnahme bitten"),
            help_text=_("Ihre Vertretungen in der Facharbeitsgruppe erhalten eine Aufgabe. Ohne Auswahl wartet die Nominierung unmittelbar auf die Jury."), **kwargs,
        )  # fmt: skip

    def label_from_instance(self, obj: OrgUnit) -> str:
        """Short and long."""
        return f"{obj.short} {obj.name}"


class LonglistForm(Form):
    """Whose statement is asked for."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing
        self.fields["ressorts"] = RessortsField(standing.day)


class YearQuery(QueryForm):
    """`/preis/<year>/`: nominations that wait for this decision, with or without something to look at."""

    aufgabe = OneOf(BATCHES)
    beachten = OneOf(STRIKING)


class BatchForm(Form):
    """One outcome for many nominations."""

    outcome = forms.ChoiceField(label=gettext_lazy("Entscheidung"))
    note = forms.CharField(
        label=gettext_lazy("Begründung"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Nominierungen"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens eine Nominierung aus.")},
    )

    def __init__(
        self, *args: Any, outcomes: list[tuple[str, Any]], tasks: list[int], asks_on: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if asks_on:
            self.fields["ressorts"] = RessortsField(asks_on)
        # Nothing is chosen beforehand: what is decided for many is decided on purpose.
        self.fields["outcome"].choices = [("", _("Bitte wählen")), *outcomes]  # type: ignore[attr-defined]  # choice fields have choices
        self.fields["tasks"].choices = [(str(pk), str(pk)) for pk in tasks]  # type: ignore[attr-defined]  # choice fields have choices

    def verdict(self) -> Verdict:
        """The same for each."""
        data = self.cleaned_data
        return Verdict(data["outcome"], data["note"], {"ressorts": data["ressorts"]} if "ressorts" in data else {})
