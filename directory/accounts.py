"""How accounts behave at sign-in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the administration; nobody registers alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False
