"""The attack set of a juror's file: wherever a name is hidden or shown in it, the file that comes out is clean, or none does."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from prizes.blind.outcome import Order, Refusal, Refused
from prizes.blind.rebuild import rebuild
from prizes.spelling import plain
from tests.prizes.hiding import ASIDE, HIDDEN, NAME, SHOWN, pdf_with

ORDER = Order("pdf", [NAME], hidden="[geschwärzt]", title="Anlage ohne Namen", picture="Seite ohne lesbaren Text")
SPELLINGS = [NAME.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")] + [NAME.encode().hex().encode()]


def told(content: bytes) -> bytes:
    """All bytes of a file, what is packed unpacked, and every string."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        target = io.BytesIO()
        pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.all, object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        return content + target.getvalue() + b"".join(item.read_raw_bytes() for item in streams)


def drawn(content: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    return document[0].render(scale=2).to_pil().convert("RGB")


def read(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def is_red(image: Image.Image) -> bool:
    colours = image.getcolors(image.width * image.height) or []
    return any(red > 140 and green < 90 and blue < 90 for _number, (red, green, blue) in colours)


def leaks(content: bytes) -> list[str]:
    found = told(content).lower()
    return [str(one) for one in SPELLINGS if one.lower() in found] + [NAME] * (plain(NAME) in plain(read(content)))


@pytest.mark.parametrize("place", HIDDEN)
def test_what_is_hidden_stays_behind(place):
    made = rebuild(HIDDEN[place], ORDER)
    assert leaks(made.content) == []
    assert not is_red(drawn(made.content))
    assert "Sechzig Menschen singen." in " ".join(read(made.content).split())
    assert all(NAME not in page.text for page in made.pages)


@pytest.mark.parametrize("place", SHOWN)
def test_what_is_shown_is_painted_over(place):
    assert is_red(drawn_as_sent(SHOWN[place]))
    made = rebuild(SHOWN[place], ORDER)
    assert (leaks(made.content), made.pages[0].painted) == ([], [NAME])
    assert not is_red(drawn(made.content))
    assert "Sechzig Menschen singen." in " ".join(read(made.content).split())


UNSEEN = ("hidden layer", "letters that are not drawn", "white on white", "beside the page", "cut off the page", "under a black box")  # fmt: skip


@pytest.mark.parametrize("place", UNSEEN)
def test_words_that_nobody_sees_are_not_read_aloud_either(place):
    """They need not name anybody to tell of somebody."""
    made = rebuild(HIDDEN[place].replace(NAME.encode(), b"Vorsitz"), ORDER)
    assert (made.pages[0].text, made.pages[0].painted) == ("Sechzig Menschen singen.", [])
    assert "Vorsitz" not in read(made.content)


def test_words_under_a_scan_are_kept_where_one_sees_them():
    """Letters that are not drawn, upon something that is."""
    scan = b"0.5 g 22 100 40 9 re f 1 g 30 102 6 5 re f 3 Tr BT /B 12 Tf 20 100 Td (Vorsitz) Tj ET"
    made = rebuild(pdf_with(scan), ORDER)
    assert made.pages[0].text == "Sechzig Menschen singen.\nVorsitz"


def drawn_as_sent(content: bytes) -> Image.Image:
    """As a reader sees the file that was sent in, its form included."""
    document = pypdfium2.PdfDocument(content)
    if document.get_formtype():
        document.init_forms()
    return document[0].render(scale=2).to_pil().convert("RGB")


@pytest.mark.parametrize("place", ASIDE)
def test_what_is_shown_from_aside_is_refused(place):
    assert is_red(drawn_as_sent(ASIDE[place]))
    with pytest.raises(Refused) as refused:
        rebuild(ASIDE[place], ORDER)
    assert (refused.value.why, refused.value.names) == (Refusal.NAMES_ASIDE, [NAME])


def test_the_places_are_enough():
    assert (len(HIDDEN) >= 12, len(SHOWN) + len(ASIDE) >= 2) == (True, True)
