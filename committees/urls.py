"""Addresses of bodies and sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
