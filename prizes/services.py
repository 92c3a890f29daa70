"""Preparing a year, and what the public does: beginning a draft, filling it, sending it."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.lookup import unit_with_function
from directory.models import FieldOfAction, OrgUnit, UnitFunction
from directory.standing import Standing
from documents.services import StoredFile, take_in
from prizes.certificates import renew_certificate
from prizes.closing import extended, settle
from prizes.comparison import with_likeness
from prizes.letters import link
from prizes.models import AwardYear, Criterion, DraftFile, Jury, JuryStage, Nomination, NominationDraft
from prizes.permissions import require_office
from prizes.policy import AwardYearPolicy, NominationPolicy
from prizes.texts import SHIPPED
from workflow.errors import InputError, WorkflowError
from workflow.models import Case, Confidentiality
from workflow.office import NewCase, open_case
from workflow.opening import opened_case
from workflow.permissions import Authority
from workflow.waits import recompute_waits

KEPT_FOR = timedelta(days=30)
DRAFTS_PER_DAY = 5
GOOGLE = {"gmail.com", "googlemail.com"}  # two names of one mailbox
MOST_FILES = 5
COPIED = (
    "name", "target_group", "in_hessen", "must_have_begun", "lowest_age", "highest_age", "no_former_winners", "prize_money",
    "deadline_rule", "deadline_period", "common_words", *SHIPPED,
)  # fmt: skip
# What may still change once the jury judges: it touches nothing that it judges by.
LATE = {"ceremony_on", "ceremony_place", "winners_text", "refusal_text"}
# What the tasks of a year and an extension write, and what saving a year would write over.
MOVED = ("case_id", "published_on", "extended_to", "decided_on")


@dataclass(frozen=True)
class Extension:
    """A later Einsendeschluss; `rule` says whether it stays on a day off, empty: as the year has it."""

    until: date
    reason: str
    rule: str = ""


def next_year(after: AwardYear) -> AwardYear:
    """The next year as a proposal, from the last one: rules and texts, but neither people, results nor days of the past year."""
    made = AwardYear(year=after.year + 1, number=after.number + 1 if after.number else None)
    for name in COPIED:
        setattr(made, name, getattr(after, name))
    # No year of the history tells until when projects had to run; the usual day is the last one of the year of the prize.
    if after.runs_until or not after.case_id:
        made.runs_until = date(made.year, 12, 31)
    return made


def save_year(
    year: AwardYear,
    criteria: list[dict[str, Any]],
    *,
    fields: Iterable[FieldOfAction] | None = None,
    standing: Standing,
    at: datetime,
) -> AwardYear:
    """Store a year, its criteria and the Handlungsfelder it serves (None: as they are). A new one becomes a case, whose Akte all its nominations share."""
    require_office(standing)
    with _locked(year, at):
        if _is_judged(year):
            _require_kept(year, criteria)
            before = AwardYear.objects.get(pk=year.pk)
            year.save(update_fields=LATE)
            if (year.ceremony_on, year.ceremony_place) != (before.ceremony_on, before.ceremony_place):
                _move_ceremony(year, at)
            return year
        settle(year)
        if not year.id:
            new = NewCase(
                kind=AwardYearPolicy.kind, title=str(year), lead_unit=_awards_unit(standing),
                confidentiality=Confidentiality.RESTRICTED, detail={"year": year},
            )  # fmt: skip
            open_case(new, opened_by=standing.user, at=at)
        year.save()
        if fields is not None and year.case is not None:
            year.case.fields_of_action.set(fields)
        year.criteria.all().delete()
        Criterion.objects.bulk_create(
            Criterion(award_year=year, order=place, **data) for place, data in enumerate(criteria, 1)
        )
    return year


@contextmanager
def _locked(year: AwardYear, at: datetime) -> Iterator[None]:
    """The year's case locked before the year, as the tasks of the case do; WorkflowError when one of them has moved the year meanwhile."""
    with opened_case(year.case_id, at=at) if year.case_id else transaction.atomic():
        stored = AwardYear.objects.select_for_update(no_key=True).filter(pk=year.pk).first()
        if stored and any(getattr(stored, name) != getattr(year, name) for name in MOVED):
            raise WorkflowError(_("Das Preisjahr hat sich inzwischen geändert. Bitte laden Sie die Seite neu."))
        yield


