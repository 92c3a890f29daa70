"""What an official does to a contract outside its tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Side, Termination
from contracts.services import Notice
from workflow.forms.office import ADDRESSABLE, CaseForm, text
from workflow.forms.task import DateInput
from workflow.models import CaseTask


class NoticeForm(CaseForm):
    """Kündigung."""

    side = forms.ChoiceField(
        label=_("Erklärt durch"), choices=[(Side.STATE.value, Side.STATE.label), (Side.PARTNER.value, Side.PARTNER.label)], widget=forms.RadioSelect
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Art der Beendigung"), choices=Termination.Kind.choices)
    reasons = text(_("Gründe"), help_text=_("Eine Kündigung soll begründet werden (§ 60 Absatz 2 HVwVfG)."))
    declared_on = forms.DateField(label=_("Erklärt am"), widget=DateInput())
    received_on = forms.DateField(label=_("Zugegangen am"), widget=DateInput())
    effective_on = forms.DateField(
        label=_("Wirksam zum"), widget=DateInput(), help_text=_("Bis dahin gelten alle Pflichten weiter.")
    )

    def notice(self) -> Notice:
        """What the service needs."""
        return Notice(**self.cleaned_data)


class AmendmentForm(CaseForm):
    """A name for the Nachtrag."""

    title = forms.CharField(label=_("Bezeichnung"), max_length=300)

    def prepare(self) -> None:
        """A proposal for the name."""
        self.initial = {"title": _("Nachtrag zu: %(title)s") % {"title": self.case.title}} | dict(self.initial)


class CoSignerForm(CaseForm):
    """Whom else to ask in a round that is running."""

    beside = forms.ModelChoiceField(CaseTask.objects.none(), label=_("Laufende Runde"), empty_label=None)
    unit = forms.ModelChoiceField(CaseTask.objects.none(), label=_("Weitere Stelle"), empty_label=_("Bitte wählen"))
    reason = text(_("Grund"), rows=2)

    def __init__(self, *args: Any, running: Any, **kwargs: Any) -> None:
        self.running = running
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Open tasks of a round, one for each kind; units and seats of the day."""
        self.fields["beside"].queryset = self.running  # type: ignore[attr-defined]  # model choice fields have a queryset
        self.units("unit", ADDRESSABLE)
