"""`/gremien/`: the bodies, one body on a day, its history, its exports, and editing it."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from committees.agenda import next_sessions
from committees.bodies import save_body
from committees.forms.bodies import BodyForm, DayForm
from committees.forms.lists import BodiesQuery
from committees.lists import as_csv, publication_csv
from committees.members import seats_in
from committees.models import Body, Mandate, Session
from committees.occupancy import Picture, occupancy, summaries
from committees.oparl import export
from committees.parity import gauge_of
from committees.seating import places
from committees.secretariat import runs_bodies
from directory.links import link_to
from workflow.forms.query import PageQuery
from workflow.models import Case
from workflow.views.base import StandingView, attempt, tell

PAGE_SIZE = 50


class BodiesOfficeView(StandingView):
    """For people who work in a house of the Land; a seat in a body alone opens nothing here."""

    def body(self, pk: int) -> Body:
        """The body, as far as the person may see it."""
        seen = Body.objects.visible_to(self.standing).select_related("unit", "parent__unit")
        found: Body = get_object_or_404(seen, pk=pk)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the page offers editing."""
        return super().get_context_data(may_edit=runs_bodies(self.standing), **kwargs)


class BodiesView(BodiesOfficeView):
    """All bodies, those at work first."""

    query_form = BodiesQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, with what is vacant and what runs out next."""
        past = bool(self.query.asked["stand"])
        seen = Body.objects.visible_to(self.standing).select_related("unit", "parent__unit")
        seen = seen.filter(dissolved__lte=self.standing.day) if past else seen.exclude(dissolved__lte=self.standing.day)
        page = Paginator(seen.order_by("unit__name", "pk"), PAGE_SIZE).get_page(self.query.asked["page"])
        context = self.get_context_data(page_obj=page, rows=summaries(page, self.standing.day), past=past)
        return render(request, "committees/bodies/list.html", context)


class BodyView(BodiesOfficeView):
    """A body on a day: `?stichtag=2024-09-23`, else today."""

    query_form = DayForm

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Concept and people. A day that cannot be read is said at its field; the page then shows today."""
        body, readable = self.body(pk), self.query.is_valid()
        day = self.query.asked["stichtag"] or self.standing.day
        picture, ressorts = occupancy(body, day), places(list(seats_in(body.unit, day)), day)
        context = self.get_context_data(
            body=body, day=day, form=self.query, picture=picture, places=ressorts, seated=sum(place.representative is not None for place in ressorts), is_today=day == self.standing.day, milestones=body.milestones.all(),
            children=body.children.select_related("unit"), appointments=Case.objects.visible_to(self.standing).filter(appointment__body=body).order_by("-pk")[:10], gauge=self._gauge(day, picture.member_ids), sessions=next_sessions(body.unit) & Session.objects.visible_to(self.standing), runs=runs_bodies(self.standing),
        )  # fmt: skip
        return render(request, "committees/bodies/detail.html", context, status=200 if readable else 422)

    def _gauge(self, day: date, member_ids: Any) -> Any:
        """Sums only for today: the difference between two days would tell of the one who came or went."""
        return gauge_of(member_ids) if day == self.standing.day else None


class HistoryView(BodiesOfficeView):
    """Every mandate there ever was, newest first."""

    query_form = PageQuery

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One page of them."""
        body = self.body(pk)
        rows = Mandate.objects.of([pk]).select_related("member", "seat__group", "case").order_by("-begins", "-pk")
        page = Paginator(rows, PAGE_SIZE).get_page(self.query.asked["page"])
        shown = [(mandate, mandate.ended_because(self.standing.day)) for mandate in page]
        context = self.get_context_data(body=body, page_obj=page, rows=shown, milestones=body.milestones.all())
        return render(request, "committees/bodies/history.html", context)


class EditBodyView(BodiesOfficeView):
    """A new body, or an existing one."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form."""
        return self._page(BodyForm(instance=self._row(pk)))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Store it."""
        form = BodyForm(request.POST, instance=self._row(pk))
        if form.is_valid() and attempt(form, lambda: self._save(form)):
            tell(request, _("„%(name)s“ ist gespeichert.") % {"name": form.instance})
            return HttpResponseRedirect(form.instance.get_absolute_url())
        return self._page(form, status=422)

    def _save(self, form: BodyForm) -> None:
        data = form.cleaned_data
        with transaction.atomic():
            body = save_body(
                form.instance, name=data["name"], short=data.get("short", ""), standing=self.standing, at=self.at
            )
            body.milestones.all().delete()
            for milestone in data["milestones"]:
                milestone.body = body
                milestone.save()

    def _row(self, pk: int | None) -> Body:
        return Body() if pk is None else self.body(pk)

    def _page(self, form: BodyForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, body=form.instance if form.instance.pk else None)
        return render(self.request, "committees/bodies/edit.html", context, status=status)


class OParlView(BodiesOfficeView):
    """The body as OParl."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One JSON document."""
        address = link_to(request.path)
        answer = JsonResponse(export(self.body(pk), address), json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = f'attachment; filename="gremium-{pk}-oparl.json"'
        return answer


class MembersCsvView(BodiesOfficeView):
    """The members of a day, for the office."""

    name = "gremium"
    query_form = DayForm

    def table(self, picture: Picture) -> str:
        """Everybody who sits in the body."""
        return as_csv(picture)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A day that cannot be read is no day: 404, as any address that leads nowhere."""
        body = self.body(pk)
        if not self.query.is_valid():
            raise Http404
        day = self.query.asked["stichtag"] or self.standing.day
        answer = HttpResponse("\ufeff" + self.table(occupancy(body, day)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.name}-{pk}-{day}.csv"'
        return answer


class PublicationCsvView(MembersCsvView):
    """Of these, those whose names may be published: for the Geschäftsstelle, which publishes."""

    name = "veroeffentlichung"

    def table(self, picture: Picture) -> str:
        """Nobody who has not consented."""
        return publication_csv(picture)
