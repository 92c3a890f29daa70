"""Pages that belong to no app: the choice of light or dark, and what the footer leads to."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

THEME_COOKIE = "darstellung"
THEMES = ("light", "dark")
YEAR_SECONDS = 365 * 24 * 3600


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme in a cookie, `system` by forgetting it, and go back to where the visitor was."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    theme = request.POST.get("darstellung")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=YEAR_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@method_decorator(login_not_required, name="dispatch")
class OpenPage(TemplateView):
    """A page of text that everybody may read."""


urlpatterns = [
    path("konto/darstellung/", set_theme, name="theme"),
    path(
        "oeffentlich/barrierefreiheit/",
        OpenPage.as_view(template_name="public/accessibility.html"),
        name="accessibility",
    ),
    path("oeffentlich/datenschutz/", OpenPage.as_view(template_name="public/privacy.html"), name="privacy"),
    path("oeffentlich/hilfe/", OpenPage.as_view(template_name="public/help.html"), name="help"),
]
