"""What follows from signing in and from a new password."""

import time
from typing import Any
from uuid import uuid4

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import NoticeKind
from accounts.networks import client_address
from accounts.notices import tell
from accounts.programs import program_of
from accounts.services import end_sessions
from accounts.sessions import ADDRESS, PROGRAM
from accounts.timing import begin
from directory.models import User


@receiver(user_logged_in)
def note_session(request: HttpRequest, **_kwargs: Any) -> None:
    """The session begins, and knows where."""
    begin(request.session, time.time())
    request.session[ADDRESS] = client_address(request)
    request.session[PROGRAM] = program_of(request.META.get("HTTP_USER_AGENT", ""))


@receiver([password_changed, password_reset])
def end_other_sessions(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Whoever else was signed in no longer is, and the owner is told."""
    end_sessions(user, but=request.session.session_key or "")
    tell(NoticeKind.PASSWORD_CHANGED, f"{user.pk}-{uuid4()}", user=user)
