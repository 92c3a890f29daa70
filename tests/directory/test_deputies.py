"""Who may name whom as a deputy, for how long, and what then follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from directory.deputies import DeputyError, NewDeputyship, appoint, may_set_for
from directory.models import Deputyship
from tests.conftest import TODAY
from tests.factories.contracts import before_decision, standing, user

PAGE = reverse("deputies")


@pytest.fixture
def send(client, house):
    """`send(account, **data)` to the form; `send(account)` looks at the page."""

    def ask(account: str, **data):
        client.force_login(user(account))
        return client.post(PAGE, data) if data else client.get(PAGE)

    return ask


def wish(principal: str = "staatssekretaer", stand_in: str = "abteilungsleitung", **changed: str) -> dict[str, str]:
    data = {"valid_from": TODAY.isoformat(), "valid_to": "2026-12-11", "scope": "full", "reason": "Urlaub"}
    people = {"principal": str(user(principal).pk), "deputy": str(user(stand_in).pk)}
    return people | data | changed


@pytest.mark.parametrize(
    ("account", "others"),
    [
        ("sachbearbeitung", set()),
        ("referatsleitung", {"sachbearbeitung", "sachbearbeitung2"}),
        ("hmkb", set()),
    ],
)
def test_one_names_a_deputy_for_oneself_and_for_those_one_leads(house, account, others):
    found = set(may_set_for(standing(account)).values_list("username", flat=True))
    assert found == {account} | others


def test_a_deputy_acts_from_the_first_to_the_last_day(send, client):
    answer = send("staatssekretaer", **wish())
    assert answer.status_code == 302
    driver = before_decision()
    task = driver.tasks("decide_proposal")[0]
    for day, stands_in in (
        (TODAY - timedelta(days=1), 0),
        (TODAY, 1),
        (date(2026, 12, 11), 1),
        (date(2026, 12, 12), 0),
    ):
        principals = standing("abteilungsleitung", day).principals
        assert len([one for one in principals if one.user == user("staatssekretaer")]) == stands_in
    client.force_login(user("abteilungsleitung"))
    assert "in Vertretung" in client.get(reverse("task", args=[task.pk])).content.decode()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"valid_from": "2026-11-22"}, "nicht rückwirkend"),
        ({"valid_to": "2026-11-22"}, "Das Ende muss nach dem Beginn liegen"),
        ({"valid_to": "2028-01-01"}, "höchstens ein Jahr"),
        ({"valid_to": ""}, "zwingend erforderlich"),
        ({"valid_from": "31.02.2027"}, "gültiges Datum"),
        ({"scope": "alles"}, "gültige Auswahl"),
        ({"deputy": "999999"}, "gültige Auswahl"),
    ],
)
def test_what_cannot_be_is_refused_there_and_stays_typed(send, changed, message):
    answer = send("staatssekretaer", **wish(**changed))
    text = answer.content.decode()
    assert (answer.status_code, message in text, 'value="Urlaub"' in text) == (422, True, True)
    assert not Deputyship.objects.filter(reason="Urlaub").exists()


def test_nobody_stands_in_for_oneself_or_twice(send):
    assert "sich selbst" in send("staatssekretaer", **wish(stand_in="staatssekretaer")).content.decode()
    send("staatssekretaer", **wish())
    again = send("staatssekretaer", **wish(valid_from="2026-12-01", valid_to="2026-12-31"))
    assert (again.status_code, "schon eingerichtet" in again.content.decode()) == (422, True)
    assert send("staatssekretaer", **wish(valid_from="2026-12-12", valid_to="2026-12-31")).status_code == 302


@pytest.mark.parametrize("account", ["sachbearbeitung", "abteilungsleitung", "hmkb"])
def test_others_do_not_name_a_deputy_for_the_staatssekretaer(send, account):
    assert send(account, **wish()).status_code == 422
    assert not Deputyship.objects.filter(reason="Urlaub").exists()


def test_partners_have_no_such_page(send):
    assert send("baf").status_code == 403


@pytest.mark.parametrize(
    ("starts", "last"),
    [
        (TODAY - timedelta(days=5), date(2026, 11, 22)),
        (TODAY, date(2026, 11, 22)),
        (date(2026, 12, 1), date(2026, 11, 22)),
    ],
)
def test_ending_one_takes_its_effect_at_once_and_keeps_the_row(client, house, starts, last):
    row = Deputyship.objects.create(
        principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=starts, valid_to=date(2026, 12, 31), reason="Urlaub"
    )  # fmt: skip
    client.force_login(user("staatssekretaer"))
    assert client.post(reverse("deputy-end", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == last
    assert not [one for one in standing("abteilungsleitung").principals if one.user == user("staatssekretaer")]


@pytest.mark.parametrize(("account", "status"), [("abteilungsleitung", 403), ("hmkb", 404), ("baf", 404)])
def test_a_deputy_and_strangers_end_nothing(client, house, account, status):
    row = Deputyship.objects.create(
        principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=TODAY, valid_to=date(2026, 12, 31), reason="Urlaub"
    )  # fmt: skip
    client.force_login(user(account))
    assert client.post(reverse("deputy-end", args=[row.pk])).status_code == status
    row.refresh_from_db()
    assert row.valid_to == date(2026, 12, 31)


def test_the_page_shows_what_is_and_what_comes_and_not_what_was(send):
    for first, last, reason in (
        ("2026-01-01", "2026-01-31", "Anlass-Januar"),
        ("2026-11-01", "2026-11-30", "Anlass-November"),
        ("2027-07-01", "2027-07-31", "Anlass-Juli"),
    ):
        Deputyship.objects.create(
            principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=date.fromisoformat(first), valid_to=date.fromisoformat(last), reason=reason
        )  # fmt: skip
    text = send("abteilungsleitung").content.decode()
    assert [word for word in ("Anlass-Januar", "Anlass-November", "Anlass-Juli") if word in text] == [
        "Anlass-November",
        "Anlass-Juli",
    ]


def test_nobody_of_another_ressort_becomes_a_deputy_whoever_asks(house):
    new = NewDeputyship(user("staatssekretaer"), user("hmkb"), TODAY, TODAY)
    with pytest.raises(DeputyError, match="demselben Ressort") as refused:
        appoint(new, standing=standing("staatssekretaer"))
    assert (refused.value.field, Deputyship.objects.filter(deputy=user("hmkb")).count()) == ("deputy", 0)
