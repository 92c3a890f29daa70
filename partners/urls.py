"""Addresses of the partner portal, for partners alone."""

from django.urls import path

from directory.audiences import PARTNERS, reached_by
from partners.views import CaseView, PortalAskBackView, PortalTaskView, StartView

urlpatterns = reached_by(
    PARTNERS,
    path("partner/", StartView.as_view(), name="portal"),
    path("partner/vorgaenge/<int:pk>/", CaseView.as_view(), name="portal-case"),
    path("partner/aufgaben/<int:pk>/", PortalTaskView.as_view(), name="portal-task"),
    path("partner/aufgaben/<int:pk>/rueckfrage/", PortalAskBackView.as_view(), name="portal-ask-back"),
)
