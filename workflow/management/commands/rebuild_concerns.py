"""`manage.py rebuild_concerns`: compare who concerns which case with what follows from the cases, and mend what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.concerns import differences, settle

BATCH = 2_000


class Command(BaseCommand):
    """Nothing is mended with `--check`; the number of rows that differ is said, and ends the command with 1."""

    help = "Vergleicht die Tabelle der Zugänge mit Vorgängen, Aufgaben und Beteiligungen und stellt sie richtig."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look, or mend."""
        parser.add_argument("--check", action="store_true", help="nur vergleichen, nichts ändern")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, then settle case by case in batches."""
        found = differences()
        if options["check"] and found:
            raise CommandError(f"{len(found)} Zugänge weichen ab.")
        cases = sorted({difference.case for difference in found})
        for first in range(0, len(cases), BATCH):
            settle(cases[first : first + BATCH])
        self.stdout.write(f"{len(found)} Zugänge richtiggestellt." if found else "Alle Zugänge stimmen.")
