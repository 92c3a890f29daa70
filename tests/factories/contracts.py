"""Contracts at the points of their life that tests ask about, driven there by the people of the demonstration."""

from datetime import date, timedelta

from contracts.demo import stages
from contracts.demo.driver import Driver
from directory.models import OrgUnit, User
from directory.standing import Standing, standing_of

TODAY = date(2026, 11, 23)


def proposal(*, day: date = TODAY, partner: str = "BAF", ressorts: tuple[str, ...] = ("HMKB",), **detail) -> Driver:
    """Just captured; three tasks of examination lie before it."""
    return Driver.opened(
        day=day,
        title=detail.pop("title", "Integrationsvertrag Demokratiebildung"),
        partner=partner,
        fields=["sport"],
        ressorts=ressorts,
        detail={"theme": "Demokratiebildung", **detail},
    )


def before_decision(**kwargs) -> Driver:
    """D1 lies with the Staatssekretär."""
    return stages.noted(stages.voted(stages.examined(proposal(**kwargs), [])))


def negotiated(**kwargs) -> Driver:
    """Measures of both sides are in; the draft is to be written."""
    return stages.measured(
        stages.mandated(stages.taken_up(proposal(**kwargs))), "Räume stellen", "Workshops durchführen"
    )


def in_coordination(**kwargs) -> Driver:
    """The first draft is with house, Ressorts and partner."""
    return stages.drafted(negotiated(**kwargs))


def to_be_signed(**kwargs) -> Driver:
    """The text is frozen, the Vorlage signed; both declarations are outstanding."""
    return stages.submitted(stages.released(stages.cosigned(in_coordination(**kwargs))))


def in_force(**kwargs) -> Driver:
    """Signed, received, in force."""
    return stages.signed(to_be_signed(**kwargs))


def evaluating(**kwargs) -> Driver:
    """The term is over; the evaluation is to be written."""
    driver = in_force(**kwargs)
    driver.until(driver.contract.ends_on + timedelta(days=1))
    stages.reported(driver, "gesamt", "final_report", "review_final")
    driver.do_all("contribute", lambda task: ("nil_return", "", {}))
    return driver.do("partner_statement", "submit", partner_statement="Gern wieder.", cooperation_partner="gut")


def user(account: str) -> User:
    """An account of the demonstration."""
    return User.objects.get(username=account)


def standing(account: str, day: date = TODAY) -> Standing:
    """What the account stands for on a day."""
    return standing_of(user(account), day)


def unit(short: str) -> OrgUnit:
    """The unit of today."""
    return OrgUnit.objects.get(short=short, valid_to=None)
