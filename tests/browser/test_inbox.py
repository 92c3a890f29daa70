"""The inbox with its conveniences: claim and undo in place, filters while typing, back to what was there."""

import pytest
from playwright.sync_api import expect

from tests.factories.contracts import proposal
from workflow.models import CaseTask

pytestmark = pytest.mark.browser


def test_claim_undo_filter_and_back(person):
    proposal(title="Lesen lernen")
    proposal(title="Sport im Park")
    page = person("sachbearbeitung").go("/aufgaben/").page
    row = page.locator("tr.row", has_text="Lesen lernen")
    row.get_by_role("button", name="Übernehmen").click()
    expect(page.locator("#toasts")).to_contain_text("Sie haben „Partner prüfen“ übernommen.")
    expect(row).to_contain_text("Sie")
    expect(page.locator("#count-meine")).to_have_text("1")
    assert CaseTask.objects.filter(owner__username="sachbearbeitung").count() == 1
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("#count-meine")).to_have_text("0")
    assert CaseTask.objects.filter(owner__username="sachbearbeitung").count() == 0
    page.locator("#filter-q").fill("sport")
    expect(page.locator(".results__count")).to_have_text("1 Aufgabe")
    assert "q=sport" in page.url
    page.locator("a.title").first.click()
    page.go_back()
    expect(page.locator(".results__count")).to_have_text("1 Aufgabe")


def test_the_keyboard_suffices(person):
    proposal(title="Lesen lernen")
    page = person("sachbearbeitung").go("/aufgaben/").page
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("übernommen")
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("liegt wieder zur Übernahme bereit")


def test_a_claim_that_comes_too_late_shows_who_was_faster(person):
    proposal(title="Lesen lernen")
    first, second = person("sachbearbeitung").go("/aufgaben/").page, person("sachbearbeitung2").go("/aufgaben/").page
    first.get_by_role("button", name="Übernehmen").click()
    expect(first.locator("#toasts")).to_contain_text("übernommen")
    second.get_by_role("button", name="Übernehmen").click()
    expect(second.locator("#toasts")).to_contain_text("hat bereits Anna Sommer übernommen")
    expect(second.locator("tr.row")).to_contain_text("Anna Sommer")
