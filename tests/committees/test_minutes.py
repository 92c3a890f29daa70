"""The Niederschrift: a draft for the Geschäftsstelle, sent and stored, open to objections, final."""

from datetime import timedelta

import pytest

from committees.minutes import answer_objection, enter_objection, finalise, object_to
from committees.models import Objection, Session
from committees.sittings import close
from tests.committees.conftest import clerk, running
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import ExternalMail

OVER = TODAY + timedelta(days=15)


@pytest.fixture
def closed(pages) -> Session:
    """A session whose Niederschrift is to be sent."""
    session = running("FAG", present=10)
    item = session.items.get()
    pages("geschaeftsstelle", "session-record", session.pk, item.pk, result="noted", discussion="Ausführlich erörtert.")
    close(session.pk, standing=clerk(), at=NOON)
    return session


@pytest.fixture
def issued(closed, pages) -> Session:
    assert pages("geschaeftsstelle", "session-issue", closed.pk, x="1").status_code == 302
    closed.refresh_from_db()
    return closed


def test_a_draft_is_the_secretariats_own(closed, pages):
    draft = pages("geschaeftsstelle", "session-minutes", closed.pk).content.decode()
    assert "Entwurf" in draft
    assert "Ausführlich erörtert." in draft
    assert pages("hmkb", "session-minutes", closed.pk).status_code == 404
    assert pages("hmkb", "session-issue", closed.pk, x="1").status_code == 404
    assert "Ausführlich erörtert." not in pages("hmkb", "session", closed.pk).content.decode()


def test_there_are_no_minutes_of_a_session_that_is_not_over(pages):
    assert pages("geschaeftsstelle", "session-minutes", running("FAG").pk).status_code == 404


def test_what_was_sent_stays_as_it_was_sent(issued, pages):
    assert ExternalMail.objects.filter(key__startswith=f"session-minutes-{issued.pk}-").count() == 11
    for name, data in (("session-remarks", {"remarks": "Neu"}), ("session-record", {"discussion": "Neu"})):
        args = [issued.pk, issued.items.get().pk] if name == "session-record" else [issued.pk]
        assert pages("geschaeftsstelle", name, *args, **data).status_code == 422
    issued.items.update(discussion="Verfälscht")
    text = pages("hmkb", "session-minutes", issued.pk).content.decode()
    assert "Ausführlich erörtert." in text
    assert "Verfälscht" not in text
    assert pages("geschaeftsstelle", "session-issue", issued.pk, x="1").status_code == 422


def test_guests_without_an_account_are_not_sent_a_link_they_cannot_open(closed, pages):
    closed.attendances.create(name="Gast", email="gast@example.org", votes=False)
    pages("geschaeftsstelle", "session-issue", closed.pk, x="1")
    assert not ExternalMail.objects.filter(address="gast@example.org").exists()


def test_members_object_and_the_secretariat_answers(issued, pages):
    assert pages("hmkb", "session-object", issued.pk, text="Punkt 1 war anders.").status_code == 302
    (objection,) = Objection.objects.all()
    assert (objection.name, objection.received_on) == (str(user("hmkb")), TODAY)
    assert "Punkt 1 war anders." not in pages("hmdf", "session-minutes", issued.pk).content.decode()
    with pytest.raises(WorkflowError, match="Einwände sind bis"):
        finalise(issued.pk, standing=clerk(), at=NOON)
    with pytest.raises(WorkflowError, match="wie er behandelt"):
        finalise(issued.pk, standing=clerk(OVER), at=NOON)
    sent = pages("geschaeftsstelle", "session-answer-objection", issued.pk, objection.pk, answer="Wird ergänzt.")
    assert sent.status_code == 302
    finalise(issued.pk, standing=clerk(OVER), at=NOON)
    text = pages("hmdf", "session-minutes", issued.pk).content.decode()
    for words in ("endgültig", "Punkt 1 war anders.", "Wird ergänzt."):
        assert words in text
    issued.refresh_from_db()
    assert issued.minutes["objections"][0]["answer"] == "Wird ergänzt."


def test_objections_come_from_members_in_time(issued):
    with pytest.raises(WorkflowError, match="abgelaufen"):
        object_to(issued.pk, "Zu spät", standing=standing("hmkb", OVER))
    with pytest.raises(NotAllowedError):
        object_to(issued.pk, "Von außen", standing=standing("geschaeftsstelle"))
    object_to(issued.pk, "Am letzten Tag", standing=standing("hmkb", issued.objections_until))
    assert Objection.objects.count() == 1


# received on, on which day entered, field refused (None: taken)
@pytest.mark.parametrize(
    ("received", "day", "field"),
    [(0, 0, None), (14, 15, None), (15, 15, "received_on"), (1, 0, "received_on")],
)
def test_an_objection_that_came_by_letter_counts_by_its_day(issued, received, day, field):
    entered = {"standing": clerk(TODAY + timedelta(days=day))}
    on = TODAY + timedelta(days=received)
    if field is None:
        enter_objection(issued.pk, "Herr Brief", "Text", on, **entered)
        assert Objection.objects.get().received_on == on
    else:
        with pytest.raises(InputError) as refused:
            enter_objection(issued.pk, "Herr Brief", "Text", on, **entered)
        assert refused.value.field == field


def test_nothing_is_added_to_final_minutes(issued, pages):
    objection = enter_objection(issued.pk, "A", "B", TODAY, standing=clerk())
    answer_objection(objection.pk, "C", standing=clerk())
    finalise(issued.pk, standing=clerk(OVER), at=NOON)
    with pytest.raises(WorkflowError):
        answer_objection(objection.pk, "D", standing=clerk())
    with pytest.raises(WorkflowError):
        enter_objection(issued.pk, "A", "B", TODAY, standing=clerk())
    with pytest.raises(WorkflowError):
        finalise(issued.pk, standing=clerk(OVER), at=NOON)
    assert (
        pages(
            "geschaeftsstelle", "session-enter-objection", issued.pk, name="A", text="B", received_on="2026-11-23"
        ).status_code
        == 422
    )


def test_an_objection_belongs_to_its_session(issued, pages):
    other = running("FAG")
    objection = enter_objection(issued.pk, "A", "B", TODAY, standing=clerk())
    assert pages("geschaeftsstelle", "session-answer-objection", other.pk, objection.pk).status_code == 404
    assert pages("hmkb", "session-answer-objection", issued.pk, objection.pk).status_code == 403


def test_the_seat_of_the_one_who_took_part_is_named(issued):
    names = issued.minutes["attendance"][0]["names"]
    assert names[0].startswith(unit("FAG HMD").short)
    assert (issued.minutes["attendance"][1]["label"], len(names)) == ("Entschuldigt", 10)


@pytest.mark.parametrize("account", ["sachbearbeitung", "ministerin", "geschaeftsstelle", "jury1", "baf"])
def test_strangers_object_to_nothing(issued, account):
    with pytest.raises(NotAllowedError, match="Mitglieder, die eingeladen waren"):
        object_to(issued.pk, "So war es nicht.", standing=standing(account))
    assert not Objection.objects.exists()


def test_a_guest_objects_to_nothing(issued):
    issued.attendances.filter(user=user("hmkb")).update(votes=False)
    with pytest.raises(NotAllowedError):
        object_to(issued.pk, "So war es nicht.", standing=standing("hmkb"))
