"""Proves that nobody changed the history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.chain import verify


class Command(BaseCommand):
    """`manage.py verify_log`: exit code 0 when everything is as written, 1 with one line per fault."""

    help = "Checks the hash chain of every case and the anchors over all of them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and report."""
        report = verify()
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.faults:
            raise CommandError(f"{len(report.faults)} Fehler in {report.events} Einträgen.")
        self.stdout.write(f"{report.events} Einträge und {report.anchors} Anker geprüft: unverändert.")
