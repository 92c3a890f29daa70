"""Einsicht: heads ask to be let into what units below them lead in confidence, the Revision asks about a case by its reference; the lead decides.

Nothing here says whether a case exists: a request about a reference is stored as it was typed, whatever stands behind it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.audiences import Audience, officials
from directory.models import OrgUnit, UnitFunction, UnitKind
from directory.standing import Standing, standing_of
from workflow.concerns import BODIES, has_office, heads
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError
from workflow.models import AccessAnswer, AccessRequest, Case, Confidentiality, Participation
from workflow.opening import opened_case
from workflow.participations import Involvement, involve, let_in
from workflow.permissions import Authority
from workflow.querysets import units_below


def has_insight(standing: Standing) -> bool:
    """Asks to be let in, or decides: heads, the Revision, the Fachadministration; also their deputies."""
    return bool(heads(standing)) or has_office(standing, UnitFunction.AUDIT, UnitFunction.ADMINISTRATION)


REFUSAL = gettext_lazy("Einsicht erbitten Leitungen bei Einheiten ihres Bereichs und die Revision zu einem Vorgang.")
INSIGHT = Audience("insight", has_insight, REFUSAL, told=officials)


def askable_units(standing: Standing) -> QuerySet[OrgUnit]:
    """Units of the day below the person, who may lead what she does not see."""
    found = OrgUnit.objects.valid_on(standing.day).filter(pk__in=units_below(standing).values("pk"))
    return found.exclude(kind__in=[*BODIES, UnitKind.DEPARTMENT]).order_by("path")


def may_ask_by_reference(standing: Standing) -> bool:
    """The Revision, which oversees all units and so cannot ask one."""
    return has_office(standing, UnitFunction.AUDIT)


def may_still_ask(request: AccessRequest, standing: Standing) -> bool:
    """Whether the request is one that this standing may make."""
    if request.unit_id is None:
        return may_ask_by_reference(standing)
    return askable_units(standing).filter(pk=request.unit_id).exists()


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: what a unit leads, or one case by its reference."""

    reason: str
    unit: OrgUnit | None = None
    reference: str = ""


def ask(wish: Wish, *, standing: Standing, at: datetime) -> AccessRequest:
    """Ask to be let in. Whoever may decide finds it at her inbox and is told."""
    field = "unit" if wish.unit else "reference"
    reference = " ".join(wish.reference.split())
    row = AccessRequest(unit=wish.unit, reference=reference, reason=wish.reason.strip())
    if not (wish.unit or reference):
        raise InputError("reference", _("Bitte geben Sie das Vorgangszeichen an."))
    if not may_still_ask(row, standing):
        raise NotAllowedError(str(REFUSAL))
    if not row.reason:
        raise InputError("reason", _("Bitte nennen Sie den Grund."))
    if reference and Case.objects.in_full_view_of(standing).filter(reference=reference).exists():
        raise InputError("reference", _("Dieser Vorgang steht Ihnen bereits offen."))
    row, created = AccessRequest.objects.get_or_create(
        asked_by=standing.user, unit=wish.unit, reference=reference, decided_at=None,
        defaults={"reason": row.reason, "asked_at": at},
    )  # fmt: skip
    if not created:
        raise InputError(field, _("Ihre Bitte vom %(day)s ist noch offen.") % {"day": f"{row.asked_at:%d.%m.%Y}"})
    return row


def waiting_for(standing: Standing) -> QuerySet[AccessRequest]:
    """Open requests the person decides on, oldest first; without a statement for those who decide on none."""
    rows = AccessRequest.objects.decidable_by(standing) if _decides(standing) else AccessRequest.objects.none()
    return rows.select_related("unit", "asked_by").order_by("asked_at", "pk")


def _administers(standing: Standing) -> bool:
    return has_office(standing, UnitFunction.ADMINISTRATION)


def _decides(standing: Standing) -> bool:
    return bool(heads(standing)) or _administers(standing)


