"""Everyday work on a case: what each action asks for."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.forms import Form
from directory.models import Organisation, OrgUnit, UnitKind, User
from directory.standing import Standing
from workflow.desk import Errand, Instruction
from workflow.exclusion import excluded_people, may_exclude_others, people_concerned
from workflow.forms.task import DateInput, offer_sharing
from workflow.models import Case, DispositionAction, FollowUp, FollowUpKind, NoteKind, ParticipationKind
from workflow.nodes import Addressee
from workflow.participations import Involvement, people_of_the_house
from workflow.states import Extent
from workflow.steps import SHARE

ADDRESSABLE = (UnitKind.LEADERSHIP, UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF, UnitKind.SEAT)
HOUSE = (UnitKind.LEADERSHIP, UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF)
MOST_STEPS = 12
STEPS = "schritt"


def text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, required=required, max_length=20000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )  # fmt: skip


class CaseForm(Form):
    """Base: knows the case and the person."""

    def __init__(self, *args: Any, case: Case, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.standing = case, standing
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values."""

    def units(self, field: str, kinds: tuple[UnitKind, ...]) -> None:
        """Offer the units of the day."""
        found = OrgUnit.objects.valid_on(self.standing.day).filter(kind__in=kinds).order_by("path")
        self.fields[field].queryset = found  # type: ignore[attr-defined]  # model choice fields have a queryset


class ReasonForm(CaseForm):
    """Why."""

    reason = text(_("Grund"), rows=3, help_text=_("Der Grund bleibt im Verlauf lesbar."))


class NoteForm(CaseForm):
    """Vermerk."""

    kind = forms.ChoiceField(label=_("Art"), choices=NoteKind.choices, initial=NoteKind.STATUS)
    occurred_on = forms.DateField(label=_("vom"), widget=DateInput())
    text = text(
        _("Vermerk"),
        rows=8,
        help_text=_("Ein Vermerk lässt sich nicht mehr ändern; Berichtigungen sind weitere Vermerke."),
    )

    def prepare(self) -> None:
        """Today."""
        self.initial = {"occurred_on": self.standing.day} | dict(self.initial)


class FollowUpForm(CaseForm):
    """Wiedervorlage for oneself or another unit."""

    on = forms.DateField(label=_("Wiedervorlage am"), widget=DateInput())
    reason = forms.CharField(label=_("Anlass"), max_length=300)
    kind = forms.ChoiceField(label=_("Art"), choices=FollowUpKind.choices, initial=FollowUpKind.SUBJECT)
    for_unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Einheit"), empty_label=None)
    for_me = forms.BooleanField(label=_("Mir selbst vorlegen"), required=False, initial=True)

    def prepare(self) -> None:
        """The own unit first."""
        self.units("for_unit", HOUSE)
        own = self.standing.main_post
        self.initial = {"for_unit": own.unit_id if own else None} | dict(self.initial)

    def follow_up(self) -> FollowUp:
        """The row to be stored."""
        data: dict[str, Any] = dict(self.cleaned_data)
        for_me = data.pop("for_me") and data["for_unit"].pk in self.standing.unit_ids
        return FollowUp(for_user=self.standing.user if for_me else None, **data)


class ErrandForm(CaseForm):
    """A task the flow does not know."""

    title = forms.CharField(label=_("Aufgabe"), max_length=300)
    to = forms.ChoiceField(label=_("Zuständig"))
    due_on = forms.DateField(
        label=_("Frist"), widget=DateInput(), required=False, help_text=_("Ohne Angabe fünf Arbeitstage.")
    )
    instruction = text(_("Auftrag"), required=False)

    def prepare(self) -> None:
        """The lead unit, the partner, then everybody."""
        offer_sharing(self, self.case)
        units = OrgUnit.objects.valid_on(self.standing.day).filter(kind__in=ADDRESSABLE).order_by("path")
        self.addressees: dict[str, Addressee] = {f"u{self.case.lead_unit_id}": self.case.lead_unit}
        if self.case.organisation is not None:
            self.addressees["partner"] = self.case.organisation
        self.addressees |= {f"u{unit.pk}": unit for unit in units}
        self.fields["to"].choices = [(key, _name(one)) for key, one in self.addressees.items()]  # type: ignore[attr-defined]  # choice fields have choices

    def errand(self) -> Errand:
        """What the service needs."""
        data = self.cleaned_data
        return Errand(
            data["title"], self.addressees[data["to"]], due_on=data["due_on"], instruction=data["instruction"],
            share=data.get(SHARE, False),
        )  # fmt: skip


def _name(one: Addressee) -> Any:
    return _("Partner: %(name)s") % {"name": one.name} if isinstance(one, Organisation) else f"{one.short} {one.name}"


