"""Filling a form as somebody in a hurry would: what is asked for, the first choice offered, a day that may fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.crawl.page import Field, Form

DAYS = ("2026-12-03", "2026-11-20", "2027-06-01")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXTS = {"email": "kim@example.org", "number": "1", "url": "https://example.org"}


@dataclass(frozen=True)
class Manner:
    """Whether all is filled or only what is demanded, one box of each group ticked, with which day, and which of the choices."""

    all: bool
    ticks: bool
    day: str
    choice: int

    def fill(self, form: Form) -> dict[str, list[Any]]:
        """What is sent: what stood there, and what was filled in."""
        sent: dict[str, list[Any]] = {}
        for control in form.fields:
            value = self._value(control, sent)
            if value is not None:
                sent.setdefault(control.name, []).append(value)
        return sent

    def _value(self, control: Field, sent: dict[str, list[Any]]) -> Any:
        if control.kind == "file":
            return SimpleUploadedFile("schreiben.pdf", PDF, "application/pdf")
        if control.kind in {"checkbox", "radio"}:
            return (
                (control.value or "on")
                if control.checked or (control.name not in sent and (self.ticks or control.required))
                else None
            )
        if control.kind == "select":
            return self._choice(control)
        if control.kind == "date" and (self.all or (control.required and not control.value)):
            return self.day
        if control.kind == "hidden" or control.value.strip() or not (self.all or control.required):
            return control.value.lstrip("\n")
        return TEXTS.get(control.kind, "Text")[: control.length]

    def _choice(self, control: Field) -> str:
        chosen, offered = [one for one in control.chosen if one], [option for option in control.options if option]
        if chosen or not offered or not (self.all or control.required):
            return chosen[0] if chosen else ""
        return offered[min(self.choice, len(offered) - 1)]


def manners() -> Iterator[Manner]:
    """One after the other, until one is accepted."""
    for every, ticks, day, choice in product((False, True), (True, False), DAYS, (0, 1)):
        yield Manner(every, ticks, day, choice)
