"""What is special about a nomination."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Direction, DocumentKind
from documents.services import NewDocument, file_stored
from prizes.certificates import renew_certificate
from prizes.closing import settle
from prizes.jury.preparation import open_blind
from prizes.jury.sitting import reopen
from prizes.letters import receipt
from prizes.models import AwardYear, Jury, JuryStage, Laureate, Nomination, PublicationConsent
from workflow.errors import InputError, WorkflowError
from workflow.models import Case
from workflow.opening import opened_case
from workflow.policies import CasePolicy, Known
from workflow.states import CaseState, Phase
from workflow.steps import Step, Verdict
from workflow.waits import recompute_waits


class NominationPolicy(CasePolicy):
    """Nominierung: its words, and rows of its own."""

    kind = "nomination"
    label = gettext_lazy("Nominierung")
    # Not confirmed, a sample like that of the contracts.
    plan_code = "58c-02"
    # A statement is an opinion, not a consent: a Ressort that says nothing holds nothing up.
    default_rules = {"silence_is_consent": ["comment"]}
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

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """The nomination's own row, and the receipt."""
        fields = {name: value for name, value in detail.items() if name != "files"}
        nomination = Nomination.objects.create(case=step.case, received_at=step.at, **fields)
        for file in detail.get("files", ()):
            paper = NewDocument(
                kind=DocumentKind.OTHER,
                title=file.name,
                direction=Direction.IN,
                received_on=step.day,
                correspondent=nomination.nominator,
            )
            file_stored(step, paper, file)
        receipt(nomination, step.at)

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """Who is asked for a statement; consent of those who were told, and where their money goes."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        if (step.task.node.name, verdict.outcome) == ("longlist", "take"):
            step.case.affected_units.set(verdict.payload.get("ressorts", ()))
        if step.task.node.name == "letter":
            given = verdict.outcome == "consented"
            consent = PublicationConsent.GIVEN if given else PublicationConsent.REFUSED
            account = verdict.payload.get("iban") or ""
            Nomination.objects.filter(pk=step.case.pk).update(consent=consent, released_on=step.day, iban=account)
        if step.task.node.name == "payment":
            _keep_account(step, verdict)

    def before_move(self, step: Step, move: str) -> None:
        """On the day of the ceremony a winner who agreed joins the public list."""
        if move != "enter_into_force":
            return
        won = Nomination.objects.select_related("award_year").get(pk=step.case.pk)
        if won.consent == PublicationConsent.GIVEN:
            Laureate.objects.create(
                award_year=won.award_year, name=won.nominee, project=won.project, place=won.rank, amount=won.amount
            )


def _keep_account(step: Step, verdict: Verdict) -> None:
    """Money goes to an account that is known; whoever orders it may correct it."""
    account = verdict.payload.get("iban") or Nomination.objects.get(pk=step.case.pk).iban
    if not account:
        raise InputError("iban", _("Ohne IBAN lässt sich nichts anordnen. Fragen Sie die Ausgezeichneten danach."))
    Nomination.objects.filter(pk=step.case.pk).update(iban=account)


class AwardYearPolicy(CasePolicy):
    """Preisjahr: its call, its jury, its decision."""

    kind = "award_year"
    label = gettext_lazy("Preisjahr")
    plan_code = NominationPolicy.plan_code
    gathers = gettext_lazy("Nominierungen")
    phase_labels = {
        Phase.PROPOSAL: gettext_lazy("Ausschreibung"),
        Phase.NEGOTIATION: gettext_lazy("Nominierung & Jury"),
        Phase.SIGNATURE: gettext_lazy("Zeichnung"),
        Phase.EVALUATION: gettext_lazy("Verleihung & Auswertung"),
    }
    state_labels = {
        CaseState.PROPOSAL: gettext_lazy("Ausschreibung in Vorbereitung"),
        CaseState.NEGOTIATION: gettext_lazy("Ausgeschrieben"),
        CaseState.SIGNATURE: gettext_lazy("Entschieden"),
        CaseState.IN_FORCE: gettext_lazy("Verliehen"),
        CaseState.EVALUATION: gettext_lazy("Auswertung"),
        CaseState.REJECTED: gettext_lazy("Nicht ausgeschrieben"),
    }
    sentences = {
        "jury_opened": (
            "group",
            gettext_lazy("%(nominations)s Nominierungen der Jury vorgelegt (%(members)s Mitglieder)"),
            "",
        ),
        "jury_names_open": ("eye", gettext_lazy("Beratung mit Namen eröffnet"), ""),
        "jury_round": ("forward", gettext_lazy("Bewertungsrunde %(round)s eröffnet"), ""),
        "jury_fixed": ("lock", gettext_lazy("Ergebnis der Jury festgestellt: %(awards)s Auszeichnungen"), ""),
        "jury_reopened": ("undo", gettext_lazy("Ergebnis der Jury wieder geöffnet"), ""),
        "deadline_moved": ("calendar", gettext_lazy("Einsendeschluss bis %(until)s verlängert"), "reason"),
    }

    def known(self, cases: Iterable[int], day: date) -> list[Known]:
        """Years whose call is out."""
        rows = AwardYear.objects.filter(case__in=list(cases), published_on__lte=day)
        return [
            Known(row.case_id, " – ".join(filter(None, [str(row), row.motto])), reverse("prize"))
            for row in rows
            if row.case_id
        ]

    def gathered(self, case: Case) -> Iterable[int]:
        """Its nominations."""
        return Nomination.objects.filter(award_year__case=case).values_list("case_id", flat=True)

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """Bind the year to its case."""
        year: AwardYear = detail["year"]
        year.case = step.case
        year.save()

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """What each task of the year does to it."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        act = _YEAR_EFFECTS.get((step.task.node.name, verdict.outcome))
        if act:
            act(step, AwardYear.objects.select_for_update().get(case=step.case))


