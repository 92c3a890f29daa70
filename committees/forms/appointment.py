"""Beginning an appointment, naming people, choosing and accepting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Appointment, Body, Gender, Mandate, Seat
from committees.naming import NamedPerson, Plan
from directory.models import OrgUnit, UnitKind
from directory.standing import Standing
from workflow.forms.task import DateInput
from workflow.models import CaseTask

PER_SEAT = 2
"""A woman and a man are asked for; whoever is named is a matter of those who send."""


class BeginAppointmentForm(forms.Form):
    """Which seats, from when to when, agreed with whom."""

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label=gettext_lazy("Sitze"), widget=forms.CheckboxSelectMultiple
    )
    begins = forms.DateField(label=gettext_lazy("Beginn der Mandate"), widget=DateInput())
    ends = forms.DateField(
        label=gettext_lazy("Ende der Mandate"), widget=DateInput(), required=False, help_text=gettext_lazy("In der Regel das Ende der Wahlperiode.")
    )  # fmt: skip
    ressorts = forms.ModelMultipleChoiceField(
        OrgUnit.objects.none(), label=gettext_lazy("Mit diesen Ressorts abstimmen"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = standing.day
        seats = Seat.objects.on(day).filter(group__body=body).select_related("group", "organisation", "unit")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.fields["seats"].label_from_instance = lambda seat: f"{seat}: {seat.sender}" if seat.sender else str(seat)  # type: ignore[attr-defined]  # model choice fields name their rows
        ressorts = OrgUnit.objects.valid_on(day).filter(kind=UnitKind.DEPARTMENT).order_by("short")
        self.fields["ressorts"].queryset = ressorts  # type: ignore[attr-defined]  # model choice fields have a queryset
        filled = Mandate.objects.of([body.pk]).filling().on(day).filter(ends=None).values("seat_id")
        self.initial = {
            "seats": list(seats.exclude(pk__in=filled).values_list("pk", flat=True)),
            "begins": day,
            "ends": body.ends,
        } | dict(self.initial)

    def plan(self) -> Plan:
        """What the service needs."""
        data = self.cleaned_data
        return Plan(tuple(data["seats"]), data["begins"], data["ends"], tuple(data["ressorts"]))


class AppointmentTaskForm(forms.Form):
    """Base: knows the appointment and the task."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing
        self.appointment = Appointment.objects.get(pk=task.process_id)
        self.prepare()

    def prepare(self) -> None:
        """Fields of this appointment."""


class NamesForm(AppointmentTaskForm):
    """For each seat two people; an organisation sees its own seats alone."""

    def prepare(self) -> None:
        """Names, mail, and a voluntary declaration."""
        seats = self.appointment.seats.select_related("group", "organisation", "unit")
        if self.task.organisation_id:
            seats = seats.filter(organisation=self.task.organisation_id)
        elif self.task.node.name == "record_names":
            asked = CaseTask.objects.filter(process=self.task.process_id, organisation__isnull=False).values(
                "organisation"
            )
            seats = seats.exclude(organisation__in=asked)
        self.seats = list(seats)
        self.groups = []
        for seat in self.seats:
            for place in range(1, PER_SEAT + 1):
                key = f"{seat.pk}_{place}"
                self.fields |= {
                    f"given_{key}": forms.CharField(label=gettext_lazy("Vorname"), max_length=80, required=False),
                    f"name_{key}": forms.CharField(label=gettext_lazy("Nachname"), max_length=80, required=False),
                    f"email_{key}": forms.EmailField(label=gettext_lazy("E-Mail"), required=False),
                    f"gender_{key}": forms.ChoiceField(
                        label=gettext_lazy("Geschlecht (Selbstauskunft)"), choices=[("", gettext_lazy("nicht erklärt")), *Gender.choices], required=False
                    ),
                }  # fmt: skip
                title = _("%(seat)s: Person %(place)d") % {
                    "seat": f"{seat} ({seat.sender})" if seat.sender else seat,
                    "place": place,
                }
                self.groups.append((title, [f"{name}_{key}" for name in ("given", "name", "email", "gender")]))

    def clean(self) -> dict[str, Any]:
        """A person has both names; the payload holds the people."""
        cleaned = super().clean() or {}
        people = []
        for seat in self.seats:
            for place in range(1, PER_SEAT + 1):
                key = f"{seat.pk}_{place}"
                given, name = cleaned.get(f"given_{key}", ""), cleaned.get(f"name_{key}", "")
                if bool(given) != bool(name):
                    self.add_error(f"{'name' if given else 'given'}_{key}", _("Bitte geben Sie Vor- und Nachnamen an."))
                elif given:
                    people.append(
                        NamedPerson(
                            seat, given, name, cleaned.get(f"email_{key}", ""), cleaned.get(f"gender_{key}", "")
                        )
                    )
        return cleaned | {"people": people}


class ListForm(AppointmentTaskForm):
    """Who is to be appointed, with a reason where parity falls short."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Zur Berufung vorgesehen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    parity_reason = forms.CharField(
        label=gettext_lazy("Begründung zur Parität (§ 13 HGlG) und Teilhabe (§ 6 IntTG)"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip

    def prepare(self) -> None:
        """Everybody named, by seat."""
        rows = self.appointment.proposals.select_related("seat__group", "member")
        self.fields["chosen"].choices = [(str(row.pk), f"{row.seat}: {row.member}") for row in rows]  # type: ignore[attr-defined]  # choice fields have choices
        first: dict[int, str] = {}
        for row in rows:
            first.setdefault(row.seat_id, str(row.pk))
        chosen = [str(row.pk) for row in rows if row.chosen]
        self.initial = {"chosen": chosen or list(first.values()), "parity_reason": self.appointment.parity_reason}


class AcceptanceForm(AppointmentTaskForm):
    """Who accepted."""

    accepted = forms.MultipleChoiceField(
        label=gettext_lazy("Angenommen haben"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        """Everybody who was appointed."""
        rows = self.appointment.proposals.filter(chosen=True).select_related("seat__group", "member")
        self.fields["accepted"].choices = [(str(row.pk), f"{row.seat}: {row.member}") for row in rows]  # type: ignore[attr-defined]  # choice fields have choices