def _move_ceremony(year: AwardYear, at: datetime) -> None:
    """What waits for the ceremony, the year first, waits for its new day; Urkunden that are written tell it."""
    assert year.case_id is not None  # noqa: S101 -- a year that is judged has a case
    with opened_case(year.case_id, at=at) as step:
        recompute_waits(step, {"ceremony"})
    for award in Nomination.objects.filter(award_year=year, rank__isnull=False).order_by("pk"):
        award.award_year = year
        with opened_case(award.pk, at=at) as step:
            recompute_waits(step, {"ceremony"})
            renew_certificate(step, award)


def may_extend(year: AwardYear) -> bool:
    """Whether its Einsendeschluss can still be moved: the call is out, and the jury has not begun."""
    return bool(year.case_id and year.published_on) and not _is_judged(year)


def _is_judged(year: AwardYear) -> bool:
    return bool(year.pk) and Jury.objects.filter(award_year=year).exclude(stage=JuryStage.PREPARING).exists()


def _require_kept(year: AwardYear, criteria: list[dict[str, Any]]) -> None:
    """What the jury judges by stays as it is once it judges."""
    stored, rules = AwardYear.objects.get(pk=year.pk), list(year.criteria.values("name", "weight"))
    names = [field.attname for field in AwardYear._meta.concrete_fields if field.name not in LATE]
    if rules != criteria or any(getattr(year, name) != getattr(stored, name) for name in names):
        raise WorkflowError(
            _(
                "Die Jury bewertet bereits; Regeln und Kriterien stehen fest. Ändern lassen sich Verleihung und Schreiben."
            )
        )


def _awards_unit(standing: Standing) -> OrgUnit:
    own = OrgUnit.objects.filter(pk__in=[post.unit_id for post in standing.posts])
    unit = unit_with_function(UnitFunction.AWARDS, own[0], standing.day)
    assert unit is not None  # noqa: S101 -- the person belongs to it
    return unit


def begin_draft(year: AwardYear, email: str, *, at: datetime) -> None:
    """Mail a link to a new draft. Says nothing of whether the address is known; too many in a day are dropped in silence."""
    day = timezone.localtime(at).date()
    if not year.is_open(day):
        raise WorkflowError(_("Zurzeit werden keine Nominierungen angenommen."))
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        # One after the other: many at once must not all find that there were few.
        AwardYear.objects.select_for_update(no_key=True).get(pk=year.pk)
        if _drafts_of(email, since=at - timedelta(days=1)) >= DRAFTS_PER_DAY:
            return
        draft = NominationDraft.objects.create(
            award_year=year, token_sha256=_hashed(token), email=email, created_at=at, changed_at=at
        )
        link(draft, token, at)


def _drafts_of(email: str, *, since: datetime) -> int:
    """How many drafts a mailbox has begun; `kim+1@`, `k.im@` and `kim@` are one."""
    name, _at, domain = email.rpartition("@")
    letters = r"\.*".join(map(re.escape, name.split("+")[0].replace(".", "")))
    domains = "(gmail|googlemail)\\.com" if domain.lower() in GOOGLE else re.escape(domain)
    same = rf"^\.*{letters}\.*(\+[^@]*)?@{domains}$"
    return NominationDraft.objects.filter(email__iregex=same, created_at__gt=since).count()


def find_draft(token: str) -> NominationDraft | None:
    """The draft of a link."""
    return NominationDraft.objects.select_related("award_year", "case").filter(token_sha256=_hashed(token)).first()


def keep(draft: NominationDraft, answers: dict[str, Any], *, at: datetime) -> None:
    """Remember the answers of one step; nothing is kept of what was sent meanwhile."""
    with transaction.atomic():
        fresh = _unsent(draft)
        fresh.data, fresh.changed_at = fresh.data | answers, at
        fresh.save(update_fields=["data", "changed_at"])
    draft.data = fresh.data


