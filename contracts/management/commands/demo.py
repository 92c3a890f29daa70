"""Loads the demo world; the second time it only says so."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F

from contracts.demo.people import PASSWORD, accounts, load_deputies, load_people
from contracts.demo.scale import multiply
from contracts.demo.stories import load_stories
from directory.reference import load_reference
from workflow import clock
from workflow.announcements import demonstrations
from workflow.models import Case, ExternalMail, Outbox


class Command(BaseCommand):
    """`manage.py demo`, `manage.py demo --accounts`, `manage.py demo --scale 100`."""

    help = "Loads the demonstration: reference data, fictional people, contracts in every phase."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="multiply cases and tasks, to try large lists"
        )

    def handle(self, *args: Any, accounts_only: bool = False, **options: Any) -> None:
        """Refuse outside the demonstration; do nothing twice."""
        if not settings.DEMO:
            raise CommandError("Die Demonstrationsdaten gibt es nur in der Demonstration.")
        if options["accounts"]:
            for account, description in accounts():
                self.stdout.write(f"{account:<18} {PASSWORD}   {description}")
            return
        with transaction.atomic():
            load_reference()
            load_people()
            if Case.objects.exists():
                self.stdout.write("Demonstrationsdaten sind vorhanden.")
                return
            load_stories(clock.today())
            load_deputies(clock.today())
            for load in demonstrations():
                load(clock.today())
            # What happened in the past of the demonstration is no news to anybody.
            Outbox.objects.filter(sent_at=None).update(sent_at=F("at"))
            ExternalMail.objects.update(mailed_at=F("at"))
            if options["scale"] > 1:
                multiply(options["scale"])
        self.stdout.write(f"Demonstrationsdaten geladen: {Case.objects.count()} Vorgänge.")
