"""Beginning an appointment, choosing, deciding and accepting."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Appointment, Body, Decider, Mandate, Seat
from committees.naming import Answer, Plan
from directory.forms import Form
from directory.models import OrgUnit, UnitKind
from directory.standing import Standing
from workflow.forms.task import DateInput
from workflow.models import CaseTask
from workflow.states import CaseState

BEGUN = (CaseState.PROPOSAL, CaseState.DEFERRED, CaseState.NEGOTIATION, CaseState.SIGNATURE)


class BeginAppointmentForm(Form):
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
    decider = forms.ChoiceField(
        label=gettext_lazy("Es entscheidet"), choices=Decider.choices, initial=Decider.MINISTER, required=False,
        help_text=gettext_lazy("Vorbelegung, nicht bestätigt. Entscheidet das Kabinett, bringt das Büro nach der Zeichnung die Kabinettvorlage ein."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = standing.day
        seats = Seat.objects.on(day).filter(group__body=body).select_related("group", "organisation", "unit")
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]  # model choice fields have a queryset
        held = _held(body, day)
        self.fields["seats"].label_from_instance = lambda seat: _seat_label(seat, held)  # type: ignore[attr-defined]  # model choice fields name their rows
        ressorts = OrgUnit.objects.valid_on(day).filter(kind=UnitKind.DEPARTMENT).order_by("short")
        self.fields["ressorts"].queryset = ressorts  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.initial = {
            "seats": list(seats.exclude(pk__in=held).values_list("pk", flat=True)),
            "begins": day,
            "ends": body.ends,
        } | dict(self.initial)

    def plan(self) -> Plan:
        """What the service needs."""
        data = self.cleaned_data
        ressorts, decider = tuple(data["ressorts"]), data["decider"] or Decider.MINISTER
        return Plan(tuple(data["seats"]), data["begins"], data["ends"], ressorts, decider=decider)


def _held(body: Body, day: date) -> dict[int, str]:
    """Seats that are not free from this day on, and why: somebody sits or will sit there, or an appointment is under way."""
    found: dict[int, str] = {}
    rows = Mandate.objects.of([body.pk]).filling().exclude(ends__lt=day).select_related("member")
    for row in rows.order_by(F("ends").asc(nulls_last=True), "pk"):
        told = {"name": row.member, "ends": f"{row.ends:%d.%m.%Y}" if row.ends else ""}
        found[row.seat_id] = (_("%(name)s bis %(ends)s") if row.ends else _("%(name)s ohne Ende")) % told
    begun = Appointment.objects.filter(body=body, case__state__in=BEGUN).values_list("seats", flat=True)
    return found | {pk: _("Berufung läuft") for pk in begun if pk}


def _seat_label(seat: Seat, held: dict[int, str]) -> str:
    label = f"{seat}: {seat.sender}" if seat.sender else str(seat)
    return f"{label} ({held[seat.pk]})" if seat.pk in held else label


class AppointmentTaskForm(Form):
    """Base: knows the appointment and the task."""

    def __init__(self, *args: Any, task: CaseTask, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.standing = task, standing
        self.appointment = Appointment.objects.get(pk=task.process_id)
        self.prepare()

    def prepare(self) -> None:
        """Fields of this appointment."""


class ListForm(AppointmentTaskForm):
    """Who is to be appointed, with a reason where parity falls short."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Zur Berufung vorgesehen"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Je Sitz ein Mitglied und höchstens eine Stellvertretung. Bei der Parität zählen die Mitglieder."),
    )  # fmt: skip
    parity_reason = forms.CharField(
        label=gettext_lazy("Begründung zur Parität (§ 13 HGlG)"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Erforderlich, wenn der Anteil der Frauen unter der Hälfte liegt oder sich aus zu wenigen Angaben nicht sagen lässt."),
    )  # fmt: skip
    representation_reason = forms.CharField(
        label=gettext_lazy("Zur Teilhabe (§ 6 IntTG)"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wie sind Menschen mit Migrationsgeschichte vertreten? Das Gesetz nennt keine Zahl."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Everybody named, by seat; proposed is whoever was named first for a seat and function."""
        rows = self.appointment.proposals.select_related("seat__group", "member")
        self.fields["chosen"].choices = [(str(row.pk), row.label) for row in rows]  # type: ignore[attr-defined]  # choice fields have choices
        first: dict[tuple[int, str], str] = {}
        for row in rows:
            first.setdefault((row.seat_id, row.function), str(row.pk))
        chosen = [str(row.pk) for row in rows if row.chosen]
        reasons = {name: getattr(self.appointment, name) for name in ("parity_reason", "representation_reason")}
        self.initial = {"chosen": chosen or list(first.values()), **reasons}


class CabinetForm(AppointmentTaskForm):
    """When the Cabinet decided; its reasons are the note of the task."""

    decided_on = forms.DateField(
        label=gettext_lazy("Tag des Beschlusses"), widget=DateInput(), required=False, help_text=gettext_lazy("Erforderlich, wenn das Kabinett beschlossen hat.")
    )  # fmt: skip


class AcceptanceForm(AppointmentTaskForm):
    """Who accepted and when, who confirmed the information on data protection, and whose name may be published."""

    accepted = forms.MultipleChoiceField(
        label=gettext_lazy("Angenommen haben"), required=False, widget=forms.CheckboxSelectMultiple
    )
    informed = forms.MultipleChoiceField(
        label=gettext_lazy("Hinweise zum Datenschutz bestätigt haben"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    published = forms.MultipleChoiceField(
        label=gettext_lazy("In die Veröffentlichung ihres Namens eingewilligt haben"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nur ankreuzen, wer eingewilligt hat. Die übrigen Namen stehen in keiner Veröffentlichungsliste."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Everybody who was appointed, with the day on which she answered."""
        rows = list(self.appointment.proposals.filter(chosen=True).select_related("seat__group", "member"))
        for name in ("accepted", "informed", "published"):
            self.fields[name].choices = [(str(row.pk), row.label) for row in rows]  # type: ignore[attr-defined]  # choice fields have choices
        days = {f"on_{row.pk}": forms.DateField(label=row.label, widget=DateInput(), required=False) for row in rows}
        self.fields |= days
        self.groups = [
            (gettext_lazy("Annahme"), ["accepted", "informed", "published"]),
            (gettext_lazy("Tag der Annahme, wenn nicht heute"), list(days)),
        ]

    def clean(self) -> dict[str, Any]:
        """The payload holds the answers; nobody accepted on a day that is still to come."""
        cleaned = super().clean() or {}
        accepted, informed, published = (set(cleaned.get(name, [])) for name in ("accepted", "informed", "published"))
        answers = {}
        for pk in accepted:
            on = cleaned.get(f"on_{pk}") or self.standing.day
            if on > self.standing.day:
                self.add_error(f"on_{pk}", _("Das Datum liegt in der Zukunft."))
            answers[int(pk)] = Answer(on, pk in informed, pk in published)
        for pk in (informed | published) - accepted:
            self.add_error("accepted", _("Kreuzen Sie auch die Annahme an: %(name)s") % {"name": self._label(pk)})
        return cleaned | {"answers": answers}

    def _label(self, pk: str) -> str:
        return str(self.fields[f"on_{pk}"].label)
