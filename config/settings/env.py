"""The one reader of the process environment."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / ".local").resolve()


def text(name: str, default: str = "") -> str:
    """Return the variable, or `default` when it is missing or empty."""
    return os.environ.get(name) or default


def required(name: str) -> str:
    """Return the variable; raise RuntimeError naming it when it is missing."""
    value = text(name)
    if not value:
        raise RuntimeError(f"Umgebungsvariable {name} fehlt.")
    return value


def networks(written: str) -> list[IPv4Network | IPv6Network]:
    """Translate `10.0.0.0/8, fd00::/8`; raise ValueError for what is none."""
    return [ip_network(each.strip()) for each in written.split(",") if each.strip()]


def database(url: str) -> dict[str, Any]:
    """Translate a `postgresql://` address (host may be a socket directory in `?host=`) into Django's form."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A click that waits longer than this for a colleague's transaction is answered with a clear message instead of hanging.
        "OPTIONS": {"options": "-c lock_timeout=8000", **query},
    }
