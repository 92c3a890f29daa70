"""What a page reads from its address: one form per page, and whatever stands in an address, the page is shown.

The same for what is pressed or selected in a form rather than typed.
"""

from contextlib import suppress
from functools import cached_property
from typing import Any

from django import forms

from directory.forms import Form

BIGGEST = 2**63 - 1
LONGEST_SEARCH = 100
MOST_PAGES = 100_000


class QueryForm(Form):
    """The parameters of one page. What is missing, unknown or out of bounds is as if it were not there: the field's `initial` stands."""

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Every parameter with its value."""
        self.is_valid()
        return {name: self._asked(name, field) for name, field in self.fields.items()}

    def _asked(self, name: str, field: forms.Field) -> Any:
        value = self.cleaned_data.get(name)
        return field.initial if value in field.empty_values else value


class Search(forms.CharField):
    """Words to look for; a longer text is cut, not refused."""

    def __init__(self) -> None:
        super().__init__(required=False, initial="")

    def to_python(self, value: Any) -> str:
        """At most a line of it."""
        return (super().to_python(value) or "")[:LONGEST_SEARCH]


class OneOf(forms.ChoiceField):
    """One of the known words."""

    def __init__(self, words: Any, *, initial: str = "") -> None:
        super().__init__(
            choices=words if callable(words) else [(word, word) for word in words], required=False, initial=initial
        )


class Number(forms.IntegerField):
    """A whole number, most often the key of a row."""

    def __init__(self, *, least: int = 1, most: int = BIGGEST, initial: int | None = None) -> None:
        super().__init__(required=False, min_value=least, max_value=most, initial=initial)


class Page(Number):
    """Which page of a list; beyond the last one it is the last one."""

    def __init__(self, *, last: int = MOST_PAGES) -> None:
        super().__init__(initial=1)
        self.last = last

    def to_python(self, value: Any) -> int | None:
        """Never beyond `last`."""
        found = super().to_python(value)
        return None if found is None else min(found, self.last)


class Numbers(forms.Field):
    """Several numbers under one name, each once and in their order; what is none is left out."""

    widget = forms.SelectMultiple

    def __init__(self, *, most: int, biggest: int = BIGGEST) -> None:
        super().__init__(required=False, initial=())
        self.most, self.biggest = most, biggest

    def to_python(self, value: Any) -> list[int]:
        """At most as many as are asked for."""
        one, found = Number(most=self.biggest), dict[int, None]()
        for text in value or ():
            with suppress(forms.ValidationError):
                found[one.clean(text)] = None
        return [number for number in found if number is not None][: self.most]


class Removal(QueryForm):
    """Which row of a list is to go."""

    entfernen = Number()


class ReturnTo(QueryForm):
    """The page a form was sent from."""

    next = forms.CharField(required=False, max_length=2000, initial="")


class PageQuery(QueryForm):
    """A list without filters."""

    page = Page()
