"""One task: what is asked, why, by when, and the form to answer it. The same view serves office and portal."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.standing import Standing
from workflow.announcements import Offer, offerings
from workflow.errors import AlreadyDoneError, NotAllowedError, WorkflowError
from workflow.forms.task import NOTE, OUTCOME, task_form, verdict_of
from workflow.models import CaseTask
from workflow.nodes import HumanTask
from workflow.permissions import (
    Authority,
    grants,
    may_assign,
    require_authority,
    require_custody,
    require_extension,
    signature_form,
)
from workflow.policies import pages_for, policy_for
from workflow.reading import note_reading
from workflow.services import complete
from workflow.states import ReadPart
from workflow.verdicts import Given, given_in, reason_for
from workflow.views.base import StandingView, show_refusal

SHOWN = ("process__organisation", "process__lead_unit", "unit", "organisation", "owner", "completed_by", "on_behalf_of")
EARLIER = 12


class TaskPage(StandingView):
    """Finds the task, or 404 for whoever may not know of it."""

    task: CaseTask
    base_template = "base.html"

    def prepare(self, **kwargs: Any) -> None:
        """Look the task up through `visible_to`."""
        seen = CaseTask.objects.visible_to(self.standing).human().select_related(*SHOWN)
        self.task = get_object_or_404(seen, pk=kwargs["pk"])


class TaskView(TaskPage):
    """`/aufgaben/<id>/`."""

    template_name = "workflow/task.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; partners have theirs in the portal."""
        if self.standing.is_partner and self.base_template == TaskView.base_template:
            return HttpResponseRedirect(reverse("portal-task", args=[pk]))
        return self._page(task_form(self.task, self.standing) if self.task.is_open else None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Complete the task; what is refused stays on the page with everything typed."""
        form = task_form(self.task, self.standing, request.POST, request.FILES)
        if form.is_valid():
            try:
                verdict = verdict_of(form, form.data.get(OUTCOME, ""))
                complete(pk, verdict, standing=self.standing, at=self.at)
            except AlreadyDoneError as error:
                return self._too_late(error, form)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                messages.success(request, self._done())
                return HttpResponseRedirect(self.success_url())
        return self._page(form, status=422)

    def _too_late(self, error: AlreadyDoneError, form: Form) -> HttpResponse:
        """Somebody was faster: the task as it is now, and what was typed, to be copied."""
        messages.error(self.request, error.message)
        self.task = CaseTask.objects.select_related(*SHOWN).get(pk=self.task.pk)
        return self._page(None, status=409, typed=form.data.get(NOTE, ""))

    def success_url(self) -> str:
        """Where to go once the task is done."""
        return reverse("inbox")

    def case_url(self) -> str:
        """Address of the case; empty where the person sees the task alone."""
        return self.task.case.get_absolute_url()

    def _page(self, form: Form | None, *, status: int = 200, typed: str = "") -> HttpResponse:
        task, case = self.task, self.task.case
        note_reading(case, ReadPart.TASK, standing=self.standing, at=self.at, what=task.title)
        pages = pages_for(case)
        authority, refusal = _authority(task, self.standing) if task.is_open else (None, "")
        context = self.get_context_data(
            task=task, case=case, case_url=self.case_url(), policy=policy_for(case), state_label=policy_for(case).state_label(case.state), base_template=self.base_template, authority=authority, refusal=refusal,
            form=form if authority else None, why=reason_for(task, self.standing), earlier=self._earlier(), deadline=task.computed_deadline,
            offers=self._offers(), panel=pages.task_panels.get(task.node.name, ""), result=Given.of(task) if task.outcome else None, typed=typed, full_view=not self.standing.is_partner,
            **self._assigning(), **self._outcomes(task), **self._summary() | (pages.panel(task, self.standing) if task.node.name in pages.task_panels else {}),
        )  # fmt: skip
        if authority and task.node.duty.signs:
            context["signature"] = signature_form(authority.rank)
        return render(self.request, self.template_name, context, status=status)

    def _summary(self) -> dict[str, Any]:
        pages = pages_for(self.task.case)
        if self.standing.is_partner or not pages.summary_template:
            return {}
        return {"summary_template": pages.summary_template, **pages.summary(self.task.case)}

    def _assigning(self) -> dict[str, bool]:
        task, standing = self.task, self.standing
        return {
            "may_assign": may_assign(task, standing),
            "may_pass_on": task.unit is not None and grants(require_custody, task, standing),
            "may_extend": grants(require_extension, task, standing),
        }

    def _outcomes(self, task: CaseTask) -> dict[str, Any]:
        """Plain buttons first; what ends the matter asks again."""
        node = task.node
        choices = node.choices if isinstance(node, HumanTask) else {}
        return {
            "outcomes": [(name, to) for name, to in choices.items() if to.tone != "danger"],
            "grave_outcomes": [(name, to) for name, to in choices.items() if to.tone == "danger"],
        }

    def _offers(self) -> list[Offer]:
        """What other apps offer where the task waits for a resolution."""
        decision = policy_for(self.task.case).decisions.get(self.task.node.name)
        if decision is None or not self.task.is_open or self.standing.is_partner:
            return []
        found = (offering(self.task, decision, self.standing) for offering in offerings())
        return [offer for offer in found if offer]

    def _earlier(self) -> list[Given]:
        """What was decided before in this case, as far as the person may see it or the node lays it before her."""
        before = CaseTask.objects.before(self.task, self.standing).human().filter(closed_at__isnull=False)
        return given_in(before.exclude(outcome=""), limit=EARLIER)

    def _done(self) -> SafeString:
        """What was done, and what comes next of it, with a link where the person may follow."""
        following = CaseTask.objects.visible_to(self.standing).human().open().filter(cause=self.task)
        names = [
            (task.get_absolute_url(), task.title, task.unit.short if task.unit else task.organisation)
            for task in following.select_related("unit", "organisation")[:4]
        ]
        done = format_html(_("Erledigt: „{}“."), self.task.title)
        if not names:
            return done
        links = format_html_join(", ", '<a class="kern-link" href="{}">{}</a> ({})', names)
        return format_html("{} {} {}", done, _("Als Nächstes:"), links)


def _authority(task: CaseTask, standing: Standing) -> tuple[Authority | None, str]:
    """How the person may act on the task, or why she may not."""
    authors = policy_for(task.case).authors(task.case) if task.node.duty.signs else frozenset()
    try:
        return require_authority(task, standing, authors=authors), ""
    except NotAllowedError as error:
        return None, error.message
