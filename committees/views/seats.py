"""`/gremien/sitze/`: who sits for each Ressort, and changing that."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.forms.lists import CHANGE, DEPUTY, HAND_OVER, SeatActForm
from committees.forms.recommendations import ChangeForm, DeputyForm
from committees.seating import (
    Change,
    candidates,
    change_representative,
    hand_over_tasks,
    left_behind,
    name_deputy,
    places,
    seats_to_fill,
)
from committees.views.session_base import BodiesPage
from directory.models import OrgUnit
from workflow.errors import WorkflowError
from workflow.views.base import show_refusal, tell


class SeatsView(BodiesPage):
    """All seats the person may fill."""

    section = "seat"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; 404 for whoever fills none."""
        seats = seats_to_fill(self.standing)
        if not seats:
            raise Http404
        context = self.get_context_data(places=places(seats, self.standing.day))
        return render(request, "committees/sessions/seats.html", context)


class SeatView(BodiesPage):
    """One seat: representative, deputy, and the tasks a former one still has."""

    section = "seat"
    seat: OrgUnit

    def find(self, **kwargs: Any) -> None:
        """404 for a seat the person does not fill."""
        wanted = [seat for seat in seats_to_fill(self.standing) if seat.pk == kwargs["pk"]]
        if not wanted:
            raise Http404
        self.seat = wanted[0]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Both forms."""
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which of the forms was sent says its button."""
        acts = {CHANGE: self._change, DEPUTY: self._deputy, HAND_OVER: self._hand_over}
        act = acts.get(SeatActForm(request.POST).asked["was"])
        if act is None:
            return self.page(status=422)
        return act() or HttpResponseRedirect(reverse("seat", args=[pk]))

    def _change(self) -> HttpResponse | None:
        form = self._change_form(self.request.POST)
        if not form.is_valid():
            return self.page(change=form, status=422)
        try:
            number = change_representative(self.seat, Change(**form.cleaned_data), standing=self.standing, at=self.at)
        except WorkflowError as error:
            show_refusal(form, error)
            return self.page(change=form, status=422)
        tell(self.request, _("Der Wechsel ist eingetragen. %(tasks)s") % {"tasks": _handed(number)})
        return None

    def _deputy(self) -> HttpResponse | None:
        form = self._deputy_form(self.request.POST)
        if not form.is_valid():
            return self.page(deputy=form, status=422)
        try:
            name_deputy(self.seat, form.cleaned_data["deputy"], standing=self.standing)
        except WorkflowError as error:
            show_refusal(form, error)
            return self.page(deputy=form, status=422)
        tell(self.request, _("Die Stellvertretung ist eingetragen."))
        return None

    def _hand_over(self) -> HttpResponse | None:
        reason = _("Wechsel der Ressortvertretung")
        try:
            number = hand_over_tasks(self.seat, reason, standing=self.standing, at=self.at)
        except WorkflowError as error:
            messages.error(self.request, error.message)
            return self.page(status=422)
        tell(self.request, _handed(number))
        return None

    def _change_form(self, data: Any = None) -> ChangeForm:
        return ChangeForm(data, people=candidates(self.seat, self.standing.day), initial={"since": self.standing.day})

    def _deputy_form(self, data: Any = None) -> DeputyForm:
        place = places([self.seat], self.standing.day)[0]
        initial = {"deputy": place.deputy.deputy_id if place.deputy else None}
        return DeputyForm(data, people=candidates(self.seat, self.standing.day), initial=initial, prefix="d")

    def page(self, *, change: Any = None, deputy: Any = None, status: int = 200) -> HttpResponse:
        """The page, with the form that was refused."""
        context = self.get_context_data(
            place=places([self.seat], self.standing.day)[0], seat=self.seat, change=change or self._change_form(),
            deputy=deputy or self._deputy_form(), left=left_behind(self.seat, self.standing.day).select_related("owner"),
        )  # fmt: skip
        return render(self.request, "committees/sessions/seat.html", context, status=status)


def _handed(number: int) -> str:
    if not number:
        return _("Es waren keine offenen Aufgaben zu übergeben.")
    return ngettext("%(number)d offene Aufgabe übergeben.", "%(number)d offene Aufgaben übergeben.", number) % {"number": number}  # fmt: skip
