"""Devices on which somebody has signed in before: a signed cookie that opens nothing, and lets the right password in when strangers are refused."""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from accounts.attempts import account_key

SALT = "accounts.devices"
AGE = 180 * 24 * 3600  # seconds
MOST_ACCOUNTS = 8  # that one device is known to


def known_device(request: HttpRequest, name: str) -> str:
    """The mark of this device if the account has signed in here, else empty."""
    stored = _read(request)
    return stored["mark"] if account_key(name) in stored["accounts"] else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """The account signed in here."""
    stored, key = _read(request), account_key(name)
    accounts = [each for each in stored["accounts"] if each != key][-MOST_ACCOUNTS + 1 :]
    value = signing.dumps({"mark": stored["mark"], "accounts": [*accounts, key]}, salt=SALT)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        value,
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=AGE
        )
    except signing.BadSignature:
        stored = {"mark": f"device-{secrets.token_urlsafe(12)}", "accounts": []}
    return stored
