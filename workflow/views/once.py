"""The same form sent twice acts once: each carries a key, and whoever sends the key again is led to where it led."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflow import clock
from workflow.forms.query import QueryForm
from workflow.models import Sent
from workflow.opening import LOCK_TIMEOUT

Act = Callable[[], HttpResponse]


class OnceForm(QueryForm):
    """The key; made when the page is shown, the same as long as the form comes back with errors."""

    once = forms.UUIDField(required=False)


class OnceMiddleware:
    """Asks before the page does: whoever can no longer see what she has handed over is still led on by the second click."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """For pages that act once, which is every page that does not say otherwise."""
        if request.method != "POST" or not getattr(getattr(view, "view_class", None), "once", False):
            return None
        key = key_of(request)
        return act_once(request, key, lambda: view(request, *args, **kwargs)) if key else None


def key_of(request: HttpRequest) -> UUID | None:
    """The key a form was sent with."""
    key: UUID | None = OnceForm(request.POST).asked["once"]
    return key


def act_once(request: HttpRequest, key: UUID, act: Act) -> HttpResponse:
    """Act and remember where it led, in one transaction; a second sending waits for the first. What is answered with a page has done nothing."""
    try:
        with transaction.atomic():
            sent, is_new = _sent(request, key)
            if not is_new:
                return _again(request, sent)
            answer = act()
            if isinstance(answer, HttpResponseRedirectBase):
                Sent.objects.filter(pk=key).update(led_to=answer.url)
            else:
                sent.delete()
    except StillRunningError:
        return render(request, "workflow/still_running.html", status=409)
    return answer


class StillRunningError(Exception):
    """The first sending has not come to its end."""


def _sent(request: HttpRequest, key: UUID) -> tuple[Sent, bool]:
    said = {"user_id": request.user.pk, "path": request.path, "content": _content(request), "at": clock.now()}
    try:
        return Sent.objects.get_or_create(key=key, defaults=said)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_TIMEOUT:
            raise
        raise StillRunningError from error


def _again(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Where the first sending led. A key opens nothing to anybody else, nor in another form; whoever changed what she sent has to know."""
    if (sent.user_id, sent.path) != (request.user.pk, request.path):
        raise BadRequest
    if sent.content != _content(request) and request.user.is_authenticated:
        messages.warning(
            request,
            _("Dieses Formular war schon gesendet; was Sie danach geändert haben, ist nicht gespeichert. Öffnen Sie es dafür neu."),
        )  # fmt: skip
    return HttpResponseRedirect(sent.led_to)


def _content(request: HttpRequest) -> str:
    """What was typed and chosen, without what differs by itself."""
    typed = sorted(
        (name, values) for name, values in request.POST.lists() if name not in {"once", "csrfmiddlewaretoken"}
    )
    files = sorted((name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists())
    return hashlib.sha256(json.dumps([typed, files]).encode()).hexdigest()