def openable(request: AccessRequest, standing: Standing) -> QuerySet[Case]:
    """Cases which the person may open to the asker: not those that are open to her, nor those she is excluded from."""
    asker = standing_of(request.asked_by, standing.day)
    found = _named(request, standing).exclude(pk__in=Case.objects.in_full_view_of(asker).values("pk"))
    return found.exclude(excluded__contains=[asker.user.pk]).order_by("-opened_at", "-pk")


def _named(request: AccessRequest, standing: Standing) -> QuerySet[Case]:
    """What the request is about: as far as the person reads it and heads its lead; the Fachadministration finds what is named and reads nothing."""
    led = Case.objects.in_full_view_of(standing).filter(lead_unit__in=heads(standing))
    if request.unit_id is not None:
        return led.filter(lead_unit=request.unit_id, confidentiality=Confidentiality.RESTRICTED)
    cases = Case.objects.all() if _administers(standing) else led
    return cases.filter(reference=request.reference)


def opened_by(requests: Iterable[AccessRequest], standing: Standing) -> dict[int, list[Case]]:
    """What was opened on each request, as far as it is still open to the person."""
    rows = Participation.objects.filter(request__in=requests, case__in=Case.objects.in_full_view_of(standing))
    found: dict[int, list[Case]] = {}
    for row in rows.select_related("case").order_by("case__reference"):
        found.setdefault(row.request_id or 0, []).append(row.case)
    return found


def grant(request_id: int, cases: Iterable[int], until: date, *, standing: Standing, at: datetime) -> AccessRequest:
    """Let the asker into these cases until a day; each is written into its own history, and the asker is told."""
    with _deciding(request_id, AccessAnswer.GRANTED, standing=standing, at=at) as request:
        if not may_still_ask(request, standing_of(request.asked_by, standing.day)):
            raise NotAllowedError(
                _("%(person)s hat die Aufgabe nicht mehr, für die Einsicht erbeten wurde.")
                % {"person": request.asked_by}
            )
        wanted = set(cases)
        chosen = sorted(openable(request, standing).filter(pk__in=wanted).values_list("pk", flat=True))
        if not chosen or len(chosen) != len(wanted):
            raise InputError("cases", _("Es gibt keinen Vorgang, in den Sie Einsicht geben können."))
        request.until = until
        for pk in chosen:
            _open(pk, request, standing=standing, at=at)
    return request


def _open(case_id: int, request: AccessRequest, *, standing: Standing, at: datetime) -> None:
    """By the lead as every Beteiligung; the Fachadministration opens what the Revision named."""
    wanted = Involvement(request.asked_by, until=request.until, reason=request.reason, request=request)
    if request.unit_id is not None or not _administers(standing):
        involve(case_id, wanted, standing=standing, at=at)
        return
    with opened_case(case_id, at=at) as step:
        step.authority = Authority(standing.user)
        let_in(step, wanted)


def refuse(request_id: int, words: str, *, standing: Standing, at: datetime) -> AccessRequest:
    """Say no, and why; the asker is told."""
    if not words.strip():
        raise InputError("words", _("Bitte begründen Sie die Ablehnung."))
    with _deciding(request_id, AccessAnswer.REFUSED, standing=standing, at=at) as request:
        request.words = words.strip()
    return request


@contextmanager
def _deciding(request_id: int, answer: AccessAnswer, *, standing: Standing, at: datetime) -> Iterator[AccessRequest]:
    """Lock the request, then whatever cases it opens; nobody who holds a case waits for a request."""
    with transaction.atomic():
        rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("unit", "asked_by")
        request = rows.get(pk=request_id)
        if request.decided_at is not None:
            raise AlreadyDoneError(_("Über diese Bitte ist bereits entschieden."))
        if not AccessRequest.objects.decidable_by(standing).filter(pk=request_id).exists():
            raise NotAllowedError(_("Über diese Bitte entscheidet die Leitung der Federführung."))
        yield request
        request.answer, request.decided_by, request.decided_at, request.announced_at = answer, standing.user, at, None
        request.save(update_fields=["answer", "words", "until", "decided_by", "decided_at", "announced_at"])
