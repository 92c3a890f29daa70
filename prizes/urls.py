"""Addresses of the prize, and which standing reaches them."""

from django.urls import path

from directory.audiences import EVERYBODY, reached_by
from prizes.permissions import JURORS, OFFICE
from prizes.views.award import FiguresView, PaymentsView
from prizes.views.juror import BlindFileView, JudgeView, JuriesView, JuryView, ResultView
from prizes.views.jury_files import FileView, PictureView
from prizes.views.jury_office import EntryView, JuryOverview, RankingExport, SessionView
from prizes.views.office import EditYearView, ExtendView, YearsView, YearView
from prizes.views.public import BeginView, MailedView, PrizeView, StepView

urlpatterns = [
    *reached_by(
        EVERYBODY,
        path("oeffentlich/preis/", PrizeView.as_view(), name="prize"),
        path("oeffentlich/preis/<int:year>/nominieren/", BeginView.as_view(), name="nomination-begin"),
        path("oeffentlich/preis/<int:year>/nominieren/post/", MailedView.as_view(), name="nomination-mailed"),
        path("oeffentlich/preis/nominierung/<str:token>/<int:step>/", StepView.as_view(), name="nomination-step"),
    ),
    *reached_by(
        JURORS,
        path("preis/jury/", JuriesView.as_view(), name="jury"),
        path("preis/jury/<int:year>/", JuryView.as_view(), name="jury-year"),
        path("preis/jury/<int:year>/ergebnis/", ResultView.as_view(), name="jury-result"),
        path("preis/jury/<int:year>/<int:number>/", JudgeView.as_view(), name="jury-judge"),
        path("preis/jury/<int:year>/<int:number>/anlage/<int:file>/", BlindFileView.as_view(), name="jury-file"),
    ),
    *reached_by(
        OFFICE,
        path("preis/", YearsView.as_view(), name="award-years"),
        path("preis/neu/", EditYearView.as_view(), name="award-year-new"),
        path("preis/<int:year>/", YearView.as_view(), name="award-year"),
        path("preis/<int:year>/bearbeiten/", EditYearView.as_view(), name="award-year-edit"),
        path("preis/<int:year>/verlaengern/", ExtendView.as_view(), name="award-year-extend"),
        path("preis/<int:year>/jury/", JuryOverview.as_view(), name="award-jury"),
        path("preis/<int:year>/jury/sitzung/", SessionView.as_view(), name="award-jury-session"),
        path("preis/<int:year>/jury/reihung.csv", RankingExport.as_view(), name="award-jury-ranking"),
        path("preis/<int:year>/jury/<int:number>/", EntryView.as_view(), name="award-jury-entry"),
        path("preis/<int:year>/jury/<int:number>/anlage/<int:file>/", FileView.as_view(), name="award-jury-file"),
        path(
            "preis/<int:year>/jury/<int:number>/anlage/<int:file>/seite/<int:page>/",
            PictureView.as_view(),
            name="award-jury-page",
        ),
        path("preis/<int:year>/zahlen/", FiguresView.as_view(), name="award-figures"),
        path("preis/<int:year>/zahlungen.csv", PaymentsView.as_view(), name="award-payments"),
    ),
]
