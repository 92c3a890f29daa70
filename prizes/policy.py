"""What is special about a nomination."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prizes.letters import receipt
from prizes.models import AwardYear, Laureate, Nomination, PublicationConsent
from workflow.errors import InputError
from workflow.policies import CasePolicy
from workflow.states import CaseState, Phase
from workflow.steps import Step, Verdict


class NominationPolicy(CasePolicy):
    """Nominierung: its words, and rows of its own."""

    kind = "nomination"
    label = gettext_lazy("Nominierung")
    # Not confirmed, a sample like that of the contracts.
    plan_code = "58c-02"
    phase_labels = {
        Phase.PROPOSAL: gettext_lazy("Vorschlag"),
        Phase.NEGOTIATION: gettext_lazy("Auswahl"),
        Phase.SIGNATURE: gettext_lazy("Zeichnung"),
        Phase.EVALUATION: gettext_lazy("Auszeichnung & Nachgang"),
    }
    state_labels = {
        CaseState.PROPOSAL: gettext_lazy("Eingegangen"),
        CaseState.NEGOTIATION: gettext_lazy("Longlist"),
        CaseState.SIGNATURE: gettext_lazy("Zur Auszeichnung"),
        CaseState.IN_FORCE: gettext_lazy("Ausgezeichnet"),
        CaseState.EVALUATION: gettext_lazy("Nachgang"),
        CaseState.REJECTED: gettext_lazy("Nicht berücksichtigt"),
        CaseState.WITHDRAWN: gettext_lazy("Zurückgezogen"),
    }

    def load_demo(self, day: date) -> None:
        """A call that is open."""
        from prizes.demo import load  # noqa: PLC0415 -- the demonstration builds upon this module

        load(day)

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """The nomination's own row, and the receipt."""
        nomination = Nomination.objects.create(case=step.case, received_at=step.at, **detail)
        receipt(nomination, step.at)

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """Place and money of an award; consent of those who were told."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        name = step.task.node.name
        if name == "jury_decision":
            _decide(step, verdict)
        elif name == "letter":
            given = verdict.outcome == "consented"
            consent = PublicationConsent.GIVEN if given else PublicationConsent.REFUSED
            Nomination.objects.filter(pk=step.case.pk).update(consent=consent, released_on=step.day)

    def before_move(self, step: Step, move: str) -> None:
        """On the day of the ceremony a winner who agreed joins the public list."""
        if move != "enter_into_force":
            return
        won = Nomination.objects.select_related("award_year").get(pk=step.case.pk)
        if won.consent == PublicationConsent.GIVEN:
            Laureate.objects.create(
                award_year=won.award_year, name=won.nominee, project=won.project, place=won.rank, amount=won.amount
            )


def _decide(step: Step, verdict: Verdict) -> None:
    """Record what the jury resolved; all prize money of a year together stays within its sum."""
    nomination = Nomination.objects.get(pk=step.case.pk)
    if verdict.outcome != "award":
        Nomination.objects.filter(pk=nomination.pk).update(rank=None, amount=None)
        return
    rank, amount = verdict.payload.get("rank"), verdict.payload.get("amount")
    if not rank:
        raise InputError("rank", _("Bitte geben Sie den Platz an; gleiche Plätze sind möglich."))
    if amount is None:
        raise InputError("amount", _("Bitte geben Sie das Preisgeld an; 0 für eine Anerkennung ohne Geld."))
    # Two decisions at the same time must not spend the same money.
    year = AwardYear.objects.select_for_update().get(pk=nomination.award_year_id)
    others = Nomination.objects.filter(award_year=year).exclude(pk=nomination.pk).aggregate(sum=Sum("amount"))["sum"]
    left = year.prize_money - (others or 0)
    if amount > left:
        raise InputError(
            "amount", _("Von %(all)s € sind noch %(left)s € frei.") % {"all": year.prize_money, "left": left}
        )
    Nomination.objects.filter(pk=nomination.pk).update(rank=rank, amount=amount)
