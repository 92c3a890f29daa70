"""The base of every form: what is typed is tidied before anything is counted or checked, and what cannot be kept is said at its field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from directory.text import CONTROL, tidy

YEARS = range(1900, 2201)
"""Whoever types another year has slipped; beyond it days cannot be counted with."""
LONGEST = 20_000
"""Of a text whose field names no length of its own."""


class Tidied(forms.BaseForm):
    """Passwords stay as they are typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secret = [name for name, field in self.fields.items() if isinstance(field.widget, forms.PasswordInput)]
        self._secret = {self.add_prefix(name) for name in secret}
        self._with_control: set[str] = set()
        if self.is_bound:
            self.data = self._taken_in(self.data)

    def _taken_in(self, data: Mapping[str, Any]) -> MultiValueDict[str, Any]:
        """A copy; a form may be filled from an address, a request or what was stored before."""
        lists = data.lists() if isinstance(data, MultiValueDict) else ((name, [value]) for name, value in data.items())
        return MultiValueDict({name: [self._tidied(name, value) for value in values] for name, values in lists})

    def _tidied(self, name: str, value: Any) -> Any:
        """Control characters give way to blanks, so that what is shown again can be sent again."""
        if not isinstance(value, str) or name in self._secret:
            return value
        if CONTROL.search(value):
            self._with_control.add(name)
            value = CONTROL.sub(" ", value)
        return tidy(value)

    def _clean_fields(self) -> None:
        """Between the fields and the form as a whole: what no field of its own looks for."""
        super()._clean_fields()  # type: ignore[misc]  # Django's hook, unknown to its stubs
        for name in self.fields:
            objection = self._objection(name, self.cleaned_data.get(name))
            if objection:
                self.add_error(name, objection)

    def _objection(self, name: str, value: Any) -> str:
        if self.add_prefix(name) in self._with_control:
            return _(
                "Hier standen unsichtbare Steuerzeichen. Sie sind entfernt: Bitte prüfen Sie den Text und senden Sie ihn noch einmal."
            )
        if isinstance(value, date) and value.year not in YEARS:
            return _("Bitte prüfen Sie das Jahr.")
        if isinstance(value, str) and len(value) > LONGEST and not getattr(self.fields[name], "max_length", None):
            return _("Dieser Text ist zu lang; höchstens %(number)d Zeichen sind möglich.") % {"number": LONGEST}
        return ""


class Form(Tidied, forms.Form):
    """What every form of ours descends from."""


class ModelForm(Tidied, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The same for a form made from a model."""
