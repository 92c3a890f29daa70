"""Names leave texts and files."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents.rendering import render
from prizes.models import Nomination
from prizes.redaction import HIDDEN, blind_file, found_in, identities, redacted
from workflow.errors import InputError

NOMINATION = Nomination(
    nominee="Chor der Zeisige e. V.", nominator="Kim Amselfeld", nominator_email="kim@amsel.example", nominee_contact="Lerchenweg 3, 0561 123456"
)  # fmt: skip
NAMES = identities(NOMINATION)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Der Chor der Zeisige e. V. singt.", f"Der {HIDDEN} singt."),
        ("Der CHOR  DER\nZEISIGE e. V. singt.", f"Der {HIDDEN} singt."),
        ("Die Zeisige singen, sagt Amselfeld.", f"Die {HIDDEN} singen, sagt {HIDDEN}."),
        ("Schreiben Sie an info@zeisige.example oder www.zeisige.example.", f"Schreiben Sie an {HIDDEN} oder {HIDDEN}"),
        ("Telefon 0561 / 12 34 56", f"Telefon {HIDDEN}"),
        ("Ein Verein in Hessen mit 60 Menschen.", "Ein Verein in Hessen mit 60 Menschen."),
    ],
)
def test_names_addresses_and_numbers_are_blacked_out(text, left):
    assert redacted(text, NAMES) == left


def test_a_form_of_address_is_no_name():
    assert "Herr" not in identities(
        Nomination(nominee="Chor", nominator="Frau Amselfeld", nominee_contact="Herr Kranich")
    )


def test_what_is_left_is_named():
    assert found_in("Die Zeisige", NAMES) == ["Zeisige"]
    assert found_in(redacted("Die Zeisige", NAMES), NAMES) == []


def minutes(text: str) -> SimpleUploadedFile:
    values = dict.fromkeys(("title", "held", "chair", "present", "votes", "sha256", "signed"), "x") | {"course": text}
    return render("minutes", "anlage.pdf", values)


def signed(upload: SimpleUploadedFile) -> SimpleUploadedFile:
    """The same with the name in metadata, a comment and an attachment."""
    with pikepdf.open(io.BytesIO(upload.read())) as pdf:
        with pdf.open_metadata() as meta:
            meta["dc:creator"] = ["Kim Amselfeld"]
        pdf.docinfo["/Author"] = "Kim Amselfeld"
        pdf.attachments["amselfeld.txt"] = b"Kim Amselfeld"
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Amselfeld"
        )
        pdf.pages[0].Annots = pdf.make_indirect([note])
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return SimpleUploadedFile("anlage.pdf", target.getvalue())


def test_a_pdf_loses_metadata_comments_and_attachments():
    upload = signed(minutes("Sechzig Menschen singen."))
    assert b"Amselfeld" in upload.read()
    upload.seek(0)
    bare = blind_file(upload, NAMES).read()
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        assert (dict(pdf.docinfo), list(pdf.attachments), "/Annots" in pdf.pages[0]) == ({}, [], False)
        target = io.BytesIO()
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    assert b"Amselfeld" not in target.getvalue()


def test_a_pdf_that_still_names_them_is_refused():
    with pytest.raises(InputError, match="Zeisige"):
        blind_file(minutes("Es singen die Zeisige."), NAMES)


def test_an_image_loses_what_the_camera_wrote():
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Kim Amselfeld"
    Image.new("RGB", (8, 8)).save(target, format="JPEG", exif=exif)
    assert b"Amselfeld" in target.getvalue()
    bare = blind_file(SimpleUploadedFile("bild.jpg", target.getvalue()), NAMES).read()
    assert b"Amselfeld" not in bare
    assert Image.open(io.BytesIO(bare)).size == (8, 8)


@pytest.mark.parametrize("name", ["liste.docx", "tabelle.xlsx"])
def test_other_files_cannot_be_made_blind(name):
    with pytest.raises(InputError):
        blind_file(SimpleUploadedFile(name, b"x"), NAMES)
