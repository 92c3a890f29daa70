"""What every page knows: the ministry, the demonstration, the person's standing and navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from workflow import clock
from workflow.navigation import navigation_for, standing_for


def site(request: HttpRequest) -> dict[str, Any]:
    """Variables of the page frame."""
    theme = request.COOKIES.get("darstellung", "")
    context: dict[str, Any] = {
        "ministry": settings.MINISTRY,
        "demo": settings.DEMO,
        "today": clock.today(),
        "clock_shifted": settings.DEMO and bool(clock.offset()),
        "theme": theme if theme in {"light", "dark"} else "",
    }
    if hasattr(request, "user") and request.user.is_authenticated:
        standing = standing_for(request)
        context |= {"standing": standing, "navigation": navigation_for(request, standing)}
    return context
