"""An official who is shut out of one nomination neither records the session that decides on all of them nor reads its minutes."""

import pytest
from django.urls import reverse

from documents.models import Document, DocumentVersion
from prizes.demo import nominate
from prizes.jury.judging import name_connections, open_names
from prizes.models import Jury, JuryVote
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from tests.prizes.judged import fix_by, sit
from tests.prizes.test_redaction import minutes as letter
from workflow.errors import WorkflowError
from workflow.exclusion import exclude

pytestmark = pytest.mark.django_db
OFFICIAL = "preisbuero"


def shut(entry, account: str = OFFICIAL) -> None:
    exclude(entry.nomination.case_id, user(account), "Bruder singt mit", standing=standing(account), at=NOON)


def test_what_was_voted_on_out_of_sight_is_not_written_over(client, jury, canary):
    other = jury.nominations.exclude(pk=canary.pk).order_by("number")[0]
    open_names(jury, standing=standing(OFFICIAL), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)}, course="Der Zeisigclub überzeugt.")
    shut(canary)
    page = client.get(reverse("award-jury-session", args=[2026]))
    assert (page.status_code, "Zeisigclub" in page.content.decode()) == (403, False)
    sit(client, jury, {other: (1, "20000", 5, 0, 0)}, status=403)
    assert list(JuryVote.objects.values_list("entry", "amount")) == [(canary.pk, 7000)]


@pytest.mark.parametrize(
    ("nominated", "closed"), [("with a vote", True), ("without a vote", True), ("not before the jury", False)]
)
def test_the_minutes_are_closed_to_whoever_is_shut_out_of_what_lay_before_the_session(client, jury, canary, nominated, closed):  # fmt: skip
    other = jury.nominations.exclude(pk=canary.pk).order_by("number")[0]
    left = nominate(jury.award_year, ("Verein 9", "Projekt 9", "Fulda"), TODAY)
    open_names(jury, standing=standing(OFFICIAL), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)})
    fix_by(client, jury)
    minutes = DocumentVersion.objects.get(document__case=jury.award_year.case_id, document__kind="minutes")
    cases = {"with a vote": canary.nomination.case_id, "without a vote": other.nomination.case_id}
    exclude(cases.get(nominated, left.pk), user(OFFICIAL), "Bruder", standing=standing(OFFICIAL), at=NOON)
    client.force_login(user(OFFICIAL))
    assert reads(client, minutes) == [not closed] * 4
    assert Document.objects.visible_to(standing("referatsleitung2")).filter(pk=minutes.document_id).exists()


def reads(client, version: DocumentVersion) -> list[bool]:
    """Whether the paper is listed, downloaded, and may be continued and found by the office."""
    papers = client.get(reverse("case-documents", args=[version.document.case_id])).content.decode()
    download = client.get(version.get_absolute_url())
    found = download.streaming and b"%PDF" in b"".join(download.streaming_content)
    further = client.get(reverse("document-version", args=[version.document_id])).status_code == 200
    seen = Document.objects.visible_to(standing(OFFICIAL)).filter(pk=version.document_id).exists()
    return [version.get_absolute_url() in papers, found, further, seen]


@pytest.mark.parametrize(("said", "closed"), [({}, True), ({"tells_of_none": "on"}, False)])
def test_what_is_filed_with_the_year_is_closed_to_whoever_is_shut_out_of_a_nomination(client, jury, canary, said, closed):  # fmt: skip
    """A Vorlage or a list of all: nobody who is shut out of one of them reads it, unless whoever filed it said that it tells of none."""
    address = reverse("case-documents", args=[jury.award_year.case_id])
    client.force_login(user(OFFICIAL))
    assert "Betrifft keine einzelnen Nominierungen" in client.get(address).content.decode()
    paper = {"title": "Liste aller Nominierungen", "kind": "note", "direction": "internal", "file": letter("Zeisigclub")}  # fmt: skip
    assert client.post(address, paper | said).status_code == 302
    version = DocumentVersion.objects.get(document__title="Liste aller Nominierungen")
    assert reads(client, version) == [True] * 4
    shut(canary)
    assert reads(client, version) == [not closed] * 4


def test_a_further_version_tells_of_what_came_in_since(client, jury, canary):
    paper = {"title": "Liste", "kind": "note", "direction": "internal", "file": letter("Liste")}
    client.force_login(user(OFFICIAL))
    client.post(reverse("case-documents", args=[jury.award_year.case_id]), paper)
    document = Document.objects.get(title="Liste")
    document.tells_of.remove(canary.nomination.case_id)
    client.post(reverse("document-version", args=[document.pk]), {"remark": "", "file": letter("Liste 2")})
    shut(canary)
    assert reads(client, document.versions.latest("number")) == [False] * 4


def test_a_case_that_gathers_none_asks_nothing(client, jury, canary):
    client.force_login(user(OFFICIAL))
    page = client.get(reverse("case-documents", args=[canary.nomination.case_id])).content.decode()
    assert "Betrifft keine einzelnen" not in page


def test_connections_are_not_named_after_the_result(client, jury, canary):
    open_names(jury, standing=standing(OFFICIAL), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)})
    fix_by(client, jury)
    with pytest.raises(WorkflowError, match="festgestellt"):
        name_connections(Jury.objects.get(pk=jury.pk), "Zeisigclub", standing=standing("jury4"), at=NOON)
    assert not canary.declarations.filter(biased=True).exists()
