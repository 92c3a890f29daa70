"""Addresses of sessions, recommendations, Handlungsfelder and seats, and which standing reaches them."""

from django.urls import path

from committees.audiences import FILLING, LAND, MEMBERS, SECRETARIAT
from committees.views import agenda, circulation, minutes, placing, plan, recommendations, rules, seats, sessions
from directory.audiences import TASKS, reached_by

ONE = "gremien/sitzungen/<int:pk>/"
urlpatterns = [
    *reached_by(
        MEMBERS,
        path("gremien/sitzungen/", sessions.SessionsView.as_view(), name="sessions"),
        path(ONE, sessions.SessionView.as_view(), name="session"),
        path(f"{ONE}termin.ics", sessions.CalendarView.as_view(), name="session-calendar"),
        path(f"{ONE}umlauf/", circulation.CirculationView.as_view(), name="session-circulation"),
        path(f"{ONE}umlauf/<int:seat>/", circulation.AnswerView.as_view(), name="session-answer"),
        path(f"{ONE}niederschrift/", minutes.MinutesView.as_view(), name="session-minutes"),
        path(f"{ONE}niederschrift/einwand/", minutes.ObjectView.as_view(), name="session-object"),
        path(f"{ONE}bearbeiten/", sessions.EditSessionView.as_view(), name="session-edit"),
        path(f"{ONE}einladen/", sessions.InviteView.as_view(), name="session-invite"),
        path(f"{ONE}anwesenheit/", sessions.AttendanceView.as_view(), name="session-attendance"),
        path(f"{ONE}schritt/<slug:verb>/", sessions.SessionActView.as_view(), name="session-act"),
        path(f"{ONE}tagesordnung/aufnehmen/", agenda.PutOnView.as_view(), name="session-put-on"),
        path(f"{ONE}tagesordnung/neu/", agenda.ItemView.as_view(), name="session-item-new"),
        path(f"{ONE}tagesordnung/<int:item>/", agenda.ItemView.as_view(), name="session-item"),
        path(f"{ONE}tagesordnung/<int:item>/ergebnis/", agenda.RecordView.as_view(), name="session-record"),
        path(
            f"{ONE}tagesordnung/<int:item>/hoch/",
            agenda.ItemActView.as_view(),
            {"verb": "hoch"},
            name="session-item-up",
        ),
        path(
            f"{ONE}tagesordnung/<int:item>/absetzen/",
            agenda.ItemActView.as_view(),
            {"verb": "absetzen"},
            name="session-item-off",
        ),
        path(f"{ONE}umlauf/auszaehlen/", circulation.CountView.as_view(), name="session-count"),
        path(f"{ONE}niederschrift/bemerkungen/", minutes.RemarksView.as_view(), name="session-remarks"),
        path(
            f"{ONE}niederschrift/einwand/eintragen/",
            minutes.EnterObjectionView.as_view(),
            name="session-enter-objection",
        ),
        path(
            f"{ONE}niederschrift/einwand/<int:objection>/",
            minutes.AnswerObjectionView.as_view(),
            name="session-answer-objection",
        ),
        path(
            f"{ONE}niederschrift/versenden/",
            minutes.MinutesActView.as_view(),
            {"verb": "versenden"},
            name="session-issue",
        ),
        path(
            f"{ONE}niederschrift/endgueltig/",
            minutes.MinutesActView.as_view(),
            {"verb": "endgueltig"},
            name="session-finalise",
        ),
    ),
    *reached_by(
        TASKS,
        path("gremien/sitzungen/neu/aufgabe/<int:pk>/", placing.PlanForTaskView.as_view(), name="session-for-task"),
    ),
    *reached_by(
        SECRETARIAT,
        path("gremien/sitzungen/neu/", sessions.NewSessionView.as_view(), name="session-new"),
        path("gremien/regeln/", rules.RulesView.as_view(), name="body-rules"),
        path("gremien/regeln/<int:pk>/", rules.EditRulesView.as_view(), name="body-rules-edit"),
        path("gremien/empfehlungen/neu/", recommendations.EditRecommendationView.as_view(), name="recommendation-new"),
    ),
    *reached_by(
        LAND,
        path("gremien/empfehlungen/", recommendations.RecommendationsView.as_view(), name="recommendations"),
        path("gremien/empfehlungen/<int:pk>/", recommendations.RecommendationView.as_view(), name="recommendation"),
        path(
            "gremien/empfehlungen/<int:pk>/sachstand/",
            recommendations.ProgressView.as_view(),
            name="recommendation-progress",
        ),
        path(
            "gremien/empfehlungen/<int:pk>/bearbeiten/",
            recommendations.EditRecommendationView.as_view(),
            name="recommendation-edit",
        ),
        path("gremien/handlungsfelder/", recommendations.FieldsView.as_view(), name="fields-of-action"),
        path("gremien/handlungsfelder/<int:pk>/", recommendations.FieldView.as_view(), name="field-of-action"),
        path("gremien/integrationsplan/", plan.PlanView.as_view(), name="plan"),
        path("gremien/integrationsplan/<int:pk>/", plan.MeasureView.as_view(), name="plan-measure"),
        path("gremien/integrationsplan/neu/", plan.EditMeasureView.as_view(), name="plan-measure-new"),
        path("gremien/integrationsplan/<int:pk>/bearbeiten/", plan.EditMeasureView.as_view(), name="plan-measure-edit"),
    ),
    *reached_by(
        FILLING,
        path("gremien/sitze/", seats.SeatsView.as_view(), name="seats"),
        path("gremien/sitze/<int:pk>/", seats.SeatView.as_view(), name="seat"),
    ),
]
