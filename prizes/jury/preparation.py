"""Before a jury judges: its members, and every nomination as a text without names that somebody has read."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from directory.models import Membership, OrgUnit, Rank, UnitKind, User
from directory.standing import Standing
from prizes.doubts import Doubt, doubts
from prizes.identity import Identity, identities, identity_of
from prizes.letters import jury_opened
from prizes.models import AwardYear, BlindFile, Jury, JuryNomination, JuryStage, Nomination
from prizes.permissions import require_office
from prizes.redaction import found_in, redacted
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
    """The jury of a year; made with its body the first time, and only then is the year locked."""
    juries = Jury.objects.select_related("unit").filter(award_year=year)
    if found := juries.first():
        return found
    with transaction.atomic():
        AwardYear.objects.select_for_update().get(pk=year.pk)
        if found := juries.all().first():
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
        fresh = list(listed.exclude(before_jury__isnull=False).select_related("award_year").order_by("pk"))
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


@dataclass(frozen=True)
class Version:
    """A text without names. `read`: the doubtful words in it that somebody has read and found to name nobody."""

    project: str
    description: str
    read: frozenset[str] = frozenset()

    def doubts(self, identity: Identity) -> list[Doubt]:
        """What a person has to decide on."""
        return doubts(f"{self.project}\n\n{self.description}", identity)


def check_entry(entry: JuryNomination, version: Version, *, standing: Standing, at: datetime) -> None:
    """Release a text without names; InputError where one is still in it, and on `read` where something is doubtful that nobody has read."""
    require_office(standing)
    if entry.jury.stage != JuryStage.PREPARING:
        raise WorkflowError(_("Die Bewertung hat begonnen; die Texte stehen fest."))
    identity = identity_of(entry.nomination)
    for field, text in (("project", version.project), ("description", version.description)):
        left = found_in(text, identity.names)
        if left:
            raise InputError(field, _("Darin stehen noch Namen: %(names)s.") % {"names": ", ".join(left)})
    unread = [doubt.word for doubt in version.doubts(identity) if doubt.word not in version.read]
    if unread:
        raise InputError(
            "read", _("Das Programm kann nicht entscheiden, ob hier jemand genannt ist: %(words)s. Lesen Sie diese Stellen.") % {"words": ", ".join(unread)}
        )  # fmt: skip
    entry.project, entry.description, entry.checked_at = version.project, version.description, at
    entry.save(update_fields=["project", "description", "checked_at"])


def _names_somebody(entry: JuryNomination) -> bool:
    """Asked once more at the end: since it was released, the nomination or the list of ordinary words may have changed."""
    texts = [entry.project, entry.description, *(page["text"] for file in entry.files.all() for page in file.pages)]
    return bool(found_in("\n\n\n\n\n".join(texts), identities(entry.nomination)))


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
    unseen = BlindFile.objects.filter(entry__jury=jury, checked_at=None).count()
    named = [str(entry.number) for entry in jury.nominations.prefetch_related("files").select_related("nomination__award_year") if _names_somebody(entry)]  # fmt: skip
    for missing, text in (
        (year.is_open(step.day), _("Bis zum Einsendeschluss werden noch Nominierungen angenommen.")),
        (not people, _("Die Jury hat noch keine Mitglieder.")),
        (not jury.nominations.exists(), _("Auf der Longlist steht keine Nominierung.")),
        (unread, _("%(number)d Fassungen ohne Namen sind noch nicht geprüft.") % {"number": unread}),
        (unseen, _("%(number)d Anlagen ohne Namen hat noch niemand angesehen.") % {"number": unseen}),
        (
            named,
            _("In diesen Fassungen ohne Namen stehen Namen: %(numbers)s. Sehen Sie sie noch einmal an.")
            % {"numbers": ", ".join(named)},
        ),
        (not year.criteria.exists(), _("Das Preisjahr hat noch keine Kriterien.")),
        (not jury.scores_due, _("Bitte legen Sie fest, bis wann bewertet wird.")),
    ):
        if missing:
            raise WorkflowError(text)
    mix(jury)
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.BLIND)
    jury_opened(jury, people, step.at)
    step.log("jury_opened", members=len(people), nominations=jury.nominations.count())
