"""Before a jury judges: its members, and every nomination as a text without names that somebody has read."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from directory.models import Membership, OrgUnit, Rank, UnitKind, User
from directory.standing import Standing
from documents.checks import check_upload
from documents.services import take_in
from prizes.blind_files import blind_file
from prizes.letters import jury_opened
from prizes.models import AwardYear, BlindFile, Jury, JuryNomination, JuryStage, Nomination
from prizes.permissions import require_office
from prizes.redaction import found_in, identities, redacted
from workflow.errors import InputError, WorkflowError
from workflow.states import CaseState
from workflow.steps import Step

ONE_DAY = timedelta(days=1)
OUT_OF_THE_WAY = 10_000


def members_of(jury: Jury, day: date) -> QuerySet[User]:
    """Who belongs to the jury on a day, by name."""
    posts = Membership.objects.valid_on(day).filter(unit=jury.unit)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("last_name", "first_name", "pk")


def jury_of(year: AwardYear, day: date) -> Jury:
    """The jury of a year; made with its body the first time."""
    with transaction.atomic():
        AwardYear.objects.select_for_update().get(pk=year.pk)
        found = Jury.objects.select_related("unit").filter(award_year=year).first()
        if found:
            return found
        name = _("Jury %(year)s") % {"year": year.year}
        unit = OrgUnit.objects.create(
            short=name, name=_("Jury: %(prize)s") % {"prize": year}, kind=UnitKind.BODY, valid_from=day
        )
        return Jury.objects.create(award_year=year, unit=unit, **_rules_before(year))


def _rules_before(year: AwardYear) -> dict[str, Any]:
    """How the jury of the last year before ranked and when it had a quorum; its people stay behind."""
    before = Jury.objects.filter(award_year__year__lt=year.year).order_by("-award_year__year")
    return dict(before.values("ranking", "quorum").first() or {})


def appoint(jury: Jury, people: Iterable[User], *, standing: Standing) -> None:
    """Make these people the members from today; whoever is no longer among them leaves. Not once the result is fixed."""
    require_office(standing)
    if jury.stage == JuryStage.FIXED:
        raise WorkflowError(_("Das Ergebnis ist festgestellt; die Jury lässt sich nicht mehr ändern."))
    wanted = {person.pk for person in people}
    with transaction.atomic():
        Jury.objects.select_for_update().get(pk=jury.pk)
        current = {post.user_id: post for post in Membership.objects.valid_on(standing.day).filter(unit=jury.unit)}
        for pk, post in current.items():
            if pk in wanted:
                continue
            if post.valid_from == standing.day:
                post.delete()
            else:
                post.valid_to = standing.day - ONE_DAY
                post.save(update_fields=["valid_to"])
        Membership.objects.bulk_create(
            Membership(
                user_id=pk, unit=jury.unit, rank=Rank.MEMBER, function_title=_("Jurymitglied"), valid_from=standing.day
            )
            for pk in wanted - set(current)
        )


def enter_longlist(jury: Jury) -> int:
    """Bring every nomination of the longlist before the jury, under a number that says nothing; how many are new."""
    with transaction.atomic():
        Jury.objects.select_for_update().get(pk=jury.pk)
        listed = Nomination.objects.filter(award_year=jury.award_year, case__state=CaseState.NEGOTIATION)
        fresh = list(listed.exclude(before_jury__isnull=False).order_by("pk"))
        random.SystemRandom().shuffle(fresh)
        last = jury.nominations.order_by("-number").values_list("number", flat=True).first() or 0
        JuryNomination.objects.bulk_create(
            JuryNomination(
                jury=jury, nomination=nomination, number=last + place, project=redacted(nomination.project, identities(nomination))[:200],
                description=redacted(nomination.description, identities(nomination)),
            )
            for place, nomination in enumerate(fresh, 1)
        )  # fmt: skip
    return len(fresh)


def mix(jury: Jury) -> None:
    """Deal the numbers anew: nominations came before the jury as they were decided on, and their order would tell when they came in."""
    rows = list(jury.nominations.select_for_update())
    numbers = list(range(1, len(rows) + 1))
    random.SystemRandom().shuffle(numbers)
    # Out of the way first, for a number is given once.
    jury.nominations.update(number=F("number") + OUT_OF_THE_WAY)
    for row, number in zip(rows, numbers, strict=True):
        row.number = number
    JuryNomination.objects.bulk_update(rows, ["number"])


def check_entry(entry: JuryNomination, project: str, description: str, *, standing: Standing, at: datetime) -> None:
    """Release a text without names; InputError where one is still in it."""
    require_office(standing)
    if entry.jury.stage != JuryStage.PREPARING:
        raise WorkflowError(_("Die Bewertung hat begonnen; die Texte stehen fest."))
    names = identities(entry.nomination)
    for field, text in (("project", project), ("description", description)):
        left = found_in(text, names)
        if left:
            raise InputError(field, _("Darin stehen noch Namen: %(names)s.") % {"names": ", ".join(left)})
    entry.project, entry.description, entry.checked_at = project, description, at
    entry.save(update_fields=["project", "description", "checked_at"])


def add_blind_file(entry: JuryNomination, upload: UploadedFile, *, standing: Standing) -> BlindFile:
    """Store an attachment for the jury, without metadata and without names; InputError on the field `file` otherwise."""
    require_office(standing)
    if entry.jury.stage != JuryStage.PREPARING:
        raise WorkflowError(_("Die Bewertung hat begonnen; die Anlagen stehen fest."))
    check_upload(upload)
    bare = take_in(blind_file(upload, identities(entry.nomination)))
    with transaction.atomic():
        Jury.objects.select_for_update().get(pk=entry.jury_id)
        number = entry.files.count() + 1
        return BlindFile.objects.create(entry=entry, number=number, sha256=bare.sha256, size=bare.size, mime=bare.mime)


def open_blind(step: Step, year: AwardYear) -> None:
    """Lay the longlist before the jury. Refuses while something is undecided, unread, or nobody is there to judge."""
    jury = jury_of(year, step.day)
    waiting = Nomination.objects.filter(award_year=year, case__state=CaseState.PROPOSAL).count()
    if waiting:
        raise WorkflowError(
            _("%(number)d Nominierungen sind noch nicht entschieden (Zulässigkeit oder Longlist).")
            % {"number": waiting}
        )
    enter_longlist(jury)
    people = list(members_of(jury, step.day))
    unread = jury.nominations.filter(checked_at=None).count()
    for missing, text in (
        (year.is_open(step.day), _("Bis zum Einsendeschluss werden noch Nominierungen angenommen.")),
        (not people, _("Die Jury hat noch keine Mitglieder.")),
        (not jury.nominations.exists(), _("Auf der Longlist steht keine Nominierung.")),
        (unread, _("%(number)d Fassungen ohne Namen sind noch nicht geprüft.") % {"number": unread}),
        (not year.criteria.exists(), _("Das Preisjahr hat noch keine Kriterien.")),
        (not jury.scores_due, _("Bitte legen Sie fest, bis wann bewertet wird.")),
    ):
        if missing:
            raise WorkflowError(text)
    mix(jury)
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.BLIND)
    jury_opened(jury, people, step.at)
    step.log("jury_opened", members=len(people), nominations=jury.nominations.count())
