"""Uploads that try to get past the checks: hidden scripts, macros by another spelling, bombs, and damage anywhere in a file."""

import io
import random
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from contracts.demo.papers import paper
from documents.checks import MAX_DEPTH, MAX_PIXELS, check_upload
from workflow.errors import InputError

WORD = ("[Content_Types].xml", "word/document.xml")


def check(name: str, content: bytes) -> str:
    return check_upload(SimpleUploadedFile(name, content))


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def saved(document: pikepdf.Pdf, **how) -> bytes:
    target = io.BytesIO()
    document.save(target, **how)
    return target.getvalue()


def office(*names: str, content: bytes = b"<x/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return target.getvalue()


def image(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, kind)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that announce a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def on_a_page(document: pikepdf.Pdf) -> None:
    """A link that starts a program, inside the page's own list of notes."""
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))
    document.pages[0].obj.Annots = pikepdf.Array([link])


def in_a_stream(document: pikepdf.Pdf) -> None:
    document.Root.PieceInfo = document.make_stream(b"", AA=pikepdf.Dictionary(O=script()))


def by_reference(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = document.make_indirect(script())


def in_a_field(document: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, AA=pikepdf.Dictionary(K=script()))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(field)]))


@pytest.mark.parametrize("hide", [on_a_page, in_a_stream, by_reference, in_a_field])
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_active_content_is_found_wherever_it_hides_in_a_pdf(hide, packed):
    with pikepdf.new() as document:
        document.add_blank_page()
        hide(document)
        content = saved(document, object_stream_mode=packed)
    with pytest.raises(InputError, match="aktive Inhalte"):
        check("formular.pdf", content)


def test_links_forms_and_bookmarks_are_nothing_to_refuse():
    with pikepdf.new() as document:
        document.add_blank_page()
        link = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://hessen.de"))
        document.pages[0].obj.Annots = pikepdf.Array([link])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Dictionary(A=1)))
        content = saved(document)
    assert check("formular.pdf", content) == "application/pdf"


def test_a_pdf_that_opens_without_a_password_but_is_encrypted_is_refused():
    """Nobody could prove later what its text was once the key is lost."""
    with pikepdf.new() as document:
        document.add_blank_page()
        content = saved(document, encryption=pikepdf.Encryption(owner="geheim", user=""))
    with pytest.raises(InputError, match="verschlüsselt"):
        check("geschuetzt.pdf", content)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("brief.docx", "word/vbaProject.bin"),
        ("brief.docx", "word/VBAPROJECT.BIN"),
        ("brief.docx", "word/vbaData.xml"),
        ("tabelle.xlsx", "xl/vbaProject.bin"),
        ("brief.odt", "Basic/Standard/Modul1.xml"),
        ("brief.odt", "basic/Standard/Modul1.xml"),
    ],
)
def test_macros_are_refused_in_any_spelling(name, member):
    """Office programs do not care about capitals in the names of parts."""
    needed = {"docx": WORD, "xlsx": ("[Content_Types].xml", "xl/workbook.xml"), "odt": ("mimetype", "content.xml")}
    parts = needed[name.rpartition(".")[2]]
    assert check(name, office(*parts))
    with pytest.raises(InputError, match="aktive Inhalte"):
        check(name, office(*parts, member))


def test_a_word_file_with_an_encrypted_part_is_refused():
    """What cannot be read cannot be checked either; the flag alone tells of it, in the table of contents and beside the part."""
    content = bytearray(office(*WORD))
    assert check("brief.docx", bytes(content))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.rindex(signature) + flags] |= 1
    with pytest.raises(InputError, match="verschlüsselt"):
        check("brief.docx", bytes(content))


def test_what_unpacks_to_too_much_is_refused_however_badly_it_was_packed(monkeypatch):
    content = random.Random(1).randbytes(3_000)
    assert check("bild.docx", office(*WORD, content=content))
    monkeypatch.setattr("documents.checks.MAX_UNPACKED_BYTES", 5_000)
    with pytest.raises(InputError, match="beschädigt"):
        check("bild.docx", office(*WORD, content=content))


def test_a_pdf_nested_too_deep_to_look_through_is_refused():
    inner = pikepdf.Array([])
    for _level in range(MAX_DEPTH + 5):
        inner = pikepdf.Array([inner])
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.PieceInfo = inner
        content = saved(document)
    with pytest.raises(InputError, match="aktive Inhalte"):
        check("tief.pdf", content)


def test_a_bomb_is_refused_by_its_table_of_contents():
    """Well packed is not yet a bomb; a thousand to one is."""
    text = b" ".join(b"%d" % number for number in range(50_000))
    assert check("lang.docx", office(*WORD, content=text))
    with pytest.raises(InputError, match="beschädigt"):
        check("bombe.docx", office(*WORD, content=b"\0" * 5_000_000))


@pytest.mark.parametrize("side", [9_000, 40_000])
def test_a_picture_is_measured_before_it_is_unpacked(side):
    assert side * side > MAX_PIXELS
    with pytest.raises(InputError, match="beschädigt"):
        check("riesig.png", huge_png(side, side))


@pytest.mark.parametrize("name", ["a.pdf", "a.PDF", "Bild 1.png", "Ärger & Co. (2).docx", "a.b.pdf"])
def test_a_checked_file_is_back_at_its_beginning(name):
    kind = name.lower().rpartition(".")[2]
    content = {"pdf": paper("x.pdf").read(), "png": image("PNG"), "docx": office(*WORD)}[kind]
    upload = SimpleUploadedFile(name, content)
    upload.read()
    check_upload(upload)
    assert upload.read() == content


@pytest.mark.parametrize("name", [".pdf", "pdf", "vertrag.pdf.exe", "vertrag.pdf ", "vertrag.", "vertrag.pdf\u202e"])
def test_only_the_true_ending_counts(name):
    upload = SimpleUploadedFile("x.pdf", paper("x.pdf").read())
    upload._name = name
    with pytest.raises(InputError, match="Dateien dieser Art"):
        check_upload(upload)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.png", "a.jpg"])
def test_damage_anywhere_is_accepted_or_refused_but_never_an_error(name):
    """Three hundred files, cut off or with bytes changed; always the same ones."""
    chance = random.Random(2026)
    sound = {
        "a.pdf": paper("a.pdf", "x").read(),
        "a.docx": office(*WORD),
        "a.png": image("PNG"),
        "a.jpg": image("JPEG"),
    }
    refused = []
    for number in range(300):
        content = bytearray(sound[name])
        if number % 3 == 0:
            content = content[: chance.randrange(1, len(content))]
        for _byte in range(number % 3 * 3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            check(name, bytes(content))
        except InputError as error:
            refused.append(error.field)
    assert set(refused) == {"file"}
