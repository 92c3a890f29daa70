"""`/gremien/sitzungen/`: the list, one session, and what the Geschäftsstelle does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.agenda import waiting_for
from committees.forms.lists import COMING, PAST, NewSessionQuery, SessionsQuery
from committees.forms.sessions import AttendanceForm, CancelForm, InviteForm, SessionForm
from committees.ics import calendar_of
from committees.leadtimes import day_off, lead_times, rules_of
from committees.members import bodies
from committees.models import AgendaItem, Session
from committees.resolving import present_in
from committees.secretariat import runs_bodies
from committees.session_access import own_seats
from committees.session_letters import invitation_lines, when
from committees.session_states import Quorum, SessionKind, SessionState
from committees.sittings import begin, cancel, close, invite, note_attendance, save_session, send_papers
from committees.views.session_base import BodiesPage, FormPage, SessionFormPage, SessionPage, mailed
from directory.models import OrgUnit
from documents.models import DocumentVersion
from workflow.calendars import office_calendar
from workflow.errors import InputError, WorkflowError
from workflow.models import Case
from workflow.views.base import show_refusal, tell

PAGE_SIZE = 25
TIMES = {COMING: gettext_lazy("Anstehende"), PAST: gettext_lazy("Vergangene")}
# A session whose day has passed is not over until it is closed or called off.
OVER = Q(state=SessionState.CLOSED) | Q(cancelled_at__isnull=False)


class SessionsView(BodiesPage):
    """Coming sessions first; past ones, by body and kind, on demand."""

    section, query_form = "session", SessionsQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list."""
        asked = self.query.asked
        time = asked["zeit"]
        seen = Session.objects.visible_to(self.standing).select_related("body")
        rows = self._filtered(seen)
        past = rows.filter(OVER)
        coming = rows.exclude(OVER).order_by("held_on", "begins_at", "pk")
        shown = Paginator(past if time == PAST else coming, PAGE_SIZE).get_page(asked["page"])
        numbers = {COMING: coming.count(), PAST: past.count()}
        context = self.get_context_data(
            page_obj=shown, time=time, times=[(key, label, numbers[key]) for key, label in TIMES.items()],
            bodies=bodies(self.standing.day).filter(pk__in=seen.order_by().values("body")), chosen_body=asked["gremium"], chosen_kind=asked["verfahren"],
            kinds=SessionKind.choices, waiting=self._waiting(),
        )  # fmt: skip
        return render(request, "committees/sessions/list.html", context)

    def _filtered(self, rows: QuerySet[Session]) -> QuerySet[Session]:
        body, kind = self.query.asked["gremium"], self.query.asked["verfahren"]
        if body:
            rows = rows.filter(body_id=body)
        return rows.filter(kind=kind) if kind else rows

    def _waiting(self) -> list[tuple[OrgUnit, int]]:
        """For each body, how much waits for it; only the Geschäftsstelle is shown."""
        if not runs_bodies(self.standing):
            return []
        counted = [(body, len(waiting_for(body, self.standing))) for body in bodies(self.standing.day)]
        return [(body, number) for body, number in counted if number]


