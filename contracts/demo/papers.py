"""Small real files for the demonstration: every upload is checked like a person's."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

LINE_HEIGHT = 22


def paper(name: str, *lines: str) -> SimpleUploadedFile:
    """A one-page PDF with these lines, labelled as a sample."""
    text = ["MUSTER – fiktives Dokument der Demonstration", "", *lines]
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        page.obj.Contents = pdf.make_stream(_content(text))
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return SimpleUploadedFile(name, target.getvalue(), content_type="application/pdf")


def _content(lines: list[str]) -> bytes:
    parts = [b"BT /F1 13 Tf 60 770 Td %d TL" % LINE_HEIGHT]
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        parts.append(b"(" + escaped.encode("cp1252", "replace") + b") Tj T*")
    return b"\n".join([*parts, b"ET"])
