"""Versions through the services: who may add one, who may then read it, and that a refused one leaves no trace."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.demo.papers import paper
from directory.models import User
from directory.standing import standing_of
from documents.models import Direction, Document, DocumentVersion
from documents.services import NewDocument, add_paper, add_version, release_to_partner, share_with_participants
from documents.storage import path_of
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, standing, unit, user
from tests.factories.directory import ContactFactory, UserFactory
from workflow.errors import InputError, NotAllowedError
from workflow.exclusion import exclude
from workflow.models import Case, CaseEvent, Participation
from workflow.participations import Involvement, involve
from workflow.states import Extent

LATER = NOON + timedelta(hours=2)
NOTE = NewDocument(kind="note", title="Vermerk")


@pytest.fixture
def case(house) -> Case:
    return proposal().case


def file_in(case: Case, account: str = "sachbearbeitung", new: NewDocument = NOTE, text: str = "eins") -> Document:
    return add_paper(case.pk, new, paper("a.pdf", text), standing=standing(account), at=NOON)


def readable(document: Document, account: str | User) -> list[int]:
    """Numbers of the versions this person may read."""
    asking = standing_of(account, TODAY) if isinstance(account, User) else standing(account)
    seen = DocumentVersion.objects.visible_to(asking).filter(document=document)
    return sorted(seen.values_list("number", flat=True))


def events(case: Case, action: str) -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(case=case, action=action).order_by("pk"))


def test_a_version_is_written_down_with_its_hash_in_the_history(case):
    upload = paper("Vermerk.pdf", "Ergebnis")
    content = upload.read()
    document = add_paper(case.pk, NOTE, upload, standing=standing("sachbearbeitung"), at=NOON)
    version, sha256 = document.versions.get(), hashlib.sha256(content).hexdigest()
    assert (version.sha256, version.size, version.mime) == (sha256, len(content), "application/pdf")
    assert (version.created_by, version.created_at, version.frozen_at) == (user("sachbearbeitung"), NOON, None)
    (event,) = events(case, "version_added")
    assert event.data == {"title": "Vermerk", "number": 1, "sha256": sha256, "document": document.pk}


def test_the_same_bytes_may_be_two_versions_and_lie_there_once(case):
    document = file_in(case)
    again = add_version(document.pk, paper("b.pdf", "eins"), "", standing=standing("sachbearbeitung"), at=LATER)
    first, second = document.versions.order_by("number")
    assert (first.sha256, second.number, again) == (second.sha256, 2, second)
    assert path_of(first.sha256).exists()


def test_a_refused_version_leaves_no_trace(case):
    document, before = file_in(case), CaseEvent.objects.filter(case=case).count()
    with pytest.raises(InputError, match="passt nicht zu ihrer Endung"):
        add_version(document.pk, SimpleUploadedFile("a.pdf", b"MZ"), "", standing=standing("sachbearbeitung"), at=LATER)
    assert readable(document, "sachbearbeitung") == [1]
    assert CaseEvent.objects.filter(case=case).count() == before


def test_a_letter_recorded_without_a_file_gets_it_later_as_its_first_version(case):
    letter = NewDocument(kind="letter", title="Schreiben", direction=Direction.IN, received_on=TODAY)
    document = add_paper(case.pk, letter, None, standing=standing("sachbearbeitung"), at=NOON)
    assert [event.data["direction"] for event in events(case, "paper_recorded")] == ["in"]
    add_version(document.pk, paper("scan.pdf"), "Scan", standing=standing("sachbearbeitung"), at=LATER)
    assert readable(document, "sachbearbeitung") == [1]


def test_an_internal_paper_needs_its_file(case):
    with pytest.raises(InputError, match="wählen Sie eine Datei"):
        add_paper(case.pk, NOTE, None, standing=standing("sachbearbeitung"), at=NOON)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewDocument("letter", "Schreiben", Direction.IN, received_on=TODAY + timedelta(days=1)), "received_on"),
        (NewDocument("letter", " ", Direction.IN, received_on=TODAY), "title"),
    ],
)
def test_nothing_arrives_tomorrow_or_without_a_name(case, new, field):
    with pytest.raises(InputError) as refused:
        add_paper(case.pk, new, paper("a.pdf"), standing=standing("sachbearbeitung"), at=NOON)
    assert (refused.value.field, Document.objects.filter(case=case).exists()) == (field, False)


@pytest.mark.parametrize("account", ["referatsleitung2", "hmkb", "hjr", "jury1", "fachadmin"])
def test_who_does_not_see_the_file_files_nothing(case, account):
    with pytest.raises(NotAllowedError):
        file_in(case, account)
    assert not Document.objects.filter(case=case).exists()


def test_a_partner_that_does_not_see_the_case_files_nothing(case):
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    with pytest.raises(NotAllowedError):
        file_in(case, "baf")


def test_what_a_partner_sends_in_came_today_from_the_partner(case):
    claimed = NewDocument("note", "Auszug", received_on=TODAY - timedelta(days=30), correspondent="Ministerium")
    document = file_in(case, "baf", claimed)
    told = (document.direction, document.received_on, document.correspondent)
    assert told == (Direction.IN, TODAY, str(case.organisation))
    with pytest.raises(InputError, match="wählen Sie eine Datei"):
        add_paper(case.pk, claimed, None, standing=standing("baf"), at=NOON)


@pytest.mark.parametrize("kind", ["contract", "signed"])
def test_the_text_and_its_signed_copies_get_versions_only_in_their_tasks(case, kind):
    document = file_in(case)
    Document.objects.filter(pk=document.pk).update(kind=kind)
    with pytest.raises(NotAllowedError, match="Vertragsentwurf fertigen"):
        add_version(document.pk, paper("x.pdf", "heimlich"), "", standing=standing("sachbearbeitung"), at=LATER)


@pytest.mark.parametrize("account", ["referatsleitung2", "hmkb", "hjr", "jury1", "baf"])
def test_who_does_not_see_a_paper_cannot_add_to_it(case, account):
    document = file_in(case)
    with pytest.raises(NotAllowedError):
        add_version(document.pk, paper("x.pdf", "fremd"), "", standing=standing(account), at=LATER)
    assert readable(document, "sachbearbeitung") == [1]


def test_a_paper_that_tells_of_a_case_one_is_shut_out_of_is_closed_in_every_file(case):
    document, other = file_in(case), proposal(partner="HJR").case
    document.tells_of.add(other)
    assert readable(document, "sachbearbeitung2") == [1]
    exclude(other.pk, user("sachbearbeitung2"), "Bruder", standing=standing("referatsleitung"), at=NOON)
    assert readable(document, "sachbearbeitung2") == []
    with pytest.raises(NotAllowedError, match="gibt es nicht"):
        add_version(document.pk, paper("x.pdf", "x"), "", standing=standing("sachbearbeitung2"), at=LATER)


def test_a_partner_improves_its_own_paper_and_not_what_it_was_given(case):
    own, given = file_in(case, "baf", text="Auszug"), file_in(case)
    release_to_partner(given.versions.get().pk, standing=standing("sachbearbeitung"), at=NOON)
    version = add_version(own.pk, paper("neu.pdf", "neu"), "lesbar", standing=standing("baf"), at=LATER)
    assert (version.number, version.released_at, readable(own, "baf")) == (2, LATER, [1, 2])
    with pytest.raises(NotAllowedError, match="nur zu eigenen"):
        add_version(given.pk, paper("neu.pdf", "neu"), "", standing=standing("baf"), at=LATER)


def test_what_the_office_adds_to_a_partners_paper_is_internal_until_released(case):
    document = file_in(case, "baf")
    marked = add_version(
        document.pk, paper("geprueft.pdf", "Zweifel an S. 2"), "", standing=standing("sachbearbeitung"), at=LATER
    )
    assert (readable(document, "sachbearbeitung"), readable(document, "baf")) == ([1, 2], [1])
    release_to_partner(marked.pk, standing=standing("sachbearbeitung"), at=LATER)
    assert readable(document, "baf") == [1, 2]


def test_colleagues_at_the_partner_read_the_same(case):
    document = file_in(case, "baf")
    colleague = ContactFactory(user=UserFactory(username="baf2"), organisation=case.organisation).user
    assert readable(document, colleague) == [1]


def test_whoever_has_left_the_partner_no_longer_reads_even_her_own_papers(case):
    document = file_in(case, "baf")
    user("baf").contacts.update(valid_to=TODAY - timedelta(days=1))
    assert readable(document, "baf") == []


def test_nothing_is_given_to_a_partner_that_does_not_see_the_case(case):
    document = file_in(case)
    release_to_partner(document.versions.get().pk, standing=standing("sachbearbeitung"), at=NOON)
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    assert readable(document, "baf") == []


def test_the_database_keeps_one_version_of_a_number(case):
    version = file_in(case).versions.get()
    version.pk = None
    with pytest.raises(IntegrityError, match="version_number_once"):
        version.save(force_insert=True)


@pytest.mark.parametrize(
    ("open_up", "field", "action"),
    [
        (release_to_partner, "released_at", "version_released"),
        (share_with_participants, "shared_at", "version_shared"),
    ],
)
def test_what_is_opened_up_keeps_its_first_moment_and_is_told_once(case, open_up, field, action):
    version = file_in(case).versions.get()
    for moment in (NOON, LATER):
        open_up(version.pk, standing=standing("referatsleitung"), at=moment)
    version.refresh_from_db()
    assert getattr(version, field) == NOON
    assert [event.actor for event in events(case, action)] == [user("referatsleitung")]


@pytest.mark.parametrize("account", ["revision", "buero"])
def test_reading_a_file_is_not_yet_a_right_to_open_it_up(client, house, account):
    case = in_coordination().case
    version = file_in(case).versions.get()
    client.force_login(user(account))
    answer = client.post(reverse("version-open-up", args=[version.pk]), {"partner": "1"})
    version.refresh_from_db()
    assert (answer.status_code, version.released_at) == (403, None)
    assert "Federführung" in answer.content.decode()


def test_a_seat_that_was_involved_reads_what_is_shared_while_it_is(case):
    """Beteiligung without a task: a Ressort that is only to know of the case."""
    document, other = file_in(case), file_in(case, text="intern")
    lead = standing("sachbearbeitung")
    share_with_participants(document.versions.get().pk, standing=lead, at=NOON)
    assert readable(document, "hmwk") == []
    involve(case.pk, Involvement(unit("FAG HMWK"), kind="information", extent=Extent.TASK), standing=lead, at=NOON)
    assert (readable(document, "hmwk"), readable(other, "hmwk")) == ([1], [])
    Participation.objects.filter(case=case).update(ended_at=LATER)
    assert readable(document, "hmwk") == []


@pytest.mark.parametrize(("account", "name"), [("sachbearbeitung", "case-documents"), ("baf", "portal-case")])
def test_one_paper_with_three_hundred_versions_takes_the_queries_of_three(client, case, account, name):
    document, writer = file_in(case), user("sachbearbeitung")
    client.force_login(user(account))
    address = reverse(name, args=[case.pk])
    client.get(address)
    counts = []
    for start, end in ((2, 4), (4, 301)):
        DocumentVersion.objects.bulk_create(
            DocumentVersion(
                document=document, number=number, sha256="0" * 64, size=1, mime="application/pdf", original_name="a.pdf",
                created_by=writer, created_at=NOON, released_at=NOON, shared_at=NOON,
            )
            for number in range(start, end)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            text = client.get(address).content.decode()
        counts.append(len(queries))
        assert text.count("Vermerk</a>") >= end - 2
    assert counts[0] == counts[1]
