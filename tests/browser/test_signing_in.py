"""Sign-in on the screen: refused, warned, kept, and seen by its owner."""

import re

import pytest
from playwright.sync_api import expect

from accounts.attempts import ONE_PLACE
from accounts.timing import WARNED_BEFORE
from directory.models import User
from notifications.accounts import announce
from tests.browser.looks import violations
from tests.conftest import NOON
from workflow.models import ExternalMail

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_too_many_tries_are_refused_in_words(person):
    somebody = person().go("/konto/login/")
    for _try in range(ONE_PLACE.free + 1):
        somebody.fill(login="baf", password="falsch").press("Anmelden")
    somebody.see("Die Anmeldung ist gerade gesperrt").see("zu viele Fehlversuche")
    assert violations(somebody.page) == []


def test_a_warning_comes_before_the_end_and_one_click_stays(person, settings):
    settings.SESSION_IDLE_SECONDS = WARNED_BEFORE + 3
    clerk = person("sachbearbeitung")
    bar = clerk.page.locator("#session")
    expect(bar).to_be_hidden()
    expect(bar).to_be_visible(timeout=10_000)
    expect(bar).to_contain_text("Ohne weitere Eingabe endet Ihre Sitzung in 5 Minuten.")
    assert violations(clerk.page) == []
    expect(bar).to_be_visible(timeout=10_000)
    bar.get_by_role("button", name="Angemeldet bleiben").click()
    expect(bar).to_be_hidden()


def test_a_page_whose_session_ended_says_so_and_leads_to_the_sign_in(person, settings):
    clerk = person("sachbearbeitung")
    settings.SESSION_IDLE_SECONDS = 12
    clerk.go("/konto/sitzungen/")
    bar = clerk.page.locator("#session")
    expect(bar).to_contain_text("Ihre Sitzung endet in weniger als einer Minute.", timeout=5_000)
    expect(bar).to_contain_text("Ihre Sitzung ist beendet.", timeout=15_000)
    expect(bar.get_by_role("button")).to_be_hidden()
    assert violations(clerk.page) == []


def test_a_password_is_forgotten_and_set_anew(person, house_mail):
    somebody = person().go("/konto/login/")
    assert violations(somebody.page) == []
    somebody.follow("Passwort vergessen?").fill(email="clerk@example.org").press("Nachricht anfordern")
    somebody.see("kommt in wenigen Minuten eine Nachricht")
    assert violations(somebody.page) == []
    somebody.go(house_mail())
    assert violations(somebody.page) == []
    somebody.fill(password1="ganz-neues-Passwort", password2="ganz-neues-Passwort").press("Passwort setzen")
    assert violations(somebody.page) == []
    somebody.follow("Zur Anmeldung").fill(login="sachbearbeitung", password="ganz-neues-Passwort").press("Anmelden")
    assert somebody.page.url.endswith("/aufgaben/")


@pytest.fixture
def house_mail(race_db):
    """`house_mail()` is the path in the last mail to the clerk."""
    User.objects.filter(username="sachbearbeitung").update(email="clerk@example.org")

    def path() -> str:
        announce(NOON)
        return re.search(r"(/konto/password/reset/key/\S+)", ExternalMail.objects.latest("pk").body)[1]

    return path


def test_sessions_are_listed_and_a_password_is_changed(person):
    partner = person("baf").go("/konto/sitzungen/")
    partner.see("diese Sitzung")
    assert violations(partner.page) == []
    partner.follow("Passwort ändern")
    assert violations(partner.page) == []
