"""The secret in a link for a new password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from directory.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Good once and for an hour, and for nobody who may not sign in with a password."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Whether the link leads to a new password for this account now."""
        return bool(user and user.is_active and user.has_usable_password()) and super().check_token(user, token)
