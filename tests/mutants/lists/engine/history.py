"""The history nobody can rewrite, and the proof of it."""

from tests.mutants.mutant import Mutant, dropped, mutant

TESTS = "workflow/test_chain.py"
NAMED = f"{TESTS}::test_a_changed_entry_is_named"
KEPT = f"{TESTS}::test_the_application_cannot_rewrite_history"
COLUMNS = ("task_id", "actor_id", "on_behalf_of_id", "action", "source", "target", "at", "recorded_at", "data")


def _forgotten(column: str) -> Mutant:
    """The digest leaves a column out, where it is written and where it is checked."""
    times = {"at", "recorded_at"}
    body = ", ".join(
        ["e.case_id", "e.seq"]
        + [f"extract(epoch FROM e.{one})" if one in times else f"e.{one}" for one in COLUMNS if one != column]
    )
    term = {
        "at": "extract(epoch FROM at), ",
        "recorded_at": ", extract(epoch FROM recorded_at)",
        "data": ", data)::text",
    }
    return mutant(
        f"tampering with {column} is not seen",
        "workflow/chain.py",
        term.get(column, f" {column},"),
        ")::text" if column == "data" else "",
        NAMED,
        statement=(
            "CREATE OR REPLACE FUNCTION workflow_event_hash(prev bytea, e workflow_caseevent) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$"
            f" SELECT sha256(coalesce(prev, ''::bytea) || convert_to(jsonb_build_array({body})::text, 'UTF8')) $$"
        ),
    )


GUARDS: tuple[Mutant, ...] = (
    *map(_forgotten, COLUMNS),
    mutant(
        "an entry taken out of the middle is not missed",
        "workflow/chain.py",
        "WHERE seq IS DISTINCT FROM coalesce(prev_seq, 0) + 1\n   OR hash",
        "WHERE hash",
        f"{TESTS}::test_a_removed_entry_of_a_chain_written_anew_is_named",
    ),
    mutant(
        "a history that is gone altogether is not missed",
        "workflow/chain.py:verify",
        "*_missing_histories(), ",
        "",
        f"{TESTS}::test_a_vanished_history_is_found",
    ),
    mutant(
        "a cut tail is not missed",
        "workflow/chain.py:_anchor_faults",
        "yield from _lost_heads(anchor)",
        "pass",
        f"{TESTS}::test_a_cut_tail_is_found_by_the_anchor_alone",
        f"{TESTS}::test_a_chain_written_anew_is_found_by_the_anchor",
    ),
    mutant(
        "a changed anchor is not seen",
        "workflow/chain.py:_anchor_faults",
        "if bytes(anchor.hash) != _digest(before, anchor.at, anchor.heads):",
        "if False:",
        f"{TESTS}::test_a_changed_anchor_is_found",
        f"{TESTS}::test_a_removed_anchor_is_found_by_the_next_one",
    ),
    mutant(
        "anchors do not hang on each other",
        "workflow/chain.py:_digest",
        "sha256(before + text.encode())",
        "sha256(text.encode())",
        f"{TESTS}::test_a_removed_anchor_is_found_by_the_next_one",
    ),
    mutant(
        "what may still be under way is anchored",
        "workflow/chain.py",
        "AND recorded_at <= now() - %s::interval",
        "AND %s IS NOT NULL",
        f"{TESTS}::test_what_may_still_be_under_way_is_not_anchored",
    ),
    mutant(
        "the command ends well whatever it found",
        "workflow/management/commands/verify_log.py",
        "if report.faults:",
        "if False:",
        f"{TESTS}::test_the_command_fails_where_something_is_wrong",
    ),
    dropped("entries may be changed", "DROP TRIGGER append_only ON workflow_caseevent", KEPT),
    dropped("the history may be emptied", "DROP TRIGGER append_only_table ON workflow_caseevent", KEPT),
    dropped("anchors may be changed", "DROP TRIGGER append_only ON workflow_chainanchor", KEPT),
    dropped("the anchors may be emptied", "DROP TRIGGER append_only_table ON workflow_chainanchor", KEPT),
)
