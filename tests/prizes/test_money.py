"""Money is read as Germans write it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from prizes.forms.money import EuroField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10000", "10000"),
        ("10.000", "10000"),
        ("10.000,00", "10000"),
        ("10 000,5", "10000.5"),
        ("1.234.567,89 €", "1234567.89"),
        ("7000,50", "7000.5"),
        ("0", "0"),
    ],
)
def test_an_amount_means_what_it_says(typed, amount):
    assert EuroField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["-5", "1.00.000", "1,234", "10.000.00", "viel", ""])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        EuroField().clean(typed)
