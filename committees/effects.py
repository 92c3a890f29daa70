"""What the tasks of an appointment do to its list and to mandates, in the transaction of the task."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from committees import recalls
from committees.bodies import Seating, give_mandate
from committees.models import Appointment, Function, Mandate, Member, Proposal
from committees.naming import Answer, NamedPerson, name_for
from committees.parity import gauge_of
from workflow.errors import InputError, WorkflowError
from workflow.steps import Step, Verdict

Effect = Callable[[Step, Appointment, Verdict], None]


def name(step: Step, row: Appointment, verdict: Verdict) -> None:
    """People named for seats; an organisation only for its own."""
    assert step.task is not None  # noqa: S101 -- called for tasks
    people: list[NamedPerson] = verdict.payload.get("people", [])
    if step.task.node.name == "name_people" and not people:
        raise InputError("", _("Bitte benennen Sie mindestens eine Person oder wählen Sie „Niemanden benennen“."))
    for person in people:
        if step.task.organisation_id and person.seat.organisation_id != step.task.organisation_id:
            raise WorkflowError(_("Für diesen Sitz benennt eine andere Stelle."))
        name_for(row, person, at=step.at)


def choose(step: Step, row: Appointment, verdict: Verdict) -> None:
    """One person for each seat that is filled, with at most one deputy; where women are short or it may not be told, with a reason."""
    chosen = {int(pk) for pk in verdict.payload.get("chosen", [])}
    rows = list(row.proposals.filter(pk__in=chosen).select_related("seat__group", "member"))
    _check_list(rows)
    _check_deputies(row, [one for one in rows if one.is_deputy])
    reasons = {name: verdict.payload.get(name, "").strip() for name in ("parity_reason", "representation_reason")}
    if gauge_of(one.member_id for one in rows if not one.is_deputy).needs_reason and not reasons["parity_reason"]:
        raise InputError(
            "parity_reason",
            _(
                "Bitte begründen Sie die Zusammensetzung (§ 13 HGlG): Der Anteil der Frauen liegt unter der Hälfte oder lässt sich aus zu wenigen Angaben nicht sagen."
            ),
        )
    row.proposals.update(chosen=False)
    row.proposals.filter(pk__in=[one.pk for one in rows]).update(chosen=True)
    row.parity_reason, row.representation_reason = reasons["parity_reason"], reasons["representation_reason"]
    row.save(update_fields=["parity_reason", "representation_reason"])


def _check_list(rows: list[Proposal]) -> None:
    """One for each seat and function; a deputy stands in for somebody else who is on the list."""
    members = {one.seat_id: one.member_id for one in rows if not one.is_deputy}
    deputies = {one.seat_id: one for one in rows if one.is_deputy}
    if not members:
        raise InputError("chosen", _("Wählen Sie mindestens eine Person aus."))
    twice = next((one for number, one in enumerate(rows) if _place(one) in map(_place, rows[:number])), None)
    if twice:
        told = {"seat": twice.seat, "function": Function(twice.function).label}
        raise InputError("chosen", _("Für %(seat)s ist mehr als eine Person ausgewählt (%(function)s). Wählen Sie eine.") % told)  # fmt: skip
    for seat, deputy in deputies.items():
        if seat not in members:
            told = {"name": deputy.member, "seat": deputy.seat}
            raise InputError("chosen", _("%(name)s vertritt niemanden: Wählen Sie für %(seat)s auch ein Mitglied.") % told)  # fmt: skip
        if members[seat] == deputy.member_id:
            told = {"name": deputy.member}
            raise InputError("chosen", _("%(name)s kann sich nicht selbst vertreten.") % told)


def _place(one: Proposal) -> tuple[int, bool]:
    return one.seat_id, one.is_deputy


def _check_deputies(row: Appointment, deputies: list[Proposal]) -> None:
    """The one before may still be in office although the member has left."""
    rows = Mandate.objects.filter(function=Function.DEPUTY, seat__in=[one.seat_id for one in deputies])
    taken = rows.exclude(ends__lt=row.begins).select_related("seat__group", "member").first()
    if taken:
        told = {"seat": taken.seat, "name": taken.member}
        raise InputError("chosen", _("Für %(seat)s ist %(name)s noch als Stellvertretung berufen. Beenden Sie zuerst dieses Mandat.") % told)  # fmt: skip


def resolve(step: Step, row: Appointment, verdict: Verdict) -> None:
    """The Cabinet has decided on a day."""
    row.cabinet_on = recalls.day_of_decision(verdict, step.day)
    row.save(update_fields=["cabinet_on"])


def accept(step: Step, row: Appointment, verdict: Verdict) -> None:
    """Mandates for those who accepted; everybody else who was named is forgotten, for the data served this alone."""
    answers: dict[int, Answer] = verdict.payload.get("answers", {})
    chosen = row.proposals.filter(chosen=True)
    for proposal in chosen.select_related("member", "seat__group", "seat__organisation", "seat__unit"):
        answer = answers.get(proposal.pk)
        proposal.accepted = answer is not None
        if answer is not None:
            _keep(proposal, answer)
            seating = Seating(proposal.seat, proposal.member, proposal.function, row.begins, row.ends, case=step.case)
            give_mandate(seating, at=step.at)
        proposal.save(update_fields=["accepted", "answered_on", "informed"])
    forget(Proposal.objects.filter(appointment=row).exclude(accepted=True))


def _keep(proposal: Proposal, answer: Answer) -> None:
    """When somebody accepted and what she confirmed; a consent that is not given now is one no longer."""
    proposal.answered_on, proposal.informed = answer.on, answer.informed
    proposal.member.published_since = answer.on if answer.published else None
    proposal.member.save(update_fields=["published_since"])


def forget(rows: "QuerySet[Proposal]") -> None:
    """Delete these names with all that was said of them, and the people who are known from nowhere else."""
    people = set(rows.values_list("member_id", flat=True))
    rows.delete()
    Member.objects.filter(pk__in=people, mandates=None, proposals=None).delete()


EFFECTS: dict[tuple[str, str], Effect] = {
    ("name_people", "named"): name,
    ("record_names", "done"): name,
    ("record_more", "done"): name,
    ("check_list", "forward"): choose,
    ("cabinet_paper", "approved"): resolve,
    ("acceptance", "done"): accept,
    ("draft_recall", "submit"): recalls.draft,
    ("draft_recall", "drop"): recalls.drop,
    ("decide_recall", "recall"): recalls.decide,
    ("cabinet_recall", "recall"): recalls.decide,
}
