"""Names leave texts and files."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents.rendering import render
from prizes.blind_files import blind_file
from prizes.models import Nomination
from prizes.redaction import HIDDEN, found_in, identities, redacted
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


@pytest.mark.parametrize(
    "text",
    [
        "Jörg Müßig", "Joerg Muessig", "Jorg Mussig", "JÖRG MÜSSIG", "Jo\u0308rg Mu\u0308ßig", "Jörg Mü\u00adßig", "J\u200börg Mü\u2060ßig", "Ｊörg Ｍüßig",
        "Mü-\nßig", "Müß- ig", "Jörg\u00a0Müßig", "J ö r g  M ü ß i g", "Müßigs", "Joerg\u2011Muessig", "MÜẞIG",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelled(text):
    names = identities(Nomination(nominee="Verein", nominator="Jörg Müßig", nominee_contact=""))
    assert found_in(f"Hier wirkt {text} mit.", names)
    left = redacted(f"Hier wirkt {text} mit.", names)
    assert (found_in(left, names), left.startswith("Hier wirkt "), left.endswith(" mit.")) == ([], True, True)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ali hilft bei der AWO Kassel.", f"{HIDDEN} hilft bei der {HIDDEN} Kassel."),
        ("Alina hat Qualität und gewoben.", "Alina hat Qualität und gewoben."),
        ("Der Ø und die Zahl ½, 25 m².", "Der Ø und die Zahl ½, 25 m²."),
        ("Frauen und Herren schreiben: anna (at) awo.de, @awo_ks, awo-kassel.de/team", None),
    ],
)
def test_short_names_stand_alone_and_the_rest_stays_readable(text, left):
    names = identities(Nomination(nominee="AWO Freunde", nominator="Herr Ali Öz", nominee_contact=""))
    assert redacted(text, names) == (left or f"Frauen und Herren schreiben: {HIDDEN} {HIDDEN} {HIDDEN}")


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


def pdf_with(content: bytes, **page) -> SimpleUploadedFile:
    """One page that draws this content; `page` fills the page's dictionary."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(B=font))
    pdf.pages[0].obj.Resources = resources
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    for key, value in page.items():
        (resources if key == "XObject" else pdf.pages[0].obj)[f"/{key}"] = value(pdf)
    target = io.BytesIO()
    pdf.save(target)
    return SimpleUploadedFile("anlage.pdf", target.getvalue())


def form(text: bytes):
    """A drawing of its own with this text in it."""

    def make(pdf):
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        drawing = pdf.make_stream(b"BT /F 12 Tf (" + text + b") Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 99, 99])  # fmt: skip
        drawing.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        return pikepdf.Dictionary(X=drawing)

    return make


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (b"BT /B 12 Tf (Es singen die Zei-) Tj 0 -14 Td (sige.) Tj ET", {}),
        (b"/X Do", {"XObject": form(b"Zeisige")}),
        (b"/Span << /ActualText (Zeisige) >> BDC BT /B 12 Tf (Chor) Tj ET EMC", {}),
        (b"/Span << /Alt <FEFF005A0065006900730069006700650020> >> BDC EMC", {}),
    ],
)
def test_a_name_is_found_wherever_a_program_reads_it(content, page):
    with pytest.raises(InputError, match="Zeisige"):
        blind_file(pdf_with(content, **page), NAMES)


def photo() -> bytes:
    """A picture with a photographer and a comment."""
    target, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Kim Amselfeld"
    Image.new("RGB", (8, 8)).save(target, format="JPEG", exif=exif, comment=b"Amselfeld")
    return target.getvalue()


def as_photo(pdf):
    picture = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    stream = pikepdf.Stream(pdf, photo(), picture)
    stream.Metadata = pdf.make_stream(b"<dc:creator>Amselfeld</dc:creator>")
    return pikepdf.Dictionary(P=stream)


def test_what_is_hidden_in_a_pdf_is_left_behind():
    unused = form(b"Zeisige")
    hidden = {
        "XObject": lambda pdf: pikepdf.Dictionary(P=as_photo(pdf).P, X=unused(pdf).X),
        "Thumb": lambda pdf: pdf.make_stream(b"Amselfeld"),
        "B": lambda pdf: pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.Dictionary(I="Amselfeld")))]),
    }
    upload = pdf_with(b"/P Do BT /B 12 Tf (Sechzig Menschen.) Tj ET", **hidden)
    bare = blind_file(upload, NAMES).read()
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert Image.open(io.BytesIO(picture.read_raw_bytes())).size == (8, 8)
        assert "/B" in pdf.pages[0].Resources.Font
        told = b"".join(item.read_raw_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream))
    assert b"Amselfeld" not in bare + told
    assert b"Zeisige" not in told


def test_a_picture_is_as_one_sees_it():
    """Turned as the camera was held; nothing appears that was transparent."""
    picture, exif = Image.new("RGBA", (8, 4), (0, 0, 0, 0)), Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    picture.save(target, format="PNG", exif=exif)
    bare = Image.open(io.BytesIO(blind_file(SimpleUploadedFile("bild.png", target.getvalue()), NAMES).read()))
    assert (bare.size, bare.getpixel((0, 0)), dict(bare.info)) == ((4, 8), (255, 255, 255), {})


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
