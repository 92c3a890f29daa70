"""The items of a session: putting on what waits, its papers, and what was resolved."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.agenda import move_up, papers_to_choose, put_on, save_item, take_off
from committees.forms.agenda import DiscussionForm, ItemForm, RecordForm
from committees.forms.lists import WaitingForm
from committees.leadtimes import rules_of
from committees.models import AgendaItem, Attendance
from committees.resolving import keep_discussion, present_in, record
from committees.session_states import Presence, Quorum
from committees.views.session_base import SessionFormPage
from committees.views.sessions import SessionActView
from workflow.errors import WorkflowError
from workflow.models import Case
from workflow.views.base import tell


class PutOnView(SessionActView):
    """One click puts what waits on the agenda."""

    def post(self, request: HttpRequest, pk: int, verb: str = "") -> HttpResponse:
        """Put it on; what cannot be is said on the session's page."""
        try:
            item = put_on(pk, WaitingForm(request.POST).asked["punkt"], standing=self.standing)
        except WorkflowError as error:
            messages.error(request, error.message)
            return self.page(status=422)
        tell(request, _("Auf die Tagesordnung gesetzt: „%(title)s“.") % {"title": item.title})
        return HttpResponseRedirect(f"{self.session.get_absolute_url()}#top-{item.pk}")


class ItemActView(SessionActView):
    """Move an item up, or take it off."""

    def post(self, request: HttpRequest, pk: int, verb: str = "", item: int = 0) -> HttpResponse:
        """Act."""
        row = get_object_or_404(AgendaItem.objects.visible_to(self.standing), pk=item, session=self.session)
        try:
            if verb == "hoch":
                move_up(row.pk, standing=self.standing)
            else:
                take_off(row.pk, standing=self.standing)
        except WorkflowError as error:
            messages.error(request, error.message)
            return self.page(status=422)
        return HttpResponseRedirect(f"{self.session.get_absolute_url()}#agenda")

    def get(self, request: HttpRequest, pk: int, verb: str = "", item: int = 0) -> HttpResponse:
        """Somebody came back to the address: show the session."""
        return HttpResponseRedirect(self.session.get_absolute_url())


class ItemView(SessionFormPage):
    """A new item, or one that is on the agenda."""

    item: AgendaItem

    def find(self, **kwargs: Any) -> None:
        """The item belongs to the session."""
        super().find(**kwargs)
        wanted = kwargs.get("item")
        rows = AgendaItem.objects.visible_to(self.standing).select_related("case", "session")
        self.item = (
            get_object_or_404(rows, pk=wanted, session=self.session) if wanted else AgendaItem(session=self.session)
        )

    @property
    def title(self) -> Any:
        """New or not."""
        return _("Punkt bearbeiten") if self.item.pk else _("Punkt aufnehmen")

    def form(self, data: Any = None) -> ItemForm:
        """As it stands."""
        cases: QuerySet[Case] = Case.objects.visible_to(self.standing)
        return ItemForm(data, instance=self.item, cases=cases, papers=papers_to_choose(self.item, self.standing))

    def act(self, form: ItemForm) -> str:
        """Store it."""
        item, versions = form.item()
        save_item(item, versions, standing=self.standing)
        return _("Gespeichert: „%(title)s“.") % {"title": item.title}


class RecordView(ItemView):
    """What was resolved; afterwards only how the discussion went."""

    template_name = "committees/sessions/record.html"
    submit = gettext_lazy("Ergebnis festhalten")

    @property
    def title(self) -> Any:
        """The item."""
        return f"{self.item.order}. {self.item.title}"

    def form(self, data: Any = None) -> Any:
        """The result, or the discussion once there is one."""
        if self.item.is_decided:
            return DiscussionForm(data, initial={"discussion": self.item.discussion})
        present = Attendance.objects.filter(session=self.session, votes=True, presence=Presence.PRESENT)
        return RecordForm(data, present=present.select_related("seat"))

    def act(self, form: Any) -> str:
        """Record it, together with the task that waits for it."""
        if isinstance(form, DiscussionForm):
            keep_discussion(self.item, form.cleaned_data["discussion"], standing=self.standing)
            return _("Der Verlauf der Beratung ist gespeichert.")
        done = record(self.item.pk, form.recorded(), standing=self.standing, at=self.at)
        told = {"title": done.title, "result": done.get_result_display()}
        return _("Festgehalten: „%(title)s“ ist %(result)s.") % told

    def page(self, form: Any, *, status: int = 200, **extra: Any) -> HttpResponse:
        """With what decides the vote."""
        seats, present = present_in(self.session)
        rules = rules_of(self.session.body)
        return super().page(
            form, status=status, item=self.item, seats=seats, present=present, rules=rules, needed=Quorum(rules.quorum).needed(seats), **extra
        )  # fmt: skip
