"""Dates, money, badges and form fields as templates show them."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string

from workflow.states import CaseState
from workflow.templatetags import display

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kurz und eindeutig.")
    start = forms.DateField(label="Beginn", required=False)
    partner = forms.ChoiceField(label="Partner", choices=[("1", "BAF")])
    funding = forms.ChoiceField(label="Förderung", choices=[("ja", "ja"), ("nein", "nein")], widget=forms.RadioSelect)
    units = forms.MultipleChoiceField(
        label="Ressorts", choices=[("1", "A"), ("2", "B")], widget=forms.CheckboxSelectMultiple
    )
    several = forms.MultipleChoiceField(label="Mehrere", choices=[("1", "A")])
    complete = forms.BooleanField(label="Vollständig")


def rendered(source: str, **context: object) -> str:
    text = engines["django"].from_string("{% load display %}" + source).render(context)
    return re.sub(r"\s+", " ", text).strip()


def field(name: str, data: dict | None = None, **initial: object) -> str:
    form = Sample(data, initial=initial)
    return rendered('{% include "components/_field.html" %}', field=form[name])


@pytest.mark.parametrize(
    ("days", "tone", "text"),
    [
        (-2, "danger", "2 Tage überfällig"),
        (-1, "danger", "1 Tag überfällig"),
        (0, "warning", "heute fällig"),
        (1, "warning", "morgen fällig"),
        (2, "info", "in 2 Tagen"),
        (7, "info", "in 7 Tagen"),
        (8, "none", "in 8 Tagen"),
    ],
)
def test_due_names_the_distance_and_its_urgency(days, tone, text):
    day = TODAY + timedelta(days=days)

    context = display.due(day, TODAY)

    assert (context["tone"], context["text"], context["day"]) == (tone, text, day)


def test_due_without_a_date_says_so():
    assert rendered("{% due None today %}", today=TODAY) == '<span class="due due--none">ohne Frist</span>'


def test_due_shows_the_date_below():
    html = rendered("{% due day today %}", day=TODAY, today=TODAY)

    assert re.search(r"<time .*</time>", html)[0] == '<time datetime="2026-11-23">Mo, 23.11.2026</time>'


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_a_look(state):
    assert display.state(state)["text"] == state.label


def test_state_takes_the_label_of_its_kind():
    assert display.state(CaseState.REJECTED, "Gescheitert")["text"] == "Gescheitert"


@pytest.mark.parametrize(("number", "filled"), [(None, 0), (1, 1), (2, 2), (4, 4)])
def test_phase_fills_dots_up_to_its_number(number, filled):
    assert rendered('{% phase number "Name" %}', number=number).count("phase__dot--on") == filled


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7000, "7.000\N{NO-BREAK SPACE}€"),
        (Decimal("1234567.50"), "1.234.567,50\N{NO-BREAK SPACE}€"),
        (Decimal("-12.00"), "-12\N{NO-BREAK SPACE}€"),
        (0.1, "0,10\N{NO-BREAK SPACE}€"),
        (0, "0\N{NO-BREAK SPACE}€"),
        (None, ""),
    ],
)
def test_euro_groups_and_shows_cents_only_where_there_are_some(value, text):
    assert display.euro(value) == text


def test_day_weekday_and_moment_are_german_and_local():
    late = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)

    assert (display.day(late), display.weekday(late), display.moment(late)) == (
        "01.07.2026",
        "Mi, 01.07.2026",
        "01.07.2026, 00:05 Uhr",
    )


def test_missing_dates_are_empty():
    assert (display.day(None), display.weekday(None), display.moment(None)) == ("", "", "")


def test_text_field_ties_label_hint_and_input_together():
    html = field("title")

    assert re.findall(r'(?:id|for|aria-describedby)="([^"]*)"', html) == [
        "id_title",
        "id_title_helptext",
        "id_title_helptext",
        "id_title",
    ]


def test_field_in_error_names_the_message_and_is_marked():
    html = field("title", {})

    assert re.search(r'aria-describedby="([^"]*)"', html)[1] == "id_title_helptext id_title_error"
    assert re.search(r'aria-invalid="([^"]*)"', html)[1] == "true"
    assert re.search(r'<input [^>]*class="([^"]*)"', html)[1] == "kern-form-input__input kern-form-input__input--error"


def test_date_field_uses_the_browsers_picker_and_its_format():
    html = field("start", start=TODAY)

    assert re.search(r"<input [^>]*>", html)[0] == (
        '<input type="date" name="start" value="2026-11-23" class="kern-form-input__input" id="id_start">'
    )


def test_optional_field_says_so():
    assert [name for name in Sample().fields if "(freiwillig)" in field(name)] == ["start"]


@pytest.mark.parametrize(
    ("name", "kind", "css"),
    [
        ("title", "input", "kern-form-input__input"),
        ("partner", "select", "kern-form-input__select"),
        ("several", "input", "kern-form-input__input"),
        ("complete", "check", "kern-form-check__checkbox"),
        ("funding", "group", "kern-form-check__radio"),
        ("units", "group", "kern-form-check__checkbox"),
    ],
)
def test_each_kind_of_field_gets_its_markup_and_class(name, kind, css):
    assert display.kind(Sample()[name]) == kind
    assert re.search(r'<(?:input|select) [^>]*class="([^"]*)"', field(name))[1] == css


def test_group_puts_the_message_on_the_fieldset():
    html = field("funding", {})

    assert re.search(r'<fieldset [^>]*aria-describedby="([^"]*)"', html)[1] == "id_funding_error"


def test_error_summary_links_to_every_field():
    form = Sample({})
    html = render_to_string("components/_errors.html", {"form": form})

    targets = re.findall(r'href="#([^"]*)"', html)

    assert targets == ["id_title", "id_partner", "id_funding_0", "id_units_0", "id_several", "id_complete"]


def test_control_keeps_a_class_of_the_widget():
    form = Sample()
    form.fields["funding"].widget.attrs["class"] = "own"

    assert re.search(
        r'<input [^>]*class="([^"]*)"', rendered('{% include "components/_field.html" %}', field=form["funding"])
    )[1] == ("kern-form-check__radio own")


def test_every_icon_named_anywhere_is_drawn():
    drawn = set(re.findall(r'<symbol id="([^"]*)"', (ROOT / "static/icons.svg").read_text()))
    named = {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]*)"|\bicon="([^"]*)"', page.read_text())
        for name in name
        if name
    }
    named |= {symbol for _tone, symbol in display.STATE_LOOKS.values()}

    assert named - drawn == set()


def test_numbers_in_addresses_and_ids_have_no_separators():
    """A grouped id would be a broken address, a broken anchor and a broken form value."""
    assert engines["django"].from_string("{{ number }}").render({"number": 1234567}) == "1234567"
