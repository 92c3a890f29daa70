"""The action pages of a case: one small form each, in the case's frame."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.case_actions import ACTIONS, entries_for, may
from workflow.desk import add_task, cancel_follow_up, dispose, set_follow_up, share_case, write_note
from workflow.errors import WorkflowError
from workflow.exclusion import exclude, readmit
from workflow.forms import office as forms
from workflow.forms.rows import with_more_rows
from workflow.models import Case, FollowUp, Participation
from workflow.office import act, change_lead_unit, resume_early, suspend
from workflow.participations import end_involvement, involve
from workflow.views.base import StandingView, show_refusal, tell
from workflow.views.case import CaseTab


class CaseAction(CaseTab):
    """A form in the frame of the case; `key` names the gate in `case_actions`."""

    key = ""
    tab = ""
    template_name = "workflow/case_action.html"
    form_class: type[forms.CaseForm] = forms.ReasonForm
    explanation: Any = ""
    submit: Any = gettext_lazy("Speichern")
    back_name = "case"
    back = ""
    grave = False

    @property
    def title(self) -> Any:
        """Headline, as the menu calls it."""
        return ACTIONS[self.key][0]

    def require(self) -> None:
        """Refuse with a reason whom the menu would not offer it."""
        if not may(self.key, self.case, self.standing, full=self.full):
            raise PermissionDenied(_("Das steht Ihnen bei diesem Vorgang zurzeit nicht offen."))

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        self.require()
        return self._show(self.form())

    def form(self, data: Any = None) -> Any:
        """The action's form, bound when there is data."""
        return self.form_class(data, case=self.case, standing=self.standing)

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Act, or say at the field what is wrong."""
        self.require()
        form = self.form(request.POST)
        if form.is_valid() and self.is_meant(form):
            try:
                message = self.act(form)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, message)
                return HttpResponseRedirect(self.back or reverse(self.back_name, args=[pk]))
        return self._show(form, status=422)

    def is_meant(self, form: Any) -> bool:
        """Whether nothing is to be asked before it is done."""
        return True

    def act(self, form: Any) -> str:
        """Call the service; say what was done."""
        raise NotImplementedError

    def _show(self, form: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            status=status, form=form, action_title=self.title, explanation=self.explanation, submit=self.submit, grave=self.grave, **context
        )  # fmt: skip


class NoteView(CaseAction):
    """Vermerk."""

    key, form_class, back_name = "vermerk", forms.NoteForm, "case-history"

    def act(self, form: Any) -> str:
        """Write it."""
        write_note(self.case.pk, **form.cleaned_data, standing=self.standing, at=self.at)
        return _("Der Vermerk steht im Verlauf.")


class FollowUpView(CaseAction):
    """Wiedervorlage."""

    key, form_class, back_name = "wiedervorlage", forms.FollowUpForm, "case-deadlines"
    explanation = gettext_lazy("Am gewählten Tag erscheint der Vorgang von selbst als Aufgabe.")

    def act(self, form: Any) -> str:
        """Set it."""
        row = set_follow_up(self.case.pk, form.follow_up(), standing=self.standing, at=self.at)
        return _("Der Vorgang wird am %(day)s wieder vorgelegt.") % {"day": f"{row.on:%d.%m.%Y}"}


class ErrandView(CaseAction):
    """A task by hand."""

    key, form_class = "aufgabe", forms.ErrandForm
    submit = gettext_lazy("Aufgabe geben")

    def act(self, form: Any) -> str:
        """Give it."""
        task = add_task(self.case.pk, form.errand(), standing=self.standing, at=self.at)
        return _("Die Aufgabe „%(title)s“ ist gegeben.") % {"title": task.title}


class InvolveView(CaseAction):
    """Beteiligung."""

    key, form_class, back_name = "beteiligen", forms.InvolveForm, "case-parties"
    explanation = gettext_lazy(
        "Die Stelle oder Person weiß von jetzt an von dem Vorgang. Wie viel sie davon sieht, legen Sie hier fest; eine Aufgabe allein öffnet die Akte nicht."
    )
    submit = gettext_lazy("Beteiligen")

    def act(self, form: Any) -> str:
        """Involve."""
        row = involve(self.case.pk, form.involvement(), standing=self.standing, at=self.at)
        return _("%(unit)s ist beteiligt.") % {"unit": row.unit or row.person}


class ShareView(CaseAction):
    """Let the partner see the case."""

    key, form_class, back_name = "freigeben", forms.CaseForm, "case-parties"
    explanation = gettext_lazy(
        "Der Partner sieht den Vorgang dann in seinem Portal: den Stand, seine Aufgaben und die Dokumente, die Sie für ihn freigeben. Das lässt sich nicht zurücknehmen."
    )
    submit = gettext_lazy("Für den Partner sichtbar machen")

    def act(self, form: Any) -> str:
        """Share."""
        case = share_case(self.case.pk, standing=self.standing, at=self.at)
        return _("%(partner)s sieht den Vorgang jetzt im Portal.") % {"partner": case.organisation}


class EndInvolvementView(StandingView):
    """The lead ends a Beteiligung."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        seen = Participation.objects.filter(case__in=Case.objects.in_full_view_of(self.standing))
        row = get_object_or_404(seen, pk=pk)
        try:
            row = end_involvement(pk, standing=self.standing, at=self.at)
        except WorkflowError as error:
            messages.warning(request, error.message)
        else:
            tell(request, _("Die Beteiligung von %(unit)s ist beendet.") % {"unit": row.unit or row.person})
        return HttpResponseRedirect(reverse("case-parties", args=[row.case_id]))


