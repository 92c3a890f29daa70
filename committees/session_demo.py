"""Sessions of the demonstration: one closed, one invited, an Umlauf, and recommendations, all kept through the services; what is invented says so."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from committees.agenda import put_on, save_item, waiting_for
from committees.circulation import Given, answer
from committees.minutes import issue
from committees.models import AgendaItem, PlanMeasure, PlanVersion, Recommendation, Session
from committees.planning import Serving, save_measure
from committees.recommending import save_recommendation
from committees.resolving import Resolution, record
from committees.session_states import MeasureStatus, Presence, RecommendationStatus, Result, SessionKind
from committees.sittings import begin, close, invite, note_attendance, save_session
from directory.models import FieldOfAction, OrgUnit, User
from directory.standing import Standing, standing_of
from workflow.calendars import office_calendar

BERLIN = ZoneInfo("Europe/Berlin")
PLACE = "Wiesbaden"
PLANNED_BEFORE = timedelta(days=35)
# field, responsible Ressort, title, days until due (None: no day), status
RECOMMENDED = (
    ("sprache-bildung", "HMKB", "Frühe Bildung: Zugang erleichtern (Muster)", 120, RecommendationStatus.UNDER_WAY),
    ("wirtschaft-arbeit", "HMWVW", "Strukturelle Teilhabe am Arbeitsmarkt stärken (Muster)", -10, RecommendationStatus.OPEN),
    ("antidiskriminierung", "HMSI", "Beratung gegen Rassismus ausbauen (Muster)", None, RecommendationStatus.OPEN),
)  # fmt: skip


# field, Ressort, leading unit, title, recommendation it carries out, status
MEASURED = (
    ("sprache-bildung", "HMKB", "HMKB", "Lesestart in Kitas (Muster)", RECOMMENDED[0][2], MeasureStatus.UNDER_WAY),
    ("antidiskriminierung", "HMSI", "VI 3", "Integrationsverträge gegen Rassismus fortführen (Muster)", RECOMMENDED[2][2], MeasureStatus.LASTING),
)  # fmt: skip


def load(day: date) -> None:
    """Bring sessions around `day`; nothing where the Geschäftsstelle has no account or there are sessions already."""
    clerk = User.objects.filter(username="geschaeftsstelle").first()
    if clerk is None or Session.objects.exists():
        return
    _constituted(clerk)
    _held(clerk, day - timedelta(days=45))
    _coming(clerk, day)
    _circulating(clerk, day)
    _recommended(standing_of(clerk, day))
    _measured(standing_of(clerk, day))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), BERLIN)


def _body(short: str) -> OrgUnit:
    return OrgUnit.objects.get(short=short, valid_to=None)


def _office_day(day: date) -> date:
    return office_calendar().next_office_day(day)


def _session(standing: Standing, **fields: object) -> Session:
    session = Session(**({"begins_at": time(10), "place": PLACE} | fields))
    return save_session(session, standing=standing, at=_at(standing.day))


def _item(session: Session, title: str, standing: Standing) -> AgendaItem:
    return save_item(AgendaItem(session=session, title=title), [], standing=standing)


def _constituted(clerk: User) -> None:
    """The Konferenz of the 21st legislature, as it was announced; its time of day is not known."""
    day = date(2024, 9, 23)
    planned = standing_of(clerk, day - PLANNED_BEFORE)
    session = _session(planned, body=_body("IK"), held_on=day, place="Weiterstadt-Braunshardt")
    _item(session, "Konstituierung für die 21. Legislaturperiode", planned)
    _hold(session, planned)


def _hold(session: Session, standing: Standing) -> None:
    """Invite at once; open, decide on everything and close on the day of the session."""
    invite(session.pk, [], standing=standing, at=_at(standing.day))
    standing, at = standing_of(standing.user, session.held_on), _at(session.held_on)
    begin(session.pk, standing=standing)
    rows = session.attendances.filter(votes=True)
    note_attendance(session.pk, {row.pk: (Presence.PRESENT, "") for row in rows}, standing=standing)
    votes = rows.count()
    for place, item in enumerate(session.items.all()):
        resolved = (
            Resolution(Result.ADOPTED, yes=votes, text="Zugestimmt.") if place and votes else Resolution(Result.NOTED)
        )
        record(item.pk, resolved, standing=standing, at=at)
    close(session.pk, standing=standing, at=at)


def _held(clerk: User, day: date) -> None:
    day = _office_day(day)
    standing = standing_of(clerk, day - PLANNED_BEFORE)
    session = _session(standing, body=_body("KAI"), held_on=day)
    _item(session, "Bericht der Facharbeitsgruppe (Muster)", standing)
    _item(session, "Arbeitsplanung des kommenden Halbjahrs (Muster)", standing)
    _hold(session, standing)
    later = standing_of(clerk, day + timedelta(days=3))
    issue(session.pk, standing=later, at=_at(later.day))


def _coming(clerk: User, day: date) -> None:
    """The next sessions: one with everything that waits for the Kabinettsausschuss, one the members are invited to."""
    standing = standing_of(clerk, day)
    session = _session(standing, body=_body("KAI"), held_on=_office_day(day + timedelta(days=36)))
    _item(session, "Verschiedenes (Muster)", standing)
    for waiting in waiting_for(session.body, standing)[:1]:
        put_on(session.pk, waiting.key, standing=standing)
    invited = _session(standing, body=_body("FAG"), held_on=_office_day(day + timedelta(days=23)))
    _item(invited, "Stand der Integrationsverträge (Muster)", standing)
    invite(invited.pk, [], standing=standing, at=_at(day))


def _circulating(clerk: User, day: date) -> None:
    standing = standing_of(clerk, day)
    fields = {"kind": SessionKind.CIRCULATION, "held_on": day + timedelta(days=8), "begins_at": None, "place": ""}
    session = _session(standing, body=_body("KAI"), **fields)
    item = _item(session, "Terminplan des kommenden Jahres (Muster)", standing)
    invite(session.pk, [], standing=standing, at=_at(day))
    for account in ("hmkb", "hmdf"):
        member = standing_of(User.objects.get(username=account), day)
        seat = session.attendances.get(user=member.user).seat
        assert seat is not None  # noqa: S101 -- an Umlauf asks seats only
        answer(session.pk, seat, {item.pk: Given("yes")}, standing=member, at=_at(day))


def _recommended(standing: Standing) -> None:
    for code, ressort, title, days, status in RECOMMENDED:
        row = Recommendation(
            body=_body("IK"), field=FieldOfAction.objects.get(code=code, catalogue__version="2014"), responsible_unit=_body(ressort),
            title=title, text="Erfundenes Beispiel für die Vorführung.", status=status, given_on=standing.day - timedelta(days=200),
            due_on=standing.day + timedelta(days=days) if days else None,
        )  # fmt: skip
        save_recommendation(row, standing=standing, at=_at(standing.day))


def _measured(standing: Standing) -> None:
    plan = PlanVersion.objects.filter(name="Integrationsplan 2.0").first()
    for code, ressort, lead, title, recommended, status in MEASURED if plan else ():
        row = PlanMeasure(
            plan=plan, field=FieldOfAction.objects.get(code=code, catalogue__version="2014"), ressort=_body(ressort), lead_unit=_body(lead),
            title=title, text="Erfundenes Beispiel für die Vorführung.", status=status,
        )  # fmt: skip
        served = Recommendation.objects.filter(title=recommended)
        save_measure(row, Serving(recommendations=served), standing=standing, at=_at(standing.day))
