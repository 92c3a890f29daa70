"""Pages that belong to no app: the choice of light or dark, and what the footer leads to."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from directory.audiences import EVERYBODY, reached_by
from workflow.forms.query import OneOf, QueryForm
from workflow.views.base import back_to

THEME_COOKIE = "darstellung"
THEMES = ("light", "dark")
YEAR_SECONDS = 365 * 24 * 3600


class ThemeForm(QueryForm):
    """Light or dark; neither is what the system shows."""

    darstellung = OneOf(THEMES)


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme in a cookie, `system` by forgetting it, and go back to where the visitor was."""
    response = HttpResponseRedirect(back_to(request, default="/"))
    theme = ThemeForm(request.POST).asked["darstellung"]
    if theme:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=YEAR_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@method_decorator(login_not_required, name="dispatch")
class OpenPage(TemplateView):
    """A page of text that everybody may read."""


urlpatterns = reached_by(
    EVERYBODY,
    path("konto/darstellung/", set_theme, name="theme"),
    path(
        "oeffentlich/barrierefreiheit/",
        OpenPage.as_view(template_name="public/accessibility.html"),
        name="accessibility",
    ),
    path("oeffentlich/datenschutz/", OpenPage.as_view(template_name="public/privacy.html"), name="privacy"),
    path("oeffentlich/hilfe/", OpenPage.as_view(template_name="public/help.html"), name="help"),
)
