"""What is typed is tidied before it is counted, and what cannot be kept is said where it was typed."""

import pytest
from django import forms
from django.http import QueryDict

from directory.forms import LONGEST, Form


class Letter(Form):
    title = forms.CharField(max_length=4)
    text = forms.CharField(required=False)
    on = forms.DateField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], required=False)
    password = forms.CharField(required=False, widget=forms.PasswordInput, strip=False)


def sent(**typed: str) -> Letter:
    address = QueryDict(mutable=True)
    address.update({"title": "x"} | typed)
    return Letter(address)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffText", "Text"),
        ("a\u2028b", "a\nb"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u00ad", ""),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_taken_in_one_spelling(typed, kept):
    form = sent(text=typed)
    assert form.is_valid()
    assert form.cleaned_data["text"] == kept
    assert form["text"].value() == kept


@pytest.mark.parametrize("title", ["\u200b\u200b", "\u2800", "\u3164", "\u00ad\u00a0", "\u200e \ufe0f", "\u202e"])
def test_a_title_that_nobody_sees_is_none(title):
    assert sent(title=title).errors == {"title": ["Dieses Feld ist zwingend erforderlich."]}


def test_a_line_end_and_a_letter_with_its_accent_count_as_one():
    assert sent(title="a\r\nbc").is_valid()
    assert sent(title="e\u0301e\u0301e\u0301e\u0301").is_valid()
    assert not sent(title="a\r\nbcd").is_valid()


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f"])
@pytest.mark.parametrize("field", ["text", "kind", "on"])
def test_a_control_character_is_said_at_its_field_and_what_was_typed_stays(sign, field):
    form = sent(**{field: f"vor{sign}nach"})
    assert "Steuerzeichen" in form.errors[field][-1]
    assert form[field].value() == "vor nach"
    assert "title" not in form.errors


def test_what_is_shown_again_can_be_sent_again():
    form = sent(text="vor\x00nach")
    assert not form.is_valid()
    assert sent(text=form["text"].value()).is_valid()


@pytest.mark.parametrize(
    ("day", "valid"), [("2026-11-23", True), ("1900-01-01", True), ("0206-11-23", False), ("9999-12-31", False)]
)
def test_a_year_nobody_means_is_said(day, valid):
    assert sent(on=day).is_valid() is valid


def test_a_text_without_a_length_of_its_own_has_the_common_one():
    assert sent(text="x" * LONGEST).is_valid()
    assert list(sent(text="x" * (LONGEST + 1)).errors) == ["text"]


def test_a_password_stays_as_it_was_typed():
    form = sent(password=" e\u0301\u202e\r\n")
    assert form.is_valid()
    assert form.cleaned_data["password"] == " e\u0301\u202e\r\n"


def test_rows_of_a_form_are_tidied_too():
    rows = forms.formset_factory(Letter)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-title": "e\u0301\x00"}
    )
    assert [list(errors) for errors in rows.errors] == [["title"]]
    assert rows.forms[0]["title"].value() == "é "


def test_a_form_filled_from_what_was_stored_is_tidied_the_same_way():
    form = Letter({"title": "e\u0301", "on": None, "text": 7})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "é"
