"""Every form that is sent carries a key, and every page acts once for it; what does not says here why."""

import re
from pathlib import Path

import pytest

from tests.architecture.test_forms import PAGES, ROOT

TEMPLATES = [file for file in (ROOT / "templates").rglob("*.html") if re.search("method=.post.", file.read_text())]
KEYLESS = {
    "account": "signing in and out",
    "components/_session.html": "staying signed in",
    "components/_theme.html": "light or dark",
    "components/_user_menu.html": "signing out",
    "notifications/messages.html": "all read is all read",
    "prizes/begin.html": "its stamp is good once",
    "prizes/year.html": "many tasks, each closes once in a transaction of its own",
    "workflow/_inbox_results.html": "many tasks, each in a transaction of its own",
    "workflow/_inbox_row.html": "a task is taken once",
    "workflow/_task_menu.html": "a task is taken and put back once",
    "workflow/clock.html": "the clock of the demonstration, with everything that falls due",
}
# Stands below the pages that act; what it does may be done again.
SIGN_IN = "accounts.views"
ACTING = [view for view in PAGES if hasattr(view, "post")]
REPEATABLE = {
    "BeginView": "its stamp is good once",
    "BulkView": "many tasks, each in a transaction of its own",
    "ClaimView": "a task is taken once",
    "ClockView": "everything that falls due, each in a transaction of its own",
    "ReleaseView": "a task is put back once",
    "prizes.views.office.YearView": "many tasks, each closes once in a transaction of its own",
}


def reason(file: Path) -> str:
    name = str(file.relative_to(ROOT / "templates"))
    return KEYLESS.get(name) or KEYLESS.get(name.split("/", maxsplit=1)[0], "")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_every_form_that_is_sent_carries_a_key(file):
    text = file.read_text()
    forms = re.findall(r"<form[^>]*method=.post.", text)
    keys = re.findall(r"{% csrf_token %}{% once(?: \w+)? %}", text)
    assert len(keys) == (0 if reason(file) else len(forms))


@pytest.mark.parametrize(
    "view",
    [view for view in ACTING if view.__module__ != SIGN_IN],
    ids=lambda view: f"{view.__module__}.{view.__name__}",
)
def test_every_page_that_acts_does_so_once(view):
    names = {view.__name__, f"{view.__module__}.{view.__name__}"}
    assert view.once is not bool(names & set(REPEATABLE))
