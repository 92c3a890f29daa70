"""What is filled in for recommendations and seats."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.members import bodies
from committees.models import Recommendation, Session
from committees.recommending import catalogue_on
from committees.session_states import RecommendationStatus
from directory.forms import Form, ModelForm
from directory.models import FieldOfAction, OrgUnit, UnitKind, User
from workflow.forms.task import DateInput
from workflow.models import Case

RESPONSIBLE = (UnitKind.DEPARTMENT, UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF)


class RecommendationForm(ModelForm):
    """A recommendation and how far it is."""

    reference = forms.CharField(
        label=gettext_lazy("Vorgangszeichen"), required=False, max_length=90,
        help_text=gettext_lazy("Der Vorgang, der die Empfehlung umsetzt."),
    )  # fmt: skip

    class Meta:
        model = Recommendation
        fields = (
            "body", "session", "given_on", "title", "text", "field", "responsible_unit", "due_on", "status", "remarks",
        )  # fmt: skip
        widgets = {
            "given_on": DateInput(), "due_on": DateInput(), "text": forms.Textarea(attrs={"rows": 5}),
            "remarks": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip
        help_texts = {"remarks": gettext_lazy("Erforderlich, wenn die Empfehlung nicht weiterverfolgt wird.")}

    def __init__(self, *args: Any, day: date, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        units = OrgUnit.objects.valid_on(day).filter(kind__in=RESPONSIBLE).order_by("path")
        kept = Q(pk__in=[self.instance.responsible_unit_id, self.instance.body_id])
        self._offer("body", bodies(day) | OrgUnit.objects.filter(kept & Q(kind__in=("body", "working_group"))))
        self._offer("responsible_unit", units | OrgUnit.objects.filter(kept & Q(kind__in=RESPONSIBLE)))
        self._offer("session", Session.objects.filter(cancelled_at=None).select_related("body"))
        fields = FieldOfAction.objects.filter(Q(catalogue__in=catalogue_on(day)) | Q(pk=self.instance.field_id))
        self._offer("field", fields)
        self.fields["responsible_unit"].label_from_instance = lambda unit: f"{unit.short} {unit.name}"  # type: ignore[attr-defined]  # model choice fields have a label
        self.fields["body"].label_from_instance = lambda body: body.name  # type: ignore[attr-defined]  # the same
        self.fields["reference"].initial = self.instance.case.reference if self.instance.case else ""

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean_reference(self) -> Case | None:
        """A case the person may know of, or the one that is named already."""
        wanted = self.cleaned_data["reference"].strip()
        if self.instance.case and wanted == self.instance.case.reference:
            return self.instance.case
        case = self.cases.filter(reference__iexact=wanted).first() if wanted else None
        if wanted and case is None:
            raise forms.ValidationError(
                _("Einen Vorgang mit diesem Zeichen gibt es nicht. Prüfen Sie die Schreibweise.")
            )
        return case

    def clean(self) -> dict[str, Any]:
        """Giving up needs a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("status") == RecommendationStatus.DROPPED and not cleaned.get("remarks", "").strip():
            self.add_error("remarks", _("Begründen Sie, warum die Empfehlung nicht weiterverfolgt wird."))
        return cleaned

    def recommendation(self) -> Recommendation:
        """The row with its case."""
        self.instance.case = self.cleaned_data["reference"]
        return self.instance


class ProgressForm(Form):
    """How far a recommendation is."""

    status = forms.ChoiceField(label=gettext_lazy("Stand"), choices=RecommendationStatus.choices)
    remarks = forms.CharField(
        label=gettext_lazy("Sachstand"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Erforderlich, wenn die Empfehlung nicht weiterverfolgt wird."),
    )  # fmt: skip


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A person of the Ressort, by name."""

    def label_from_instance(self, obj: User) -> str:
        """Name and account, because names occur twice."""
        return f"{obj.name} ({obj.username})"


class ChangeForm(Form):
    """Who sits for the Ressort from which day on."""

    person = PersonField(
        User.objects.none(), label=gettext_lazy("Neue Ressortvertretung"), empty_label=gettext_lazy("Person wählen")
    )
    since = forms.DateField(label=gettext_lazy("Ab"), widget=DateInput())
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300, help_text=gettext_lazy("Steht im Verlauf bei jeder übergebenen Aufgabe.")
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # model choice fields have a queryset


class DeputyForm(Form):
    """Who stands in."""

    deputy = PersonField(
        User.objects.none(), label=gettext_lazy("Stellvertretung"), required=False, empty_label=gettext_lazy("niemand")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]  # model choice fields have a queryset
