"""`/gremien/sitzungen/<id>/niederschrift/`: reading, printing, sending, objecting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees import minutes
from committees.forms.agenda import AnswerForm, EnteredObjectionForm, ObjectionForm, RemarksForm
from committees.models import Objection, Session
from committees.secretariat import runs_bodies
from committees.session_states import SessionState
from committees.views.session_base import SessionFormPage, SessionPage, mailed
from directory.standing import Standing
from workflow.errors import NotAllowedError, WorkflowError
from workflow.views.base import tell


class MinutesView(SessionPage):
    """The Niederschrift; members read it once it is sent."""

    def find(self, **kwargs: Any) -> None:
        """A draft is the Geschäftsstelle's own."""
        super().find(**kwargs)
        issued = self.session.minutes_issued_at is not None
        if not issued and not (runs_bodies(self.standing) and self.session.state == SessionState.CLOSED):
            raise Http404

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As it was sent, or as it would be."""
        return self.page()

    def page(self, *, status: int = 200) -> HttpResponse:
        """The page, also after a refused action."""
        session = self.session
        until, runs = session.objections_until, runs_bodies(self.standing)
        shown = minutes.shown(session, self.standing)
        invited = session.attendances.filter(user=self.standing.user, votes=True).exists()
        context = self.get_context_data(
            minutes=shown, objections=session.objections.all() if (runs or session.minutes_final_at) and not shown["hidden"] else [],
            may_object=invited and minutes.may_object(session, self.standing.day),
            may_finalise=runs and until is not None and session.minutes_final_at is None and self.standing.day > until,
        )  # fmt: skip
        return render(self.request, "committees/sessions/minutes.html", context, status=status)


class MinutesActView(MinutesView):
    """Send, or make final."""

    clerks_only = True

    def get(self, request: HttpRequest, pk: int, verb: str = "") -> HttpResponse:
        """Somebody came back to the address."""
        return HttpResponseRedirect(reverse("session-minutes", args=[pk]))

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Act."""
        try:
            if verb == "versenden":
                number = minutes.issue(pk, standing=self.standing, at=self.at)
                told = _("Die Niederschrift ist versandt. %(mails)s") % {"mails": mailed(number)}
            else:
                minutes.finalise(pk, standing=self.standing, at=self.at)
                told = _("Die Niederschrift ist endgültig.")
        except WorkflowError as error:
            messages.error(request, error.message)
            return self.page(status=422)
        tell(request, told)
        return HttpResponseRedirect(reverse("session-minutes", args=[pk]))


def require_words(session: Session, standing: Standing) -> None:
    """What is said in free words is closed to whoever is shut out of an item, the Geschäftsstelle included."""
    try:
        minutes.require_all_open(session, standing)
    except NotAllowedError as error:
        raise PermissionDenied(error.message) from error


class MinutesFormPage(SessionFormPage):
    """A form that leads back to the Niederschrift."""

    def back_url(self) -> str:
        """The Niederschrift."""
        return reverse("session-minutes", args=[self.session.pk])


class RemarksView(MinutesFormPage):
    """Further remarks."""

    title = gettext_lazy("Bemerkungen der Niederschrift")

    def find(self, **kwargs: Any) -> None:
        """They tell of any item."""
        super().find(**kwargs)
        require_words(self.session, self.standing)

    def form(self, data: Any = None) -> RemarksForm:
        """As they stand."""
        return RemarksForm(data, initial={"remarks": self.session.minutes_remarks})

    def act(self, form: RemarksForm) -> str:
        """Store them."""
        minutes.save_remarks(self.session.pk, form.cleaned_data["remarks"], standing=self.standing)
        return _("Die Bemerkungen sind gespeichert.")


class ObjectView(MinutesFormPage):
    """An objection of one's own."""

    clerks_only = False
    title = gettext_lazy("Einwand gegen die Niederschrift")
    explanation = gettext_lazy("Die Geschäftsstelle behandelt Ihren Einwand; beides steht danach in der Niederschrift.")
    submit = gettext_lazy("Einwand erheben")

    def find(self, **kwargs: Any) -> None:
        """Only what was sent can be objected to."""
        super().find(**kwargs)
        if self.session.minutes_issued_at is None:
            raise Http404

    def form(self, data: Any = None) -> ObjectionForm:
        """Its words."""
        return ObjectionForm(data)

    def act(self, form: ObjectionForm) -> str:
        """Object."""
        minutes.object_to(self.session.pk, form.cleaned_data["text"], standing=self.standing)
        return _("Ihr Einwand ist eingegangen.")


class EnterObjectionView(MinutesFormPage):
    """An objection that came by another way."""

    title = gettext_lazy("Einwand eintragen")

    def form(self, data: Any = None) -> EnteredObjectionForm:
        """By whom, when, what."""
        return EnteredObjectionForm(data)

    def act(self, form: EnteredObjectionForm) -> str:
        """Store it."""
        minutes.enter_objection(self.session.pk, **form.cleaned_data, standing=self.standing)
        return _("Der Einwand ist eingetragen.")


class AnswerObjectionView(MinutesFormPage):
    """What becomes of an objection."""

    title = gettext_lazy("Einwand behandeln")
    objection: Objection

    def find(self, **kwargs: Any) -> None:
        """The objection belongs to the session."""
        super().find(**kwargs)
        require_words(self.session, self.standing)
        self.objection = get_object_or_404(Objection, pk=kwargs["objection"], session=self.session)

    @property
    def explanation(self) -> Any:
        """Whose it is, and its words."""
        return f"{self.objection.name}: {self.objection.text}"

    def form(self, data: Any = None) -> AnswerForm:
        """As it stands."""
        return AnswerForm(data, initial={"answer": self.objection.answer})

    def act(self, form: AnswerForm) -> str:
        """Store it."""
        minutes.answer_objection(self.objection.pk, form.cleaned_data["answer"], standing=self.standing)
        return _("Die Behandlung des Einwands ist festgehalten.")
