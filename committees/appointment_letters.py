"""Berufungs- and Abberufungsschreiben: to whom, from whom, and what they say. All values of a template, none of it markup."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from committees.models import Address, Appointment, Decider, Function, Member, Proposal, Recall
from directory.lookup import leadership_of, ressort_of
from directory.models import Membership, Rank, User
from documents.models import Direction, DocumentKind
from documents.rendering import render
from documents.services import NewDocument, file_version
from workflow.models import CaseTask
from workflow.steps import Step

FORMS: Mapping[str, str] = {Address.MS: "Sehr geehrte Frau %s,", Address.MR: "Sehr geehrter Herr %s,"}
ABOVE: Mapping[str, str] = {Address.MS: "Frau", Address.MR: "Herrn"}


def salutation(member: Member) -> str:
    """As the person wants to be addressed; without a form of address by her full name."""
    if member.address in FORMS:
        return FORMS[member.address] % " ".join(filter(None, [member.title, member.name]))
    return _("Guten Tag %(name)s,") % {"name": member}


def address_block(member: Member) -> str:
    """Form of address, name and, where one is stored, the postal address."""
    return "\n".join(filter(None, [ABOVE.get(member.address, ""), str(member), *member.postal_address.splitlines()]))


def signer(step: Step) -> str:
    """Who signs: whoever decided in the task before; for a decision of the Cabinet the minister of the day. Empty where nobody is known."""
    task = step.task.cause if step.task else None
    decided_here = isinstance(task, CaseTask) and task.rank >= Rank.MINISTER
    if decided_here and task is not None and task.completed_by is not None:
        person, stands_in = task.completed_by, task.on_behalf_of is not None
        return "\n".join(filter(None, [_("In Vertretung") if stands_in else "", person.name, _title(step, person)]))
    post = _posts(step).filter(rank=Rank.MINISTER).select_related("user").order_by("pk").first()
    return "\n".join(filter(None, [post.user.name, post.function_title])) if post else ""


def _posts(step: Step) -> QuerySet[Membership]:
    leadership = leadership_of(step.case.lead_unit, step.day)
    return Membership.objects.valid_on(step.day).filter(unit=leadership)


def _title(step: Step, person: User) -> str:
    post = _posts(step).filter(user=person).order_by("-rank").first()
    return post.function_title if post else ""


@dataclass(frozen=True)
class Letter:
    """What stands in a letter; `title` names it among the papers of the case, `subject` to whoever reads it."""

    title: str
    subject: str
    paragraphs: list[str]
    signed: str


def file_letter(step: Step, member: Member, letter: Letter) -> None:
    """A letter as PDF/A among the papers of the case, in a file that bears the person's name."""
    values = {
        "title": letter.title, "subject": letter.subject, "sender": _("Land Hessen, %(unit)s") % {"unit": ressort_of(step.case.lead_unit).name}, "recipient": address_block(member),
        "reference": step.case.reference, "date": f"{step.day:%d.%m.%Y}", "body": "\n\n".join([salutation(member), *letter.paragraphs]),
        "closing": _("Mit freundlichen Grüßen"), "signed": letter.signed,
    }  # fmt: skip
    new = NewDocument(kind=DocumentKind.LETTER, title=letter.title, direction=Direction.INTERNAL)
    file = render("appointment", f"{slugify(letter.title)}.pdf", values)
    file_version(step, new, file, remark=_("vom System erzeugt"))


def appointment_lines(row: Appointment, proposal: Proposal, others: Mapping[tuple[int, str], Proposal]) -> list[str]:
    """What the letter of appointment says; `others` are those who are appointed too, by seat and function."""
    days = {"begins": f"{row.begins:%d.%m.%Y}"}
    time = (
        _("für die Zeit vom %(begins)s bis zum %(ends)s") % (days | {"ends": f"{row.ends:%d.%m.%Y}"})
        if row.ends
        else _("mit Wirkung vom %(begins)s bis auf Weiteres") % days
    )
    values = {"time": time, "role": _role(proposal, others), "body": row.body, "seat": proposal.seat, "opening": opening(row)}  # fmt: skip
    lines = [_("%(opening)s berufe ich Sie %(time)s %(role)s in das Gremium „%(body)s“ (Sitz: %(seat)s).") % values]
    deputy = others.get((proposal.seat_id, Function.DEPUTY))
    if deputy and not proposal.is_deputy:
        lines.append(_("Zu Ihrer Stellvertretung berufe ich %(name)s.") % {"name": deputy.member})
    return [*lines, *_requests()]


def _requests() -> list[str]:
    return [
        _("Bitte teilen Sie uns mit, ob Sie die Berufung annehmen, und bestätigen Sie, dass Sie die Hinweise zum Datenschutz erhalten haben."),
        _("Ihr Name wird nur veröffentlicht, wenn Sie einwilligen. Die Einwilligung ist freiwillig; Sie können sie jederzeit widerrufen."),
    ]  # fmt: skip


def _role(proposal: Proposal, others: Mapping[tuple[int, str], Proposal]) -> str:
    if not proposal.is_deputy:
        return _("als Mitglied")
    member = others.get((proposal.seat_id, Function.MEMBER))
    return _("zur Stellvertretung von %(name)s") % {"name": member.member} if member else _("zur Stellvertretung")


def opening(row: Appointment) -> str:
    """Upon whose decision."""
    if row.decider == Decider.CABINET and row.cabinet_on:
        return _("auf Beschluss der Landesregierung vom %(day)s") % {"day": f"{row.cabinet_on:%d.%m.%Y}"}
    return _("hiermit")


def recall_lines(recall: Recall) -> list[str]:
    """What the letter of an Abberufung says, with its reasons."""
    row, mandate, last_day = recall.appointment, recall.mandate, recall.last_day
    assert mandate is not None  # noqa: S101 -- decided on somebody
    assert last_day is not None  # noqa: S101 -- and on a day
    values = {"body": row.body, "seat": mandate.seat, "day": f"{last_day:%d.%m.%Y}", "opening": _recall_opening(recall)}
    return [
        _("%(opening)s berufe ich Sie mit Ablauf des %(day)s aus dem Gremium „%(body)s“ (Sitz: %(seat)s) ab.") % values,
        _("Gründe:"),
        *filter(None, "\n".join(recall.reasons.splitlines()).split("\n\n")),
    ]


def _recall_opening(recall: Recall) -> str:
    if recall.appointment.decider == Decider.CABINET and recall.decided_on:
        return _("auf Beschluss der Landesregierung vom %(day)s") % {"day": f"{recall.decided_on:%d.%m.%Y}"}
    return _("hiermit")
