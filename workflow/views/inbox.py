"""The task inbox, and what can be done from it without opening a task."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import TemplateResponseMixin

from directory.models import OrgUnit
from directory.standing import Standing
from workflow.access import waiting_for
from workflow.errors import WorkflowError
from workflow.forms.lists import InboxQuery, SelectionForm
from workflow.inbox import DUE, LAST_PAGE, PAGE_SIZE, VIEWS, Filter, counts_of, open_inbox, phase_options
from workflow.leading import may_open_cases
from workflow.models import CaseTask
from workflow.navigation import entrances_for
from workflow.permissions import authority_over
from workflow.policies import openable_kinds, policy_for
from workflow.querysets import overseen_units
from workflow.services import claim, release
from workflow.views.base import StandingView, back_to, tell

NEW_FOR = timedelta(hours=24)


@dataclass
class Row:
    """One line of the inbox."""

    task: CaseTask
    phase: int | None
    phase_label: Any
    is_mine: bool
    may_claim: bool
    is_new: bool = False


def row_of(task: CaseTask, standing: Standing) -> Row:
    """What a line shows of a task."""
    case, policy = task.case, policy_for(task.case)
    phase = case.phase
    label = policy.phase_label(phase) if phase else policy.state_label(case.state)
    free = task.owner_id is None and task.is_open
    return Row(
        task, phase, label, task.owner_id == standing.user.pk, free and authority_over(task, standing) is not None
    )


class InboxView(TemplateResponseMixin, StandingView):
    """`/aufgaben/`: what is due, in groups, with filters in the address. htmx asks the same address for the results alone."""

    template_name = "workflow/inbox.html"
    query_form = InboxQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, or its results."""
        wanted = Filter.of(self.query.asked)
        inbox = open_inbox(wanted, self.standing)
        request._counts = inbox.counts  # type: ignore[attr-defined]  # noqa: SLF001 -- the navigation need not count again
        since = self.at - NEW_FOR
        groups = [(group, [self._row(task, since) for task in group.tasks]) for group in inbox.groups]
        paginator = Paginator(range(min(inbox.total, LAST_PAGE * PAGE_SIZE)), PAGE_SIZE)
        context = self.get_context_data(
            inbox=inbox, wanted=wanted, groups=groups, page_obj=paginator.get_page(wanted.page), views=self._views(wanted, inbox.counts),
            due_options=DUE.items(), phase_options=phase_options(), units=self._units(), kinds=openable_kinds() if may_open_cases(self.standing) else [], now=self.at,
            waiting=waiting_for(self.standing).count(), principals=[principal.user for principal in self.standing.principals],
        )  # fmt: skip
        fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]  # set by its middleware
        response = render(request, "workflow/_inbox_results.html" if fragment else self.template_name, context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _row(self, task: CaseTask, since: Any) -> Row:
        row = row_of(task, self.standing)
        row.is_new = task.opened_at > since
        return row

    def _views(self, wanted: Filter, counts: dict[str, int]) -> list[dict[str, Any]]:
        shown = [key for key in VIEWS if key not in {"vertretung", "ruht"} or counts[key] or wanted.view == key]
        return [
            {
                "url": f"?ansicht={key}", "label": VIEWS[key], "current": wanted.view == key, "count": counts[key], "key": key,
            }
            for key in shown
        ]  # fmt: skip

    def _units(self) -> list[OrgUnit]:
        return list(overseen_units(self.standing).order_by("path"))


def _claim(pk: int, view: StandingView) -> str:
    task = claim(pk, standing=view.standing, at=view.at)
    return _("Sie haben „%(task)s“ übernommen.") % {"task": task.title}


def _release(pk: int, view: StandingView) -> str:
    task = release(pk, standing=view.standing, at=view.at)
    return _("„%(task)s“ liegt wieder zur Übernahme bereit.") % {"task": task.title}


class QuickAction(StandingView):
    """One click on one task: answers with the row as it is now, or leads back to where the click was."""

    undo: str = ""
    once = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Act; a refusal says why and shows the row as it has become."""
        get_object_or_404(CaseTask.objects.visible_to(self.standing).only("pk"), pk=pk)
        try:
            text, status = self.act(pk), 200
        except WorkflowError as error:
            text, status = error.message, 409
        if request.htmx:  # type: ignore[attr-defined]  # set by its middleware
            return self._fragment(request, pk, text, status)
        (messages.success if status == 200 else messages.error)(request, text)
        return HttpResponseRedirect(back_to(request, default=reverse("inbox"), anchor=f"aufgabe-{pk}"))

    def act(self, pk: int) -> str:
        """Do it and say so."""
        raise NotImplementedError

    def _fragment(self, request: HttpRequest, pk: int, text: str, status: int) -> HttpResponse:
        task = CaseTask.objects.visible_to(self.standing).select_related(
            "process__organisation", "process__lead_unit", "unit", "organisation", "owner"
        ).get(pk=pk)  # fmt: skip
        undo = reverse(self.undo, args=[pk]) if status == 200 else ""
        context = self.get_context_data(
            row=row_of(task, self.standing),
            counts=counts_of(self.standing),
            text=text,
            undo=undo,
            target=f"#aufgabe-{pk}",
        )
        return render(request, "workflow/_inbox_answer.html", context, status=status)


class ClaimView(QuickAction):
    """Take a task from the list."""

    undo = "task-release"

    def act(self, pk: int) -> str:
        """Claim."""
        return _claim(pk, self)


class ReleaseView(QuickAction):
    """Put a task back."""

    undo = "task-claim"

    def act(self, pk: int) -> str:
        """Release."""
        return _release(pk, self)


class BulkView(StandingView):
    """The chosen tasks, one after the other; what one refuses does not stop the rest."""

    once = False

    def post(self, request: HttpRequest) -> HttpResponse:
        """Claim or release each, and say how it went."""
        asked = SelectionForm(request.POST).asked
        act = {"uebernehmen": _claim, "zuruecklegen": _release}.get(asked["aktion"])
        wanted = CaseTask.objects.visible_to(self.standing).filter(pk__in=asked["aufgabe"])
        ids = list(wanted.values_list("pk", flat=True))
        if act is None or not ids:
            messages.warning(request, _("Bitte wählen Sie mindestens eine Aufgabe aus."))
            return HttpResponseRedirect(back_to(request, default=reverse("inbox")))
        done = 0
        for pk in ids:
            try:
                act(pk, self)
                done += 1
            except WorkflowError as error:
                messages.error(request, error.message)
        if done:
            tell(
                request,
                ngettext("%(number)d Aufgabe bearbeitet.", "%(number)d Aufgaben bearbeitet.", done) % {"number": done},
            )
        return HttpResponseRedirect(back_to(request, default=reverse("inbox")))


class StartView(StandingView):
    """`/`: everybody's own start."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the first page of the person's own; whoever has none finds out why there is nothing yet."""
        own = next(entrances_for(self.standing), None)
        if own is not None:
            return HttpResponseRedirect(own.url)
        return render(request, "workflow/nothing_yet.html", self.get_context_data())
