"""A page against WCAG 2.2 AA on a narrow phone, in light and in dark: opened once, it changes its looks in place."""

from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A scheme changes colours and nothing else; a width hides, shows and moves, so that every rule is asked again.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
AXE = Axe().axe_script
RUN = "only => axe.run({runOnly: only, resultTypes: ['violations']}).then(found => found.violations)"
# What the page's own script arranges once, by the width it finds.
BY_WIDTH = "[data-collapse-small]"


class Look(NamedTuple):
    """A way to look at a page, and what is asked of it."""

    name: str
    scheme: str
    width: int
    rules: dict[str, object]


# The phone comes first, because there the page's script has the most to do.
LOOKS = (Look("phone", "light", 320, EVERYTHING), Look("light", "light", 1280, EVERYTHING), Look("dark", "dark", 1280, COLOURS))  # fmt: skip


def visit(page: Page, address: str) -> list[str]:
    """Open an address and tell what is wrong there in any look."""
    put(page, LOOKS[0])
    page.goto(address)
    return violations(page)


def violations(page: Page) -> list[str]:
    """What is wrong with the open page in any look, and whether it has one title."""
    found = [line for look in LOOKS for line in violations_in(page, look)]
    titles = page.locator("h1").count()
    return found if titles == 1 else [*found, f"{page.url}: {titles} titles"]


def violations_in(page: Page, look: Look) -> list[str]:
    """What axe finds in this look, and content that runs out of the window."""
    resized = page.viewport_size["width"] != look.width
    put(page, look)
    if resized and page.locator(BY_WIDTH).count():
        page.reload()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    said = f"{page.url} in {look.name}"
    found = [f"{said}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in page.evaluate(RUN, look.rules)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found if wide <= look.width else [*found, f"{said}: {wide} px wide"]


def put(page: Page, look: Look) -> None:
    """Look at the page this way."""
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": look.width, "height": 900})
