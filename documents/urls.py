"""Addresses of papers."""

from django.urls import path

from documents.views import DocumentsView, DownloadView, OpenUpView, VersionView

urlpatterns = [
    path("vorgaenge/<int:pk>/dokumente/", DocumentsView.as_view(), name="case-documents"),
    path("vorgaenge/<int:case_pk>/dokumente/<int:pk>/", DownloadView.as_view(), name="document-download"),
    path("dokumente/<int:pk>/fassung/", VersionView.as_view(), name="document-version"),
    path("dokumente/fassung/<int:pk>/freigeben/", OpenUpView.as_view(), name="version-open-up"),
]
