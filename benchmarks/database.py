"""Databases that measurements have to themselves."""

import os
import subprocess
import sys

import psycopg


def fresh(database: str) -> dict[str, str]:
    """An empty database of that name with the schema; returns the environment of processes that use it."""
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {database}")
    base, _mark, query = server.partition("?")
    address = f"{base.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environment, check=True)
    return environment
