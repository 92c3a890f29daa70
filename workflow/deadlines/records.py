"""What is kept of a deadline: the end, how it came about, and the ends it had before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workflow.deadlines.periods import AnchorKind, Period

SHOWN_CHANGES = 2


class Regime(TextChoices):
    """Which rules a deadline follows."""

    ADMINISTRATIVE = "administrative", gettext_lazy("behördliche Frist (§ 31 HVwVfG)")
    CIVIL = "civil", gettext_lazy("vereinbarte Frist (§ 62 HVwVfG, §§ 187–193 BGB)")
    INTERNAL = "internal", gettext_lazy("interne Frist (Dienstkalender)")
    EU = "eu", gettext_lazy("Frist des EU-Rechts (VO 1182/71)")
    FIXED = "fixed", gettext_lazy("fester Termin")


class Shift(TextChoices):
    """Where an end goes that falls on a day that does not count."""

    NEXT_LEGAL_DAY = "next_legal_day", gettext_lazy("nächster Werktag")
    NONE = "none", gettext_lazy("keine Verschiebung")
    PREVIOUS_OFFICE_DAY = "previous_office_day", gettext_lazy("vorhergehender Arbeitstag")
    NEXT_OFFICE_DAY = "next_office_day", gettext_lazy("nächster Arbeitstag")


class ChangeKind(TextChoices):
    """What replaced an end."""

    EXTENSION = "extension", gettext_lazy("Verlängerung")
    PAUSE = "pause", gettext_lazy("Hemmung")


def written(day: date) -> str:
    """The day as officials write it: 05.06.2026."""
    return f"{day:%d.%m.%Y}"


def ends_line(nominal: date, effective: date, reason: str) -> str:
    """The end, with the nominal one and the reason in front if it moved."""
    return written(nominal) if nominal == effective else f"{written(nominal)}, {reason} → {written(effective)}"


@dataclass(frozen=True)
class EarlierEnd:
    """An end that no longer holds, and what replaced it: an extension (`by` or `until`) or a pause (`since`, `until`)."""

    nominal_end: date
    effective_end: date
    shift_reason: str
    change: ChangeKind
    reason: str
    by: Period | None = None
    since: date | None = None
    until: date | None = None

    @property
    def ends(self) -> str:
        """The earlier end in short."""
        return ends_line(self.nominal_end, self.effective_end, self.shift_reason)

    @property
    def what(self) -> str:
        """What was done, without the new end."""
        if self.since is not None and self.until is not None:
            days = (self.until - self.since).days
            phrase = ngettext("Hemmung ab %(since)s um %(count)d Tag", "Hemmung ab %(since)s um %(count)d Tage", days)
            return phrase % {"since": written(self.since), "count": days}
        if self.by is not None:
            return _("verlängert um %(period)s") % {"period": self.by}
        return _("verlängert")

    def as_json(self) -> dict[str, Any]:
        """JSON-safe form."""
        return {
            "nominal_end": self.nominal_end.isoformat(),
            "effective_end": self.effective_end.isoformat(),
            "shift_reason": self.shift_reason,
            "change": self.change.value,
            "reason": self.reason,
            "by": self.by.code if self.by else None,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Inverse of `as_json`."""
        return cls(
            nominal_end=date.fromisoformat(value["nominal_end"]),
            effective_end=date.fromisoformat(value["effective_end"]),
            shift_reason=value["shift_reason"],
            change=ChangeKind(value["change"]),
            reason=value["reason"],
            by=Period.parse(value["by"]) if value["by"] else None,
            since=date.fromisoformat(value["since"]) if value["since"] else None,
            until=date.fromisoformat(value["until"]) if value["until"] else None,
        )


@dataclass(frozen=True)
class Deadline:
    """An end and its derivation. The period runs until 24:00 of `effective_end`; `steps` and `warnings` are German sentences.

    `anchor`, `period` and `regime` stay those of the first computation; `history` holds the ends that extensions and pauses replaced, oldest first.
    A fixed day has no period and is its own anchor; a lead time counts back from its anchor.
    """

    anchor: date
    anchor_kind: AnchorKind
    period: Period | None
    regime: Regime
    shift: Shift
    nominal_end: date
    effective_end: date
    shift_reason: str = ""
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    calendar_version: str = ""
    history: tuple[EarlierEnd, ...] = ()

    @property
    def is_lead_time(self) -> bool:
        """Counted back from the anchor."""
        first = self.history[0].nominal_end if self.history else self.nominal_end
        return first < self.anchor

    @property
    def ends(self) -> str:
        """The present end in short."""
        return ends_line(self.nominal_end, self.effective_end, self.shift_reason)

    @property
    def explanation(self) -> str:
        """One German line for the user: origin, and the latest changes."""
        ends = [*(earlier.ends for earlier in self.history), self.ends]
        parts = [self._origin(ends[0])]
        hidden = len(self.history) - SHOWN_CHANGES
        if hidden > 0:
            parts.append(
                ngettext("%(count)d weitere Änderung", "%(count)d weitere Änderungen", hidden) % {"count": hidden}
            )
        latest = list(zip(self.history, ends[1:], strict=True))[-SHOWN_CHANGES:]
        parts += [f"{earlier.what} → {replaced_by}" for earlier, replaced_by in latest]
        return "; ".join(parts)

    def _origin(self, ends: str) -> str:
        if self.period is None:
            return _("fester Termin %(ends)s") % {"ends": ends}
        values = {"period": self.period, "anchor": written(self.anchor), "ends": ends}
        if self.is_lead_time:
            return _("%(period)s vor %(anchor)s → %(ends)s") % values
        if self.anchor_kind is AnchorKind.DAY_START:
            return _("%(period)s ab Beginn des %(anchor)s → %(ends)s") % values
        return _("%(period)s ab %(anchor)s → %(ends)s") % values

    def as_json(self) -> dict[str, Any]:
        """JSON-safe form; `from_json` gives the equal deadline back."""
        return {
            "anchor": self.anchor.isoformat(),
            "anchor_kind": self.anchor_kind.value,
            "period": self.period.code if self.period else None,
            "regime": self.regime.value,
            "shift": self.shift.value,
            "nominal_end": self.nominal_end.isoformat(),
            "effective_end": self.effective_end.isoformat(),
            "shift_reason": self.shift_reason,
            "steps": list(self.steps),
            "warnings": list(self.warnings),
            "calendar_version": self.calendar_version,
            "history": [earlier.as_json() for earlier in self.history],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Inverse of `as_json`."""
        return cls(
            anchor=date.fromisoformat(value["anchor"]),
            anchor_kind=AnchorKind(value["anchor_kind"]),
            period=Period.parse(value["period"]) if value["period"] else None,
            regime=Regime(value["regime"]),
            shift=Shift(value["shift"]),
            nominal_end=date.fromisoformat(value["nominal_end"]),
            effective_end=date.fromisoformat(value["effective_end"]),
            shift_reason=value["shift_reason"],
            steps=tuple(value["steps"]),
            warnings=tuple(value["warnings"]),
            calendar_version=value["calendar_version"],
            history=tuple(EarlierEnd.from_json(earlier) for earlier in value["history"]),
        )
