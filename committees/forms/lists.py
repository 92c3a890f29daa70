"""What the pages of bodies, sessions and the plan read from their addresses."""

from committees.session_states import PURSUED_KEY, MeasureStatus, RecommendationStatus, SessionKind
from workflow.forms.query import Number, OneOf, Page, QueryForm, Search

COMING, PAST, DISSOLVED = "kommend", "vergangen", "aufgeloest"
CHANGE, DEPUTY, HAND_OVER = "vertretung", "stellvertretung", "uebergeben"


class SessionsQuery(QueryForm):
    """`/gremien/sitzungen/`."""

    zeit = OneOf([COMING, PAST], initial=COMING)
    gremium = Number()
    verfahren = OneOf(SessionKind.values)
    page = Page()


class NewSessionQuery(QueryForm):
    """`/gremien/sitzungen/neu/`: the body that is proposed."""

    gremium = Number()


class PlanForTaskQuery(QueryForm):
    """`/gremien/sitzungen/neu/aufgabe/<id>/`: session or Umlauf."""

    verfahren = OneOf(SessionKind.values, initial=SessionKind.SITTING)


class SeatQuery(QueryForm):
    """Pages that propose a seat."""

    sitz = Number()


class BodiesQuery(QueryForm):
    """`/gremien/`."""

    stand = OneOf([DISSOLVED])
    page = Page()


class RecommendationsQuery(QueryForm):
    """`/gremien/empfehlungen/`."""

    stand = OneOf([PURSUED_KEY, *RecommendationStatus.values])
    handlungsfeld = Number()
    page = Page()


class WaitingForm(QueryForm):
    """What waits and is put on an agenda."""

    punkt = Search()


class SeatActForm(QueryForm):
    """Which of the forms of a seat was sent."""

    was = OneOf([CHANGE, DEPUTY, HAND_OVER])


class PlanQuery(QueryForm):
    """`/gremien/integrationsplan/`."""

    fassung = Number()
    ressort = Number()
    handlungsfeld = Number()
    stand = OneOf(MeasureStatus.values)
    page = Page()
    format = OneOf(["csv"])
