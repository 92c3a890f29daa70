"""How many women sit in a body or stand on a list (§ 13 HGlG), and how people with a Migrationsgeschichte take part (§ 6 IntTG).

The only reader of self-declarations. It gives sums, none at all where few have declared, and never who said what. Whether somebody is divers, said nothing, or
was never asked is one figure; how many have a Migrationsgeschichte is told as every number about people is (`workflow/disclosure.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from committees.models import Gender, MigrationHistory, SelfDeclaration
from workflow.disclosure import Figure, Whole, disclosed

FEWEST = 5
"""With fewer declarations than this a sum would tell of single people."""
APPLIES_FROM = 2
"""§ 13 HGlG counts bodies from two persons on."""
TOLD = (MigrationHistory.YES, MigrationHistory.NO)


@dataclass(frozen=True)
class Gauge:
    """Sums over `members` people. What is withheld is None, so that no page shows it by mistake."""

    members: int
    women: int | None = None
    men: int | None = None
    short: bool = False
    history: Figure | None = None
    history_told: int | None = None

    @property
    def applies(self) -> bool:
        """Whether § 13 HGlG asks for half."""
        return self.members >= APPLIES_FROM

    @property
    def withheld(self) -> bool:
        """Too few have declared their gender."""
        return self.women is None

    @property
    def needs_reason(self) -> bool:
        """Whether the list needs words on parity: women are short, or it may not be told. The demand itself thus gives nothing away."""
        return self.short or (self.applies and self.withheld)

    @property
    def rest(self) -> int | None:
        """How many are neither counted as women nor as men, for whatever reason."""
        if self.women is None or self.men is None:
            return None
        return self.members - self.women - self.men

    @property
    def bars(self) -> list[tuple[str, int, int]]:
        """For a bar of 100 units: key, start and width of women, men, and the rest."""
        parts = [("women", self.women), ("men", self.men), ("rest", self.rest)]
        found, start = [], 0
        for key, number in parts:
            end = start + (number or 0)
            left, right = (place * 100 // max(self.members, 1) for place in (start, end))
            found.append((key, left, right - left))
            start = end
        return found

    @property
    def verdict(self) -> str:
        """The gauge in one sentence."""
        if not self.applies:
            return _("§ 13 HGlG gilt für Gremien ab zwei Personen.")
        if self.withheld:
            return _("Weniger als fünf Selbstauskünfte zum Geschlecht: Zahlen werden nicht angezeigt.")
        if self.short:
            return _("Weniger als die Hälfte derer, die sich erklärt haben, sind Frauen.")
        return _("Mindestens die Hälfte derer, die sich erklärt haben, sind Frauen.")


def gauge(members: int, genders: Mapping[str, int], histories: Mapping[str, int]) -> Gauge:
    """Pure: sums from how often each answer was given; few declarations give none.

    Half is half of those who named a gender; whoever was asked and told nothing counts neither way.
    """
    women, men, diverse = (genders.get(one, 0) for one in (Gender.WOMAN, Gender.MAN, Gender.DIVERSE))
    named, told = women + men + diverse, {str(one): histories.get(one, 0) for one in TOLD}
    enough, told_enough = named >= FEWEST, sum(told.values()) >= FEWEST
    history = disclosed(told | {"told": sum(told.values())}, [Whole("told", tuple(told))])
    return Gauge(
        members=members,
        women=women if enough else None,
        men=men if enough else None,
        short=enough and members >= APPLIES_FROM and women * 2 < named,
        history=history[MigrationHistory.YES] if told_enough else None,
        history_told=sum(told.values()) if told_enough else None,
    )


def gauge_of(member_ids: Iterable[int]) -> Gauge:
    """The gauge of these people, each counted once. Two queries, sums only."""
    ids = set(member_ids)
    rows = SelfDeclaration.objects.filter(member_id__in=ids)
    counts = [
        dict(rows.values_list(field).annotate(number=Count("pk")).order_by())
        for field in ("gender", "migration_history")
    ]
    return gauge(len(ids), counts[0], counts[1])
