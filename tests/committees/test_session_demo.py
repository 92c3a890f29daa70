"""The demonstration's sessions, and where people find them."""

from committees.models import Recommendation, Session
from committees.session_demo import load
from directory.audiences import opens
from tests.committees.conftest import waiting_contract
from tests.conftest import TODAY
from tests.factories.contracts import standing


def test_the_demonstration_shows_each_state_once_and_is_loaded_once(house):
    driver = waiting_contract()
    load(TODAY)
    load(TODAY)
    states = sorted(Session.objects.values_list("body__short", "kind", "state"))
    assert states == [
        ("FAG", "session", "invited"),
        ("IK", "session", "closed"),
        ("KAI", "circulation", "running"),
        ("KAI", "session", "closed"),
        ("KAI", "session", "planned"),
    ]
    assert Session.objects.get(state="planned").items.filter(case=driver.case).exists()
    assert Recommendation.objects.count() == 3


def test_every_page_of_the_demonstration_opens(pages):
    load(TODAY)
    for session in Session.objects.all():
        names = ["session", "session-calendar"] + (["session-circulation"] if session.kind == "circulation" else [])
        names += ["session-minutes"] if session.state == "closed" else ["session-edit"] * (session.state == "planned")
        for name in names:
            assert pages("geschaeftsstelle", name, session.pk).status_code == 200
    for name in ("sessions", "recommendations", "fields-of-action", "plan", "seats", "body-rules", "session-new"):
        assert pages("geschaeftsstelle", name).status_code == 200


def test_who_finds_sessions_in_the_navigation(house):
    found = {name: opens(standing(name), "sessions") for name in ("geschaeftsstelle", "hmkb", "recht", "jury1")}
    assert found == {"geschaeftsstelle": True, "hmkb": True, "recht": False, "jury1": False}
