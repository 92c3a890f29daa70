"""Money as Germans write it."""

import re
from decimal import Decimal
from typing import Any

from django import forms

GROUPED = re.compile(r"\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?")


class EuroField(forms.DecimalField):
    """Euro and cents: „10.000“, „10.000,00“ and „10000,5“. A dot before three digits groups, it never divides."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=9, decimal_places=2, localize=True, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as in the parent: the stubs call a decimal field an integer one
        """Without the sign of the currency and the dots between thousands."""
        text = str(value or "").replace("€", "").strip()
        return super().to_python(re.sub(r"[.\s]", "", text) if GROUPED.fullmatch(text) else text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits first on the telephone."""
        return super().widget_attrs(widget) | {"inputmode": "decimal"}
