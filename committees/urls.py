"""Addresses of bodies, sessions and the plan, and which standing reaches them."""

from django.urls import path

from committees import session_urls
from committees.audiences import KEEPERS
from committees.views.bodies import (
    BodiesView,
    BodyView,
    EditBodyView,
    HistoryView,
    MembersCsvView,
    OParlView,
    PublicationCsvView,
)
from committees.views.mandates import AppointView, BeginAppointmentView, EndView, GroupView, MemberView, SeatView
from committees.views.recall import RecallView
from directory.audiences import HOUSE, TASKS, reached_by

urlpatterns = [
    *reached_by(
        HOUSE,
        path("gremien/", BodiesView.as_view(), name="bodies"),
        path("gremien/<int:pk>/", BodyView.as_view(), name="body"),
        path("gremien/<int:pk>/verlauf/", HistoryView.as_view(), name="body-history"),
        path("gremien/<int:pk>/oparl.json", OParlView.as_view(), name="body-oparl"),
        path("gremien/<int:pk>/mitglieder.csv", MembersCsvView.as_view(), name="body-members"),
    ),
    *reached_by(
        TASKS,
        path("vorgaenge/<int:pk>/abberufung/", RecallView.as_view(), name="appointment-recall"),
    ),
    *reached_by(
        KEEPERS,
        path("gremien/neu/", EditBodyView.as_view(), name="body-new"),
        path("gremien/<int:pk>/bearbeiten/", EditBodyView.as_view(), name="body-edit"),
        path("gremien/<int:pk>/veroeffentlichung.csv", PublicationCsvView.as_view(), name="body-publication"),
        path("gremien/<int:pk>/gruppen/neu/", GroupView.as_view(), name="body-group-new"),
        path("gremien/<int:pk>/gruppen/<int:group>/", GroupView.as_view(), name="body-group"),
        path("gremien/<int:pk>/sitze/<int:seat>/", SeatView.as_view(), name="body-seat"),
        path("gremien/<int:pk>/mandat/", AppointView.as_view(), name="body-appoint"),
        path("gremien/<int:pk>/mandate/<int:mandate>/beenden/", EndView.as_view(), name="body-mandate-end"),
        path("gremien/<int:pk>/personen/<int:member>/", MemberView.as_view(), name="body-member"),
        path("gremien/<int:pk>/berufung/", BeginAppointmentView.as_view(), name="body-appointment"),
    ),
    *session_urls.urlpatterns,
]
