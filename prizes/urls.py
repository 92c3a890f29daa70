"""Addresses of the prize."""

from django.urls import path

from prizes.views.office import EditYearView, ExtendView, YearsView, YearView
from prizes.views.public import BeginView, MailedView, PrizeView, StepView

urlpatterns = [
    path("oeffentlich/preis/", PrizeView.as_view(), name="prize"),
    path("oeffentlich/preis/<int:year>/nominieren/", BeginView.as_view(), name="nomination-begin"),
    path("oeffentlich/preis/<int:year>/nominieren/post/", MailedView.as_view(), name="nomination-mailed"),
    path("oeffentlich/preis/nominierung/<str:token>/<int:step>/", StepView.as_view(), name="nomination-step"),
    path("preis/", YearsView.as_view(), name="award-years"),
    path("preis/neu/", EditYearView.as_view(), name="award-year-new"),
    path("preis/<int:year>/", YearView.as_view(), name="award-year"),
    path("preis/<int:year>/bearbeiten/", EditYearView.as_view(), name="award-year-edit"),
    path("preis/<int:year>/verlaengern/", ExtendView.as_view(), name="award-year-extend"),
]