def _require_call(step: Step, year: AwardYear) -> None:
    settle(year, called_on=step.day)
    if year.deadline is None or year.deadline <= step.day:
        raise WorkflowError(
            _("Die Ausschreibung braucht einen Einsendeschluss in der Zukunft. Tragen Sie ihn beim Preisjahr ein.")
        )
    if not year.criteria.exists():
        raise WorkflowError(_("Die Ausschreibung braucht mindestens ein Kriterium. Tragen Sie es beim Preisjahr ein."))


def _publish(step: Step, year: AwardYear) -> None:
    _require_call(step, year)
    year.published_on = step.day
    year.save(update_fields=["published_on", "deadline", "derivation"])


def _require_result(step: Step, year: AwardYear) -> None:
    if not Jury.objects.filter(award_year=year, stage=JuryStage.FIXED).exists():
        raise WorkflowError(_("Der Vorsitz der Jury hat das Ergebnis noch nicht festgestellt."))


def _sign(step: Step, year: AwardYear) -> None:
    """The decision is signed: every nomination that waits for it goes its way, by itself."""
    year.decided_on = step.day
    year.save(update_fields=["decided_on"])
    for pk in Nomination.objects.filter(award_year=year).order_by("pk").values_list("pk", flat=True):
        with opened_case(pk, at=step.at) as nomination:
            nomination.authority = step.authority
            recompute_waits(nomination, {"decision"})


def _count(step: Step, year: AwardYear) -> None:
    """The figures of the year become part of the history of the prize."""
    rows = Nomination.objects.filter(award_year=year)
    year.entries, year.winners = rows.count(), rows.filter(rank__isnull=False).count()
    year.save(update_fields=["entries", "winners"])


def _plan_ceremony(step: Step, year: AwardYear) -> None:
    """With a day that is still to come; the Urkunden get it."""
    if year.ceremony_on is None or year.ceremony_on < step.day:
        raise WorkflowError(
            _(
                "Tragen Sie beim Preisjahr Tag und Ort der Verleihung ein, oder wählen Sie „Ohne Verleihung auszeichnen“."
            )
        )
    for award in (
        Nomination.objects.filter(award_year=year, rank__isnull=False).select_related("award_year").order_by("pk")
    ):
        with opened_case(award.pk, at=step.at) as nomination:
            renew_certificate(nomination, award)


_YEAR_EFFECTS: dict[tuple[str, str], Callable[[Step, AwardYear], None]] = {
    ("prepare_call", "done"): _require_call,
    ("approve_call", "approve"): _publish,
    ("prepare_jury", "done"): open_blind,
    ("jury_session", "done"): _require_result,
    ("sign_head", "return"): reopen,
    ("sign_secretary", "return"): reopen,
    ("sign_secretary", "sign"): _sign,
    ("ceremony_plan", "done"): _plan_ceremony,
    ("statistics", "done"): _count,
}
