"""What may be stored, and that it stays what it was."""

import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from contracts.demo.papers import paper
from documents.checks import check_upload
from documents.models import DocumentVersion
from documents.storage import intact, path_of, store, stored
from tests.factories.contracts import in_coordination
from workflow.errors import InputError

WORD = ("[Content_Types].xml", "word/document.xml")


def pdf(**catalogue) -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        for key, value in catalogue.items():
            document.Root[f"/{key}"] = value
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        target = io.BytesIO()
        document.save(target, encryption=pikepdf.Encryption(owner="x", user="y"))
    return target.getvalue()


def archive(*names: str, content: bytes = b"<x/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return target.getvalue()


def image(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, kind)
    return target.getvalue()


def str_of(value: object) -> str:
    """The bytes in a table are not its names."""
    return value if isinstance(value, str) else "-"


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """An empty store."""
    monkeypatch.setattr("documents.storage.default_storage", FileSystemStorage(location=tmp_path))
    return tmp_path


def check(name: str, content: bytes) -> str:
    return check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("Vertrag.PDF", pdf(), "application/pdf"),
        ("v.docx", archive(*WORD), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "v.xlsx",
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("v.odt", archive("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        ("bild.jpg", image("JPEG"), "image/jpeg"),
        ("bild.jpeg", image("JPEG"), "image/jpeg"),
        ("Straße und Ökologie (Fassung 2).png", image("PNG"), "image/png"),
    ],
    ids=str_of,
)
def test_what_an_office_writes_is_accepted_by_name_and_content(name, content, mime):
    assert check(name, content) == mime


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("virus.exe", b"MZ", "Dateien dieser Art werden nicht angenommen"),
        ("ohne-endung", b"text", "Dateien dieser Art"),
        ("seite.html", b"<script>alert(1)</script>", "Dateien dieser Art"),
        ("bild.svg", b"<svg/>", "Dateien dieser Art"),
        ("makro.docm", archive(*WORD), "Dateien dieser Art"),
        ("leer.pdf", b"", "ist leer"),
        ("getarnt.pdf", b"MZ\x90\x00", "passt nicht zu ihrer Endung"),
        ("getarnt.png", image("JPEG"), "passt nicht zu ihrer Endung"),
        ("getarnt.docx", pdf(), "passt nicht zu ihrer Endung"),
        ("abgeschnitten.pdf", pdf()[:40], "beschädigt"),
        ("abgeschnitten.docx", archive(*WORD)[:30], "beschädigt"),
        ("verschluesselt.pdf", locked_pdf(), "verschlüsselt"),
        ("aktiv.pdf", pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), "aktive Inhalte"),
        ("verborgen.pdf", pdf(Names=pikepdf.Dictionary(Kids=[pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Launch))])), "aktive Inhalte"),
        ("start.pdf", pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")), "aktive Inhalte"),
        ("makro.docx", archive(*WORD, "word/vbaProject.bin"), "aktive Inhalte"),
        ("makro.odt", archive("mimetype", "content.xml", "Basic/Standard/Module1.xml"), "aktive Inhalte"),
        ("bombe.docx", archive(*WORD, content=b"\0" * 3_000_000), "beschädigt"),
        ("viele.docx", archive(*WORD, *(f"n{number}" for number in range(2_001))), "beschädigt"),
        ("fremd.docx", archive("[Content_Types].xml", "xl/workbook.xml"), "passt nicht zu ihrer Endung"),
    ],
    ids=str_of,
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason_at_the_field(name, content, message):
    with pytest.raises(InputError, match=message) as refused:
        check(name, content)
    assert refused.value.field == "file"


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings):
    settings.FILE_UPLOAD_MAX_BYTES = 2**20
    with pytest.raises(InputError, match="höchstens 1 MB"):
        check("gross.pdf", pdf() + b" " * 2**20)


def test_bytes_are_stored_once_under_their_hash(shelf):
    content = pdf()
    upload = SimpleUploadedFile("a.pdf", content)
    first, again = store(upload), store(SimpleUploadedFile("b.pdf", content))
    assert first == again == hashlib.sha256(content).hexdigest()
    assert [file for file in shelf.rglob("*") if file.is_file()] == [path_of(first)]
    assert path_of(first).read_bytes() == content


def test_a_store_that_cannot_write_says_so_and_leaves_nothing_half_done(shelf):
    content = pdf()
    prefix = shelf / hashlib.sha256(content).hexdigest()[:2]
    prefix.write_text("where a folder should be")
    with pytest.raises(InputError, match="konnte nicht gespeichert werden") as refused:
        store(SimpleUploadedFile("a.pdf", content))
    assert refused.value.field == "file"
    assert [file.name for file in shelf.rglob("*")] == [prefix.name]


def test_a_changed_or_lost_file_is_noticed(house):
    driver = in_coordination()
    version = DocumentVersion.objects.get(document__case=driver.case)
    assert intact(version)
    with stored(version) as file:
        assert file.read(5) == b"%PDF-"
    place = path_of(version.sha256)
    place.chmod(0o600)
    kept = place.read_bytes()
    try:
        place.write_bytes(kept + b"!")
        assert not intact(version)
        place.unlink()
        assert not intact(version)
    finally:
        place.write_bytes(kept)


def test_the_same_sample_paper_is_the_same_bytes():
    assert paper("a.pdf", "Text").read() == paper("b.pdf", "Text").read()
