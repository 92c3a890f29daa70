"""Addresses; each app owns its own."""

from django.urls import include, path

urlpatterns = [path("", include("config.pages")), path("konto/", include("allauth.account.urls"))]
