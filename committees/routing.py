"""Who is asked in an appointment, which way its choices go, and when its waits end."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from committees.appointment_letters import Letter, appointment_lines, file_letter, recall_lines, signer
from committees.models import Appointment
from committees.naming import Plan, planned
from committees.recalls import end_recalls, recall_of
from committees.terms import notice_day
from directory.models import Contact, Organisation
from documents.models import Document, DocumentKind
from workflow.addressees import Addressees
from workflow.office import NewCase, open_case
from workflow.states import OPEN
from workflow.steps import Step

ONE_DAY = timedelta(days=1)
NEXT = "renewal"


def appointment_of(step: Step) -> Appointment:
    """The appointment behind a case."""
    return Appointment.objects.select_related("body__unit", "case").get(pk=step.case.pk)


class AppointmentRouting(Addressees):
    """Addressees are those of every kind, and the organisations that send somebody."""

    def sending_organisations(self, step: Step) -> list[Organisation]:
        """Organisations that send somebody to one of the seats and have an account in the portal; others are asked outside."""
        sending = Organisation.objects.filter(seats__appointments=step.case.pk).distinct().order_by("name", "pk")
        with_account = Contact.objects.valid_on(step.day).values("organisation")
        return list(sending.filter(pk__in=with_account))

    def verdict(self, step: Step, results: list[str]) -> str:
        """One dissent brings the list back."""
        return "dissent" if "dissent" in results else "clear"

    def half_time(self, step: Step) -> date | None:
        """In the middle of the mandates; none without an end."""
        row = appointment_of(step)
        return row.begins + (row.ends - row.begins) // 2 if row.ends else None

    def notice_day(self, step: Step) -> date | None:
        """So many months before the end as the body has set."""
        row = appointment_of(step)
        return notice_day(row.ends, row.body.notice_months) if row.ends else None

    def day_after_term(self, step: Step) -> date | None:
        """The mandates have ended."""
        row = appointment_of(step)
        return row.ends + ONE_DAY if row.ends else None

    def decider(self, step: Step) -> str:
        """Minister/in or Cabinet, as was said when the appointment began."""
        return appointment_of(step).decider

    def write_letters(self, step: Step) -> str:
        """One Berufungsschreiben for each; a second run writes nothing."""
        if Document.objects.filter(case=step.case, kind=DocumentKind.LETTER).exists():
            return "written"
        row, signed = appointment_of(step), signer(step)
        chosen = list(row.proposals.filter(chosen=True).select_related("member", "seat__group"))
        others = {(one.seat_id, one.function): one for one in chosen}
        subject = _("Berufung in das Gremium „%(body)s“") % {"body": row.body}
        for one in chosen:
            title = _("Berufung: %(name)s") % {"name": one.member}
            file_letter(step, one.member, Letter(title, subject, appointment_lines(row, one, others), signed))
        return "written"

    def write_recall_letter(self, step: Step) -> str:
        """The Abberufungsschreiben."""
        assert step.task is not None  # noqa: S101 -- a job has a task
        recall = recall_of(step.task)
        assert recall.mandate is not None  # noqa: S101 -- decided on somebody
        title = _("Abberufung: %(name)s") % {"name": recall.mandate.member}
        subject = _("Abberufung aus dem Gremium „%(body)s“") % {"body": recall.appointment.body}
        file_letter(step, recall.mandate.member, Letter(title, subject, recall_lines(recall), signer(step)))
        return "written"

    def open_replacement(self, step: Step) -> None:
        """Nachberufung: the seat from the day after to the end of the term, in a case of its own; decided by whoever appointed before."""
        assert step.task is not None  # noqa: S101 -- called for a task
        recall, row = recall_of(step.task), appointment_of(step)
        assert recall.mandate is not None  # noqa: S101 -- decided on somebody
        assert recall.last_day is not None  # noqa: S101 -- and on a day
        begins = max(recall.last_day + ONE_DAY, step.day)
        plan = Plan(
            (recall.mandate.seat,), begins, row.ends, tuple(step.case.affected_units.all()), after=step.case, decider=row.decider
        )  # fmt: skip
        new = planned(row.body, plan, step.case.lead_unit)
        open_case(new, opened_by=step.case.owner, at=step.at, authority=step.authority)

    def end_recalls(self, step: Step) -> None:
        """The term is over."""
        end_recalls(step)

    def open_next(self, step: Step) -> None:
        """The appointment of the next term, for the seats that still belong to the concept then; once."""
        row = appointment_of(step)
        if row.ends is None or step.case.linked.filter(relation=NEXT, state__in=OPEN).exists():
            return
        begins = row.ends + ONE_DAY
        seats = [seat for seat in row.seats.all() if seat.exists_on(begins)]
        if not seats or not row.body.exists_on(begins):
            return
        new = NewCase(
            kind=step.case.kind, title=(_("Neuberufung: %(body)s") % {"body": row.body})[:300], lead_unit=step.case.lead_unit, parent=step.case,
            relation=NEXT, affected_units=tuple(step.case.affected_units.all()), detail={"body": row.body, "seats": seats, "begins": begins, "ends": None, "decider": row.decider},
        )  # fmt: skip
        open_case(new, opened_by=step.case.owner, at=step.at, authority=step.authority)
