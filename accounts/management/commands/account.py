"""What the administration does to an account as long as it has no page for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Session
from accounts.services import AccountError, change_address, end_sessions, set_active
from directory.models import User


class Command(BaseCommand):
    """`manage.py account kim`, `account kim address kim@example.org`, `account kim deactivate|activate|sign-out`."""

    help = "Shows an account, changes its address (the old one is told), deactivates or reactivates it, or ends its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and what."""
        parser.add_argument("username")
        parser.add_argument("act", nargs="?", default="", choices=["", "address", "deactivate", "activate", "sign-out"])
        parser.add_argument("value", nargs="?", default="", help="the new address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how the account stands."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Ein Konto „{options['username']}“ gibt es nicht.")
        try:
            self._do(user, options["act"], options["value"])
        except AccountError as error:
            raise CommandError(error.message) from error
        state = "aktiv" if user.is_active else "deaktiviert"
        count = Session.objects.filter(user=user).count()
        self.stdout.write(f"{user.username}: {user.name}, {user.email or 'ohne Adresse'}, {state}, Sitzungen: {count}")

    def _do(self, user: User, act: str, value: str) -> None:
        match act:
            case "address":
                change_address(user, value)
            case "deactivate" | "activate":
                set_active(user, active=act == "activate")
            case "sign-out":
                end_sessions(user)
