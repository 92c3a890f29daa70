"""Who is asked in an appointment, which way its choices go, and when its waits end."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from committees.models import Appointment
from committees.terms import notice_day
from directory.models import Contact, Organisation
from documents.models import Direction, Document, DocumentKind
from documents.rendering import render
from documents.services import NewDocument, file_version
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

    def write_letters(self, step: Step) -> str:
        """One Berufungsschreiben for each; a second run writes nothing."""
        if Document.objects.filter(case=step.case, kind=DocumentKind.LETTER).exists():
            return "written"
        row = appointment_of(step)
        for proposal in row.proposals.filter(chosen=True).select_related("member", "seat__group"):
            until = _(" bis zum %(day)s") % {"day": f"{row.ends:%d.%m.%Y}"} if row.ends else ""
            body = _("ich berufe Sie ab dem %(day)s%(until)s in das Gremium „%(body)s“ (%(function)s, %(seat)s).") % {
                "day": f"{row.begins:%d.%m.%Y}", "until": until, "body": row.body, "function": proposal.get_function_display(), "seat": proposal.seat.group,
            }  # fmt: skip
            values = {
                "title": _("Berufung: %(name)s") % {"name": proposal.member}, "sender": _("Land Hessen, %(unit)s") % {"unit": step.case.lead_unit.name},
                "recipient": str(proposal.member), "reference": step.case.reference, "date": f"{step.day:%d.%m.%Y}",
                "body": "\n\n".join([_("Guten Tag,"), body, _("Bitte teilen Sie uns mit, ob Sie die Berufung annehmen.")]), "closing": _("Mit freundlichen Grüßen"),
            }  # fmt: skip
            new = NewDocument(kind=DocumentKind.LETTER, title=values["title"], direction=Direction.INTERNAL)
            file_version(step, new, render("letter", "berufung.pdf", values), remark=_("vom System erzeugt"))
        return "written"

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
            relation=NEXT, affected_units=tuple(step.case.affected_units.all()), detail={"body": row.body, "seats": seats, "begins": begins, "ends": None},
        )  # fmt: skip
        open_case(new, opened_by=step.case.owner, at=step.at, authority=step.authority)
