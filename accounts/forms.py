"""What is typed about an account."""

from uuid import uuid4

from allauth.account.forms import SetPasswordForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import NoticeKind
from accounts.notices import tell
from directory.forms import Form, Tidied


class NewPasswordForm(Tidied, SetPasswordForm):
    """A new password, twice; whose it is was shown before."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Neues Passwort")
        self.fields["password2"].label = _("Neues Passwort (noch einmal)")


class EndForm(Form):
    """Which of one's sessions is to end; none named: all but this one."""

    session = forms.CharField(max_length=64, required=False)


class ResetForm(Form):
    """Where to send a link for a new password. Whether the address is known is found out later, so that no answer tells."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )

    def save(self, request: HttpRequest) -> None:
        """Note that somebody asked."""
        tell(NoticeKind.RESET_ASKED, str(uuid4()), address=self.cleaned_data["email"])
