"""What is special about an appointment."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.bodies import Seating, give_mandate
from committees.models import Appointment, Function, Member, Proposal
from committees.naming import NamedPerson, name_for
from committees.parity import gauge_of
from workflow.errors import InputError, WorkflowError
from workflow.policies import CasePolicy
from workflow.states import CaseState, Phase
from workflow.steps import Step, Verdict


class AppointmentPolicy(CasePolicy):
    """Berufung: its words, and rows of its own."""

    kind = "appointment"
    label = gettext_lazy("Berufung")
    # Not confirmed, a sample like that of the other kinds.
    plan_code = "58c-03"
    relations = {"renewal": gettext_lazy("Neuberufung"), "replacement": gettext_lazy("Nachberufung")}
    phase_labels = {
        Phase.PROPOSAL: gettext_lazy("Benennung"),
        Phase.NEGOTIATION: gettext_lazy("Prüfung & Abstimmung"),
        Phase.SIGNATURE: gettext_lazy("Berufung"),
        Phase.EVALUATION: gettext_lazy("Amtszeit"),
    }
    state_labels = {
        CaseState.PROPOSAL: gettext_lazy("Benennung läuft"),
        CaseState.NEGOTIATION: gettext_lazy("In Abstimmung"),
        CaseState.SIGNATURE: gettext_lazy("Berufen"),
        CaseState.IN_FORCE: gettext_lazy("Im Amt"),
        CaseState.EVALUATION: gettext_lazy("Amtszeit beendet"),
    }

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """The appointment's own row and its seats."""
        row = Appointment.objects.create(
            case=step.case, body=detail["body"], begins=detail["begins"], ends=detail["ends"]
        )
        row.seats.set(detail["seats"])

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """What each task does to the list."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        act = _EFFECTS.get((step.task.node.name, verdict.outcome))
        if act:
            act(step, Appointment.objects.select_related("body__unit").get(pk=step.case.pk), verdict)


def _name(step: Step, row: Appointment, verdict: Verdict) -> None:
    """People named for seats; an organisation only for its own."""
    assert step.task is not None  # noqa: S101 -- called for tasks
    people: list[NamedPerson] = verdict.payload.get("people", [])
    if step.task.node.name == "name_people" and not people:
        raise InputError("", _("Bitte benennen Sie mindestens eine Person oder wählen Sie „Niemanden benennen“."))
    for person in people:
        if step.task.organisation_id and person.seat.organisation_id != step.task.organisation_id:
            raise WorkflowError(_("Für diesen Sitz benennt eine andere Stelle."))
        name_for(row, person, at=step.at)


def _choose(step: Step, row: Appointment, verdict: Verdict) -> None:
    """One person for each seat that is filled; where women are short or it may not be told, with a reason."""
    chosen = {int(pk) for pk in verdict.payload.get("chosen", [])}
    rows = list(row.proposals.filter(pk__in=chosen))
    if not rows:
        raise InputError("", _("Wählen Sie mindestens eine Person aus."))
    seats = [one.seat_id for one in rows if one.function == Function.MEMBER]
    if len(set(seats)) < len(seats):
        raise InputError("", _("Für einen Sitz ist mehr als eine Person ausgewählt."))
    reason = verdict.payload.get("parity_reason", "").strip()
    if gauge_of(one.member_id for one in rows).needs_reason and not reason:
        raise InputError(
            "parity_reason",
            _(
                "Bitte begründen Sie die Zusammensetzung (§ 13 HGlG): Der Anteil der Frauen liegt unter der Hälfte oder lässt sich aus zu wenigen Angaben nicht sagen."
            ),
        )
    row.proposals.update(chosen=False)
    row.proposals.filter(pk__in=[one.pk for one in rows]).update(chosen=True)
    row.parity_reason = reason
    row.save(update_fields=["parity_reason"])


def _accept(step: Step, row: Appointment, verdict: Verdict) -> None:
    """Mandates for those who accepted; everybody else who was named is forgotten, for the data served this alone."""
    accepted = {int(pk) for pk in verdict.payload.get("accepted", [])}
    chosen = list(
        row.proposals.filter(chosen=True).select_related("member", "seat__group", "seat__organisation", "seat__unit")
    )
    for proposal in chosen:
        proposal.accepted = proposal.pk in accepted
        proposal.save(update_fields=["accepted"])
        if proposal.accepted:
            seating = Seating(proposal.seat, proposal.member, proposal.function, row.begins, row.ends, case=step.case)
            give_mandate(seating, at=step.at)
    gone = Proposal.objects.filter(appointment=row).exclude(accepted=True)
    people = set(gone.values_list("member_id", flat=True))
    gone.delete()
    Member.objects.filter(pk__in=people, mandates=None, proposals=None).delete()


_EFFECTS: dict[tuple[str, str], Callable[[Step, Appointment, Verdict], None]] = {
    ("name_people", "named"): _name,
    ("record_names", "done"): _name,
    ("record_more", "done"): _name,
    ("check_list", "forward"): _choose,
    ("acceptance", "done"): _accept,
}