class SuspendView(CaseAction):
    """Zurückstellen."""

    key, form_class = "zurueckstellen", forms.SuspendForm
    explanation = gettext_lazy(
        "Alle offenen Aufgaben ruhen. Am gewählten Tag gehen sie von selbst weiter; ihre Fristen verlängern sich um diese Zeit."
    )
    submit = gettext_lazy("Zurückstellen")

    def act(self, form: Any) -> str:
        """Suspend."""
        suspend(self.case.pk, **form.cleaned_data, standing=self.standing, at=self.at)
        return _("Der Vorgang ruht bis zum %(day)s.") % {"day": f"{form.cleaned_data['until']:%d.%m.%Y}"}


class ResumeView(CaseAction):
    """Fortsetzen."""

    key = "fortsetzen"
    submit = gettext_lazy("Jetzt fortsetzen")

    def act(self, form: Any) -> str:
        """Resume."""
        resume_early(self.case.pk, reason=form.cleaned_data["reason"], standing=self.standing, at=self.at)
        return _("Der Vorgang läuft weiter.")


class LeadView(CaseAction):
    """Federführung wechseln."""

    key, form_class = "federfuehrung", forms.LeadForm
    explanation = gettext_lazy("Die offenen Aufgaben der bisherigen Federführung gehen auf die neue über.")
    submit = gettext_lazy("Federführung übergeben")

    def act(self, form: Any) -> str:
        """Change."""
        change_lead_unit(self.case.pk, **form.cleaned_data, standing=self.standing, at=self.at)
        return _("Die Federführung liegt jetzt bei %(unit)s.") % {"unit": form.cleaned_data["to"]}

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Whoever hands the case over may no longer see it."""
        answer = super().post(request, pk, **kwargs)
        gone = (
            answer.status_code == 302 and not type(self.case).objects.visible_to(self.standing).filter(pk=pk).exists()
        )
        return HttpResponseRedirect(reverse("cases")) if gone else answer


class EntryView(CaseAction):
    """What the flow offers from outside: withdraw, reopen …"""

    submit = gettext_lazy("Endgültig ausführen")
    grave = True

    @property
    def title(self) -> Any:
        """The entry's label."""
        return self.entry.label

    def require(self) -> None:
        """Only what the state and the rank allow."""
        found = [entry for entry in entries_for(self.case, self.standing) if entry.key == self.kwargs["entry"]]
        if not found:
            raise PermissionDenied(_("Das steht Ihnen bei diesem Vorgang zurzeit nicht offen."))
        self.entry = found[0]

    def act(self, form: Any) -> str:
        """Do it."""
        act(self.case.pk, self.kwargs["entry"], reason=form.cleaned_data["reason"], standing=self.standing, at=self.at)
        return _("Ausgeführt: %(action)s.") % {"action": self.entry.label}


class DispositionView(CaseAction):
    """Verfügung: numbered steps; more rows without JavaScript by a second button."""

    key, form_class, template_name = "verfuegung", forms.DispositionForm, "workflow/case_disposition.html"
    explanation = gettext_lazy(
        "Jeder Schritt wird zu einer Aufgabe, einer Wiedervorlage oder zur z.d.A.-Verfügung. Leere Zeilen zählen nicht."
    )
    submit = gettext_lazy("Verfügen")

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Four empty steps."""
        self.require()
        return self._show(self.form(), formset=forms.instruction_formset(self.standing))

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """All steps or none."""
        self.require()
        if "mehr" in request.POST:
            return self._more()
        form = self.form(request.POST)
        formset = forms.instruction_formset(self.standing, request.POST)
        if form.is_valid() and not formset.is_valid():
            form.add_error(None, _("Bitte prüfen Sie die markierten Schritte."))
        if form.is_valid() and formset.is_valid():
            try:
                rows = forms.instructions(formset)
                dispose(pk, form.cleaned_data["text"], rows, standing=self.standing, at=self.at)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Die Verfügung ist getroffen."))
                return HttpResponseRedirect(reverse("case", args=[pk]))
        return self._show(form, status=422, formset=formset)

    def _more(self) -> HttpResponse:
        """The same steps with further empty ones; nothing is checked yet."""
        data = with_more_rows(self.request.POST, forms.STEPS, most=forms.MOST_STEPS)
        form = self.form_class(initial={"text": data.get("text", "")}, case=self.case, standing=self.standing)
        return self._show(form, formset=forms.instruction_formset(self.standing, data))


class ExclusionView(CaseAction):
    """Befangenheit. Whoever declares it for herself sees the case no more, and goes back to the inbox."""

    key, form_class = "befangenheit", forms.ExclusionForm
    explanation = gettext_lazy(
        "Wer befangen ist oder befangen erscheinen kann, wirkt nicht mit (§§ 20, 21 HVwVfG) und sieht den Vorgang nicht mehr. Übernommene Aufgaben gehen an die Einheit zurück."
    )

    def act(self, form: Any) -> str:
        """Shut out or let in again."""
        again, person = form.chosen
        (readmit if again else exclude)(
            self.case.pk, person, form.cleaned_data["reason"], standing=self.standing, at=self.at
        )
        if person == self.standing.user:
            self.back = reverse("inbox")
        return (
            _("%(name)s ist wieder zugelassen.") if again else _("%(name)s ist von diesem Vorgang ausgeschlossen.")
        ) % {"name": person}


class CancelFollowUpView(StandingView):
    """Take a Wiedervorlage back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel it."""
        row = get_object_or_404(FollowUp.objects.visible_to(self.standing), pk=pk)
        try:
            cancel_follow_up(pk, standing=self.standing, at=self.at)
        except WorkflowError as error:
            messages.warning(request, error.message)
        else:
            tell(request, _("Die Wiedervorlage ist zurückgenommen."))
        return HttpResponseRedirect(reverse("case-deadlines", args=[row.case_id]))
