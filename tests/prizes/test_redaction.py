"""Names leave texts."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.rendering import render
from prizes.identity import identities
from prizes.models import Nomination
from prizes.redaction import HIDDEN, found_in, redacted

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
