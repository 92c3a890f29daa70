"""Proof that the history is what it was: every case's hash chain, and the anchors that notice a cut tail or a vanished case."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from workflow.models import ChainAnchor

# The digest is written out here and not taken from the database's own function, which whoever tampers could change with the rows.
BROKEN = """
SELECT case_id, seq, id, seq IS DISTINCT FROM coalesce(prev_seq, 0) + 1 AS gap FROM (
  SELECT e.*, lag(e.hash) OVER chain AS prev, lag(e.seq) OVER chain AS prev_seq FROM workflow_caseevent e
  WINDOW chain AS (PARTITION BY e.case_id ORDER BY e.seq)
) e
WHERE seq IS DISTINCT FROM coalesce(prev_seq, 0) + 1
   OR hash IS DISTINCT FROM sha256(coalesce(prev, ''::bytea) || convert_to(jsonb_build_array(
        case_id, seq, task_id, actor_id, on_behalf_of_id, action, source, target,
        extract(epoch FROM at), extract(epoch FROM recorded_at), data)::text, 'UTF8'))
ORDER BY case_id, seq
"""
# Ids are given before the commit: only what is old enough that no transaction with a smaller id can still be under way.
GROWN = """
SELECT DISTINCT ON (case_id) case_id, seq, encode(hash, 'hex'), max(id) OVER () FROM workflow_caseevent
WHERE id > %s AND recorded_at <= now() - %s::interval ORDER BY case_id, seq DESC
"""
SETTLED = timedelta(minutes=10)
EMPTY = """
SELECT c.id, c.reference FROM workflow_case c
WHERE NOT EXISTS (SELECT FROM workflow_caseevent e WHERE e.case_id = c.id)
"""
ANCHOR_LOCK = 0x5657_0001


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was written."""

    case_id: int | None
    seq: int | None
    what: str

    def __str__(self) -> str:
        place = (
            _("Vorgang %(case)s, Eintrag %(seq)s: ") % {"case": self.case_id, "seq": self.seq} if self.case_id else ""
        )
        return f"{place}{self.what}"


@dataclass(frozen=True)
class Report:
    """What a check found."""

    events: int
    anchors: int
    faults: list[Fault]


def verify() -> Report:
    """Check every chain and every anchor; the first fault of each case is named, for what follows hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM workflow_caseevent")
        events = cursor.fetchone()[0]
    faults = [*_chain_faults(), *_missing_histories(), *_anchor_faults()]
    return Report(events, ChainAnchor.objects.count(), faults)


def _chain_faults() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        seen: set[int] = set()
        for case_id, seq, _pk, gap in cursor.fetchall():
            if case_id not in seen:
                seen.add(case_id)
                what = _("davor fehlt ein Eintrag") if gap else _("Inhalt und Prüfsumme passen nicht zusammen")
                yield Fault(case_id, seq, what)


def _missing_histories() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
        for case_id, reference in cursor.fetchall():
            yield Fault(case_id, 1, _("%(reference)s hat keine Einträge mehr") % {"reference": reference})


def _anchor_faults() -> Iterator[Fault]:
    """An anchor's heads must still be there, with the hash they had; the anchors themselves hang on each other."""
    before = b""
    for anchor in ChainAnchor.objects.order_by("id").iterator():
        if bytes(anchor.hash) != _digest(before, anchor.at, anchor.heads):
            yield Fault(None, None, _("Anker %(id)s wurde verändert oder davor fehlt einer") % {"id": anchor.pk})
        before = bytes(anchor.hash)
        yield from _lost_heads(anchor)


def _lost_heads(anchor: ChainAnchor) -> Iterator[Fault]:
    wanted = {int(case_id): (seq, digest) for case_id, (seq, digest) in anchor.heads.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, seq, encode(hash, 'hex') FROM workflow_caseevent WHERE (case_id, seq) IN"
            " (SELECT * FROM unnest(%s::bigint[], %s::int[]))",
            [list(wanted), [seq for seq, _digest in wanted.values()]],
        )
        found = {case_id: (seq, digest) for case_id, seq, digest in cursor.fetchall()}
    for case_id, (seq, digest) in wanted.items():
        if found.get(case_id) != (seq, digest):
            values = {"day": f"{anchor.at:%d.%m.%Y}"}
            yield Fault(case_id, seq, _("am %(day)s verankert, jetzt nicht mehr so vorhanden") % values)


def anchor(at: datetime, *, settled: timedelta = SETTLED) -> ChainAnchor | None:
    """Write down the heads of all chains that grew since the anchor before; None if none did."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ANCHOR_LOCK])
        last = ChainAnchor.objects.order_by("-id").first()
        cursor.execute(GROWN, [last.last_event if last else 0, f"{settled.total_seconds()} seconds"])
        rows = cursor.fetchall()
        if not rows:
            return None
        heads = {str(case_id): [seq, digest] for case_id, seq, digest, _last in rows}
        digest = _digest(bytes(last.hash) if last else b"", at, heads)
        return ChainAnchor.objects.create(at=at, heads=heads, hash=digest, last_event=rows[0][3])


def _digest(before: bytes, at: datetime, heads: dict[str, Any]) -> bytes:
    text = json.dumps([at.timestamp(), heads], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()
