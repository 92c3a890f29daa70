"""How allauth behaves in this house."""

import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import realtime
from accounts.attempts import Attempt, admit, fail, succeed
from accounts.devices import known_device
from accounts.networks import client_address, network_of

CLOSED = "closed"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administration; passwords are tried under the limits of this house; mails are written by others."""

    attempt: Attempt

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by."""
        return client_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work."""
        return self.get_login_redirect_url(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse what is tried too often, before the password is looked at."""
        name = credentials.get("username", "")
        self.attempt = Attempt(name, network_of(client_address(request)), known_device(request, name))
        at = realtime.now()
        until = admit(self.attempt, at)
        if until:
            raise ValidationError(refusal(math.ceil((until - at).total_seconds())), code=CLOSED)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The password was wrong."""
        fail(self.attempt, realtime.now())

    def _rollback_login_failed_rl_usage(self) -> None:
        """What allauth calls when the password was right."""
        succeed(self.attempt, realtime.now())


def refusal(seconds: int) -> str:
    """Says the same of every account, so that nobody learns which ones there are."""
    minutes = math.ceil(seconds / 60)
    wait = ngettext("einer Minute", "%(number)d Minuten", minutes) % {"number": minutes}
    return _(
        "Für dieses Konto oder aus Ihrem Netz kamen zu viele Fehlversuche. Bitte versuchen Sie es in %(wait)s noch einmal. "
        "An einem Gerät, an dem Sie sich schon einmal angemeldet haben, geht es sofort."
    ) % {"wait": wait}
