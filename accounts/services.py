"""What the administration does to an account, and what its owner does to her sessions."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import NoticeKind, Session
from accounts.notices import tell
from directory.models import User


class AccountError(Exception):
    """What is asked for cannot be done; says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def owners_of(address: str) -> list[User]:
    """Whoever may get a link for a new password at this address."""
    found = User.objects.filter(email__iexact=address, is_active=True) if address else User.objects.none()
    return [user for user in found if user.has_usable_password()]


@transaction.atomic
def change_address(user: User, address: str) -> None:
    """Mails go there from now on, and a link for a new password too: whoever reads the old mailbox is told."""
    try:
        validate_email(address)
    except ValidationError:
        raise AccountError(_("„%(address)s“ ist keine E-Mail-Adresse.") % {"address": address}) from None
    others = User.objects.filter(email__iexact=address).exclude(pk=user.pk)
    if others.exists():
        raise AccountError(_("Die Adresse gehört schon zu einem anderen Konto."))
    before, user.email = user.email, address
    if before != address:
        user.save(update_fields=["email"])
        tell(NoticeKind.ADDRESS_CHANGED, f"{user.pk}-{uuid4()}", user=user, address=before)


def set_active(user: User, *, active: bool) -> None:
    """Whether somebody may sign in. Who may not is signed out at once, by the database."""
    user.is_active = active
    user.save(update_fields=["is_active"])


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign an account out everywhere, except in the session with the key `but`; in how many."""
    ended, _each = Session.objects.filter(user=user).exclude(session_key=but).delete()
    return ended


def end_session(user: User, mark: str) -> bool:
    """Sign an account out of one session, if it is hers."""
    found = [session for session in Session.objects.filter(user=user) if session.mark == mark]
    return any(session.delete()[0] for session in found)
