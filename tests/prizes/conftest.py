"""A jury before four nominations, one of them full of canaries."""

from datetime import timedelta
from functools import cache

import pytest

from documents.services import take_in
from prizes.blind_files import BlindCopy, blind_file
from prizes.demo import JURY, call_ends, do, lay_before, nominate, open_call
from prizes.jury.preparation import enter_longlist, jury_of
from prizes.models import BlindFile, Jury, JuryNomination
from tests.conftest import NOON, TODAY
from tests.prizes.test_redaction import minutes, signed


@cache
def blind_copy() -> BlindCopy:
    """An attachment as it is rebuilt; made once, for it takes a process."""
    return blind_file(signed(minutes("Sechzig Menschen singen.")), ["Amselfeld"])


@pytest.fixture
def jury(house) -> Jury:
    """Five members before four nominations, judging without names. The first is full of canaries."""
    year = open_call(TODAY - timedelta(days=60), year=2026, days=20)
    names = {
        "nominator": "Kim Amselfeld", "nominator_email": "kim@amsel.example", "nominee_contact": "Lerchenweg 3",
        "description": "Der Zeisigclub und Kim Amselfeld laden ein: Lerchenweg 3, post@amsel.example.",
    }  # fmt: skip
    entries = [
        ("Zeisigclub", "Singen im Zeisigclub", "Finkenau"),
        *((f"Verein {n}", f"Projekt {n}", "Kassel") for n in range(3)),
    ]
    for number, entry in enumerate(entries):
        case = nominate(year, entry, TODAY - timedelta(days=50), **(names if number == 0 else {}))
        do(case, "check", "admissible", by="preisbuero", day=TODAY - timedelta(days=30))
        do(case, "longlist", "take", by="referatsleitung2", day=TODAY - timedelta(days=30))
    call_ends(year, TODAY - timedelta(days=39))
    jury = jury_of(year, TODAY)
    enter_longlist(jury)
    entry = jury.nominations.select_related("jury", "nomination").get(nomination__nominee="Zeisigclub")
    made, stored = blind_copy(), take_in(blind_copy().file)
    BlindFile.objects.create(
        entry=entry,
        number=1,
        sha256=stored.sha256,
        size=stored.size,
        mime=stored.mime,
        pages=made.pages,
        checked_at=NOON,
    )
    return lay_before(year, TODAY, JURY)


@pytest.fixture
def canary(jury) -> JuryNomination:
    return jury.nominations.select_related("jury__award_year", "nomination").get(nomination__nominee="Zeisigclub")
