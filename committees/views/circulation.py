"""`/gremien/sitzungen/<id>/umlauf/`: members answer, the Geschäftsstelle enters what came by another way, and counts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from committees.circulation import answer, count_out, enter_answer, tallies
from committees.forms.agenda import BallotForm
from committees.models import Ballot
from committees.secretariat import runs_bodies
from committees.session_access import own_seats
from committees.views.session_base import SessionPage
from committees.views.sessions import SessionActView
from directory.models import OrgUnit
from workflow.errors import NotAllowedError, WorkflowError
from workflow.views.base import show_refusal, tell


class CirculationView(SessionPage):
    """Where the Umlauf stands, and the answers of one's own seats."""

    def find(self, **kwargs: Any) -> None:
        """Only an Umlauf has this page."""
        super().find(**kwargs)
        if not self.session.is_circulation or self.session.invited_at is None:
            raise Http404

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.page()

    def page(self, *, status: int = 200) -> HttpResponse:
        """Who answered is shown to all members; how they answered, to the Geschäftsstelle and once it is counted."""
        session, runs = self.session, runs_bodies(self.standing)
        open_now = runs or not session.is_open
        asked = session.attendances.filter(seat__isnull=False).select_related("seat", "user")
        ballots = list(Ballot.objects.filter(item__session=session).select_related("seat"))
        answered = {ballot.seat_id for ballot in ballots}
        mine = set(own_seats(session, self.standing))
        found = tallies(session)
        items = list(session.items.visible_to(self.standing))
        counts = [
            (item, found[item.pk], [one for one in ballots if one.item_id == item.pk] if open_now else [])
            for item in items
        ]
        over = session.held_on < self.standing.day
        context = self.get_context_data(
            counts=counts, hidden=len(found) - len(items), open_now=open_now, over=over, seats=[(row, row.seat_id in answered, row.seat_id in mine) for row in asked],
            may_enter=session.is_running and not over, countable=runs and session.is_running and (over or all(one.is_settled for one in found.values())),
        )  # fmt: skip
        return render(self.request, "committees/sessions/circulation.html", context, status=status)


class AnswerView(SessionPage):
    """The answers of one seat."""

    seat: OrgUnit
    own: bool

    def find(self, **kwargs: Any) -> None:
        """The seat is asked in this Umlauf; only its people and the Geschäftsstelle may answer for it."""
        super().find(**kwargs)
        row = get_object_or_404(
            self.session.attendances.select_related("seat"), seat_id=kwargs["seat"], seat__isnull=False
        )
        if row.seat is None or not self.session.is_circulation:
            raise Http404
        self.seat, self.own = row.seat, row.seat.pk in own_seats(self.session, self.standing)
        if not self.own and not runs_bodies(self.standing):
            raise PermissionDenied(_("Für diesen Sitz antwortet seine Vertretung im Gremium."))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What was answered so far."""
        return self._page(self._form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the answers."""
        form = self._form(request.POST)
        if form.is_valid():
            try:
                act = answer if self.own else enter_answer
                act(self.session.pk, self.seat, form.answers(), standing=self.standing, at=self.at)
            except NotAllowedError:
                raise
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Die Antwort von %(seat)s ist festgehalten.") % {"seat": self.seat})
                return HttpResponseRedirect(reverse("session-circulation", args=[self.session.pk]))
        return self._page(form, status=422)

    def _form(self, data: Any = None) -> BallotForm:
        given = Ballot.objects.filter(item__session=self.session, seat=self.seat)
        return BallotForm(
            data, items=self.session.items.visible_to(self.standing), given={ballot.item_id: ballot for ballot in given}
        )

    def _page(self, form: BallotForm, *, status: int = 200) -> HttpResponse:
        back = reverse("session-circulation", args=[self.session.pk])
        context = self.get_context_data(form=form, seat=self.seat, own=self.own, back_url=back)
        return render(self.request, "committees/sessions/answer.html", context, status=status)


class CountView(SessionActView):
    """Auszählen."""

    def get(self, request: HttpRequest, pk: int, verb: str = "") -> HttpResponse:
        """Somebody came back to the address."""
        return HttpResponseRedirect(self.session.get_absolute_url())

    def post(self, request: HttpRequest, pk: int, verb: str = "") -> HttpResponse:
        """Count, with everything that waits."""
        try:
            count_out(pk, standing=self.standing, at=self.at)
        except WorkflowError as error:
            messages.error(request, error.message)
            return self.page(status=422)
        tell(request, _("Der Umlauf ist ausgezählt."))
        return HttpResponseRedirect(reverse("session-circulation", args=[pk]))
