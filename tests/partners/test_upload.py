"""What a partner hands in on its own: filed as received today, readable by both sides and nobody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.demo.papers import paper
from documents.models import Direction, Document
from tests.factories.contracts import TODAY, in_force, proposal, user
from workflow.models import Case, CaseEvent

PROOF = {"title": "Registerauszug", "kind": "evidence"}


@pytest.fixture
def case(house) -> Case:
    return proposal().case


@pytest.fixture
def hand_in(client, case):
    """`hand_in(account, **data)` on the portal's page of the case."""

    def send(account: str, **data):
        client.force_login(user(account))
        return client.post(reverse("portal-case", args=[case.pk]), data)

    return send


def test_a_paper_of_the_partner_is_received_today(hand_in, client, case):
    assert hand_in("baf", **PROOF, file=paper("auszug.pdf", "VR 1")).status_code == 302
    document = Document.objects.get(case=case)
    assert (document.direction, document.received_on, document.created_by) == (Direction.IN, TODAY, user("baf"))
    assert document.correspondent == str(case.organisation)
    assert CaseEvent.objects.filter(case=case, action="version_added", actor=user("baf")).exists()
    for account, name in (("baf", "portal-case"), ("sachbearbeitung", "case-documents")):
        client.force_login(user(account))
        assert "Registerauszug" in client.get(reverse(name, args=[case.pk])).content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"title": ""}, "zwingend erforderlich"),
        ({"title": "   "}, "zwingend erforderlich"),
        ({"kind": "contract"}, "gültige Auswahl"),
        ({"file": None}, "zwingend erforderlich"),
        ({"file": b""}, "leer"),
        ({"file": b"MZ"}, "passt nicht zu ihrer Endung"),
    ],
)
def test_what_is_wrong_is_said_there_and_nothing_is_filed(hand_in, case, data, message):
    file = {name: SimpleUploadedFile("a.pdf", value) for name, value in data.items() if isinstance(value, bytes)}
    good = {} if "file" in data else {"file": paper("a.pdf", "x")}
    typed = {name: value for name, value in data.items() if name != "file"}
    answer = hand_in("baf", **PROOF | typed, **good, **file)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert not Document.objects.filter(case=case).exists()


@pytest.mark.parametrize(("account", "status"), [("hjr", 404), ("sachbearbeitung", 403), ("hmkb", 403)])
def test_nobody_else_hands_in_by_the_portal(hand_in, case, account, status):
    assert hand_in(account, **PROOF, file=paper("a.pdf", "x")).status_code == status
    assert not Document.objects.filter(case=case).exists()


def test_a_case_that_is_not_shared_does_not_exist_for_its_partner(hand_in, case):
    Case.objects.filter(pk=case.pk).update(shared_on=None)
    assert hand_in("baf", **PROOF, file=paper("a.pdf", "x")).status_code == 404


def test_a_contact_whose_time_is_over_reaches_nothing(hand_in, client, case):
    user("baf").contacts.update(valid_to=TODAY - timedelta(days=1))
    assert hand_in("baf", **PROOF, file=paper("a.pdf", "x")).status_code in {403, 404}
    assert client.get(reverse("portal-case", args=[case.pk])).status_code in {403, 404}


def test_the_portal_shows_what_is_asked_and_what_was_done(client, house):
    driver = in_force(day=TODAY)
    client.force_login(user("baf"))
    text = client.get(reverse("portal-case", args=[driver.case.pk])).content.decode()
    for wanted in ("Der Vertrag ist in Kraft.", "Was Sie erledigt haben", "Vertrag unterzeichnen", "Vertragstext"):
        assert wanted in text
    assert "Vermerk" not in text
