"""What can be done with a task short of completing it: hand over, ask back, extend its deadline."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.models import OrgUnit, User
from directory.standing import Standing
from workflow.asking import askable
from workflow.errors import WorkflowError
from workflow.forms.lists import HandOverQuery
from workflow.forms.query import QueryForm
from workflow.forms.task import AskBackForm, ExtendForm, HandOverForm
from workflow.models import CaseTask
from workflow.nodes import Addressee
from workflow.permissions import Authority, grants, require_authority, require_custody, require_extension
from workflow.services import ask_back, colleagues, extend_deadline, hand_over
from workflow.steps import SHARE
from workflow.views.base import StandingView, attempt, show_refusal, tell
from workflow.views.task import TaskPage


class TaskAction(TaskPage):
    """A page with one small form that acts on a task and leads back to it."""

    title: Any = ""
    explanation: Any = ""
    submit: Any = ""
    back_name = "task"

    def prepare(self, **kwargs: Any) -> None:
        """Find the task, then refuse with a reason whom its menu would not offer this."""
        super().prepare(**kwargs)
        self.require(self.task, self.standing)

    @staticmethod
    def require(task: CaseTask, standing: Standing) -> Authority:
        """The rule of the service behind the page."""
        raise NotImplementedError

    def form(self, data: Any = None) -> Any:
        """The form, bound when there is data."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Call the service; say what was done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form."""
        return self._page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Act, or say at the field what is wrong."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                text = self.act(form)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, text)
                return HttpResponseRedirect(reverse(self.back_name, args=[pk]))
        return self._page(form, status=422)

    def _page(self, form: Any, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, tasks=[self.task], title=self.title, explanation=self.explanation, submit=self.submit, base_template=self.base_template,
            back_url=reverse(self.back_name, args=[self.task.pk]), back_label=self.task.title,
        )  # fmt: skip
        return render(self.request, "workflow/task_action.html", context, status=status)


class AskBackView(TaskAction):
    """Rückfrage: the task rests until the answer."""

    title = gettext_lazy("Rückfrage stellen")
    explanation = gettext_lazy(
        "Ihre Aufgabe ruht, bis die Antwort da ist; ihre Frist verlängert sich um diese Tage. Danach liegt sie wieder bei Ihnen."
    )
    submit = gettext_lazy("Rückfrage senden")
    require = staticmethod(require_authority)

    def form(self, data: Any = None) -> AskBackForm:
        """Whom one may ask."""
        return AskBackForm(data, case=self.task.case, addressees=self.addressees())

    def addressees(self) -> dict[str, Addressee]:
        """By the key that the form sends."""
        found = askable(self.task, self.standing)
        return {f"u{one.pk}" if isinstance(one, OrgUnit) else "partner": one for one in found}

    def act(self, form: AskBackForm) -> str:
        """Ask."""
        question, share = form.cleaned_data["question"], form.cleaned_data.get(SHARE, False)
        ask_back(self.task.pk, question, to=form.addressee, share=share, standing=self.standing, at=self.at)
        return _("Ihre Rückfrage an %(to)s ist gestellt. Die Aufgabe ruht bis zur Antwort.") % {"to": form.addressee}


class ExtendView(TaskAction):
    """A later deadline; the earlier end stays readable."""

    title = gettext_lazy("Frist verlängern")
    explanation = gettext_lazy("Die bisherige Frist bleibt in der Herleitung sichtbar.")
    submit = gettext_lazy("Frist verlängern")
    require = staticmethod(require_extension)

    def form(self, data: Any = None) -> ExtendForm:
        """Day and reason."""
        return ExtendForm(data, initial={"until": self.task.due_on})

    def act(self, form: ExtendForm) -> str:
        """Extend."""
        task = extend_deadline(self.task.pk, **form.cleaned_data, standing=self.standing, at=self.at)
        return _("Die Frist läuft jetzt bis zum %(day)s.") % {"day": f"{task.due_on:%d.%m.%Y}"}


class HandOverView(StandingView):
    """Weitergabe and Zuweisung of one or several tasks to one colleague."""

    query_form = HandOverQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form for the tasks in the address."""
        return self._page(self._tasks(self.query), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """From the inbox's selection the form opens; sent with a person, each task is handed over."""
        tasks = self._tasks(HandOverQuery(request.POST))
        if "auswahl" in request.POST:
            return self._page(tasks, None)
        form = HandOverForm(request.POST, people=self._people(tasks))
        if not form.is_valid():
            return self._page(tasks, form, status=422)
        # All in one transaction that locks many cases: always in the same order.
        in_order = sorted(tasks, key=lambda task: (task.process_id, task.pk))
        left = [task for task in in_order if not self._hand_over(task, form)]
        done = len(tasks) - len(left)
        if done:
            text = ngettext(
                "%(number)d Aufgabe an %(person)s weitergegeben.",
                "%(number)d Aufgaben an %(person)s weitergegeben.",
                done,
            )
            tell(request, text % {"number": done, "person": form.cleaned_data["to"]})
        return self._page(left, form, status=422) if left else HttpResponseRedirect(reverse("inbox"))

    def _hand_over(self, task: CaseTask, form: HandOverForm) -> bool:
        data: dict[str, Any] = form.cleaned_data.copy()
        to, reason = data["to"], data["reason"]
        return attempt(form, lambda: hand_over(task.pk, to=to, reason=reason, standing=self.standing, at=self.at))

    def _tasks(self, wanted: QueryForm) -> list[CaseTask]:
        seen = CaseTask.objects.visible_to(self.standing).human().open().filter(pk__in=wanted.asked["aufgabe"])
        tasks = list(seen.select_related("process__organisation", "unit", "owner").order_by("due_on", "pk"))
        if not tasks:
            raise Http404
        if not any(grants(require_custody, task, self.standing) for task in tasks):
            require_custody(tasks[0], self.standing)
        return tasks

    def _people(self, tasks: list[CaseTask]) -> list[User]:
        """Who could take every one of these tasks."""
        common = set.intersection(*({user.pk for user in colleagues(task, self.standing.day)} for task in tasks))
        return list(User.objects.filter(pk__in=common))

    def _page(self, tasks: list[CaseTask], form: HandOverForm | None, *, status: int = 200) -> HttpResponse:
        people = self._people(tasks)
        single = len(tasks) == 1
        context = self.get_context_data(
            form=form or HandOverForm(people=people), tasks=tasks, title=_("Aufgabe weitergeben") if single else _("Aufgaben weitergeben"),
            explanation=_("Der Grund bleibt im Verlauf des Vorgangs lesbar.") if people else _("Es gibt niemanden, der alle ausgewählten Aufgaben übernehmen darf."),
            submit=_("Weitergeben"), base_template="base.html", action=reverse("tasks-hand-over"),
            back_url=tasks[0].get_absolute_url() if single else reverse("inbox"), back_label=tasks[0].title if single else _("Aufgaben"),
        )  # fmt: skip
        return render(self.request, "workflow/task_action.html", context, status=status)
