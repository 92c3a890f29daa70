"""The line by which web and worker tell the supervisor that they take work."""

import os

READY = "bereit"


def announce() -> None:
    """Write the line to the process's first output, past any logging that has taken it over."""
    os.write(1, f"{READY}\n".encode())
