"""Somebody at a screen."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from contracts.demo.people import PASSWORD
from tests.browser import looks

LISTEN = "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.effectiveDirective + ' ' + e.blockedURI))"


class Person:
    """One account in a window of its own."""

    def __init__(self, page: Page, site: str, account: str) -> None:
        self.page, self.site, self.account = page, site, account
        self.complaints: list[str] = []
        page.on("console", lambda message: self._complain(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"{account}: {error}"))

    def _complain(self, kind: str, text: str) -> None:
        # A refused form answers 422 and Chromium calls that an error of its own.
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(f"{self.account}: {text}")

    @classmethod
    def arriving(cls, browser: Browser, site: str, account: str = "") -> "Person":
        """Nobody the application knows yet."""
        context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        context.add_init_script(LISTEN)
        return cls(context.new_page(), site, account)

    @classmethod
    def signed_in(cls, browser: Browser, site: str, account: str) -> "Person":
        one = cls.arriving(browser, site, account).go("")
        one.page.fill("[name=login]", account)
        one.page.fill("[name=password]", PASSWORD)
        return one.press("Anmelden")

    def go(self, path: str) -> "Person":
        self.page.goto(self.site + path)
        return self

    def see(self, text: str) -> "Person":
        expect(self.page.locator("main").get_by_text(text).locator("visible=true").first).to_be_visible()
        return self

    def open_task(self, title: str, *, view: str = "offen") -> "Person":
        """From the inbox, or for a partner from the portal's start."""
        self.go("/")
        if "/partner/" in self.page.url:
            self.page.get_by_role("link", name=title).first.click()
        else:
            self.go(f"/aufgaben/?ansicht={view}&q={title}")
            self.page.locator("a.title", has_text=title).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self

    def fill(self, **fields: str | bool | Path) -> "Person":
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]").first
            if isinstance(value, Path):
                field.set_input_files(value)
            elif isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def check(self, *labels: str) -> "Person":
        for label in labels:
            self.page.get_by_label(label).first.check()
        return self

    def press(self, label: str) -> "Person":
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).first.click()
        return self

    def follow(self, label: str) -> "Person":
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=label).first.click()
        return self

    def do(
        self, title: str, outcome: str, note: str = "", *, view: str = "offen", **fields: str | bool | Path
    ) -> "Person":
        """Open a task, fill it in, choose an outcome, and read that it is done."""
        self.open_task(title, view=view).fill(**({"note": note} if note else {}), **fields)
        return self.press(outcome).see(f"Erledigt: „{title}“.")

    def visit(self, path: str) -> list[str]:
        """What is wrong with a page, however it is looked at."""
        return looks.visit(self.page, self.site + path)