def _unsent(draft: NominationDraft) -> NominationDraft:
    fresh = NominationDraft.objects.select_for_update().filter(pk=draft.pk, case=None).first()
    if fresh is None:
        raise WorkflowError(_("Diese Nominierung ist bereits abgesendet."))
    return fresh


def send(draft: NominationDraft, detail: dict[str, Any], *, at: datetime) -> Case:
    """Make a case of the draft, once, however often the button is pressed; its answers then live in the case alone."""
    with transaction.atomic():
        draft = (
            NominationDraft.objects.select_for_update(of=("self",))
            .select_related("award_year__case__lead_unit", "award_year__case__case_file")
            .get(pk=draft.pk)
        )
        if draft.case_id is not None:
            return Case.objects.get(pk=draft.case_id)
        year = draft.award_year
        if not year.is_open(timezone.localtime(at).date()) or year.lead_unit is None:
            day = f"{year.closes_on:%d.%m.%Y}" if year.closes_on else ""
            raise WorkflowError(
                _("Einsendeschluss war am %(day)s. Ihr Entwurf bleibt noch 30 Tage gespeichert.") % {"day": day}
            )
        new = NewCase(
            kind=NominationPolicy.kind, title=f"{detail['project']} ({detail['nominee']})"[:300], lead_unit=year.lead_unit, file=year.case_file,
            confidentiality=Confidentiality.RESTRICTED,
            detail=detail | {"award_year": year, "nominator_email": draft.email, "files": [_stored(file) for file in draft.files.all()]},
        )  # fmt: skip
        draft.case = open_case(new, opened_by=None, at=at)
        draft.sent_at, draft.data = at, {}
        draft.save(update_fields=["case", "sent_at", "data"])
        draft.files.all().delete()
    return draft.case


def attach(draft: NominationDraft, upload: UploadedFile) -> DraftFile:
    """Keep an attachment of a draft; InputError on the field `file` for what is not accepted."""
    _require_room(draft)
    stored = take_in(upload)
    with transaction.atomic():
        _require_room(_unsent(draft))
        return DraftFile.objects.create(draft=draft, **vars(stored))


def _require_room(draft: NominationDraft) -> None:
    if draft.files.count() >= MOST_FILES:
        raise InputError("file", _("Mehr als %(most)d Anlagen sind nicht möglich.") % {"most": MOST_FILES})


def _stored(file: DraftFile) -> StoredFile:
    return StoredFile(sha256=file.sha256, size=file.size, mime=file.mime, name=file.name)


def extend_deadline(year: AwardYear, extension: Extension, *, standing: Standing, at: datetime) -> None:
    """A later Einsendeschluss, published with its reason; also after the first one has passed, until the jury has begun."""
    require_office(standing)
    closes_on, reason = year.closes_on, extension.reason.strip()
    if closes_on is None or extension.until <= closes_on or extension.until < standing.day:
        raise InputError(
            "extended_to", _("Das neue Ende muss nach dem bisherigen liegen und darf nicht vergangen sein.")
        )
    if not reason:
        raise InputError("extension_reason", _("Bitte nennen Sie den Grund; er wird veröffentlicht."))
    end = extended(year, extension.until, reason, extension.rule)
    with _locked(year, at):
        if _is_judged(year):
            raise WorkflowError(_("Die Jury bewertet bereits; der Einsendeschluss steht fest."))
        year.extended_to, year.extension_reason, year.derivation = end.effective_end, reason, end.as_json()
        year.save(update_fields=["extended_to", "extension_reason", "derivation"])
        if year.case_id:
            with opened_case(year.case_id, at=at) as step:
                step.authority = Authority(standing.user)
                step.log("deadline_moved", until=end.effective_end.isoformat(), reason=reason)
                recompute_waits(step, {"call"})


def nominations_of(year: AwardYear, standing: Standing) -> Any:
    """The nominations of a year the person may see, and what is alike."""
    seen = Case.objects.visible_to(standing)
    rows = Nomination.objects.filter(award_year=year, case__in=seen)
    return with_likeness(rows, standing).select_related("case").order_by("case__number")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
