"""Addresses of bodies, sessions and the plan."""

from django.urls import path

from committees import session_urls
from committees.views.plan import PlanMeasureView, PlanView

urlpatterns = [
    *session_urls.urlpatterns,
    path("plan/", PlanView.as_view(), name="plan"),
    path("plan/neu/", PlanMeasureView.as_view(), name="plan-new"),
    path("plan/<int:pk>/", PlanMeasureView.as_view(), name="plan-measure"),
]
