#!/usr/bin/env python3
"""Django's commands. Without DATABASE_URL they use the embedded servers: the running ones, or their own for as long as they take."""

import sys

from launcher.interpreter import enter, refuse_old

if __name__ == "__main__":
    enter()
    refuse_old()
    from launcher.commands import guarded
    from launcher.manage import manage

    sys.exit(guarded(lambda: manage(sys.argv)))
