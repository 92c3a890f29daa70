"""`/verwaltung/`: what the Fachadministration looks after."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from directory.models import UnitFunction
from workflow.views.base import OfficeView


class AdministrationView(OfficeView):
    """Only for the Fachadministration."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse others with a reason."""
        if request.user.is_authenticated and not self.standing.has_function(UnitFunction.ADMINISTRATION):
            raise PermissionDenied(_("Die Verwaltung des Systems liegt bei der Fachadministration."))
        return super().dispatch(request, *args, **kwargs)


class OverviewView(AdministrationView):
    """The start page of the administration."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What there is."""
        return render(request, "workflow/administration.html", self.get_context_data())
