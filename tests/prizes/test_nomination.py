"""Nominating without an account: a link by mail, one thing a page, a receipt; and a case with the unit of the prize."""

import io
import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner, b62_encode
from django.urls import reverse
from PIL import Image

from prizes.demo import open_call
from prizes.models import AwardYear, Nomination, NominationDraft
from prizes.services import attach, begin_draft, keep
from prizes.stamps import SIGNER
from tests.conftest import NOON, TODAY
from tests.factories.contracts import user
from workflow.errors import WorkflowError
from workflow.models import Case, CaseEvent, ExternalMail

WHO = {"nominator": "Kim Beispiel", "self_nominated": "nein"}
NOMINEE = {
    "nominee": "Chor der Vielen",
    "nominee_kind": "initiative",
    "place": "Kassel",
    "nominee_contact": "chor@example.org",
}
PROJECT = {"project": "Stimmen der Stadt", "starts_on": "2025-03-01", "ends_on": ""}
RULES = {"in_hessen": "ja"}
WHY = {"description": "Sechzig Menschen singen."}


@pytest.fixture
def year(house) -> AwardYear:
    """A call that is open."""
    return open_call(TODAY, year=2027, since=10, days=10)


def aged(seconds: int) -> str:
    """A stamp of a page that was opened so long ago."""

    class Then(TimestampSigner):
        def timestamp(self) -> str:
            return b62_encode(int(time.time()) - seconds)

    return Then(salt=SIGNER.salt).sign("seite")


def begin(client, *, email: str = "kim@example.org", opened: str = "", website: str = "", address: str = "203.0.113.9"):
    data = {"email": email, "opened": opened or aged(60), "website": website}
    return client.post(reverse("nomination-begin", args=[2027]), data, REMOTE_ADDR=address)


def stamp_in(answer) -> str:
    return re.search(r'name="opened" value="([^"]+)"', answer.content.decode())[1]


@pytest.fixture
def link(client, year, monkeypatch) -> str:
    """The address that came by mail, up to the step."""
    begin_draft(year, "kim@example.org", at=NOON)
    return address_in(ExternalMail.objects.get())


def address_in(mail: ExternalMail) -> str:
    found = re.search(r"/oeffentlich/preis/nominierung/[\w-]+/", mail.body)
    assert found
    return found[0]


def nominations():
    return Case.objects.filter(kind="nomination").order_by("pk")


def fill(client, link: str) -> None:
    for step, data in enumerate((WHO, NOMINEE, PROJECT, RULES, WHY, {}), 1):
        answer = client.post(f"{link}{step}/", data)
        assert (answer.status_code, answer.url) == (302, f"{link}{step + 1}/")


def test_a_nomination_becomes_a_case_of_the_prize_with_a_receipt(client, link, year):
    fill(client, link)
    page = client.get(f"{link}7/").content.decode()
    for shown in ("Chor der Vielen", "Stimmen der Stadt", "01.03.2025", "private Initiative", "für andere"):
        assert shown in page
    for _twice in range(2):
        assert client.post(f"{link}7/", {"privacy": "on"}).status_code == 302
    nomination = Nomination.objects.select_related("case").get()
    case = nomination.case
    assert (case.lead_unit.short, case.state, case.confidentiality) == ("VI 2", "proposal", "restricted")
    assert (case.case_file, nomination.self_nominated, nomination.nominator_email) == (
        year.case_file,
        False,
        "kim@example.org",
    )
    assert "eingegangen" in client.get(f"{link}7/").content.decode()
    receipt = ExternalMail.objects.get(key=f"nomination-receipt-{case.pk}")
    assert (receipt.address, case.reference in receipt.body) == ("kim@example.org", True)
    assert NominationDraft.objects.get().data == {}
    assert list(CaseEvent.objects.filter(case=case).values_list("action", "actor")) == [("opened", None)]


def test_the_nominee_hears_nothing(client, link):
    fill(client, link)
    client.post(f"{link}7/", {"privacy": "on"})
    assert not ExternalMail.objects.filter(address__icontains="chor").exists()


