"""From what happened to who is told: once each, nobody who may not know, and mails through a real SMTP server."""

import email
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection

from directory.models import Membership, Rank
from notifications.backends import FolderBackend
from notifications.models import Message
from notifications.services import MOST_ATTEMPTS, announce_requests, deliver, drain, message_id
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, unit, user
from workflow.access import Wish, ask, grant, refuse
from workflow.exclusion import exclude
from workflow.models import Case, ExternalMail, Outbox
from workflow.services import claim, hand_over


def told(**where) -> list[tuple[str, str]]:
    rows = Message.objects.filter(**where).order_by("recipient__username", "pk")
    return list(rows.values_list("recipient__username", "subject"))


@pytest.fixture
def quiet(house):
    """What tests prepare is no news."""

    def drop():
        Outbox.objects.update(sent_at=NOON)

    return drop


def test_a_new_task_is_told_to_those_whose_rank_it_is(house):
    proposal(funding_mode="grant")
    drain(NOON)
    assert told() == [
        ("haushalt", "Neue Aufgabe: Haushaltsvermerk abgeben"),
        ("referatsleitung", "Neue Aufgabe: Handlungsfelder und Ressorts zuordnen"),
        ("sachbearbeitung", "Neue Aufgabe: Partner prüfen"),
        ("sachbearbeitung2", "Neue Aufgabe: Partner prüfen"),
    ]


def test_nothing_is_told_twice(house):
    proposal()
    assert drain(NOON) > 0
    assert drain(NOON) == 0


def test_a_partner_is_told_in_the_portals_words_and_address(quiet):
    driver = in_coordination()
    drain(NOON)
    message = Message.objects.get(recipient__username="baf", subject__contains="Rückmeldung")
    assert message.url == f"/partner/aufgaben/{driver.tasks('partner_feedback')[0].pk}/"


def test_a_restricted_case_is_named_by_its_reference_alone(quiet):
    driver = proposal(title="Geheimer Titel")
    Case.objects.filter(pk=driver.case.pk).update(confidentiality="restricted")
    drain(NOON)
    assert Message.objects.count() > 0
    assert [row.pk for row in Message.objects.all() if "Geheimer Titel" in row.subject + row.body] == []


def test_a_task_handed_over_is_told_to_its_new_owner(quiet):
    task = proposal().tasks("check_partner")[0]
    claim(task.pk, standing=standing("sachbearbeitung"), at=NOON)
    quiet()
    hand_over(task.pk, to=user("sachbearbeitung2"), reason="Urlaub", standing=standing("sachbearbeitung"), at=NOON)
    drain(NOON)
    assert told() == [("sachbearbeitung2", "Ihnen weitergegeben: Partner prüfen")]


def test_a_decision_is_told_to_who_looks_after_the_case(quiet):
    driver = before_decision()
    quiet()
    driver.do("decide_proposal", "take_up", "ja")
    drain(NOON)
    assert ("sachbearbeitung", "Entschieden: Verhandlungen aufnehmen") in told()


def test_a_task_that_is_done_by_then_is_no_news(quiet):
    driver = proposal()
    driver.do("check_partner", "checked", "geprüft")
    drain(NOON)
    assert [subject for _who, subject in told() if "Partner prüfen" in subject] == []


def test_three_drains_at_once_tell_everything_once(race_db):
    for _number in range(6):
        proposal()

    def run(_number):
        try:
            return drain(NOON)
        finally:
            connection.close()

    waiting = Outbox.objects.count()
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == waiting
    assert Outbox.objects.filter(sent_at=None).count() == 0
    assert Message.objects.count() == Message.objects.values("key").distinct().count() == 18


@pytest.fixture
def smtp(settings):
    """A real server that keeps what it is given."""

    class Keeper:
        def __init__(self):
            self.mails = []

        async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the library's name
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    keeper = Keeper()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield keeper
    controller.stop()


def test_mails_leave_once_with_a_lasting_id_and_an_address_that_leads_on(house, smtp):
    driver = proposal()
    drain(NOON)
    assert (deliver(NOON), deliver(NOON)) == (3, 0)
    wanted = {message_id(message) for message in Message.objects.all()}
    assert {one["Message-ID"] for one in smtp.mails} == wanted
    text = next(one for one in smtp.mails if one["To"] == "sachbearbeitung@example.org").get_content()
    assert f"http://localhost:8000/aufgaben/{driver.tasks('check_partner')[0].pk}/" in text
    assert "Frist: 07.12.2026" in text


