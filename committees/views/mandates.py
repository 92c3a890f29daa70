"""Editing the concept and who sits in it: groups, seats, mandates, people. For the Geschäftsstelle."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.bodies import Seating, appoint, declare, end_mandate, save_group, save_member, save_seat
from committees.forms.appointment import BeginAppointmentForm
from committees.forms.bodies import GroupForm, SeatForm
from committees.forms.lists import SeatQuery
from committees.forms.mandates import AppointForm, EndForm, MemberForm
from committees.models import Body, Mandate, Member, Seat, SeatGroup
from committees.naming import begin_appointment, title_of
from committees.views.bodies import BodiesOfficeView
from workflow.alike import cases_like
from workflow.forms.alike import is_meant
from workflow.models import Case
from workflow.views.base import attempt, tell


class BodyFormView(BodiesOfficeView):
    """One form in the frame of its body: found, filled, stored, or shown again with what is wrong."""

    title: Any = ""
    explanation: Any = ""
    submit: Any = gettext_lazy("Speichern")
    body_row: Body

    def find(self, *args: Any, **kwargs: Any) -> None:
        """Look up what the address names, `body_row` first."""
        raise NotImplementedError

    def form(self, data: Any = None) -> BaseForm:
        """The form, bound when there is data."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Call the service; say what was done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """The form."""
        self.find(**kwargs)
        return self._page(self.form())

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """Act, and go back to the body or on to what has begun."""
        self.find(**kwargs)
        form, said = self.form(request.POST), []
        if form.is_valid() and self.is_meant(form) and attempt(form, lambda: said.append(self.act(form))):
            tell(request, said[0])
            return HttpResponseRedirect(self.next_url())
        return self._page(form, status=422)

    def is_meant(self, form: BaseForm) -> bool:
        """Whether nothing is to be asked before it is done."""
        return True

    def next_url(self) -> str:
        """Where the work goes on."""
        return self.body_row.get_absolute_url()

    def _page(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, body=self.body_row, title=self.title, explanation=self.explanation, submit=self.submit
        )
        return render(self.request, "committees/bodies/form.html", context, status=status)


class GroupView(BodyFormView):
    """A new group of the concept, or an existing one."""

    title = gettext_lazy("Sitzgruppe")
    group: SeatGroup

    def find(self, pk: int, group: int | None = None) -> None:
        """The group of this body."""
        self.body_row = self.body(pk)
        last = self.body_row.groups.last()
        fresh = SeatGroup(body=self.body_row, order=last.order + 1 if last else 1)
        self.group = get_object_or_404(SeatGroup, pk=group, body_id=pk) if group else fresh

    def form(self, data: Any = None) -> GroupForm:
        """Name, order, number of seats."""
        return GroupForm(data, instance=self.group, day=self.standing.day)

    def act(self, form: GroupForm) -> str:
        """Store it."""
        save_group(form.instance, form.cleaned_data["seats"], standing=self.standing)
        return _("Die Gruppe „%(name)s“ ist gespeichert.") % {"name": form.instance}


class SeatView(BodyFormView):
    """Who sends somebody to a seat."""

    title: Any = gettext_lazy("Sitz")
    explanation = gettext_lazy("Laufende und vergangene Mandate behalten die Stelle, von der sie entsandt wurden.")
    seat: Seat

    def find(self, pk: int, seat: int) -> None:
        """The seat of this body."""
        self.body_row = self.body(pk)
        self.seat = get_object_or_404(Seat.objects.select_related("group"), pk=seat, group__body_id=pk)
        self.title = _("Sitz %(seat)s") % {"seat": self.seat}

    def form(self, data: Any = None) -> SeatForm:
        """Sender and days."""
        return SeatForm(data, instance=self.seat, day=self.standing.day)

    def act(self, form: SeatForm) -> str:
        """Store it."""
        save_seat(form.instance, standing=self.standing)
        return _("Der Sitz %(seat)s ist gespeichert.") % {"seat": form.instance}


class AppointView(BodyFormView):
    """A mandate outside a case; `?sitz=` proposes the seat."""

    query_form = SeatQuery
    title = gettext_lazy("Mandat erfassen")
    explanation = gettext_lazy(
        "Für Mandate, die nicht über einen Vorgang berufen werden, zum Beispiel aus früheren Jahren."
    )

    def find(self, pk: int) -> None:
        """The body."""
        self.body_row = self.body(pk)

    def form(self, data: Any = None) -> AppointForm:
        """Seat, days, person."""
        initial = {"seat": self.query.asked["sitz"]}
        return AppointForm(data, body=self.body_row, standing=self.standing, initial=initial)

    def act(self, form: AppointForm) -> str:
        """The person, what she declared, the mandate: all or nothing."""
        data, member = form.cleaned_data, form.person()
        with transaction.atomic():
            if not member.pk:
                save_member(member, standing=self.standing, at=self.at)
            declaration = form.declaration()
            if declaration is not None:
                declare(member, declaration, standing=self.standing)
            seating = Seating(data["seat"], member, data["function"], data["begins"], data["ends"])
            appoint(seating, standing=self.standing, at=self.at)
        return _("%(name)s ist auf dem Sitz %(seat)s eingetragen.") % {"name": member, "seat": data["seat"]}


class EndView(BodyFormView):
    """The end of a mandate before its time."""

    submit = gettext_lazy("Mandat beenden")
    explanation = gettext_lazy(
        "Das Mandat läuft bis zum Ende dieses Tages und bleibt im Verlauf. Der Sitz ist danach frei."
    )
    given_in_a_case = gettext_lazy(
        "Für Rücktritt, Ausscheiden und Tod: Das Mandat läuft bis zum Ende dieses Tages und bleibt im Verlauf. Über eine Abberufung entscheidet, wer berufen hat; sie beginnt im Vorgang der Berufung mit „Mitglied abberufen“."
    )
    mandate: Mandate

    def find(self, pk: int, mandate: int) -> None:
        """A mandate in this body."""
        self.body_row = self.body(pk)
        rows = Mandate.objects.of([pk]).select_related("member", "seat__group", "case")
        self.mandate = get_object_or_404(rows, pk=mandate)
        self.title = _("Mandat beenden: %(name)s") % {"name": self.mandate.member}
        if self.mandate.case:
            self.explanation = self.given_in_a_case

    def form(self, data: Any = None) -> EndForm:
        """Day and reason."""
        return EndForm(data, initial={"on": self.standing.day})

    def act(self, form: EndForm) -> str:
        """End it."""
        end_mandate(
            self.mandate, form.cleaned_data["on"], form.cleaned_data["reason"], standing=self.standing, at=self.at
        )
        return _("Das Mandat von %(name)s endet am %(day)s.") % {
            "name": self.mandate.member,
            "day": f"{form.cleaned_data['on']:%d.%m.%Y}",
        }


class MemberView(BodyFormView):
    """A person's name and contact, and a new self-declaration. Reached through a body she has a mandate in or is named for."""

    member: Member
    explanation = gettext_lazy(
        "Eine gespeicherte Selbstauskunft wird nicht mehr angezeigt; sie geht nur in Summen ein."
    )

    def find(self, pk: int, member: int) -> None:
        """A person with a mandate in this body, or one who is named in an appointment to it."""
        self.body_row = self.body(pk)
        here = Q(pk__in=Mandate.objects.of([pk]).values("member_id")) | Q(proposals__appointment__body=pk)
        self.member = get_object_or_404(Member.objects.filter(here).distinct(), pk=member)
        self.title = str(self.member)

    def form(self, data: Any = None) -> MemberForm:
        """Name, contact, declaration."""
        return MemberForm(data, instance=self.member)

    def act(self, form: MemberForm) -> str:
        """Store it."""
        with transaction.atomic():
            save_member(form.instance, standing=self.standing, at=self.at)
            declaration = form.declaration()
            if declaration is not None or form.cleaned_data["forget"]:
                declare(form.instance, declaration, standing=self.standing)
        return _("Die Angaben zu %(name)s sind gespeichert.") % {"name": form.instance}


