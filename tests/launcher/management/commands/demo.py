"""Stands for the demo world: one line when it is loaded, two accounts when it is asked for them."""

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true")

    def handle(self, *, accounts, **_options):
        self.stdout.write("Konto eins\nKonto zwei" if accounts else "Beispielwelt geladen")