def test_a_server_that_is_down_is_tried_again_later_and_given_up_in_the_end(house, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    proposal()
    drain(NOON)
    message = Message.objects.order_by("pk")[0]
    at, tries = NOON, 0
    while message.failed_at is None:
        assert deliver(at) == 0
        message.refresh_from_db()
        tries += 1
        assert tries <= MOST_ATTEMPTS
        at = (message.not_before or at) + timedelta(seconds=1)
    assert (message.attempts, message.mailed_at) == (MOST_ATTEMPTS, None)


def test_a_line_break_in_a_title_stops_no_mail(house):
    """A field of a form may bring one; mails that wait behind it still go out."""
    for number, subject in enumerate(("Neu:\nBcc: alle@example.org", "Danach")):
        ExternalMail.objects.create(key=f"x{number}", address="a@example.org", subject=subject, body="x", at=NOON)
    ExternalMail.objects.create(key="x9", address="a\nBcc: b@example.org", subject="Nie", body="x", at=NOON)
    assert deliver(NOON) == 2
    assert [one.subject for one in mail.outbox] == ["Neu: Bcc: alle@example.org", "Danach"]
    assert {address for one in mail.outbox for address in one.recipients()} == {"a@example.org"}
    assert ExternalMail.objects.get(key="x9").attempts == 1


def test_the_demonstrations_post_is_a_folder(house, settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path / "mail"
    one = mail.EmailMessage(
        "Überfällig: Prüfung", "Guten Tag", "a@example.org", ["b@example.org"], headers={"Message-ID": "<o1-u2@x>"}
    )
    for _time in range(2):
        assert FolderBackend().send_messages([one]) == 1
    files = list((tmp_path / "mail").iterdir())
    assert [file.name for file in files] == ["o1-u2_x.eml"]
    assert (
        email.message_from_bytes(files[0].read_bytes(), policy=email.policy.default)["Subject"] == "Überfällig: Prüfung"
    )


def test_the_folder_is_read_by_the_fachadministration_alone(client, house, settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path
    statuses = {}
    for account in ("fachadmin", "sachbearbeitung", "baf"):
        client.force_login(user(account))
        statuses[account] = client.get("/verwaltung/postausgang/").status_code
    assert statuses == {"fachadmin": 200, "sachbearbeitung": 403, "baf": 403}


def test_everybody_reads_her_own_messages_only(client, house):
    proposal()
    drain(NOON)
    client.force_login(user("haushalt"))
    assert "Partner prüfen" not in client.get("/nachrichten/").content.decode()
    client.force_login(user("sachbearbeitung"))
    assert "Neue Aufgabe: Partner prüfen" in client.get("/nachrichten/").content.decode()
    client.post("/nachrichten/")
    assert Message.objects.filter(read_at=None, recipient=user("sachbearbeitung")).count() == 0


def test_a_request_to_be_let_in_is_told_to_whoever_decides_and_the_answer_to_the_asker(quiet):
    case = proposal(title="Geheimes Vorhaben").case
    Case.objects.filter(pk=case.pk).update(confidentiality="restricted")
    quiet()
    request = ask(Wish("Wegen der Beschwerde", unit=unit("VI 3")), standing=standing("abteilungsleitung"), at=NOON)
    assert [announce_requests(NOON), announce_requests(NOON)] == [1, 0]
    assert told() == [("referatsleitung", "Bitte um Einsicht: Eva Lindner")]
    grant(request.pk, [case.pk], TODAY, standing=standing("referatsleitung"), at=NOON)
    assert [announce_requests(NOON), announce_requests(NOON)] == [1, 0]
    answer = Message.objects.get(recipient=user("abteilungsleitung"))
    assert (answer.subject, answer.url) == ("Antwort auf Ihre Bitte um Einsicht", "/einsicht/")
    for text in Message.objects.values_list("body", flat=True):
        assert ("Geheim" in text, case.reference in text, "Beschwerde" in text) == (False, False, False)


def test_a_request_by_reference_is_told_to_the_head_of_its_lead_and_the_fachadministration(quiet):
    case = proposal().case
    Case.objects.filter(pk=case.pk).update(confidentiality="restricted")
    Membership.objects.create(user=user("presse"), unit=unit("VI 3"), rank=Rank.HEAD_OF_UNIT, valid_from=TODAY)
    exclude(case.pk, user("presse"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    quiet()
    for reference in (case.reference, f"{case.reference}9"):
        ask(Wish("Prüfung", reference=reference), standing=standing("revision"), at=NOON)
    assert announce_requests(NOON) == 2
    asked = "Bitte um Einsicht: Paul Quandt"
    assert told() == [("fachadmin", asked), ("fachadmin", asked), ("referatsleitung", asked)]


def test_a_decided_request_is_told_to_nobody_but_the_asker(quiet):
    request = ask(Wish("x", unit=unit("VI 3")), standing=standing("abteilungsleitung"), at=NOON)
    refuse(request.pk, "nein", standing=standing("referatsleitung"), at=NOON)
    announce_requests(NOON)
    assert told() == [("abteilungsleitung", "Antwort auf Ihre Bitte um Einsicht")]