def test_nominations_of_a_year_share_its_file(client, year):
    for number in range(2):
        begin_draft(year, f"kim{number}@example.org", at=NOON)
        fill(
            client,
            link := address_in(
                ExternalMail.objects.get(address=f"kim{number}@example.org", key__startswith="nomination-link")
            ),
        )
        client.post(f"{link}7/", {"privacy": "on"})
    references = [case.reference for case in nominations()]
    assert references == [f"{year.case_file.reference}/{number}" for number in (2, 3)]


@pytest.mark.parametrize(
    ("step", "data", "message"),
    [
        (1, WHO | {"nominator": ""}, "zwingend erforderlich"),
        (1, WHO | {"self_nominated": "vielleicht"}, "gültige Auswahl"),
        (2, NOMINEE | {"place": " "}, "zwingend erforderlich"),
        (3, PROJECT | {"starts_on": "2026-05-01", "ends_on": "2026-04-30"}, "Das Ende liegt vor dem Beginn."),
        (4, {}, "zwingend erforderlich"),
        (5, {"description": "x" * 6001}, "höchstens 6000"),
        (7, {}, "zwingend erforderlich"),
    ],
)
def test_what_is_missing_is_said_on_its_page(client, link, step, data, message):
    fill(client, link)
    answer = client.post(f"{link}{step}/", data)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert not nominations().exists()


def test_nothing_is_sent_before_every_page_is_filled(client, link):
    client.post(f"{link}1/", WHO)
    assert client.post(f"{link}7/", {"privacy": "on"}).url == f"{link}2/"
    assert not nominations().exists()


def test_a_draft_is_taken_up_again_by_its_link(client, link):
    client.post(f"{link}1/", WHO)
    assert "Kim Beispiel" in client.get(f"{link}1/").content.decode()
    assert client.get(link.replace(link.split("/")[-2], "falsch") + "1/").status_code == 404
    for step in (0, 8, 99):
        assert client.get(f"{link}{step}/").status_code == 404


def test_a_draft_that_is_gone_says_so_and_leads_on(client, link):
    NominationDraft.objects.all().delete()
    for answer in (client.get(f"{link}2/"), client.post(f"{link}2/", NOMINEE)):
        page = answer.content.decode()
        assert (answer.status_code, "Entwürfe bleiben 30 Tage gespeichert" in page) == (404, True)
        assert reverse("prize") in page


def test_who_changes_one_answer_goes_back_to_all_of_them(client, link):
    fill(client, link)
    assert f"{link}2/?pruefen=1" in client.get(f"{link}7/").content.decode()
    assert client.post(f"{link}2/?pruefen=1", NOMINEE).url == f"{link}7/"


def test_the_link_is_stored_only_as_a_hash(link):
    token = link.split("/")[-2]
    assert token not in str(NominationDraft.objects.values().get())


def test_after_the_deadline_the_draft_stays_and_is_not_sent(client, link, year):
    fill(client, link)
    AwardYear.objects.filter(pk=year.pk).update(deadline=TODAY - timedelta(days=1))
    answer = client.post(f"{link}7/", {"privacy": "on"})
    assert (answer.status_code, "Einsendeschluss war am 22.11.2026" in answer.content.decode()) == (422, True)
    closed = client.get(reverse("nomination-begin", args=[2027]))
    assert (closed.status_code, "Einsendeschluss war am 22.11.2026" in closed.content.decode()) == (404, True)
    AwardYear.objects.filter(pk=year.pk).update(extended_to=TODAY)
    assert client.post(f"{link}7/", {"privacy": "on"}).status_code == 302


def test_a_program_gets_the_same_answer_and_no_mail(client, year):
    answer = begin(client, website="http://spam.example")
    assert (answer.status_code, answer.url) == (302, reverse("nomination-mailed", args=[2027]))
    assert not ExternalMail.objects.exists()


def test_a_person_gets_the_link(client, year):
    assert begin(client).url == reverse("nomination-mailed", args=[2027])
    assert ExternalMail.objects.get().address == "kim@example.org"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "Das ging sehr schnell."), (6 * 3600 + 60, "Diese Seite war zu lange offen.")]
)
def test_whoever_is_too_fast_or_too_slow_is_asked_to_press_again(client, year, seconds, said):
    page = begin(client, opened=aged(seconds))
    assert (page.status_code, said in page.content.decode(), ExternalMail.objects.exists()) == (422, True, False)
    assert 'value="kim@example.org"' in page.content.decode()


