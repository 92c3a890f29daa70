"""The floor: the same durable writes in the same transactions, in plain SQL by hand, without chain, engine or objects."""

import json
from datetime import date

import psycopg

SCHEMA = """
CREATE TABLE floor_case (id bigserial PRIMARY KEY, title text, reference text UNIQUE, lead bigint, owner bigint, state text, state_since timestamptz,
  status text, filed_on date, opened_at timestamptz, flow text, data jsonb);
CREATE INDEX ON floor_case (lead, state);
CREATE INDEX ON floor_case (opened_at DESC, id DESC);
CREATE TABLE floor_task (id bigserial PRIMARY KEY, case_id bigint REFERENCES floor_case, node text, token text, title text, unit bigint, rank int,
  owner bigint, status text, opened_at timestamptz, claimed_at timestamptz, closed_at timestamptz, due_on date, deadline jsonb, outcome text,
  note text, completed_by bigint, cause bigint, data jsonb);
CREATE INDEX ON floor_task (case_id, closed_at);
CREATE INDEX ON floor_task (owner, due_on, id) WHERE closed_at IS NULL AND owner IS NOT NULL;
CREATE INDEX ON floor_task (unit, due_on, id) WHERE closed_at IS NULL AND owner IS NULL;
CREATE INDEX ON floor_task (due_on, id) WHERE closed_at IS NULL;
CREATE TABLE floor_event (id bigserial PRIMARY KEY, case_id bigint REFERENCES floor_case, seq int, task_id bigint, actor bigint, action text, source text,
  target text, at timestamptz, data jsonb, UNIQUE (case_id, seq));
CREATE TABLE floor_outbox (id bigserial PRIMARY KEY, case_id bigint, task_id bigint, kind text, at timestamptz, data jsonb, sent_at timestamptz);
CREATE INDEX ON floor_outbox (id) WHERE sent_at IS NULL;
"""
LOCK = "SELECT c.id, c.state, t.owner, t.status, t.unit FROM floor_task t JOIN floor_case c ON c.id = t.case_id WHERE t.id = %s FOR NO KEY UPDATE OF c, t"
EVENT = (
    "INSERT INTO floor_event (case_id, seq, task_id, actor, action, source, target, at, data)"
    " SELECT %s, coalesce(max(seq), 0) + 1, %s, %s, %s, %s, %s, now(), '{}' FROM floor_event WHERE case_id = %s"
)
OUTBOX = "INSERT INTO floor_outbox (case_id, task_id, kind, at, data) VALUES (%s, %s, %s, now(), '{}')"
BORN = (
    "INSERT INTO floor_task (case_id, node, token, title, unit, rank, status, opened_at, due_on, deadline, outcome, note, cause, data)"
    " SELECT %s, %s, 'start', %s, unnest(%s::bigint[]), 20, 'NEW', now(), %s, %s, '', '', %s, '{}' RETURNING id"
)
DUE = date(2026, 12, 7)
# What the engine stores as the derivation of a deadline has about this size.
DEADLINE = json.dumps(
    {"anchor": "2026-11-23", "steps": ["x" * 60] * 4, "nominal_end": "2026-12-07", "effective_end": "2026-12-07"}
)
PATH = (
    ("decide", "negotiation"),
    ("sign", "signature"),
    ("check", "signature"),
    ("evaluate", "in_force"),
    ("", "filed"),
)


class Floor:
    """One connection, one case after the other."""

    def __init__(self, address: str, units: list[int], people: list[int]) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.units, self.people, self.number = units, people, 0

    def case(self) -> None:
        """The same 15 transactions."""
        case, tasks = self._start()
        for place, task in enumerate(tasks):
            self._claim(task)
            self._complete(task, "approve", PATH[0] if place == len(tasks) - 1 else None)
        for place in (1, 2, 3, 4):
            task = self._next(case)
            if PATH[place - 1][0] != "check":
                self._claim(task)
            self._complete(task, "done", PATH[place])

    def _start(self) -> tuple[int, list[int]]:
        self.number += 1
        with self.connection.transaction():
            case = self._one(
                "INSERT INTO floor_case (title, reference, lead, owner, state, state_since, status, opened_at, flow, data)"
                " VALUES ('Messung', gen_random_uuid()::text, %s, %s, 'proposal', now(), 'NEW', now(), 'BenchFlow', '{}') RETURNING id",
                self.units[0], self.people[0],
            )  # fmt: skip
            rows = self.connection.execute(BORN, (case, "review", "Prüfen", self.units, DUE, DEADLINE, None)).fetchall()
            self.connection.execute(EVENT, (case, None, self.people[0], "opened", "", "proposal", case))
            for (task,) in rows:
                self.connection.execute(OUTBOX, (case, task, "assigned"))
        return case, [task for (task,) in rows]

    def _claim(self, task: int) -> None:
        with self.connection.transaction():
            case, state, *_rest = self.connection.execute(LOCK, (task,)).fetchone() or ()
            self.connection.execute(
                "UPDATE floor_task SET status = 'ASSIGNED', owner = %s, claimed_at = now() WHERE id = %s",
                (self.people[0], task),
            )
            self.connection.execute(EVENT, (case, task, self.people[0], "claimed", state, state, case))

    def _complete(self, task: int, outcome: str, following: tuple[str, str] | None) -> None:
        with self.connection.transaction():
            case, state, *_rest = self.connection.execute(LOCK, (task,)).fetchone() or ()
            self.connection.execute(
                "UPDATE floor_task SET status = 'DONE', outcome = %s, note = '', completed_by = %s, closed_at = now() WHERE id = %s",
                (outcome, self.people[0], task),
            )
            node, target = following or ("", state)
            if following:
                self.connection.execute(
                    "UPDATE floor_case SET state = %s, state_since = now() WHERE id = %s", (target, case)
                )
            self.connection.execute(EVENT, (case, task, self.people[0], f"x:{outcome}", state, target, case))
            self.connection.execute(OUTBOX, (case, task, "completed"))
            if node:
                born = self._one(BORN, case, node, "Aufgabe", [self.units[0]], DUE, DEADLINE, task)
                self.connection.execute(OUTBOX, (case, born, "assigned"))

    def _next(self, case: int) -> int:
        return self._one("SELECT id FROM floor_task WHERE case_id = %s AND closed_at IS NULL ORDER BY id LIMIT 1", case)

    def _one(self, sql: str, *parameters: object) -> int:
        row = self.connection.execute(sql, parameters).fetchone()
        assert row is not None
        return int(row[0])
