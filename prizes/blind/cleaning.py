"""Before a page is drawn: words that a file claims for what it draws are taken away, so that what is searched is what is seen."""

import io
from typing import Any

import pikepdf

CLAIMED = ("/ActualText", "/Alt", "/E")
LAYER = "/OC"
POINTS = {"BDC": "BMC", "DP": "MP"}


def without_claims(pdf: pikepdf.Pdf) -> bytes:
    """The same pages without replacement texts: one that says Chor where Zeisige is drawn would be believed by everybody who reads the text."""
    for item in pdf.objects:
        _drop_claims(item)
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(_plain(page))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and _draws(item):
            item.write(_plain(item))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def _drop_claims(item: Any) -> None:
    entries = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if isinstance(entries, pikepdf.Dictionary):
        for key in CLAIMED:
            if key in entries:
                del entries[key]
    for part in inside(item):
        _drop_claims(part)


def inside(item: Any) -> list[Any]:
    """What is written inside an object; what it refers to is an object of its own."""
    entries = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    if isinstance(entries, pikepdf.Dictionary):
        parts = [part for _key, part in entries.items()]
    else:
        parts = list(entries) if isinstance(entries, pikepdf.Array) else []
    return [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _draws(item: pikepdf.Stream) -> bool:
    """A drawing of its own, or a pattern."""
    return item.get("/Subtype") == pikepdf.Name.Form or item.get("/PatternType") == 1


def _plain(content: Any) -> bytes:
    """The drawing with its marks, but nothing that they say; layers stay, for they are hidden or shown."""
    return pikepdf.unparse_content_stream([_unmarked(one) for one in pikepdf.parse_content_stream(content)])


def _unmarked(instruction: Any) -> Any:
    operator, operands = str(instruction.operator), list(instruction.operands)
    named = len(operands) == 2 and isinstance(operands[1], pikepdf.Name)
    if operator not in POINTS or (operands and operands[0] == pikepdf.Name(LAYER) and named):
        return instruction
    return pikepdf.ContentStreamInstruction(operands[:1], pikepdf.Operator(POINTS[operator]))