def test_a_page_that_was_sent_too_fast_ages_on(client, year):
    young, old = aged(1), aged(7 * 3600)
    assert stamp_in(begin(client, opened=young)) == young
    assert stamp_in(begin(client, opened=old)) != old


def test_a_stamp_of_ones_own_making_sends_nothing(client, year):
    assert (begin(client, opened="unsinn").status_code, ExternalMail.objects.exists()) == (422, False)


def test_a_page_sends_one_link(client, year):
    """One stamp for twelve strangers: the first is written to, the others are not."""
    opened = aged(60)
    answers = [begin(client, email=f"fremd{number}@example.org", opened=opened) for number in range(12)]
    assert [answer.status_code for answer in answers] == [302] + 11 * [429]
    assert "wurde schon abgesendet" in answers[1].content.decode()
    assert stamp_in(answers[1]) != opened
    assert [mail.address for mail in ExternalMail.objects.all()] == ["fremd0@example.org"]


def test_a_network_asks_for_ten_links_an_hour(client, year):
    cache.clear()
    answers = [begin(client, email=f"klasse{number}@example.org", opened=aged(60 + number)) for number in range(11)]
    assert [answer.status_code for answer in answers] == 10 * [302] + [429]
    assert "Bitte versuchen Sie es in einer Stunde noch einmal" in answers[-1].content.decode()
    assert begin(client, opened=aged(90), address="203.0.113.10").status_code == 302


def test_a_mailbox_is_not_flooded_under_many_names(year):
    variants = ["Kim.Muster@gmail.com", "kimmuster@googlemail.com", "k.i.m.muster+preis@gmail.com", "kimmuster+@gmail.com", ".kimmuster.@gmail.com"]  # fmt: skip
    others = ["kim.mustermann@gmail.com", "kim.muster@example.org"]
    for email in [*variants, "kim.muster+6@gmail.com", *others]:
        begin_draft(year, email, at=NOON)
    assert list(ExternalMail.objects.order_by("pk").values_list("address", flat=True)) == [*variants, *others]


def test_an_address_gets_no_more_than_five_links_a_day(year):
    for _again in range(8):
        begin_draft(year, "Kim@example.org", at=NOON)
    assert NominationDraft.objects.count() == 5
    begin_draft(year, "kim@example.org", at=NOON + timedelta(days=1, seconds=1))
    assert NominationDraft.objects.count() == 6


def test_the_public_page_shows_calls_and_winners_and_no_nomination(client, link, year):
    fill(client, link)
    client.post(f"{link}7/", {"privacy": "on"})
    page = client.get(reverse("prize")).content.decode()
    for shown in ("Jetzt nominieren", "Gemeinsam gegen Rassismus", "Bildungsstätte Anne Frank", "95 Einsendungen"):
        assert shown in page
    assert "Chor der Vielen" not in page


@pytest.mark.parametrize(
    ("account", "status"),
    [("preisbuero", 200), ("referatsleitung2", 200), ("sachbearbeitung", 404), ("baf", 404), ("jury1", 404)],
)
def test_a_nomination_is_seen_by_the_unit_of_the_prize(client, link, account, status):
    fill(client, link)
    client.post(f"{link}7/", {"privacy": "on"})
    client.force_login(user(account))
    assert client.get(nominations().get().get_absolute_url()).status_code == status


def test_nothing_is_kept_beside_a_nomination_that_was_sent(client, link):
    """Whoever sends in one window and still writes in another."""
    fill(client, link)
    before = NominationDraft.objects.get()
    client.post(f"{link}7/", {"privacy": "on"})
    for act in (lambda: keep(before, WHO, at=NOON), lambda: attach(before, picture())):
        with pytest.raises(WorkflowError, match="bereits abgesendet"):
            act()
    draft = NominationDraft.objects.get()
    assert (draft.data, draft.files.count()) == ({}, 0)


def picture() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, format="PNG")
    return SimpleUploadedFile("bild.png", target.getvalue())
