"""Addresses for mails and files: of the place this product is published at, never of what a request calls it."""

from django.conf import settings


def link_to(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
