"""Multiplies the cases and tasks of the demonstration by SQL, to look at lists of the size that years bring."""

from collections.abc import Mapping

from django.db import connection, models
from django.db.models import Max

from contracts.models import Contract
from workflow.models import Case, CaseTask

# Numbers of copies within their file lie this far apart, and due dates are spread over this many days.
GAP, SPREAD = 1000, 300


def multiply(factor: int) -> int:
    """Add copies until every case exists `factor` times; returns how many cases there are then.

    Copies have tasks, contract, Handlungsfelder and Ressorts, but neither history nor documents: they are for load, not for work.
    """
    cases, tasks = _span(Case), _span(CaseTask)
    moved = {"id": f"t.id + k * {cases}", "parent_id": f"t.parent_id + k * {cases}"}
    number = f"t.number + k * {GAP}"
    reference = f"(select f.reference from workflow_casefile f where f.id = t.case_file_id) || '/' || ({number})"  # noqa: S608 -- own names
    named = {
        "uid": "gen_random_uuid()",
        "number": number,
        "reference": reference,
        "title": "t.title || ' – Kopie ' || k",
    }
    of_case = {"case_id": f"t.case_id + k * {cases}"}
    _copy(Case, moved | named, factor)
    _copy(Contract, of_case | {"draft_id": "null", "final_version_id": "null"}, factor)
    for link in (Case.fields_of_action.through, Case.affected_units.through):
        _copy(link, of_case | {"id": f"t.id + k * {_span(link)}"}, factor)
    placed = {
        "id": f"t.id + k * {tasks}",
        "cause_id": f"t.cause_id + k * {tasks}",
        "process_id": f"t.process_id + k * {cases}",
    }
    _copy(CaseTask, placed | {"due_on": f"t.due_on + mod(k, {SPREAD})"}, factor)
    _count_on()
    return Case.objects.count()


def _span(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(top=Max("pk"))["top"] or 0)


def _copy(model: type[models.Model], changes: Mapping[str, str], factor: int) -> None:
    """Insert `factor` - 1 copies of every row; `k` counts them from 1."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changes.get(column, f't."{column}"') for column in columns)
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        # Only names from our own models are put into the statement.
        cursor.execute(
            f'insert into "{table}" ({names}) select {values} from "{table}" t, generate_series(1, %s) k',  # noqa: S608
            [factor - 1],
        )


def _count_on() -> None:
    """Let sequences and file numbers go on behind the copies, and refresh what the planner knows."""
    tables: list[type[models.Model]] = [Case, CaseTask, Case.fields_of_action.through, Case.affected_units.through]
    with connection.cursor() as cursor:
        for model in tables:
            table = model._meta.db_table
            cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))")  # noqa: S608 -- own names
            cursor.execute(f"analyze {table}")
        cursor.execute("analyze workflow_concern")
        cursor.execute(
            "update workflow_casefile f set last_case_number = (select max(number) from workflow_case c where c.case_file_id = f.id)"
        )
