"""Addresses of the engine's pages."""

from django.urls import path

from workflow.views.board import BoardView
from workflow.views.deputies import DeputiesView, EndDeputyshipView
from workflow.views.inbox import BulkView, ClaimView, InboxView, ReleaseView, StartView
from workflow.views.task import TaskView
from workflow.views.task_actions import AskBackView, ExtendView, HandOverView

urlpatterns = [
    path("", StartView.as_view(), name="start"),
    path("aufgaben/", InboxView.as_view(), name="inbox"),
    path("aufgaben/auswahl/", BulkView.as_view(), name="tasks-bulk"),
    path("aufgaben/weitergeben/", HandOverView.as_view(), name="tasks-hand-over"),
    path("aufgaben/<int:pk>/", TaskView.as_view(), name="task"),
    path("aufgaben/<int:pk>/uebernehmen/", ClaimView.as_view(), name="task-claim"),
    path("aufgaben/<int:pk>/zuruecklegen/", ReleaseView.as_view(), name="task-release"),
    path("aufgaben/<int:pk>/rueckfrage/", AskBackView.as_view(), name="task-ask-back"),
    path("aufgaben/<int:pk>/frist/", ExtendView.as_view(), name="task-extend"),
    path("fristen/", BoardView.as_view(), name="deadlines"),
    path("konto/vertretung/", DeputiesView.as_view(), name="deputies"),
    path("konto/vertretung/<int:pk>/beenden/", EndDeputyshipView.as_view(), name="deputy-end"),
]
