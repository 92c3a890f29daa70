"""Outcomes that read the same everywhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _

RETURN: dict[str, Any] = {"label": _("Zurückgeben"), "reason": True, "tone": "return"}
