"""Which account the database server runs under: PostgreSQL refuses root."""

import os
import pwd
import subprocess
from pathlib import Path

from launcher.problems import Problem
from launcher.processes import Account

UNPRIVILEGED = ("nobody", "daemon")


def server_account() -> Account | None:
    """Return the account to change to, or None when the current one will do. Creates no accounts."""
    if os.getuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Problem(
        "PostgreSQL läuft nicht als root, und das Konto „nobody“ fehlt. Bitte als gewöhnlicher Benutzer starten."
    )


def own_name() -> str:
    """Return the name of the account this process runs under; PostgreSQL knows its peer by it."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise Problem(
            f"Das Benutzerkonto {os.getuid()} hat keinen Namen (/etc/passwd); PostgreSQL braucht einen."
        ) from None


def passes(account: Account, directory: Path) -> bool:
    """Whether the account may enter the directory, asked of the kernel rather than computed from modes."""
    return _succeeds(account, ["test", "-x", str(directory)])


def runs(account: Account, install: Path) -> bool:
    """Whether the account can run this PostgreSQL installation and read its files."""
    check = '"$0" --version >/dev/null 2>&1 && test -r "$1"'
    return _succeeds(account, ["sh", "-c", check, str(install / "bin/postgres"), str(install / "share/postgres.bki")])


def _succeeds(account: Account, argv: list[str]) -> bool:
    done = subprocess.run(argv, check=False, cwd="/", user=account.uid, group=account.gid, extra_groups=[])
    return done.returncode == 0
