"""What the Geschäftsstelle fills in about bodies, groups and seats."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees import stations
from committees.bodies import MOST_SEATS
from committees.models import Body, Milestone, Seat, SeatGroup
from directory.forms import ModelForm
from directory.models import Organisation, OrgUnit, UnitKind
from workflow.forms.query import QueryForm
from workflow.forms.task import DateInput


class DayForm(QueryForm):
    """Stichtag, in the address of a page."""

    stichtag = forms.DateField(label=gettext_lazy("Stichtag"), widget=DateInput(), required=False)


class BodyForm(ModelForm):
    """A body, with the name and, once, the short name of its unit."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    short = forms.CharField(
        label=gettext_lazy("Kurzzeichen"), max_length=30, help_text=gettext_lazy("Lässt sich später nicht mehr ändern.")
    )
    milestones = forms.CharField(
        label=gettext_lazy("Stationen"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Je Zeile: 23.09.2024 = konstituiert. Ist der Tag nicht bekannt: 12/2019 = … oder 2009 = …"),
    )  # fmt: skip
    field_order = ("name", "short")

    class Meta:
        model = Body
        fields = (
            "kind", "legal_basis", "legislature", "chair", "size_min", "size_max", "begins", "ends", "parent", "meets", "dissolved",
            "notice_months", "remark",
        )  # fmt: skip
        widgets = {
            "begins": DateInput(),
            "ends": DateInput(),
            "dissolved": DateInput(),
            "remark": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.select_related("unit").exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["notice_months"].min_value, self.fields["notice_months"].max_value = 1, 24  # type: ignore[attr-defined]  # number fields have bounds
        if self.instance.pk is not None:
            del self.fields["short"]
            self.initial["name"] = self.instance.unit.name
            self.initial["milestones"] = stations.written(self.instance.milestones.all())

    def clean_notice_months(self) -> int:
        """Within two years."""
        months: int = self.cleaned_data["notice_months"]
        if not 1 <= months <= 24:
            raise forms.ValidationError(_("Geben Sie 1 bis 24 Monate an."))
        return months

    def clean_milestones(self) -> list[Milestone]:
        """Read line by line."""
        try:
            return stations.read(self.cleaned_data["milestones"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Sizes and days in order."""
        cleaned = super().clean() or {}
        least, most = cleaned.get("size_min"), cleaned.get("size_max")
        if least is not None and most is not None and most < least:
            self.add_error("size_max", _("Die Höchstzahl ist kleiner als die Mindestzahl."))
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("Das Ende der Amtszeit liegt vor ihrem Beginn."))
        return cleaned


class GroupForm(ModelForm):
    """A group of the concept and how many seats it has."""

    seats = forms.IntegerField(
        label=gettext_lazy("Zahl der Sitze"),
        min_value=0,
        max_value=MOST_SEATS,
        help_text=gettext_lazy(
            "Weniger Sitze: Die letzten entfallen. War ein Sitz schon besetzt, bleibt er im Verlauf."
        ),
    )

    class Meta:
        model = SeatGroup
        fields = ("name", "order")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["seats"] = Seat.objects.on(day).filter(group=self.instance).count()


class SeatForm(ModelForm):
    """Who sends somebody to a seat."""

    class Meta:
        model = Seat
        fields = ("organisation", "unit", "sender_text", "begins", "ends")
        widgets = {"begins": DateInput(), "ends": DateInput()}

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrgUnit.objects.valid_on(day).exclude(kind=UnitKind.SEAT).order_by("path")
        self.fields["organisation"].queryset = Organisation.objects.valid_on(day)  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["sender_text"].help_text = _("Nur ausfüllen, wenn weder Organisation noch Stelle gewählt ist.")
        self.fields["unit"].label_from_instance = lambda unit: f"{unit.short} {unit.name}"  # type: ignore[attr-defined]  # model choice fields name their rows

    def clean(self) -> dict[str, Any]:
        """One sender at most, and days in order."""
        cleaned = super().clean() or {}
        named = [name for name in ("organisation", "unit", "sender_text") if cleaned.get(name)]
        if len(named) > 1:
            self.add_error(named[-1], _("Geben Sie nur eine entsendende Stelle an."))
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("Das Ende liegt vor dem Beginn."))
        return cleaned
