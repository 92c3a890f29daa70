"""Many at once: thirty members save; a year is signed and extended."""

import threading
from datetime import timedelta

import pytest

from directory.models import User
from directory.standing import standing_of
from prizes.demo import call_ends, do, lay_before, nominate, open_call
from prizes.jury.judging import Judgement, declare, judge, name_connections
from prizes.models import AwardYear, Ballot, Points
from prizes.services import Extension, extend_deadline
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing
from tests.factories.directory import UserFactory
from tests.workflow.test_races import at_once
from workflow.opening import opened_case

pytestmark = pytest.mark.race
MEMBERS = 30


def test_thirty_jurors_saving_at_once_lose_nothing(race_db):
    people = [UserFactory(username=f"juror{number}") for number in range(MEMBERS)]
    year = open_call(TODAY - timedelta(days=60), year=2026, days=20)
    case = nominate(year, ("Verein", "Projekt", "Kassel"), TODAY - timedelta(days=50))
    do(case, "check", "admissible", by="preisbuero", day=TODAY)
    do(case, "longlist", "take", by="referatsleitung2", day=TODAY)
    call_ends(year, TODAY)
    jury = lay_before(year, TODAY, tuple(person.username for person in people))
    (entry,) = jury.nominations.select_related("jury__award_year", "nomination")
    for person in people:
        name_connections(jury, "", standing=standing_of(person, TODAY), at=NOON)
        declare(entry, biased=False, reason="", standing=standing_of(person, TODAY), at=NOON)
    criteria = [one.pk for one in year.criteria.all()]

    def save(number: int):
        points = dict.fromkeys(criteria, number % 11)
        return judge(
            entry, Judgement(points, comment=f"von {number}"), standing=standing_of(people[number], TODAY), at=NOON
        )

    answers = at_once(*(lambda number=number: save(number) for number in range(MEMBERS)))
    assert {type(answer) for answer in answers} == {Ballot}
    stored = {ballot.juror_id: ballot for ballot in Ballot.objects.prefetch_related("points")}
    assert User.objects.filter(pk__in=stored).count() == MEMBERS
    for number, person in enumerate(people):
        ballot = stored[person.pk]
        assert ballot.comment == f"von {number}"
        assert {one.points for one in ballot.points.all()} == {number % 11}
    assert Points.objects.count() == MEMBERS * len(criteria)


def test_a_task_of_the_year_and_an_extension_do_not_wait_for_each_other(race_db):
    """Both lock the case, then the year."""
    year = open_call(TODAY, year=2027, since=10, days=10)
    locked = threading.Event()

    def task():
        with opened_case(year.case_id, at=NOON):
            locked.set()
            threading.Event().wait(0.5)
            return AwardYear.objects.select_for_update().get(pk=year.pk)

    def extension():
        locked.wait(5)
        later = Extension(TODAY + timedelta(days=40), "Ferien", "shifted")
        return extend_deadline(year, later, standing=standing("preisbuero"), at=NOON)

    answers = at_once(task, extension)
    assert [type(answer).__name__ for answer in answers] == ["AwardYear", "NoneType"]
    assert AwardYear.objects.get(pk=year.pk).extended_to is not None
