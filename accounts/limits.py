"""How often something may be asked for; counted for all web processes together."""

from allauth.core import ratelimit
from django.http import HttpRequest


def is_within(request: HttpRequest, action: str) -> bool:
    """Count one more of `action`; False, and not counted, once its rate in ACCOUNT_RATE_LIMITS is used up."""
    return bool(ratelimit.consume(request, action=action))
