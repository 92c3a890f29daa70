"""A browser, a running application on committed data, a clock that can be moved, and the background when it is asked for."""

import math
import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.live_server_helper import LiveServer

from notifications import accounts
from notifications import services as notifications
from tests.browser.person import Person
from tests.conftest import NOON
from workflow import clock
from workflow.automatic import run_job
from workflow.models import CaseTask, TaskKind
from workflow.ticking import tick

# Playwright keeps an event loop in this thread; without this Django refuses to read its database here.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: the browser tests are left out")
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture
def site(race_db):
    """The application under an address of its own."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def later(monkeypatch):
    """`later(days=30)` moves the clock and lets happen what is due."""
    ahead = timedelta()

    def move(**span) -> None:
        nonlocal ahead
        ahead += timedelta(**span)
        monkeypatch.setattr(clock, "_offset", (math.inf, NOON - datetime.now(UTC) + ahead))
        done = tick(clock.now())
        assert done.failed == 0
        background()

    return move


def background() -> None:
    """What the worker does: jobs and mails."""
    for job in CaseTask.objects.filter(closed_at=None, flow_task_type=TaskKind.JOB):
        run_job(job.pk, at=clock.now())
    notifications.drain(clock.now())
    accounts.announce(clock.now())
    notifications.deliver(clock.now())


@pytest.fixture
def person(site, browser):
    """`person("baf")` signs in once and keeps her own window, `person()` has no account; any complaint of the browser fails the test."""
    people: dict[str, Person] = {}

    def come(account: str = "") -> Person:
        if account not in people:
            arrive = Person.signed_in if account else Person.arriving
            people[account] = arrive(browser, site, account)
        return people[account]

    yield come
    complaints = [complaint for one in people.values() for complaint in one.complaints]
    for one in people.values():
        one.page.context.close()
    assert complaints == []
