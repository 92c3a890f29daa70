"""Addresses; each app owns its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("config.pages")),
    path("konto/", include("accounts.urls")),
    path("", include("contracts.urls")),
    path("", include("prizes.urls")),
    path("", include("committees.urls")),
    path("", include("partners.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("workflow.urls")),
]
