"""Django's commands with the servers they need."""

import os
from contextlib import ExitStack

from launcher.place import place_from
from launcher.run import SETTINGS
from launcher.session import ending_on_sigterm, session

PRODUCTION = "config.settings.prod"
# These read or write files of the checkout only.
OFFLINE = {
    "",
    "--help",
    "--version",
    "collectstatic",
    "compilemessages",
    "findstatic",
    "help",
    "makemessages",
    "version",
}
NOWHERE = {"DATABASE_URL": "postgresql://nowhere/none", "BROKER_URL": "redis://nowhere"}


def manage(argv: list[str]) -> int:
    """Run one of Django's commands as manage.py does; in production everything is given and nothing is started."""
    settings = os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    command = argv[1] if len(argv) > 1 else ""
    with ExitStack() as stack:
        if settings == PRODUCTION:
            pass
        elif command in OFFLINE or "--help" in argv:
            _complete(NOWHERE)
        else:
            place = place_from(os.environ)
            stack.enter_context(ending_on_sigterm())
            os.environ.update(stack.enter_context(session(place, f"manage.py {command}", os.environ)))
            _complete({"SECRET_KEY": place.secret_key()})
        from django.core.management import execute_from_command_line

        execute_from_command_line(argv)
    return 0


def _complete(values: dict[str, str]) -> None:
    for name, value in values.items():
        if not os.environ.get(name):
            os.environ[name] = value
