"""The case page: one frame with tabs. What a person sees of it follows from her standing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from workflow.case_actions import actions_for
from workflow.forms.lists import HistoryQuery
from workflow.models import Case, CaseEvent, CaseTask, FollowUp, TaskKind
from workflow.parties import parties_of
from workflow.permissions import authority_over, may_direct
from workflow.policies import pages_for, policy_for
from workflow.reading import note_reading
from workflow.states import ReadPart
from workflow.stepper import steps_of
from workflow.timeline import latest, timeline
from workflow.verdicts import given_in
from workflow.views.base import StandingView

SHOWN = ("lead_unit", "organisation", "owner", "case_file")
DONE_SHOWN = 200
LATEST = 4


class CaseTab(StandingView):
    """The frame: finds the case or answers 404, and fills header, stepper, tabs and the side."""

    case: Case
    full: bool
    tab = "tasks"
    only_in_full_view = False
    template_name = "workflow/case_tasks.html"

    def prepare(self, **kwargs: Any) -> None:
        """Look the case up through `visible_to`."""
        seen = Case.objects.visible_to(self.standing).select_related(*SHOWN)
        self.case = get_object_or_404(seen, pk=kwargs["pk"])
        self.full = Case.objects.in_full_view_of(self.standing).filter(pk=self.case.pk).exists()
        if self.only_in_full_view and not self.full:
            raise Http404

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the tab."""
        return self.page()

    def page(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render the frame with the tab's own context; whoever was let in as a person leaves a trace first."""
        note_reading(self.case, ReadPart(self.tab or ReadPart.ACTION), standing=self.standing, at=self.at)
        return render(self.request, self.template_name, self.get_context_data(**context), status=status)

    def open_tasks(self) -> list[CaseTask]:
        """Open tasks of the case that the person may see."""
        tasks = CaseTask.objects.visible_to(self.standing).human().open().filter(process=self.case)
        return list(
            tasks.select_related("process__lead_unit", "unit", "organisation", "owner").order_by("due_on", "pk")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the frame shows around every tab."""
        case, pages = self.case, pages_for(self.case)
        tasks = self.open_tasks()
        events = CaseEvent.objects.visible_to(self.standing).filter(case=case)
        actions = actions_for(case, self.standing, full=self.full)
        frame = {
            "case": case, "policy": policy_for(case), "state_label": policy_for(case).state_label(case.state), "full": self.full, "steps": steps_of(case),
            "tabs": self._tabs(len(tasks)), "tasks": tasks, "next_task": next((task for task in tasks if authority_over(task, self.standing)), None),
            "next_due": next((task for task in tasks if task.due_on and not task.paused_on), None), "actions": actions,
            "offered": {action.key for action in actions}, "kind_actions": pages.actions(case, self.standing), "may_direct": may_direct(case, self.standing), "latest": latest(case, events, LATEST),
            "parent": self._related(pk=case.parent_id).first() if case.parent_id else None, "linked": [_linked(other) for other in self._related(parent=case)], "relation": policy_for(case).relation_label(case.relation), "summary_template": pages.summary_template,
        }  # fmt: skip
        return super().get_context_data(**frame, **pages.summary(case), **kwargs)

    def _related(self, **wanted: Any) -> Any:
        """Linked cases, where the person may know of them."""
        return Case.objects.visible_to(self.standing).filter(**wanted).order_by("pk")

    def _tabs(self, open_tasks: int) -> list[dict[str, Any]]:
        tabs = [
            ("tasks", "case", _("Aufgaben"), open_tasks), ("record", "case-record", pages_for(self.case).record_label, None), ("documents", "case-documents", _("Dokumente"), None), ("history", "case-history", _("Verlauf"), None),
            ("parties", "case-parties", _("Beteiligte"), None), ("deadlines", "case-deadlines", _("Fristen"), None),
        ]  # fmt: skip
        return [
            {"url": reverse(name, args=[self.case.pk]), "label": label, "count": count, "current": key == self.tab}
            for key, name, label, count in tabs
            if label and (self.full or key in {"tasks", "documents"})
        ]


class CaseTasksView(CaseTab):
    """`/vorgaenge/<id>/`: what is to be done, what was done."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Open tasks are in the frame; here the finished ones and the waits."""
        closed = CaseTask.objects.visible_to(self.standing).human().filter(process=self.case, closed_at__isnull=False)
        done = given_in(closed.exclude(outcome=""), limit=DONE_SHOWN)
        return super().get_context_data(done=done, waits=waits_of(self.case) if self.full else [], **kwargs)


def _linked(other: Case) -> tuple[Case, Any, Any]:
    """A case that is linked to this one, with the words of its own kind."""
    policy = policy_for(other)
    return other, policy.relation_label(other.relation), policy.state_label(other.state)


def waits_of(case: Case) -> list[CaseTask]:
    """What will come by itself, by day."""
    waits = case.task_set.filter(closed_at=None, flow_task_type=TaskKind.WAIT)
    return list(waits.order_by("due_on", "pk"))


class FullViewTab(CaseTab):
    """A tab for those with the whole file; for others it does not exist."""

    only_in_full_view = True


class RecordView(FullViewTab):
    """`inhalt/`: what the case is about, as its kind tells it."""

    tab, template_name = "record", "workflow/case_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The kind's own context; 404 where a kind has nothing to tell."""
        pages = pages_for(self.case)
        if not pages.record_template:
            raise Http404
        # The summary beside the page would say the same twice.
        context = super().get_context_data(**kwargs) | {"summary_template": ""}
        return context | {"record_template": pages.record_template} | pages.record(self.case, self.standing)


class HistoryView(FullViewTab):
    """`verlauf/`: everything that happened."""

    tab, template_name = "history", "workflow/case_history.html"
    query_form = HistoryQuery

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The timeline, all of it or only Vermerke."""
        events = CaseEvent.objects.visible_to(self.standing).filter(case=self.case)
        only_notes = bool(self.query.asked["nur"])
        if only_notes:
            events = events.filter(action="note")
        return super().get_context_data(days=timeline(self.case, events), only_notes=only_notes, **kwargs)


class PartiesView(FullViewTab):
    """`beteiligte/`."""

    tab, template_name = "parties", "workflow/case_parties.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who takes part and how."""
        return super().get_context_data(parties=parties_of(self.case, self.standing.day), **kwargs)


class DeadlinesTab(FullViewTab):
    """`fristen/`: every deadline with its derivation, waits and follow-ups."""

    tab, template_name = "deadlines", "workflow/case_deadlines.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Waits, and follow-ups that have not come yet."""
        waiting = FollowUp.objects.visible_to(self.standing).filter(case=self.case, task=None, cancelled_at=None)
        waits = waits_of(self.case)
        return super().get_context_data(
            waits=waits, follow_ups=waiting.select_related("for_unit", "for_user"), **kwargs
        )


class PrintView(FullViewTab):
    """`druck/`: the case on paper."""

    tab, template_name = "print", "workflow/case_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on one page."""
        closed = CaseTask.objects.visible_to(self.standing).human().filter(process=self.case, closed_at__isnull=False)
        events = CaseEvent.objects.visible_to(self.standing).filter(case=self.case)
        context = super().get_context_data(
            done=given_in(closed.exclude(outcome=""), limit=DONE_SHOWN), days=timeline(self.case, events), parties=parties_of(self.case, self.standing.day),
            waits=waits_of(self.case), now=self.at, **kwargs,
        )  # fmt: skip
        pages = pages_for(self.case)
        return context | {"record_template": pages.record_template} | pages.record(self.case, self.standing)
