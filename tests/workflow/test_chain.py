"""What somebody with the database's own powers changed is found and named."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.conftest import NOON
from tests.factories.contracts import before_decision, proposal
from workflow.chain import anchor, verify
from workflow.models import CaseEvent

AT_ONCE = timedelta(seconds=-5)


@pytest.fixture
def cases(house):
    found = before_decision().case, proposal().case
    with connection.cursor() as cursor:  # a table with checks outstanding cannot be altered
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return found


def tamper(sql: str, *parameters) -> None:
    """As a superuser past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflow_caseevent DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)
        cursor.execute("ALTER TABLE workflow_caseevent ENABLE TRIGGER USER")


def told() -> list[str]:
    return [str(fault) for fault in verify().faults]


def test_an_untouched_history_is_clean(cases, capsys):
    anchor(NOON, settled=AT_ONCE)
    call_command("verify_log")
    assert capsys.readouterr().out == f"{CaseEvent.objects.count()} Einträge und 1 Anker geprüft: unverändert.\n"


@pytest.mark.parametrize(
    "change",
    [
        "action = 'x'",
        "at = at + interval '1 second'",
        'data = \'{"note": "anders"}\'',
        "recorded_at = recorded_at - interval '1 day'",
        "actor_id = NULL",
        "on_behalf_of_id = actor_id",
        "task_id = NULL",
        "source = 'filed'",
        "target = 'filed'",
    ],
)
def test_a_changed_entry_is_named(cases, change):
    tamper(f"UPDATE workflow_caseevent SET {change} WHERE case_id = %s AND seq = 3", cases[0].pk)
    assert told() == [f"Vorgang {cases[0].pk}, Eintrag 3: Inhalt und Prüfsumme passen nicht zusammen"]


def test_a_removed_entry_is_named(cases):
    tamper("DELETE FROM workflow_caseevent WHERE case_id = %s AND seq = 2", cases[0].pk)
    assert told() == [f"Vorgang {cases[0].pk}, Eintrag 3: davor fehlt ein Eintrag"]


def test_a_removed_entry_of_a_chain_written_anew_is_named(cases):
    """Whoever can compute the digests leaves at least a number out."""
    tamper(
        "UPDATE workflow_caseevent e SET seq = seq + 1, hash = sha256(convert_to(jsonb_build_array(case_id, seq + 1, task_id, actor_id, on_behalf_of_id,"
        " action, source, target, extract(epoch FROM at), extract(epoch FROM recorded_at), data)::text, 'UTF8')) WHERE case_id = %s AND seq = 1",
        cases[1].pk,
    )
    assert told() == [f"Vorgang {cases[1].pk}, Eintrag 2: davor fehlt ein Eintrag"]


def test_a_cut_tail_is_found_by_the_anchor_alone(cases):
    last = CaseEvent.objects.filter(case=cases[0]).count()
    anchor(NOON, settled=AT_ONCE)
    tamper("DELETE FROM workflow_caseevent WHERE case_id = %s AND seq = %s", cases[0].pk, last)
    assert told() == [f"Vorgang {cases[0].pk}, Eintrag {last}: am 23.11.2026 verankert, jetzt nicht mehr so vorhanden"]


def test_a_chain_written_anew_is_found_by_the_anchor(cases):
    anchor(NOON, settled=AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflow_caseevent DISABLE TRIGGER append_only")
        cursor.execute("CREATE TEMP TABLE kept AS SELECT * FROM workflow_caseevent WHERE case_id = %s", [cases[1].pk])
        cursor.execute("DELETE FROM workflow_caseevent WHERE case_id = %s", [cases[1].pk])
        cursor.execute("UPDATE kept SET action = 'gefälscht'")
        cursor.execute("INSERT INTO workflow_caseevent SELECT * FROM kept ORDER BY seq")
        cursor.execute("ALTER TABLE workflow_caseevent ENABLE TRIGGER append_only")
    assert told() == [f"Vorgang {cases[1].pk}, Eintrag 1: am 23.11.2026 verankert, jetzt nicht mehr so vorhanden"]


def test_a_vanished_history_is_found(cases):
    tamper("DELETE FROM workflow_caseevent WHERE case_id = %s", cases[1].pk)
    assert told() == [f"Vorgang {cases[1].pk}, Eintrag 1: {cases[1].reference} hat keine Einträge mehr"]


def test_a_changed_anchor_is_found(cases):
    made = anchor(NOON, settled=AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflow_chainanchor DISABLE TRIGGER USER")
        cursor.execute("UPDATE workflow_chainanchor SET heads = '{}'")
        cursor.execute("ALTER TABLE workflow_chainanchor ENABLE TRIGGER USER")
    assert told() == [f"Anker {made.pk} wurde verändert oder davor fehlt einer"]


def test_an_anchor_holds_only_what_grew(cases):
    anchor(NOON, settled=AT_ONCE)
    assert anchor(NOON, settled=AT_ONCE) is None
    other = proposal().case
    assert list(anchor(NOON, settled=AT_ONCE).heads) == [str(other.pk)]


def test_what_may_still_be_under_way_is_not_anchored(cases):
    assert anchor(NOON) is None


def test_a_removed_anchor_is_found_by_the_next_one(cases):
    _first, middle, last = (anchored_with_one_more() for _time in range(3))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflow_chainanchor DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM workflow_chainanchor WHERE id = %s", [middle.pk])
        cursor.execute("ALTER TABLE workflow_chainanchor ENABLE TRIGGER USER")
    assert told() == [f"Anker {last.pk} wurde verändert oder davor fehlt einer"]


def anchored_with_one_more():
    proposal()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return anchor(NOON, settled=AT_ONCE)


@pytest.mark.parametrize("sql", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["workflow_caseevent", "workflow_chainanchor"])
def test_the_application_cannot_rewrite_history(cases, table, sql):
    anchor(NOON, settled=AT_ONCE)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


def test_the_command_fails_where_something_is_wrong(cases):
    tamper("UPDATE workflow_caseevent SET action = 'x' WHERE case_id = %s AND seq = 1", cases[0].pk)
    with pytest.raises(CommandError, match="1 Fehler in"):
        call_command("verify_log")