class BeginAppointmentView(BodyFormView):
    """A case that fills seats: a new term, a renewal, or one seat after somebody left (`?sitz=`)."""

    query_form = SeatQuery
    title = gettext_lazy("Berufung beginnen")
    submit = gettext_lazy("Vorgang anlegen")
    explanation = gettext_lazy(
        "Entsendende Organisationen werden um Benennung gebeten; die Liste wird geprüft, abgestimmt und gezeichnet. Wer annimmt, hat ab Beginn ein Mandat."
    )

    case: Case

    def find(self, pk: int) -> None:
        """The body."""
        self.body_row = self.body(pk)

    def form(self, data: Any = None) -> BeginAppointmentForm:
        """Seats and days; vacant seats are proposed."""
        wanted = self.query.asked["sitz"]
        initial = {"seats": [wanted]} if wanted else {}
        return BeginAppointmentForm(data, body=self.body_row, standing=self.standing, initial=initial)

    def is_meant(self, form: BaseForm) -> bool:
        """Two appointments to one body within days are asked about."""
        like = cases_like("appointment", title_of(self.body_row), None, standing=self.standing, at=self.at)
        return is_meant(form, like)

    def act(self, form: BeginAppointmentForm) -> str:
        """Open the case."""
        self.case = begin_appointment(self.body_row, form.plan(), standing=self.standing, at=self.at)
        return _("Der Vorgang %(reference)s ist angelegt.") % {"reference": self.case.reference}

    def next_url(self) -> str:
        """The case: its first task asks for names."""
        return self.case.get_absolute_url()
