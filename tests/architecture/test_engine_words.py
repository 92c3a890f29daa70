"""The engine knows cases, not what they are about."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = re.compile(
    r"contracts?\b|vertr[aä]g|prize|preis|nominat|nominier|committee|conference|konferenz|kabinett|nachtrag|amendment|renewal|jury|appointment",
    re.IGNORECASE,
)
# The product is called Vertragswerk.
OWN_NAME = re.compile("vertragswerk", re.IGNORECASE)
FILES = [
    *(file for file in (ROOT / "workflow").rglob("*.py") if file.parent.name != "migrations"),
    *(ROOT / "templates" / "workflow").rglob("*.html"),
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_line_of_the_engine_names_a_kind(file):
    lines = file.read_text().splitlines()
    assert [line for line in lines if KINDS.search(OWN_NAME.sub("", line))] == []


def test_the_words_would_be_found():
    assert KINDS.search("Integrationsvertrag")
    assert KINDS.search("class PrizePolicy")
