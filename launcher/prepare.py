"""Brings the database up to date in one process: migrations, on the first start the demo world, and the list of accounts."""

import io
import sys
from contextlib import suppress
from pathlib import Path


def main(accounts: Path, loaded: Path) -> int:
    """Do what is missing, write the accounts to the first path, and leave the second behind once the demo world is in."""
    import django
    from django.core.management import CommandError, call_command, get_commands
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        print(f"Die Datenbank antwortet nicht: {str(error).splitlines()[0]}")
        return 1
    before = executor.loader.applied_migrations
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        print(f"Datenbank wird eingerichtet: {len(missing)} Schritte")
        call_command("migrate", interactive=False, verbosity=0)
    if "demo" in get_commands():
        if (missing and not before) or not loaded.exists():
            print("Beispieldaten werden angelegt")
            call_command("demo")
            loaded.touch()
        said = io.StringIO()
        with suppress(CommandError):  # a demo world need not have accounts
            call_command("demo", "--accounts", stdout=said)
        accounts.write_text(said.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
