"""Addresses of the engine's pages, and which standing reaches them."""

from django.urls import path

from directory.audiences import ACCOUNT, ADMINISTRATION, PARTNERS, TASKS, reached_by
from workflow.access import INSIGHT
from workflow.board import BOARD
from workflow.leading import OPENERS
from workflow.rights import EXAMINERS
from workflow.views.access import AccessView, AnswerView, RefuseView
from workflow.views.administration import CalendarView, ClockView, OverviewView, ProcedureView, RetryJobView
from workflow.views.board import BoardView
from workflow.views.case import CaseTasksView, DeadlinesTab, HistoryView, PartiesView, PrintView, RecordView
from workflow.views.cases import CasesView, NewCaseView
from workflow.views.deputies import DeputiesView, EndDeputyshipView
from workflow.views.inbox import BulkView, ClaimView, InboxView, ReleaseView, StartView
from workflow.views.office import (
    CancelFollowUpView,
    DispositionView,
    EndInvolvementView,
    EntryView,
    ErrandView,
    ExclusionView,
    FollowUpView,
    InvolveView,
    LeadView,
    NoteView,
    ResumeView,
    ShareView,
    SuspendView,
)
from workflow.views.rights import RightsView, WhyView
from workflow.views.task import TaskView
from workflow.views.task_actions import AskBackView, ExtendView, HandOverView

urlpatterns = [
    *reached_by(
        ACCOUNT,
        path("", StartView.as_view(), name="start"),
    ),
    *reached_by(
        TASKS | PARTNERS,
        path("aufgaben/<int:pk>/", TaskView.as_view(), name="task"),
    ),
    *reached_by(
        TASKS,
        path("aufgaben/", InboxView.as_view(), name="inbox"),
        path("aufgaben/auswahl/", BulkView.as_view(), name="tasks-bulk"),
        path("aufgaben/weitergeben/", HandOverView.as_view(), name="tasks-hand-over"),
        path("aufgaben/<int:pk>/uebernehmen/", ClaimView.as_view(), name="task-claim"),
        path("aufgaben/<int:pk>/zuruecklegen/", ReleaseView.as_view(), name="task-release"),
        path("aufgaben/<int:pk>/rueckfrage/", AskBackView.as_view(), name="task-ask-back"),
        path("aufgaben/<int:pk>/frist/", ExtendView.as_view(), name="task-extend"),
        path("vorgaenge/", CasesView.as_view(), name="cases"),
        path("vorgaenge/<int:pk>/", CaseTasksView.as_view(), name="case"),
        path("vorgaenge/<int:pk>/inhalt/", RecordView.as_view(), name="case-record"),
        path("vorgaenge/<int:pk>/verlauf/", HistoryView.as_view(), name="case-history"),
        path("vorgaenge/<int:pk>/beteiligte/", PartiesView.as_view(), name="case-parties"),
        path("vorgaenge/<int:pk>/fristen/", DeadlinesTab.as_view(), name="case-deadlines"),
        path("vorgaenge/<int:pk>/warum/", WhyView.as_view(), name="case-why"),
        path("vorgaenge/<int:pk>/druck/", PrintView.as_view(), name="case-print"),
        path("vorgaenge/<int:pk>/vermerk/", NoteView.as_view(), name="case-vermerk"),
        path("vorgaenge/<int:pk>/wiedervorlage/", FollowUpView.as_view(), name="case-wiedervorlage"),
        path("vorgaenge/<int:pk>/verfuegung/", DispositionView.as_view(), name="case-verfuegung"),
        path("vorgaenge/<int:pk>/aufgabe/", ErrandView.as_view(), name="case-aufgabe"),
        path("vorgaenge/<int:pk>/beteiligen/", InvolveView.as_view(), name="case-beteiligen"),
        path("vorgaenge/<int:pk>/freigeben/", ShareView.as_view(), name="case-freigeben"),
        path("vorgaenge/<int:pk>/zurueckstellen/", SuspendView.as_view(), name="case-zurueckstellen"),
        path("vorgaenge/<int:pk>/fortsetzen/", ResumeView.as_view(), name="case-fortsetzen"),
        path("vorgaenge/<int:pk>/befangenheit/", ExclusionView.as_view(), name="case-befangenheit"),
        path("vorgaenge/<int:pk>/federfuehrung/", LeadView.as_view(), name="case-federfuehrung"),
        path("vorgaenge/<int:pk>/aktion/<slug:entry>/", EntryView.as_view(), name="case-entry"),
        path("beteiligungen/<int:pk>/beenden/", EndInvolvementView.as_view(), name="involvement-end"),
        path("wiedervorlagen/<int:pk>/zuruecknehmen/", CancelFollowUpView.as_view(), name="follow-up-cancel"),
        path("konto/vertretung/", DeputiesView.as_view(), name="deputies"),
        path("konto/vertretung/<int:pk>/beenden/", EndDeputyshipView.as_view(), name="deputy-end"),
    ),
    *reached_by(
        OPENERS,
        path("vorgaenge/neu/<slug:kind>/", NewCaseView.as_view(), name="case-new"),
    ),
    *reached_by(
        BOARD,
        path("fristen/", BoardView.as_view(), name="deadlines"),
    ),
    *reached_by(
        INSIGHT,
        path("einsicht/", AccessView.as_view(), name="access"),
        path("einsicht/<int:pk>/", AnswerView.as_view(), name="access-answer"),
        path("einsicht/<int:pk>/ablehnen/", RefuseView.as_view(), name="access-refuse"),
    ),
    *reached_by(
        EXAMINERS,
        path("verwaltung/rechte/", RightsView.as_view(), name="rights"),
    ),
    *reached_by(
        ADMINISTRATION,
        path("verwaltung/", OverviewView.as_view(), name="administration"),
        path("verwaltung/uhr/", ClockView.as_view(), name="clock"),
        path("verwaltung/kalender/", CalendarView.as_view(), name="calendar"),
        path("verwaltung/verfahren/<slug:kind>/", ProcedureView.as_view(), name="procedure"),
        path("verwaltung/auftraege/<int:pk>/", RetryJobView.as_view(), name="job-retry"),
    ),
]
