"""An official who is shut out of one nomination neither records the session that decides on all of them nor reads its minutes."""

import pytest
from django.urls import reverse

from documents.models import Document, DocumentVersion
from prizes.jury.judging import name_connections, open_names
from prizes.models import Jury, JuryVote
from tests.conftest import NOON
from tests.factories.contracts import standing, user
from tests.prizes.judged import fix_by, sit
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


@pytest.mark.parametrize("nominated", ["with a vote", "without a vote"])
def test_the_minutes_are_closed_to_whoever_is_shut_out_of_what_they_tell_of(client, jury, canary, nominated):
    other = jury.nominations.exclude(pk=canary.pk).order_by("number")[0]
    open_names(jury, standing=standing(OFFICIAL), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)})
    fix_by(client, jury)
    minutes = DocumentVersion.objects.get(document__case=jury.award_year.case_id, document__kind="minutes")
    shut(canary if nominated == "with a vote" else other)
    closed, case = nominated == "with a vote", jury.award_year.case_id
    client.force_login(user(OFFICIAL))
    papers = client.get(reverse("case-documents", args=[case])).content.decode()
    assert (minutes.get_absolute_url() in papers) is not closed
    download = client.get(minutes.get_absolute_url())
    assert (download.status_code, download.streaming and b"%PDF" in b"".join(download.streaming_content)) == ((404, False) if closed else (200, True))  # fmt: skip
    assert client.get(reverse("document-version", args=[minutes.document_id])).status_code == (404 if closed else 200)
    for account, seen in ((OFFICIAL, not closed), ("referatsleitung2", True)):
        assert Document.objects.visible_to(standing(account)).filter(pk=minutes.document_id).exists() is seen


def test_connections_are_not_named_after_the_result(client, jury, canary):
    open_names(jury, standing=standing(OFFICIAL), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)})
    fix_by(client, jury)
    with pytest.raises(WorkflowError, match="festgestellt"):
        name_connections(Jury.objects.get(pk=jury.pk), "Zeisigclub", standing=standing("jury4"), at=NOON)
    assert not canary.declarations.filter(biased=True).exists()
