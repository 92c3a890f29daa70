"""Addresses of bodies and sessions."""

from committees import session_urls

urlpatterns = [*session_urls.urlpatterns]
