"""What is filled in for the items of an agenda, the Umlauf and the Niederschrift."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.circulation import Given
from committees.models import AgendaItem, Attendance, Ballot
from committees.resolving import Resolution
from committees.session_states import SELECTABLE, Answer, Result
from directory.forms import Form, ModelForm
from documents.models import DocumentVersion
from workflow.forms.task import DateInput
from workflow.models import Case


def _long(label: Any, *, required: bool = False, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )  # fmt: skip


class ItemForm(ModelForm):
    """What the item is about, and its papers."""

    reference = forms.CharField(
        label=gettext_lazy("Vorgangszeichen"), required=False, max_length=90,
        help_text=gettext_lazy("Nur wenn der Punkt zu einem Vorgang gehört. Unterlagen wählen Sie nach dem Speichern aus."),
    )  # fmt: skip
    versions = forms.ModelMultipleChoiceField(
        DocumentVersion.objects.none(), label=gettext_lazy("Unterlagen"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Wer eine Unterlage im Vorgang nicht lesen darf, sieht sie auch hier nicht."),
    )  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = ("title", "explanation")
        widgets = {"explanation": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, cases: QuerySet[Case], papers: QuerySet[DocumentVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        if self.instance.task_id:
            del self.fields["reference"]
        else:
            self.fields["reference"].initial = self.instance.case.reference if self.instance.case else ""
        if self.instance.pk and self.instance.case_id:
            self.fields["versions"].queryset = papers  # type: ignore[attr-defined]  # model choice fields have a queryset
            self.fields["versions"].initial = list(self.instance.versions.values_list("pk", flat=True))
        else:
            del self.fields["versions"]

    def clean_reference(self) -> Case | None:
        """A case the person may know of."""
        wanted = self.cleaned_data["reference"].strip()
        case = self.cases.filter(reference__iexact=wanted).first() if wanted else None
        if wanted and case is None:
            raise forms.ValidationError(
                _("Einen Vorgang mit diesem Zeichen gibt es nicht. Prüfen Sie die Schreibweise.")
            )
        return case

    def item(self) -> tuple[AgendaItem, list[DocumentVersion]]:
        """The item with its papers; those of another case than its own are left."""
        item = self.instance
        if "reference" in self.fields:
            item.case = self.cleaned_data["reference"]
        chosen = self.cleaned_data.get("versions") or []
        return item, [version for version in chosen if version.document.case_id == item.case_id]


class RecordForm(Form):
    """What was resolved."""

    result = forms.ChoiceField(
        label=gettext_lazy("Ergebnis"), choices=[("", gettext_lazy("Ergebnis wählen"))] + [(one.value, one.label) for one in SELECTABLE]
    )  # fmt: skip
    yes = forms.IntegerField(label=gettext_lazy("Ja"), min_value=0, max_value=999, required=False)
    no = forms.IntegerField(label=gettext_lazy("Nein"), min_value=0, max_value=999, required=False)
    abstained = forms.IntegerField(label=gettext_lazy("Enthaltungen"), min_value=0, max_value=999, required=False)
    excluded = forms.ModelMultipleChoiceField(
        Attendance.objects.none(), label=gettext_lazy("Befangen"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Befangene Mitglieder zählen bei diesem Punkt nicht als anwesend."),
    )  # fmt: skip
    resolution = _long(
        gettext_lazy("Beschluss"), help_text=gettext_lazy("Erforderlich bei „abgelehnt“ und „zurückverwiesen“.")
    )
    discussion = _long(gettext_lazy("Verlauf der Beratung"), rows=6)

    def __init__(self, *args: Any, present: QuerySet[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["excluded"].queryset = present  # type: ignore[attr-defined]  # model choice fields have a queryset
        if not present:
            del self.fields["excluded"]

    def recorded(self) -> Resolution:
        """What was filled in."""
        data = self.cleaned_data
        return Resolution(
            data["result"], data["yes"] or 0, data["no"] or 0, data["abstained"] or 0, tuple(data.get("excluded") or ()),
            data["discussion"], data["resolution"],
        )  # fmt: skip


class DiscussionForm(Form):
    """The discussion of an item whose result is fixed."""

    discussion = _long(gettext_lazy("Verlauf der Beratung"), rows=8)


class BallotForm(Form):
    """The answers of one seat to all items of an Umlauf."""

    def __init__(self, *args: Any, items: Iterable[AgendaItem], given: dict[int, Ballot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in items if item.result == Result.OPEN]
        for item in self.items:
            before = given.get(item.pk)
            self.fields[f"answer_{item.pk}"] = forms.ChoiceField(
                label=f"{item.order}. {item.title}", choices=Answer.choices, widget=forms.RadioSelect, help_text=item.explanation,
                initial=before.answer if before else None,
            )  # fmt: skip
            self.fields[f"remark_{item.pk}"] = forms.CharField(
                label=_("Bemerkung zu Punkt %(number)d") % {"number": item.order}, required=False, max_length=500,
                initial=before.remark if before else "",
            )  # fmt: skip

    def answers(self) -> dict[int, Given]:
        """By id of the item."""
        data = self.cleaned_data
        return {item.pk: Given(data[f"answer_{item.pk}"], data[f"remark_{item.pk}"]) for item in self.items}


class RemarksForm(Form):
    """What else belongs into the Niederschrift."""

    remarks = _long(gettext_lazy("Bemerkungen der Niederschrift"), rows=6)


class ObjectionForm(Form):
    """An objection of one's own."""

    text = _long(gettext_lazy("Ihr Einwand"), required=True)


class EnteredObjectionForm(Form):
    """An objection that came by letter or mail."""

    name = forms.CharField(label=gettext_lazy("Erhoben von"), max_length=200)
    received_on = forms.DateField(label=gettext_lazy("Eingegangen am"), widget=DateInput())
    text = _long(gettext_lazy("Einwand"), required=True)


class AnswerForm(Form):
    """What becomes of an objection."""

    answer = _long(gettext_lazy("Behandlung des Einwands"), required=True)
