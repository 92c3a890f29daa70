"""`/gremien/sitzungen/neu/aufgabe/<id>/`: a session or an Umlauf for a task that waits for it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.agenda import decision_of
from committees.forms.lists import PlanForTaskQuery
from committees.forms.sessions import SessionForm
from committees.members import bodies
from committees.models import Session
from committees.placing import deciding_body, plan_for
from committees.session_states import SessionKind
from committees.views.session_base import FormPage
from directory.models import OrgUnit
from workflow.models import CaseTask


class PlanForTaskView(FormPage):
    """The body is the one that decides the task; `?verfahren=` chooses between session and Umlauf."""

    section, query_form = "session", PlanForTaskQuery
    submit = gettext_lazy("Planen und auf die Tagesordnung setzen")
    task: CaseTask
    body: OrgUnit
    made: Session | None = None

    def find(self, **kwargs: Any) -> None:
        """A task the person may see and a body decides; 404 for every other."""
        seen = CaseTask.objects.visible_to(self.standing).human().select_related("process")
        self.task = get_object_or_404(seen, pk=kwargs["pk"])
        decision = decision_of(self.task)
        body = deciding_body(decision, self.standing.day) if decision else None
        if body is None:
            raise Http404
        self.body = body

    @property
    def title(self) -> Any:
        """Session or Umlauf."""
        return _("Umlauf planen") if self.query.asked["verfahren"] == SessionKind.CIRCULATION else _("Sitzung planen")

    @property
    def explanation(self) -> Any:
        """What will stand on the agenda, and what is still to do then."""
        return _("Auf der Tagesordnung: „%(title)s“. Eingeladen wird erst danach; mit der Einladung beginnt ein Umlauf.") % {
            "title": self.task.case.title
        }  # fmt: skip

    def form(self, data: Any = None) -> SessionForm:
        """For this body."""
        initial = {"body": self.body.pk, "kind": self.query.asked["verfahren"]}
        form = SessionForm(data, instance=Session(), day=self.standing.day, initial=initial)
        form.fields["body"].queryset = bodies(self.standing.day).filter(pk=self.body.pk)  # type: ignore[attr-defined]  # model choice fields have a queryset
        return form

    def act(self, form: SessionForm) -> str:
        """Plan it."""
        self.made = plan_for(self.task, form.instance, standing=self.standing, at=self.at)
        told = {"session": self.made, "title": self.task.case.title}
        return _("Geplant: %(session)s, mit „%(title)s“ auf der Tagesordnung. Laden Sie als Nächstes ein.") % told

    def back_url(self) -> str:
        """The new session; the task while there is none."""
        return (self.made or self.task).get_absolute_url()
