"""What the unit of the prize and the public may do to a year and a draft, asked of the services themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.demo.papers import paper
from prizes.demo import CRITERIA, nominate, open_call
from prizes.jury.attachments import add_blind_file
from prizes.jury.preparation import Version, appoint, check_entry
from prizes.models import AwardYear, Jury, JuryNomination, JuryStage, NominationDraft
from prizes.services import (
    DRAFTS_PER_DAY,
    MOST_FILES,
    Extension,
    attach,
    begin_draft,
    extend_deadline,
    find_draft,
    keep,
    may_extend,
    nominations_of,
    save_year,
    send,
)
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, ExternalMail

LONGER = Extension(TODAY + timedelta(days=40), "Ferien", rule="exact")
OTHERS = ["sachbearbeitung", "referatsleitung", "ministerin", "fachadmin", "jury1", "baf"]


def who(account: str = "preisbuero") -> dict:
    return {"standing": standing(account), "at": NOON}


@pytest.fixture
def year(house) -> AwardYear:
    """A call that is open for ten more days."""
    return open_call(TODAY, year=2027, since=10, days=10)


@pytest.fixture
def draft(year) -> NominationDraft:
    begin_draft(year, "kim@example.org", at=NOON)
    return NominationDraft.objects.get()


def detail(**changed) -> dict:
    return {
        "nominee": "Chor", "nominee_kind": "initiative", "project": "Singen", "place": "Kassel", "in_hessen": True, "description": "x",
        "self_nominated": False, "nominator": "Kim", "nominee_contact": "", "starts_on": None, "ends_on": None,
    } | changed  # fmt: skip


@pytest.mark.parametrize("account", OTHERS)
def test_a_year_is_kept_and_extended_by_its_unit_alone(year, account):
    with pytest.raises(NotAllowedError):
        save_year(year, CRITERIA, **who(account))
    with pytest.raises(NotAllowedError):
        extend_deadline(year, LONGER, **who(account))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until": TODAY + timedelta(days=10)}, "extended_to"),
        ({"until": TODAY - timedelta(days=1)}, "extended_to"),
        ({"reason": " "}, "extension_reason"),
    ],
)
def test_an_extension_is_later_and_has_a_reason(year, changed, field):
    with pytest.raises(InputError) as refused:
        extend_deadline(year, replace(LONGER, **changed), **who())
    assert refused.value.field == field


def test_a_call_that_is_over_is_extended_to_no_day_of_the_past(house):
    year = open_call(TODAY - timedelta(days=20), year=2027, days=10)
    with pytest.raises(InputError, match="nicht vergangen"):
        extend_deadline(year, replace(LONGER, until=TODAY - timedelta(days=1)), **who())
    extend_deadline(year, replace(LONGER, until=TODAY), **who())


def test_once_the_jury_judges_the_call_stays_closed(jury):
    year = jury.award_year
    assert may_extend(year) is False
    with pytest.raises(WorkflowError, match="Jury bewertet bereits"):
        extend_deadline(year, replace(LONGER, until=TODAY + timedelta(days=90)), **who())


def test_a_year_that_was_moved_meanwhile_is_not_written_over_by_a_form(year):
    AwardYear.objects.filter(pk=year.pk).update(extended_to=TODAY + timedelta(days=30))
    with pytest.raises(WorkflowError, match="inzwischen geändert"):
        save_year(year, CRITERIA, **who())


@pytest.mark.parametrize("changed", ["criteria", "prize_money"])
def test_what_a_jury_judges_by_stays_as_it_is(jury, changed):
    year = jury.award_year
    criteria = [{"name": "Anders", "weight": 1}] if changed == "criteria" else CRITERIA
    if changed == "prize_money":
        year.prize_money += 1
    with pytest.raises(WorkflowError, match="Regeln und Kriterien stehen fest"):
        save_year(year, criteria, **who())


def test_a_draft_is_begun_while_the_call_is_open(year):
    AwardYear.objects.filter(pk=year.pk).update(deadline=TODAY - timedelta(days=1))
    with pytest.raises(WorkflowError, match="keine Nominierungen angenommen"):
        begin_draft(AwardYear.objects.get(pk=year.pk), "kim@example.org", at=NOON)
    assert not ExternalMail.objects.exists()


def test_a_mailbox_gets_so_many_links_a_day_and_again_the_next(year):
    for _number in range(DRAFTS_PER_DAY + 2):
        begin_draft(year, "kim@example.org", at=NOON)
    assert NominationDraft.objects.count() == ExternalMail.objects.count() == DRAFTS_PER_DAY
    begin_draft(year, "kim@example.org", at=NOON + timedelta(days=1, seconds=1))
    assert NominationDraft.objects.count() == DRAFTS_PER_DAY + 1


def test_a_draft_is_found_by_its_link_and_not_by_what_is_stored(draft):
    assert find_draft(draft.token_sha256) is None
    assert find_draft("") is None


def test_a_draft_that_is_sent_twice_becomes_one_nomination(draft):
    """Two windows, or a button pressed twice: both get the case of the first."""
    stale = NominationDraft.objects.get(pk=draft.pk)
    first = send(draft, detail(), at=NOON)
    assert send(stale, detail(project="Anders"), at=NOON) == first
    assert Case.objects.filter(kind="nomination").count() == 1


def test_nothing_is_kept_or_attached_to_what_was_sent(draft):
    send(draft, detail(), at=NOON)
    with pytest.raises(WorkflowError, match="bereits abgesendet"):
        keep(draft, {"nominator": "Kim"}, at=NOON)
    with pytest.raises(WorkflowError, match="bereits abgesendet"):
        attach(draft, paper("a.pdf"))
    draft.refresh_from_db()
    assert (draft.data, draft.files.count()) == ({}, 0)


def test_nothing_is_sent_after_the_deadline(draft, year):
    AwardYear.objects.filter(pk=year.pk).update(deadline=TODAY - timedelta(days=1))
    with pytest.raises(WorkflowError, match="Einsendeschluss war"):
        send(draft, detail(), at=NOON)
    assert not Case.objects.filter(kind="nomination").exists()


def test_a_draft_has_so_many_attachments_and_no_more(draft):
    for number in range(MOST_FILES):
        attach(draft, paper("a.pdf", str(number)))
    with pytest.raises(InputError) as refused:
        attach(draft, paper("a.pdf", "noch eine"))
    assert (refused.value.field, draft.files.count()) == ("file", MOST_FILES)


def test_what_is_attached_is_checked(draft):
    file = paper("a.pdf")
    file.name = "a.exe"
    with pytest.raises(InputError):
        attach(draft, file)


def test_the_nominations_of_a_year_are_those_one_may_see(year):
    shut, kept = (nominate(year, (f"Verein {number}", "Projekt", "Kassel"), TODAY) for number in range(2))
    Case.objects.filter(pk=shut.pk).update(excluded=[user("preisbuero").pk])
    assert [row.pk for row in nominations_of(year, standing("preisbuero"))] == [kept.pk]
    assert not nominations_of(year, standing("sachbearbeitung"))


@pytest.mark.parametrize("account", OTHERS)
def test_the_jury_is_prepared_by_the_office_alone(jury, canary, account):
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.PREPARING)
    entry = JuryNomination.objects.select_related("jury", "nomination").get(pk=canary.pk)
    for act in (
        lambda: appoint(jury, [], standing=standing(account)),
        lambda: check_entry(entry, Version("Singen", "Singen"), **who(account)),
        lambda: add_blind_file(entry, paper("a.pdf", "x"), standing=standing(account)),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_what_is_laid_before_a_jury_no_longer_changes(jury, canary):
    with pytest.raises(WorkflowError, match="die Texte stehen fest"):
        check_entry(canary, Version("Singen", "Singen"), **who())
    with pytest.raises(WorkflowError, match="die Anlagen stehen fest"):
        add_blind_file(canary, paper("a.pdf", "x"), standing=standing("preisbuero"))


def test_a_jury_whose_result_is_fixed_keeps_its_members(jury):
    jury.stage = JuryStage.FIXED
    with pytest.raises(WorkflowError, match="lässt sich nicht mehr ändern"):
        appoint(jury, [], standing=standing("preisbuero"))