class InvolveForm(CaseForm):
    """Beteiligung: a unit or a person sees the case from now on, as far as the lead says."""

    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Stelle"), empty_label=_("Bitte wählen"), required=False
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("oder eine einzelne Person"), empty_label=_("Bitte wählen"), required=False,
        help_text=_("Ihre Einsicht braucht einen Grund und ein Ende. Was sie in einem vertraulichen Vorgang liest, steht im Verlauf."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Art"), choices=ParticipationKind.choices)
    extent = forms.TypedChoiceField(
        label=_("Umfang"),
        coerce=int,
        choices=[(Extent.TASK, _("nur für Beteiligte freigegebene Dokumente")), (Extent.FILE, _("die ganze Akte"))],
        widget=forms.RadioSelect,
        help_text=_("Die ganze Akte umfasst Vermerke, Entwürfe und den Verlauf."),
    )
    until = forms.DateField(
        label=_("bis"), widget=DateInput(), required=False, help_text=_("Für eine Stelle ohne Angabe bis auf Weiteres.")
    )
    scope = forms.CharField(label=_("Zu welchen Punkten"), max_length=300, required=False)
    reason = forms.CharField(label=_("Grund"), max_length=500, required=False)

    def prepare(self) -> None:
        """Units and seats; people of the house."""
        self.units("unit", ADDRESSABLE)
        self.fields["person"].queryset = people_of_the_house(self.standing.day)  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("unit")) == bool(cleaned.get("person")) and not self.errors:
            self.add_error("unit", gettext("Bitte wählen Sie entweder eine Stelle oder eine Person."))
        return cleaned

    def involvement(self) -> Involvement:
        """What the service needs."""
        data: dict[str, Any] = dict(self.cleaned_data)
        unit, person = data.pop("unit"), data.pop("person")
        return Involvement(unit or person, **data)


class SuspendForm(CaseForm):
    """Zurückstellen."""

    until = forms.DateField(label=_("Wiedervorlage am"), widget=DateInput())
    reason = text(_("Grund"), rows=3)


class LeadForm(CaseForm):
    """A new Federführung."""

    to = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Neue Federführung"), empty_label=_("Bitte wählen"))
    reason = text(_("Grund"), rows=3)

    def prepare(self) -> None:
        """Referate and Stabsstellen."""
        self.units("to", (UnitKind.SECTION, UnitKind.STAFF))


class ExclusionForm(CaseForm):
    """Befangenheit: one's own; the head of the lead unit also decides about others."""

    person = forms.ChoiceField(label=_("Wer"))
    reason = text(
        _("Grund"), rows=3, help_text=_("Welche Verbindung besteht? Der Grund bleibt im Verlauf lesbar, für alle außer der Person selbst.")
    )  # fmt: skip

    def prepare(self) -> None:
        """Oneself; for those who decide about others, everybody the case is with, and those who are shut out."""
        own = self.standing.user
        choices: list[tuple[str, Any]] = [(f"out:{own.pk}", _("ich selbst"))]
        if may_exclude_others(self.case, self.standing):
            shut = excluded_people(self.case)
            others = [user for user in people_concerned(self.case, self.standing.day) if user.pk != own.pk]
            choices += [(f"out:{user.pk}", user.name) for user in others if user not in shut]
            choices += [(f"in:{user.pk}", _("%(name)s wieder zulassen") % {"name": user}) for user in shut]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]  # choice fields have choices

    @property
    def chosen(self) -> tuple[bool, User]:
        """Whether somebody is let in again, and who."""
        way, pk = self.cleaned_data["person"].split(":")
        return way == "in", User.objects.get(pk=pk)


class InstructionForm(Form):
    """One numbered step of a Verfügung."""

    action = forms.ChoiceField(label=_("Schritt"), choices=[("", "–"), *DispositionAction.choices], required=False)
    unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("an"), required=False, empty_label=_("Federführung"))
    text = forms.CharField(label=_("Text"), max_length=300, required=False)
    due_on = forms.DateField(label=_("bis"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # model choice fields have a queryset

    def clean(self) -> dict[str, Any]:
        """A text without a step would be lost."""
        cleaned = super().clean() or {}
        if not cleaned.get("action") and (cleaned.get("text") or cleaned.get("due_on") or cleaned.get("unit")):
            self.add_error("action", _("Bitte wählen Sie, was verfügt wird."))
        return cleaned


def instruction_formset(standing: Standing, data: Any = None, *, extra: int = 4) -> "BaseFormSet[InstructionForm]":
    """The numbered steps; empty ones are left out."""
    formset = formset_factory(InstructionForm, extra=extra, max_num=MOST_STEPS, absolute_max=MOST_STEPS)
    units = OrgUnit.objects.valid_on(standing.day).filter(kind__in=ADDRESSABLE).order_by("path")
    return formset(data, prefix=STEPS, form_kwargs={"units": list_once(units)})


def list_once(units: Any) -> Any:
    """Read the units once for all steps."""
    len(units)
    return units


def instructions(formset: "BaseFormSet[InstructionForm]") -> list[Instruction]:
    """What was filled in."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("action")]
    return [Instruction(row["action"], row["unit"], row["text"], row["due_on"]) for row in rows]


class DispositionForm(CaseForm):
    """The text above the steps."""

    text = text(_("Vorbemerkung"), required=False, rows=2)
