"""Moves the clock of the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow import clock
from workflow.clockwork import ClockError, move, moved_by, reset
from workflow.ticking import tick


class Command(BaseCommand):
    """`manage.py clock`, `manage.py clock +400d`, `manage.py clock reset`."""

    help = "Shows or moves the clock: +400d, -30d, +6h, reset. Only in the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How far."""
        parser.add_argument("change", nargs="?", default="", help="+400d, -30d, +6h or reset")
        # A change like -30d must not be taken for an option.
        parser._negative_number_matcher = _Days()  # type: ignore[assignment]  # noqa: SLF001 -- argparse offers no other way

    def handle(self, *args: Any, **options: Any) -> None:
        """Move, let fall due what falls due, and say what time it is."""
        change = options["change"]
        try:
            if change == "reset":
                reset()
            elif change:
                move(moved_by(change))
        except ClockError as error:
            raise CommandError(error.message) from error
        if change:
            done = tick(clock.now())
            self.stdout.write(f"Fällig geworden: {done.total}.")
        self.stdout.write(f"Die Uhr steht auf {clock.now():%d.%m.%Y %H:%M} UTC.")


class _Days:
    @staticmethod
    def match(text: str) -> bool:
        """-30d is a value."""
        return text[:1] == "-" and text[1:2].isdigit()
