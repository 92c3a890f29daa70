"""What an official does to a contract outside its tasks: Kündigung, Nachtrag, one more co-signer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.actions import may_add_co_signer, may_amend, may_give_notice, running_rounds
from contracts.forms.actions import AmendmentForm, CoSignerForm, NoticeForm
from contracts.services import give_notice, open_amendment
from workflow.alike import cases_like
from workflow.forms.alike import is_meant
from workflow.rounds import add_to_round
from workflow.views.office import CaseAction


class ContractAction(CaseAction):
    """An action of this kind of case: its gate is a predicate of its own."""

    headline: Any = ""

    @property
    def title(self) -> Any:
        """Headline of the page."""
        return self.headline

    def allowed(self) -> bool:
        """Whether the person may do it now."""
        raise NotImplementedError

    def require(self) -> None:
        """Refuse with a reason."""
        if not self.allowed():
            raise PermissionDenied(_("Das steht Ihnen bei diesem Vorgang zurzeit nicht offen."))


class NoticeView(ContractAction):
    """Kündigung."""

    headline, form_class = gettext_lazy("Kündigung erfassen"), NoticeForm
    explanation = gettext_lazy(
        "Der Vertrag endet von selbst an dem Tag, zu dem die Kündigung wirksam wird. Der Schlussbericht bleibt geschuldet."
    )
    submit = gettext_lazy("Kündigung erfassen")

    def allowed(self) -> bool:
        """From the head of the lead unit on."""
        return may_give_notice(self.case, self.standing)

    def act(self, form: Any) -> str:
        """Record it."""
        notice = form.notice()
        give_notice(self.case.pk, notice, standing=self.standing, at=self.at)
        return _("Die Kündigung ist erfasst. Sie wird am %(day)s wirksam.") % {"day": f"{notice.effective_on:%d.%m.%Y}"}


class AmendmentView(ContractAction):
    """Nachtrag."""

    headline, form_class = gettext_lazy("Nachtrag beginnen"), AmendmentForm
    explanation = gettext_lazy(
        "Der Nachtrag wird ein eigener Vorgang; der Vertrag bleibt währenddessen unverändert in Kraft."
    )
    submit = gettext_lazy("Nachtrag beginnen")

    def allowed(self) -> bool:
        """The lead unit, while the contract is in force."""
        return may_amend(self.case, self.standing)

    def is_meant(self, form: Any) -> bool:
        """Two Nachträge of much the same name within days are asked about."""
        case, title = self.case, form.cleaned_data["title"]
        return is_meant(form, cases_like(case.kind, title, case.organisation, standing=self.standing, at=self.at))

    def act(self, form: Any) -> str:
        """Open it."""
        linked = open_amendment(self.case.pk, title=form.cleaned_data["title"], standing=self.standing, at=self.at)
        return _("Der Nachtrag %(reference)s ist angelegt.") % {"reference": linked.reference}


class CoSignerView(ContractAction):
    """One more unit in a running round."""

    headline, form_class = gettext_lazy("Weitere Stelle in die Runde aufnehmen"), CoSignerForm
    explanation = gettext_lazy(
        "Die Stelle bekommt dieselbe Aufgabe mit eigener Frist. Die Runde ist erst zu Ende, wenn auch sie geantwortet hat."
    )
    submit = gettext_lazy("Stelle aufnehmen")

    def allowed(self) -> bool:
        """The lead unit, while a round runs."""
        return may_add_co_signer(self.case, self.standing)

    def act(self, form: Any) -> str:
        """Add it."""
        data = form.cleaned_data
        task = add_to_round(data["beside"].pk, data["unit"], reason=data["reason"], standing=self.standing, at=self.at)
        return _("%(unit)s ist um „%(title)s“ gebeten.") % {"unit": data["unit"], "title": task.title}

    def form(self, data: Any = None) -> CoSignerForm:
        """With the rounds that run now."""
        return CoSignerForm(data, case=self.case, standing=self.standing, running=running_rounds(self.case))
