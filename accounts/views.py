"""Pages of sign-in: those of allauth that this house uses, under its own limits."""

import time
from http import HTTPStatus
from typing import Any

from allauth.account import views
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic.base import View
from django.views.generic.edit import FormView

from accounts import realtime
from accounts.adapter import CLOSED
from accounts.attempts import forgive
from accounts.devices import remember_device
from accounts.forms import EndForm, NewPasswordForm, ResetForm
from accounts.fresh import is_fresh
from accounts.models import Session
from accounts.services import end_session, end_sessions
from accounts.timing import ends_at, touch
from directory.models import User


class RefusingForm(FormView):
    """A form that was refused says so in its status: 429 where passwords are tried too often, else 422."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, with what is wrong."""
        closed = any(error.code == CLOSED for errors in form.errors.as_data().values() for error in errors)
        response = self.render_to_response(self.get_context_data(form=form, closed=closed))
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS if closed else HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignInView(RefusingForm, views.LoginView):
    """`/konto/login/`."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and know the device again."""
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            remember_device(self.request, response, form.user.username)
        return response


class ReauthenticateView(RefusingForm, views.ReauthenticateView):
    """`/konto/reauthenticate/`: the password once more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not for accounts that have none."""
        _require_password(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class PasswordChangeView(RefusingForm, views.PasswordChangeView):
    """`/konto/password/change/`: only for whoever has just shown who she is."""

    form_class = NewPasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The password first. What was sent is not kept for afterwards: it is a password, and would lie in the database."""
        if request.user.is_authenticated:
            _require_password(request)
            if not is_fresh(request):
                back = urlencode({"next": request.path})
                return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{back}")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class PasswordResetView(RefusingForm, views.PasswordResetView):
    """`/konto/password/reset/`: asking for a link."""

    form_class = ResetForm


class PasswordResetFromKeyView(RefusingForm, views.PasswordResetFromKeyView):
    """`/konto/password/reset/key/…/`: where the link leads."""

    form_class = NewPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose password it is."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        del kwargs["temp_key"]
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever holds the link is the owner: failures of others no longer keep her out, and her device is known."""
        response: HttpResponse = super().form_valid(form)
        forgive(self.reset_user.username, realtime.now())
        remember_device(self.request, response, self.reset_user.username)
        return response


class SessionsView(View):
    """`/konto/sitzungen/`: where I am signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        mine = Session.objects.filter(user=_user(request), expire_date__gt=realtime.now()).order_by("-began_at")
        context = {"sessions": mine, "here": request.session.session_key}
        return render(request, "account/sessions.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one of them, or all others."""
        form, user = EndForm(request.POST), _user(request)
        mark = form.cleaned_data["session"] if form.is_valid() else ""
        if mark:
            end_session(user, mark)
            messages.success(request, _("Die Sitzung ist beendet."))
        else:
            end_sessions(user, but=request.session.session_key or "")
            messages.success(request, _("Alle anderen Sitzungen sind beendet."))
        return HttpResponseRedirect(reverse("account_sessions"))


class SessionView(View):
    """`/konto/sitzung/`: for the page's own clock. To ask how long is left is no sign of life, to post is one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Seconds."""
        return JsonResponse({"left": max(0, int(ends_at(request.session) - time.time()))})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Stay signed in."""
        touch(request.session, time.time(), every=0)
        return self.get(request)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- pages behind sign-in only
    return request.user


def _require_password(request: HttpRequest) -> None:
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise PermissionDenied(_("Für dieses Konto gibt es hier kein Passwort."))
