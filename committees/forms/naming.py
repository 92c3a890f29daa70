"""Naming people for seats, and their deputies."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.appointment import AppointmentTaskForm
from committees.models import PROFILE_LENGTH, Address, Function, Gender, Seat
from committees.naming import NamedPerson
from workflow.models import CaseTask

PLACES = (
    ("1", Function.MEMBER, gettext_lazy("Person 1")),
    ("2", Function.MEMBER, gettext_lazy("Person 2")),
    ("deputy", Function.DEPUTY, gettext_lazy("Stellvertretung")),
)
"""A woman and a man are asked for, and a deputy of whoever is appointed; whoever is named is a matter of those who send."""
PARTS = ("address", "given", "name", "email", "line", "gender", "profile")


def _fields(key: str) -> dict[str, forms.Field]:
    """What is asked of one person, all but the name voluntary."""
    undeclared = [("", gettext_lazy("nicht erklärt")), *Gender.choices]
    return {
        f"address_{key}": forms.ChoiceField(label=gettext_lazy("Anrede"), choices=Address.choices, required=False),
        f"given_{key}": forms.CharField(label=gettext_lazy("Vorname"), max_length=80, required=False),
        f"name_{key}": forms.CharField(label=gettext_lazy("Nachname"), max_length=80, required=False),
        f"email_{key}": forms.EmailField(label=gettext_lazy("E-Mail"), required=False),
        f"line_{key}": forms.CharField(label=gettext_lazy("Funktion, Organisation"), max_length=200, required=False),
        f"gender_{key}": forms.ChoiceField(label=gettext_lazy("Geschlecht (Selbstauskunft)"), choices=undeclared, required=False),
        f"profile_{key}": forms.CharField(
            label=gettext_lazy("Kurzprofil: Was befähigt die Person?"), max_length=PROFILE_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
    }  # fmt: skip


class NamesForm(AppointmentTaskForm):
    """For each seat two people and a deputy; an organisation sees its own seats alone."""

    def prepare(self) -> None:
        """Names, and what is said of them."""
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
            for place, _function, title in PLACES:
                key = f"{seat.pk}_{place}"
                self.fields |= _fields(key)
                named = f"{seat} ({seat.sender})" if seat.sender else str(seat)
                self.groups.append((f"{named}: {title}", [f"{part}_{key}" for part in PARTS]))

    def clean(self) -> dict[str, Any]:
        """The payload holds the people."""
        cleaned = super().clean() or {}
        found = [self._person(cleaned, seat, place, function) for seat in self.seats for place, function, _title in PLACES]  # fmt: skip
        return cleaned | {"people": [person for person in found if person]}

    def _person(self, cleaned: dict[str, Any], seat: Seat, place: str, function: str) -> NamedPerson | None:
        """Whoever is named has both names; nothing typed about somebody without a name is lost."""
        key = f"{seat.pk}_{place}"
        told = {part: cleaned.get(f"{part}_{key}", "") for part in PARTS}
        given, name = told.pop("given"), told.pop("name")
        if not given and not name and not any(told.values()):
            return None
        if not given or not name:
            if not self.has_error(f"given_{key}") and not self.has_error(f"name_{key}"):
                self.add_error(f"{'name' if given else 'given'}_{key}", _("Bitte geben Sie Vor- und Nachnamen an."))
            return None
        return NamedPerson(seat, given, name, function=function, **told)
