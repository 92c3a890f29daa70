"""What every page behind the sign-in shares: the person's standing, the moment, and who may be here at all."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic.base import ContextMixin, View

from directory.audiences import audience_of
from directory.standing import Standing
from workflow import clock
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.forms.query import QueryForm, ReturnTo
from workflow.navigation import standing_for


class QueryView(View):
    """A page that reads its address through one form; `query_form` names it, and no page reads an address otherwise.

    What it does it does once for each key of a form (`workflow.views.once`), unless it says `once = False`.
    """

    query_form: type[QueryForm] = QueryForm
    once = True

    @cached_property
    def query(self) -> QueryForm:
        """The form, filled from the address."""
        return self.query_form(self.request.GET)


class StandingView(ContextMixin, QueryView):
    """A page that knows who asks and when, and lets in the audience of its address alone."""

    standing: Standing
    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the clock once, and the standing once; refuse before anything is looked up whoever the address is not for."""
        super().setup(request, *args, **kwargs)
        self.at = clock.now()
        self.standing = standing_for(request)
        match = request.resolver_match
        audience_of(match and match.func).admit(self.standing, named=bool(kwargs))

    def prepare(self, **kwargs: Any) -> None:
        """Find what the address names, or 404, and refuse whoever may not do here what the page is for, before anything is done."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the rules refuse and the page does not show itself is a 403 with the rule's own words."""
        try:
            self.prepare(**kwargs)
            response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]  # Django's stubs allow streaming bases
        except NotAllowedError as error:
            raise PermissionDenied(error.message) from error
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The standing and the day for templates."""
        return super().get_context_data(standing=self.standing, today=self.standing.day, **kwargs)


def attempt(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Run a service for a valid form; what it refuses becomes an error at the field it names, or above the form."""
    try:
        act()
    except WorkflowError as error:
        show_refusal(form, error)
        return False
    return True


def show_refusal(form: BaseForm, error: WorkflowError) -> None:
    """Put what a service refused at the field it names, or above the form."""
    field = error.field if isinstance(error, InputError) and error.field in form.fields else None
    form.add_error(field, error.message)


def tell(request: HttpRequest, text: str) -> None:
    """A message on the next page."""
    messages.success(request, text)


def back_to(request: HttpRequest, *, default: str, anchor: str = "") -> str:
    """The page a form was sent from, if it is one of ours and says so in `next`."""
    wanted = ReturnTo(request.POST).asked["next"]
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    address = wanted if safe else default
    return f"{address}#{anchor}" if anchor else address
