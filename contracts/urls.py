"""Addresses of contracts, and which standing reaches them."""

from django.urls import path

from contracts.views.actions import AmendmentView, CoSignerView, NoticeView
from contracts.views.measures import MeasuresView, MeasureView
from contracts.views.register import RegisterView
from directory.audiences import EVERYBODY, PARTNERS, TASKS, reached_by

urlpatterns = [
    *reached_by(
        EVERYBODY,
        path("oeffentlich/vertraege/", RegisterView.as_view(), name="register"),
    ),
    *reached_by(
        TASKS | PARTNERS,
        path("vorgaenge/<int:pk>/massnahmen/", MeasuresView.as_view(), name="measures"),
        path("vorgaenge/<int:pk>/massnahmen/neu/", MeasureView.as_view(), name="measure-new"),
        path("vorgaenge/<int:pk>/massnahmen/<int:measure>/", MeasureView.as_view(), name="measure"),
    ),
    *reached_by(
        TASKS,
        path("vorgaenge/<int:pk>/kuendigung/", NoticeView.as_view(), name="contract-notice"),
        path("vorgaenge/<int:pk>/nachtrag/", AmendmentView.as_view(), name="contract-amendment"),
        path("vorgaenge/<int:pk>/weitere-stelle/", CoSignerView.as_view(), name="contract-co-signer"),
    ),
]
