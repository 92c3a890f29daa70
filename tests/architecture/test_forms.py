"""One way in: every address through the form of its page, every text through the base of all forms."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.views import View

from config.pages import OpenPage
from directory.forms import Tidied
from workflow.forms.query import QueryForm

ROOT = Path(__file__).resolve().parents[2]
OURS = ("config", *(config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT))
FILES = [file for app in OURS for file in (ROOT / app).rglob("*.py") if file.parent.name != "migrations"]
# The base of all pages, the middleware that refuses what no page may read, the one that tells two sendings apart, and what keeps addresses out of logs.
READERS = {"workflow/views/base.py", "config/address.py", "config/trace.py", "workflow/views/once.py"}
BY_HAND = re.compile(r"\b(?:GET\b|POST\s*\[|POST\.(?:get|getlist|dict|items|lists|values)\b)")


def code_of(file: Path) -> str:
    """Without comments and docstrings."""
    return ast.unparse(ast.parse(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_page_reads_an_address_or_a_field_by_hand(file):
    found = [line for line in code_of(file).splitlines() if BY_HAND.search(line)]
    assert found == [] or str(file.relative_to(ROOT)) in READERS


@pytest.mark.parametrize(
    "line", ["request.GET.get('q')", "self.request.GET", "request.POST['x']", "request.POST.getlist('x')"]
)
def test_reading_by_hand_would_be_found(line):
    assert BY_HAND.search(line)
    assert not BY_HAND.search("if 'mehr' in request.POST: form = NoteForm(request.POST)")


def forms_of_ours() -> list[type[forms.BaseForm]]:
    for app in OURS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not {"migrations", "settings", "__main__"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    found, seen = [forms.BaseForm], list[type[forms.BaseForm]]()
    while found:
        seen.append(found.pop())
        found += seen[-1].__subclasses__()
    return [one for one in seen if one.__module__.split(".")[0] in OURS]


FORMS = sorted(set(forms_of_ours()), key=lambda form: (form.__module__, form.__qualname__))


def test_there_are_forms():
    assert len(FORMS) > 90


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__qualname__)
def test_every_form_tidies_what_is_typed(form):
    assert issubclass(form, Tidied)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__qualname__)
def test_every_number_has_an_end(form):
    """Those of a model have the end of their column."""
    numbers = [
        (name, field)
        for name, field in getattr(form, "declared_fields", {}).items()
        if isinstance(field, forms.IntegerField)
    ]
    assert [name for name, field in numbers if field.max_value is None and not getattr(field, "max_digits", None)] == []


def views(resolver: URLResolver | None = None) -> Iterator[type[View]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            yield pattern.callback.view_class


PAGES = sorted(
    {view for view in views() if view.__module__.split(".")[0] in OURS},
    key=lambda view: (view.__module__, view.__qualname__),
)


@pytest.mark.parametrize("view", PAGES, ids=lambda view: f"{view.__module__}.{view.__qualname__}")
def test_every_page_names_the_form_of_its_address(view):
    """A page of text reads none, and of the addresses of sign-in only allauth reads, where to go on afterwards."""
    assert view is OpenPage or view.__module__ == "accounts.views" or issubclass(view.query_form, QueryForm)
