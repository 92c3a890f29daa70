"""Addresses of papers, and which standing reaches them."""

from django.urls import path

from directory.audiences import PARTNERS, TASKS, reached_by
from documents.views import DocumentsView, DownloadView, OpenUpView, VersionView

urlpatterns = [
    *reached_by(
        TASKS | PARTNERS,
        path("vorgaenge/<int:case_pk>/dokumente/<int:pk>/", DownloadView.as_view(), name="document-download"),
    ),
    *reached_by(
        TASKS,
        path("vorgaenge/<int:pk>/dokumente/", DocumentsView.as_view(), name="case-documents"),
        path("dokumente/<int:pk>/fassung/", VersionView.as_view(), name="document-version"),
        path("dokumente/fassung/<int:pk>/freigeben/", OpenUpView.as_view(), name="version-open-up"),
    ),
]
