"""The world of the demonstration, and the pages each of its people comes to by following links."""

from collections import Counter
from dataclasses import dataclass

from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve

from tests.crawl.page import Page
from tests.factories.contracts import user

PEOPLE = (
    "", "sachbearbeitung", "referatsleitung", "abteilungsleitung", "staatssekretaer", "geschaeftsstelle", "preisbuero", "fachadmin",
    "hmkb", "baf", "hjr", "jury1",
)  # fmt: skip
OF_A_KIND = 3


@dataclass(frozen=True)
class Found:
    """A page somebody came to."""

    account: str
    address: str
    route: str
    page: Page


def route_of(address: str) -> str:
    """The name of the route, or nothing."""
    try:
        return resolve(address.partition("?")[0]).view_name or ""
    except Resolver404:
        return ""


def signed_in(account: str) -> Client:
    """A browser of that person; a page that fails is a 500, as it would be."""
    client = Client(raise_request_exception=False)
    if account:
        client.force_login(user(account))
    return client


def crawl(account: str, of_a_kind: int = OF_A_KIND) -> list[Found]:
    """Every kind of page within reach, a few of each."""
    client, waiting, seen, kinds = (
        signed_in(account),
        ["/", "/oeffentlich/vertraege/", "/oeffentlich/preis/"],
        set[str](),
        Counter[str](),
    )
    found = list[Found]()
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        if address in seen or not route or kinds[route] >= of_a_kind:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        address = answer.request["PATH_INFO"] + (
            f"?{answer.request['QUERY_STRING']}" if answer.request["QUERY_STRING"] else ""
        )
        route = route_of(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
            continue
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        seen.add(address)
        kinds[route] += 1
        page = Page(address, answer.content.decode())
        found.append(Found(account, address, route, page))
        waiting += page.links
    return found


def load() -> None:
    """The demonstration."""
    call_command("demo", verbosity=0)
