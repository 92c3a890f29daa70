"""Addresses of the partner portal."""

from django.urls import path

from partners.views import CaseView, PortalAskBackView, PortalTaskView, StartView

urlpatterns = [
    path("partner/", StartView.as_view(), name="portal"),
    path("partner/vorgaenge/<int:pk>/", CaseView.as_view(), name="portal-case"),
    path("partner/aufgaben/<int:pk>/", PortalTaskView.as_view(), name="portal-task"),
    path("partner/aufgaben/<int:pk>/rueckfrage/", PortalAskBackView.as_view(), name="portal-ask-back"),
]
