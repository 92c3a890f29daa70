"""Papers of a case through their pages: filed, versioned, released, read by whom they concern and nobody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.demo.papers import paper
from documents.models import CoSignature, Direction, Document, DocumentVersion
from documents.storage import path_of
from tests.factories.contracts import TODAY, in_coordination, in_force, proposal, user

LETTER = {"title": "Anschreiben", "kind": "other", "direction": "internal"}


@pytest.fixture
def ask(client, house):
    """`ask(account, name, *args, **data)`: a page, or the answer to its form."""

    def send(account: str, name: str, *args: int, **data):
        client.force_login(user(account))
        address = reverse(name, args=args)
        answer = client.post(address, data) if data else client.get(address)
        answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer

    return send


@pytest.fixture
def case(house):
    return proposal().case


def filed(case, title: str = "Anschreiben") -> Document:
    return Document.objects.get(case=case, title=title)


def test_a_paper_is_filed_and_read_back_unchanged(ask, case):
    file = paper("Brief.pdf", "Sehr geehrte Damen und Herren")
    content = file.read()
    file.seek(0)
    assert ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=file).status_code == 302
    version = filed(case).versions.get()
    answer = ask("sachbearbeitung", "document-download", case.pk, version.pk)
    assert answer.body == content
    assert answer["Content-Disposition"] == 'attachment; filename="Brief.pdf"'
    assert (answer["ETag"], answer["X-Content-Type-Options"]) == (f'"{version.sha256}"', "nosniff")
    assert "private" in answer["Cache-Control"]


def test_the_same_file_is_not_sent_twice(ask, client, case):
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=paper("Brief.pdf", "Text"))
    version = filed(case).versions.get()
    address = reverse("document-download", args=[case.pk, version.pk])
    assert client.get(address, headers={"if-none-match": f'"{version.sha256}"'}).status_code == 304


def test_a_letter_that_came_in_is_recorded_with_its_dates(ask, case):
    data = {
        "direction": "in",
        "received_on": "2026-11-20",
        "letter_date": "2026-11-18",
        "correspondent": "BAF",
        "foreign_reference": "X-1",
    }
    assert ask("sachbearbeitung", "case-documents", case.pk, **LETTER | data).status_code == 302
    document = filed(case)
    assert (document.direction, str(document.received_on), document.foreign_reference) == (
        Direction.IN,
        "2026-11-20",
        "X-1",
    )
    assert not document.versions.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Bitte wählen Sie eine Datei aus."),
        ({"title": ""}, "zwingend erforderlich"),
        ({"direction": "in"}, "Bitte geben Sie das Datum an."),
        ({"direction": "out"}, "Bitte geben Sie das Datum an."),
        ({"direction": "in", "received_on": "2026-11-24"}, "Das Datum liegt in der Zukunft."),
        ({"kind": "contract", "file": "pdf"}, "gültige Auswahl"),
        ({"file": "exe"}, "Dateien dieser Art werden nicht angenommen"),
    ],
)
def test_what_cannot_be_filed_is_refused_there_and_changes_nothing(ask, case, data, message):
    files = {"pdf": lambda: paper("a.pdf"), "exe": lambda: SimpleUploadedFile("a.exe", b"MZ")}
    data = {name: files[value]() if name == "file" else value for name, value in data.items()}
    answer = ask("sachbearbeitung", "case-documents", case.pk, **LETTER | {"correspondent": "Frau Weber"} | data)
    text = answer.content.decode()
    assert (answer.status_code, message in text, "Frau Weber" in text) == (422, True, True)
    assert not Document.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("account", "status"), [("hmkb", 404), ("hjr", 404), ("baf", 404), ("referatsleitung2", 404), ("fachadmin", 404)]
)
def test_others_file_nothing(ask, case, account, status):
    answer = ask(account, "case-documents", case.pk, **LETTER, file=paper("a.pdf"))
    assert (answer.status_code, Document.objects.filter(case=case).exists()) == (status, False)


def test_a_further_version_keeps_the_earlier_one(ask, case):
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=paper("a.pdf", "eins"))
    document = filed(case)
    answer = ask("sachbearbeitung2", "document-version", document.pk, file=paper("b.pdf", "zwei"), remark="Anrede")
    assert answer.status_code == 302
    versions = list(document.versions.order_by("number"))
    assert [(one.number, one.original_name, one.remark) for one in versions] == [
        (1, "a.pdf", ""),
        (2, "b.pdf", "Anrede"),
    ]
    assert all(path_of(one.sha256).exists() for one in versions)
    assert ask("sachbearbeitung", "document-version", document.pk, remark="ohne Datei").status_code == 422


def test_the_text_of_a_contract_gets_versions_only_in_its_task(ask):
    driver = in_coordination()
    document = driver.contract.draft
    answer = ask("sachbearbeitung", "document-version", document.pk, file=paper("x.pdf", "heimlich"))
    assert (answer.status_code, "Vertragsentwurf fertigen" in answer.content.decode()) == (422, True)
    assert document.versions.count() == 1


def test_a_new_draft_makes_every_co_signature_outdated_and_asks_again(house):
    driver = in_coordination()
    first = list(CoSignature.objects.filter(task__process=driver.case))
    driver.do_all("cosign_house", lambda task: ("remarks", "Bitte § 3 kürzen.", {}))
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {})).do("partner_feedback", "agreed")
    driver.do("incorporate", "new_version").do(
        "draft", "circulate", by="sachbearbeitung", file=paper("neu.pdf", "zwei"), remark="§ 3"
    )
    rows = CoSignature.objects.filter(task__process=driver.case)
    assert rows.filter(pk__in=[row.pk for row in first], superseded_at=None).count() == 0
    fresh = rows.filter(superseded_at=None)
    assert (fresh.count(), set(fresh.values_list("version__number", flat=True))) == (len(first), {2})


def test_a_version_reaches_the_partner_when_it_is_released(ask, case):
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=paper("a.pdf", "eins"))
    version = filed(case).versions.get()
    assert ask("baf", "document-download", case.pk, version.pk).status_code == 404
    assert "Anschreiben" not in ask("baf", "portal-case", case.pk).content.decode()
    for _twice in range(2):
        assert ask("sachbearbeitung", "version-open-up", version.pk, partner="1").status_code == 302
    assert ask("baf", "document-download", case.pk, version.pk).status_code == 200
    assert "Anschreiben" in ask("baf", "portal-case", case.pk).content.decode()
    assert ask("hjr", "document-download", case.pk, version.pk).status_code == 404
    assert ask("hmkb", "document-download", case.pk, version.pk).status_code == 404


def test_those_who_were_asked_read_what_is_shared_and_not_the_rest(ask):
    driver = in_coordination()
    draft = driver.contract.draft.versions.get()
    ask("sachbearbeitung", "case-documents", driver.case.pk, **LETTER, file=paper("intern.pdf", "intern"))
    internal = filed(driver.case).versions.get()
    assert ask("hmkb", "document-download", driver.case.pk, draft.pk).status_code == 200
    assert ask("hmkb", "document-download", driver.case.pk, internal.pk).status_code == 404
    page = ask("hmkb", "case-documents", driver.case.pk).content.decode()
    assert ("Vertragstext" in page, "Anschreiben" in page) == (True, False)
    assert ask("hmwk", "document-download", driver.case.pk, draft.pk).status_code == 404


@pytest.mark.parametrize("account", ["hmkb", "sachbearbeitung2"])
def test_releasing_is_for_the_lead_unit(ask, account):
    driver = in_coordination()
    ask("sachbearbeitung", "case-documents", driver.case.pk, **LETTER, file=paper("a.pdf", "x"))
    version = filed(driver.case).versions.get()
    status = ask(account, "version-open-up", version.pk, partner="1").status_code
    version.refresh_from_db()
    assert (status, version.released_at is not None) == ((302, True) if account == "sachbearbeitung2" else (404, False))


def test_a_file_the_store_has_lost_is_a_404_with_words(ask, case):
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=paper("einmalig.pdf", "einmalig"))
    version = filed(case).versions.get()
    path_of(version.sha256).unlink()
    assert ask("sachbearbeitung", "document-download", case.pk, version.pk).status_code == 404


def test_a_file_is_not_found_under_another_case(ask, case):
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=paper("a.pdf", "x"))
    version, other = filed(case).versions.get(), proposal(partner="HJR").case
    assert ask("sachbearbeitung", "document-download", other.pk, version.pk).status_code == 404


def test_a_name_with_a_path_in_it_is_only_a_name(ask, case):
    file = SimpleUploadedFile("x.pdf", paper("x.pdf").read())
    file.name = "Über uns „neu“.pdf"
    ask("sachbearbeitung", "case-documents", case.pk, **LETTER, file=file)
    version = filed(case).versions.get()
    header = ask("sachbearbeitung", "document-download", case.pk, version.pk)["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename\*=utf-8''[\w%.-]+", header)


def many(case, number: int) -> None:
    """Papers with a version each."""
    writer = user("sachbearbeitung")
    documents = Document.objects.bulk_create(
        Document(case=case, kind="other", title=f"Papier {index}", created_by=writer, created_at=case.opened_at)
        for index in range(number)
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=document, number=1, sha256="0" * 64, size=1, mime="application/pdf", original_name="a.pdf",
            created_by=writer, created_at=case.opened_at, released_at=case.opened_at,
        )
        for document in documents
    )  # fmt: skip


@pytest.mark.parametrize(
    ("account", "name"), [("sachbearbeitung", "case-documents"), ("baf", "portal-case"), ("baf", "portal")]
)
def test_the_number_of_queries_does_not_grow_with_the_papers(ask, account, name):
    case = in_force(day=TODAY).case
    args = [] if name == "portal" else [case.pk]
    ask(account, name, *args)
    counts = []
    for number in (3, 297):
        many(case, number)
        with CaptureQueriesContext(connection) as queries:
            assert ask(account, name, *args).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
