"""The embedded PostgreSQL: one cluster, reached through a Unix socket only, by the account that started it only."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from launcher.account import own_name
from launcher.home import Home
from launcher.place import check_space
from launcher.problems import Problem
from launcher.processes import Account, Program

DATABASE = "vertragswerk"
MODEST = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "min_wal_size": "64MB",
    "max_wal_size": "256MB",
    "log_checkpoints": "off",
    "log_line_prefix": "",
    "timezone": "UTC",
    "logging_collector": "off",
    "log_min_messages": "warning",
    # Statements and keys that failed hold what people typed: they stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests only: a crash of the machine may cost the cluster, which is made anew each time. Tests roll back what they wrote, so that
# a vacuum between two of them finds full pages without a row; plans made with that figure take minutes.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

INITDB = (
    "--auth=peer",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-sync",
)
# What it says on every start and stop.
ROUTINE = (
    "starting PostgreSQL",
    "listening on Unix socket",
    "database system was shut down at",
    "database system is ready",
    "received fast shutdown request",
    "aborting any active transactions",
    "LOG:  shutting down",
    "database system is shut down",
)


class Postgres:
    """A server for one cluster; whoever supervises it starts `program()`."""

    name = "postgres"
    variable = "DATABASE_URL"

    def __init__(self, home: Home, sockets: Path, account: Account | None, *, durable: bool) -> None:
        self.home, self.sockets, self.account = home, sockets, account
        self.durable = durable
        self.settings = MODEST if durable else MODEST | CARELESS

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        return f"postgresql://{DATABASE}@/{DATABASE}?host={self.sockets}"

    def prepare(self) -> None:
        """Make the cluster when there is none (for tests: afresh) and write who may connect; raises Problem when it cannot be done."""
        data = self.home.data
        if not self.durable:
            shutil.rmtree(data, ignore_errors=True)
        check_space(data.parent)
        if not data.exists():
            self._initialise(data)
        owner, expected = data.stat().st_uid, self.account.uid if self.account else os.getuid()
        if owner != expected:
            raise Problem(
                f"{data} gehört dem Benutzer {owner}, gestartet würde PostgreSQL als {expected}. Bitte denselben Benutzer verwenden wie beim ersten Start."
            )
        (data / "pg_hba.conf").write_text(f"local all {DATABASE} peer map=launcher\n")
        (data / "pg_ident.conf").write_text(f'launcher "{own_name()}" {DATABASE}\n')

    def program(self) -> Program:
        """The server itself; SIGINT is its fast shutdown."""
        options = {**self.settings, "unix_socket_directories": str(self.sockets), "port": "5432"}
        arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        argv = [str(self.home.install / "bin/postgres"), "-D", str(self.home.data), *arguments]
        return Program(self.name, argv, {"LC_ALL": "C"}, self.account, stop=signal.SIGINT, limit=20, harmless=ROUTINE)

    def answers(self) -> bool:
        """Whether a query is answered in our database."""
        import psycopg

        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def _initialise(self, data: Path) -> None:
        """Build the cluster aside and rename it, so that an interrupted attempt leaves nothing half-made in place."""
        fresh = data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if self.account:
            os.chown(fresh, self.account.uid, self.account.gid)
        cluster = ["-D", str(fresh)]
        self._call("initdb", *cluster, f"--username={DATABASE}", *INITDB)
        self._call(
            "postgres", "--single", *cluster, "-c", "fsync=off", "postgres", entry=f"CREATE DATABASE {DATABASE}\n"
        )
        if self.durable:
            self._call("initdb", *cluster, "--sync-only")
        fresh.rename(data)

    def _call(self, name: str, *arguments: str, entry: str = "") -> None:
        account = self.account
        done = subprocess.run(
            [str(self.home.install / "bin" / name), *arguments],
            check=False,
            capture_output=True,
            text=True,
            input=entry,
            cwd="/",
            start_new_session=True,
            env={**os.environ, "LC_ALL": "C"},
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"{name} endete mit Code {done.returncode}"]
            raise Problem(f"Die Datenbank konnte nicht angelegt werden: {said[-1]}")
