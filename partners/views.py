"""The partner portal: where one's cases stand, what is asked by when, and one's papers. It knows no kind of case."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import DocumentVersion
from documents.services import NewDocument, add_paper
from partners.forms import UploadForm
from workflow.forms.query import PageQuery
from workflow.models import Case, CaseTask
from workflow.nodes import Addressee
from workflow.policies import pages_for, policy_for
from workflow.states import ENDED
from workflow.stepper import steps_of
from workflow.verdicts import given_in
from workflow.views.base import StandingView, attempt, tell
from workflow.views.task import TaskView
from workflow.views.task_actions import AskBackView

NEWEST = 5
PAGE_SIZE = 50
DONE_SHOWN = 20


class PortalView(StandingView):
    """A page of the portal; everything on it is the person's own organisations'."""

    def tasks(self) -> Any:
        """Open tasks of the person's organisations."""
        seen = CaseTask.objects.visible_to(self.standing).human().open()
        return seen.filter(organisation_id__in=self.standing.organisation_ids).select_related("process", "owner")

    def cases(self) -> Any:
        """Cases shared with the person's organisations."""
        seen = Case.objects.visible_to(self.standing).filter(organisation_id__in=self.standing.organisation_ids)
        return seen.select_related("lead_unit", "organisation")


class StartView(PortalView):
    """`/partner/`."""

    query_form = PageQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """Tasks by due date, then the cases, then the newest papers."""
        cases = self.cases().order_by("-opened_at", "-pk")
        page = Paginator(cases.exclude(state__in=ENDED), PAGE_SIZE).get_page(self.query.asked["page"])
        papers = DocumentVersion.objects.visible_to(self.standing).filter(released_at__isnull=False)
        context = self.get_context_data(
            tasks=self.tasks().order_by("due_on", "pk")[:PAGE_SIZE],
            page_obj=page,
            running=[(case, policy_for(case).partner_text(case.state)) for case in page],
            ended=[
                (case, policy_for(case).partner_text(case.state)) for case in cases.filter(state__in=ENDED)[:PAGE_SIZE]
            ],
            papers=papers.select_related("document__case").order_by("-released_at", "-pk")[:NEWEST],
        )
        return render(request, "portal/start.html", context)


class CaseView(PortalView):
    """`/partner/vorgaenge/<id>/`."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Where the case stands, what is asked, papers and what was done."""
        return self._page(get_object_or_404(self.cases(), pk=pk), UploadForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand in a paper."""
        case = get_object_or_404(self.cases(), pk=pk)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and attempt(form, lambda: self._file(case, form)):
            tell(request, _("„%(title)s“ ist eingegangen.") % {"title": form.cleaned_data["title"]})
            return HttpResponseRedirect(reverse("portal-case", args=[pk]))
        return self._page(case, form, status=422)

    def _file(self, case: Case, form: UploadForm) -> None:
        data = form.cleaned_data
        add_paper(
            case.pk,
            NewDocument(kind=data["kind"], title=data["title"]),
            data["file"],
            standing=self.standing,
            at=self.at,
        )

    def _page(self, case: Case, form: UploadForm, *, status: int = 200) -> HttpResponse:
        pages, policy = pages_for(case), policy_for(case)
        done = CaseTask.objects.visible_to(self.standing).human().filter(
            process=case, organisation_id__in=self.standing.organisation_ids, closed_at__isnull=False
        ).exclude(outcome="")  # fmt: skip
        papers = DocumentVersion.objects.visible_to(self.standing).filter(document__case=case)
        context = self.get_context_data(
            case=case, form=form, text=policy.partner_text(case.state), steps=steps_of(case), tasks=self.tasks().filter(process=case).order_by("due_on", "pk"),
            papers=papers.select_related("document").order_by("-created_at", "-pk"), done=given_in(done, limit=DONE_SHOWN),
            portal_template=pages.portal_template, **pages.portal(case),
        )  # fmt: skip
        return render(self.request, "portal/case.html", context, status=status)


class PortalTaskView(TaskView):
    """`/partner/aufgaben/<id>/`: the task page in the portal's frame."""

    base_template = "portal/base.html"

    def success_url(self) -> str:
        """Back to the case, or to the start."""
        return self.case_url() or reverse("portal")

    def case_url(self) -> str:
        """An organisation that is only asked for something has no case of its own to look at."""
        own = self.task.case.organisation_id in self.standing.organisation_ids
        return reverse("portal-case", args=[self.task.process_id]) if own else ""


class PortalAskBackView(AskBackView):
    """A partner asks the lead unit."""

    base_template = "portal/base.html"
    back_name = "portal-task"

    def addressees(self) -> dict[str, Addressee]:
        """Nobody but the lead unit."""
        return {"lead": self.task.case.lead_unit}
