"""Papers the system writes: PDF/A-3a and PDF/UA-1 in one, from a typst source of the kind that asks for it.

Texts reach the source as inputs, never as part of it: what somebody typed cannot become markup.
"""

from functools import cache
from pathlib import Path

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

PAPERS = Path(__file__).resolve().parents[1] / "papers"


def render(source: str, name: str, values: dict[str, str]) -> SimpleUploadedFile:
    """The PDF of `papers/<source>.typ` with these values, as a file called `name`."""
    pdf = typst.compile(
        _source(source), format="pdf", pdf_standards=["a-3a", "ua-1"], sys_inputs=values, ignore_system_fonts=True
    )
    return SimpleUploadedFile(name, pdf, content_type="application/pdf")


@cache
def _source(name: str) -> bytes:
    return (PAPERS / f"{name}.typ").read_bytes()
