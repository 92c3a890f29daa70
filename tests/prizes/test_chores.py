"""What falls due around the prize by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from prizes.demo import JURY, call_ends, do, lay_before, nominate, open_call
from prizes.jury.judging import Judgement, declare, judge, name_connections
from prizes.models import DraftFile, Jury, JuryNomination, NominationDraft
from prizes.services import KEPT_FOR, begin_draft, keep
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing
from workflow.models import ExternalMail
from workflow.ticking import tick

pytestmark = pytest.mark.django_db


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def jury(house) -> Jury:
    """Two nominations; jury1 has judged both, jury2 is biased on one of them, judging ends in thirty days."""
    year = open_call(TODAY - timedelta(days=60), year=2026, days=20)
    for number in range(2):
        case = nominate(year, (f"Verein {number}", f"Projekt {number}", "Kassel"), TODAY - timedelta(days=50))
        do(case, "check", "admissible", by="preisbuero", day=TODAY)
        do(case, "longlist", "take", by="referatsleitung2", day=TODAY)
    call_ends(year, TODAY - timedelta(days=39))
    jury = lay_before(year, TODAY, JURY)
    points = {one.pk: 5 for one in year.criteria.all()}
    for account in ("jury1", "jury2"):
        who = standing(account)
        name_connections(jury, "", standing=who, at=NOON)
        for entry in JuryNomination.objects.filter(jury=jury).select_related("jury", "nomination"):
            biased = account == "jury2" and entry.number == 1
            declare(entry, biased=biased, reason="Mitglied", standing=who, at=NOON)
            if account == "jury1":
                judge(entry, Judgement(points), standing=who, at=NOON)
    return Jury.objects.get(pk=jury.pk)


def reminded() -> dict[str, str]:
    rows = ExternalMail.objects.filter(key__startswith="jury-reminder")
    return {row.address.split("@")[0]: row.body.split("\n")[2] for row in rows}


def test_members_with_something_left_are_reminded_once_and_the_biased_are_not_counted_on(jury):
    tick(on(jury.scores_due - timedelta(days=8)))
    assert reminded() == {}
    for _minute in range(2):
        assert tick(on(jury.scores_due - timedelta(days=7))).failed == 0
    assert reminded() == {
        "jury2": "Ihnen liegt noch 1 Nominierung zur Bewertung vor.",
        **dict.fromkeys(("jury3", "jury4", "jury5"), "Ihnen liegen noch 2 Nominierungen zur Bewertung vor."),
    }


def test_a_later_day_is_another_occasion(jury):
    tick(on(jury.scores_due))
    assert len(reminded()) == 4
    Jury.objects.update(scores_due=jury.scores_due + timedelta(days=30))
    tick(on(jury.scores_due + timedelta(days=25)))
    assert ExternalMail.objects.filter(key__startswith="jury-reminder").count() == 8


def test_a_draft_nobody_sends_is_deleted_with_its_attachments_after_the_promised_time(house):
    year = open_call(TODAY, year=2027, days=90)
    for address in ("kim@example.org", "eva@example.org"):
        begin_draft(year, address, at=NOON)
    old, written = NominationDraft.objects.order_by("pk")
    DraftFile.objects.create(draft=old, sha256="0" * 64, size=1, mime="application/pdf", name="a.pdf")
    keep(written, {"nominator": "Eva"}, at=NOON + timedelta(days=3))
    tick(NOON + KEPT_FOR)
    assert NominationDraft.objects.count() == 2
    tick(NOON + KEPT_FOR + timedelta(minutes=1))
    assert (list(NominationDraft.objects.all()), DraftFile.objects.count()) == ([written], 0)
