"""A menu asks the rule of its page: what it shows opens, and what it does not show is refused."""

import pytest
from django.urls import reverse

from contracts.demo.people import accounts
from directory.models import Deputyship
from tests.conftest import TODAY
from tests.factories.contracts import standing, user
from tests.prizes.conftest import jury
from workflow.announcements import entrances
from workflow.navigation import FIRST, LAST, entrances_for

__all__ = ["jury"]

ACCOUNTS = [account for account, _description in accounts()]
ENTRANCES = (*FIRST, *entrances(), *LAST)


def shown(client, account: str) -> set[str]:
    """Keys of the entries on the person's first page."""
    client.force_login(user(account))
    page = client.get(reverse("start"), follow=True)
    assert page.status_code == 200, account
    return {item.key for item in page.context["navigation"]}


def opened(client) -> set[str]:
    """Keys of the entries whose page opens."""
    return {one.key for one in ENTRANCES if client.get(one.url, follow=True).status_code == 200}


def test_every_entry_of_every_role_opens_and_every_page_that_opens_is_an_entry(client, jury):
    Deputyship.objects.create(principal=user("referatsleitung"), deputy=user("sachbearbeitung2"), valid_from=TODAY)
    wrong = {}
    for account in ACCOUNTS:
        menu, open_now = shown(client, account), opened(client)
        # Whoever has the portal alone needs no menu to it.
        if menu != (set() if open_now == {"portal"} else open_now):
            wrong[account] = (menu, open_now)
    assert wrong == {}


@pytest.mark.parametrize(
    ("account", "wanted"),
    [
        ("sachbearbeitung", ["tasks", "cases", "bodies"]),
        ("referatsleitung", ["tasks", "cases", "deadlines", "bodies"]),
        ("geschaeftsstelle", ["tasks", "cases", "deadlines", "bodies", "sessions"]),
        ("preisbuero", ["tasks", "cases", "prize", "bodies"]),
        ("fachadmin", ["tasks", "cases", "bodies", "administration", "rights"]),
        ("hmkb", ["tasks", "cases", "sessions"]),
        ("jury1", ["jury"]),
        ("baf", ["portal"]),
    ],
)
def test_who_is_offered_what(jury, account, wanted):
    assert sorted(one.key for one in entrances_for(standing(account))) == sorted(wanted)


def test_the_tabs_around_the_bodies_open(client, house):
    answers = {}
    for account in ("geschaeftsstelle", "sachbearbeitung", "hmkb", "ministerin"):
        client.force_login(user(account))
        tabs = client.get(reverse("recommendations")).context["tabs"]
        answers |= {(account, tab["name"]): client.get(reverse(tab["name"])).status_code for tab in tabs}
    assert set(answers.values()) == {200}
    assert [name for account, name in answers if account == "sachbearbeitung"] == [
        "recommendations",
        "fields-of-action",
        "plan",
    ]


def test_the_link_to_deputies_is_shown_to_those_whose_page_it_is(client, jury):
    found = {}
    for account in ("sachbearbeitung", "hmkb", "jury1", "baf"):
        client.force_login(user(account))
        there = reverse("deputies") in client.get(reverse("messages")).content.decode()
        found[account] = (there, client.get(reverse("deputies")).status_code)
    assert found == {"sachbearbeitung": (True, 200), "hmkb": (True, 200), "jury1": (False, 403), "baf": (False, 403)}