class SessionView(SessionPage):
    """One session: agenda, lead times, who is there."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.page()

    def page(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        """The page, with what a refused action had to say."""
        session, runs = self.session, runs_bodies(self.standing)
        rules, calendar = rules_of(session.body), office_calendar()
        seats, present = present_in(session)
        needed = Quorum(rules.quorum).needed(seats)
        items = self._items()
        context = self.get_context_data(
            items=items, hidden=session.items.count() - len(items), when=when(session), rules=rules, lead_times=lead_times(session, rules, calendar=calendar, today=self.standing.day),
            day_off=day_off(session.held_on, calendar), attendances=session.attendances.select_related("seat"), seats=seats, present=present,
            needed=needed, quorate=present >= needed, waiting=waiting_for(session.body, self.standing) if runs and self._agenda_open() else [],
            agenda_open=runs and self._agenda_open(), actions=self._actions() if runs else [], cancel_form=extra.pop("cancel_form", None) or CancelForm(),
            may_answer=session.is_circulation and session.is_running and bool(own_seats(session, self.standing)), **extra,
        )  # fmt: skip
        return render(self.request, "committees/sessions/session.html", context, status=status)

    def _agenda_open(self) -> bool:
        session = self.session
        return session.is_open and not (session.is_circulation and session.state != SessionState.PLANNED)

    def _items(self) -> list[dict[str, Any]]:
        """The agenda with links to cases and papers only where the person may follow them. Four queries."""
        items = list(
            self.session.items.visible_to(self.standing).select_related("task").prefetch_related("excluded__seat")
        )
        cases = Case.objects.visible_to(self.standing).filter(pk__in=[item.case_id for item in items])
        known = {case.pk: case for case in cases}
        links = AgendaItem.versions.through.objects.filter(agendaitem__in=items)
        pairs = list(links.values_list("agendaitem_id", "documentversion_id"))
        readable = DocumentVersion.objects.visible_to(self.standing).filter(pk__in=[pair[1] for pair in pairs])
        versions = {version.pk: version for version in readable.select_related("document")}
        return [
            {
                "item": item, "case": known.get(item.case_id) if item.case_id else None,
                "papers": [versions[version] for owner, version in pairs if owner == item.pk and version in versions],
            }
            for item in items
        ]  # fmt: skip

    def _actions(self) -> list[tuple[str, Any, str]]:
        """What the state allows next: verb, label, tone."""
        session = self.session
        found: list[tuple[str, Any, str]] = []
        if not session.is_open:
            return found
        if session.state == SessionState.INVITED:
            found += [("unterlagen", _("Unterlagen bereitstellen"), "secondary")]
            if session.held_on <= self.standing.day:
                found += [("eroeffnen", _("Sitzung eröffnen"), "primary")]
        if session.is_running and not session.is_circulation:
            found += [("abschliessen", _("Sitzung abschließen"), "primary")]
        return found


class SessionActView(SessionView):
    """A button of the session's page; what it refuses is said on that page."""

    clerks_only = True

    def get(self, request: HttpRequest, pk: int, verb: str = "") -> HttpResponse:
        """Somebody came back to the address: show the session."""
        return HttpResponseRedirect(self.session.get_absolute_url())

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Act."""
        verbs: dict[str, Callable[[], str]] = {
            "unterlagen": self._papers, "eroeffnen": self._begin, "abschliessen": self._close, "absagen": self._cancel,
        }  # fmt: skip
        if verb not in verbs:
            raise Http404
        try:
            told = verbs[verb]()
        except InputError as error:
            form = CancelForm(request.POST)
            if form.is_valid():
                show_refusal(form, error)
            return self.page(status=422, cancel_form=form)
        except WorkflowError as error:
            messages.error(request, error.message)
            return self.page(status=422)
        tell(request, told)
        return HttpResponseRedirect(self.session.get_absolute_url())

    def _papers(self) -> str:
        number = send_papers(self.session.pk, standing=self.standing, at=self.at)
        return _("Die Unterlagen sind bereitgestellt. %(mails)s") % {"mails": mailed(number)}

    def _begin(self) -> str:
        begin(self.session.pk, standing=self.standing)
        return _("Die Sitzung ist eröffnet. Halten Sie jetzt die Anwesenheit fest.")

    def _close(self) -> str:
        close(self.session.pk, standing=self.standing, at=self.at)
        return _("Die Sitzung ist abgeschlossen. Als Nächstes versenden Sie die Niederschrift.")

    def _cancel(self) -> str:
        form = CancelForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        cancel(self.session.pk, reason, standing=self.standing, at=self.at)
        return _("Die Sitzung ist abgesagt. Ihre Punkte warten wieder auf eine Tagesordnung.")


class EditSessionView(SessionFormPage):
    """Date, place, text."""

    explanation = gettext_lazy(
        "Nach der Einladung erfahren alle Eingeladenen von einer Änderung an Tag, Beginn oder Ort."
    )

    @property
    def title(self) -> Any:
        """Which one."""
        return _("%(session)s bearbeiten") % {"session": self.session}

    def form(self, data: Any = None) -> SessionForm:
        """As it stands."""
        return SessionForm(data, instance=self.session, day=self.standing.day)

    def act(self, form: SessionForm) -> str:
        """Store it."""
        save_session(form.instance, standing=self.standing, at=self.at)
        return _("Gespeichert: %(session)s.") % {"session": form.instance}


class NewSessionView(FormPage):
    """A new date; lead times are shown once it is stored."""

    section, query_form = "session", NewSessionQuery
    title = gettext_lazy("Sitzung oder Umlauf planen")
    explanation = gettext_lazy("Nummer und Vorläufe ergeben sich aus Gremium und Tag. Eingeladen wird erst danach.")

    def form(self, data: Any = None) -> SessionForm:
        """Empty, or for the body the address names."""
        self.made = Session()
        initial = {"body": self.query.asked["gremium"]}
        return SessionForm(data, instance=self.made, day=self.standing.day, initial=initial)

    def act(self, form: SessionForm) -> str:
        """Store it."""
        self.made = save_session(form.instance, standing=self.standing, at=self.at)
        return _("Geplant: %(session)s. Stellen Sie jetzt die Tagesordnung auf.") % {"session": self.made}

    def back_url(self) -> str:
        """The new session, or the list."""
        return self.made.get_absolute_url() if self.made.pk else reverse("sessions")


class InviteView(SessionFormPage):
    """Einladen: the text as it goes out, and further guests."""

    title = gettext_lazy("Einladen")
    submit = gettext_lazy("Einladung versenden")
    template_name = "committees/sessions/invite.html"

    def form(self, data: Any = None) -> InviteForm:
        """Guests."""
        return InviteForm(data)

    def act(self, form: InviteForm) -> str:
        """Invite."""
        number = invite(self.session.pk, form.cleaned_data["guests"], standing=self.standing, at=self.at)
        return _("Eingeladen. %(mails)s") % {"mails": mailed(number)}

    def page(self, form: Any, *, status: int = 200, **extra: Any) -> HttpResponse:
        """With the text of the mail."""
        lines = invitation_lines(self.session, self.session.items.visible_to(self.standing))
        return super().page(form, status=status, letter="\n".join(lines), **extra)


class AttendanceView(SessionFormPage):
    """Who is there."""

    title = gettext_lazy("Anwesenheit")
    explanation = gettext_lazy("Wer eine Stellvertretung geschickt hat, gilt als anwesend; nennen Sie ihren Namen.")
    template_name = "committees/sessions/attendance.html"

    def form(self, data: Any = None) -> AttendanceForm:
        """A line for everybody invited."""
        return AttendanceForm(data, rows=self.session.attendances.select_related("seat"))

    def act(self, form: AttendanceForm) -> str:
        """Store it."""
        note_attendance(self.session.pk, form.noted(), standing=self.standing)
        return _("Die Anwesenheit ist festgehalten.")


class CalendarView(SessionPage):
    """The session for one's own calendar."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file."""
        response = HttpResponse(calendar_of(self.session, self.at), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="sitzung-{pk}.ics"'
        return response
