"""A juror's file is rebuilt in a process of its own, looked at by the office, and only then shown."""

import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin

from prizes.blind.outcome import MOST_PAGES
from prizes.blind_files import BlindCopy, blind_file
from prizes.demo import do
from prizes.identity import identities
from prizes.jury.attachments import add_blind_file, discard_file, release_file
from prizes.models import BlindFile, Jury, JuryNomination, JuryStage, Nomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from tests.prizes.hiding import ASIDE, pdf_with
from tests.prizes.judged import free
from tests.prizes.test_attacks import told
from tests.prizes.test_redaction import minutes, signed
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude

NAMES = identities(Nomination(nominee="Chor der Zeisige e. V.", nominator="Kim Amselfeld", nominator_email="kim@amsel.example", nominee_contact="Lerchenweg 3"))  # fmt: skip


def words(copy: BlindCopy) -> str:
    copy.file.seek(0)
    document = pypdfium2.PdfDocument(copy.file.read())
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_pdf_is_made_anew_with_what_one_reads_in_it():
    upload = signed(minutes("Sechzig Menschen singen, Kim Amselfeld leitet."))
    copy = blind_file(upload, NAMES)
    assert "Sechzig Menschen singen, [geschwärzt] leitet." in words(copy)
    assert copy.pages[0]["painted"] == ["Kim Amselfeld"]
    copy.file.seek(0)
    content = copy.file.read()
    assert b"Amselfeld" not in told(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert (dict(pdf.docinfo), list(pdf.attachments), "/Annots" in pdf.pages[0]) == ({}, [], False)
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("de", True)


def test_a_name_that_is_broken_by_the_end_of_a_page_is_found():
    first, second = (
        pikepdf.open(io.BytesIO(pdf_with(b"BT /B 12 Tf 20 20 Td (%s) Tj ET" % part))) for part in (b"Amsel-", b"feld")
    )
    with first, second:
        second.pages[0].Contents = second.make_stream(b"BT /B 12 Tf 20 20 Td (feld) Tj ET")
        first.pages.extend(second.pages)
        target = io.BytesIO()
        first.save(target)
    copy = blind_file(SimpleUploadedFile("a.pdf", target.getvalue()), NAMES)
    assert [page["text"].splitlines()[-1] for page in copy.pages] == ["[geschwärzt]", "[geschwärzt]"]


def _immense(_pdf: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
    page.MediaBox = pikepdf.Array([0, 0, 2_000_000, 100])


def pages(number: int) -> bytes:
    with pikepdf.new() as pdf:
        for _page in range(number):
            pdf.add_blank_page(page_size=(100, 100))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pages(MOST_PAGES + 1), f"höchstens {MOST_PAGES} Seiten"),
        (pdf_with(act=_immense), "zu umfangreich"),
        (b"%PDF-1.7 und sonst nichts", "lässt sich nicht prüfen"),
        (ASIDE["cell of a pattern"], "In einem Muster, einer Maske oder einer gezeichneten Schrift stehen noch Namen: Zeisige."),
    ],
    ids=["too long", "too wide", "broken", "aside"],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_in_words(content, said):
    with pytest.raises(InputError, match=said) as refused:
        blind_file(SimpleUploadedFile("a.pdf", content), NAMES)
    assert (refused.value.field, "Bitte" in refused.value.message) == ("file", True)


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("prizes.blind_files.SECONDS", 0.01)
    with pytest.raises(InputError, match="zu umfangreich"):
        blind_file(SimpleUploadedFile("a.pdf", pages(1)), NAMES)


def test_a_file_that_takes_the_process_with_it_is_refused(monkeypatch, tmp_path):
    """The limits of the process itself, which end it from outside."""
    sleeper = tmp_path / "prizes" / "blind"
    sleeper.mkdir(parents=True)
    for ends, said in (("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "zu umfangreich"), ("raise SystemExit(3)", "lässt sich nicht prüfen")):  # fmt: skip
        (sleeper / "__main__.py").write_text(ends)
        monkeypatch.setattr("prizes.blind_files.ROOT", tmp_path)
        with pytest.raises(InputError, match=said):
            blind_file(SimpleUploadedFile("a.pdf", pages(1)), NAMES)


def test_the_process_learns_nothing_of_this_one(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    told, sleeper = tmp_path / "told", tmp_path / "prizes" / "blind"
    sleeper.mkdir(parents=True)
    (sleeper / "__main__.py").write_text(
        f"import os, sys; open({str(told)!r}, 'w').write(repr((dict(os.environ), sys.argv)))"
    )
    monkeypatch.setattr("prizes.blind_files.ROOT", tmp_path)
    with pytest.raises(InputError):
        blind_file(SimpleUploadedFile("a.pdf", pages(1)), NAMES)
    assert [word for word in ("geheim", "DATABASE_URL", "Amselfeld") if word in told.read_text()] == []


@pytest.mark.parametrize("name", ["liste.docx", "tabelle.xlsx"])
def test_other_files_cannot_be_made_blind(name):
    with pytest.raises(InputError, match="PDF und Bilder"):
        blind_file(SimpleUploadedFile(name, b"x"), NAMES)


def picture(form: str, **more) -> SimpleUploadedFile:
    """A picture that was taken lying, with its photographer written into it."""
    target, exif, notes = io.BytesIO(), Image.Exif(), PngImagePlugin.PngInfo()
    exif[0x013B], exif[0x0112] = "Kim Amselfeld", 6
    notes.add_text("Author", "Kim Amselfeld")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + b"Amselfeld"
    told_of = {"comment": b"Amselfeld"} if form == "JPEG" else {"pnginfo": notes}
    Image.new("RGBA" if form == "PNG" else "RGB", (8, 4)).save(target, format=form, exif=exif, icc_profile=profile, **told_of, **more)  # fmt: skip
    return SimpleUploadedFile(f"bild.{form.lower()}", target.getvalue())


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_as_one_sees_it_and_nothing_else(form):
    """Turned as the camera was held; what was transparent is white; nothing the camera wrote."""
    upload = picture(form)
    assert b"Amselfeld" in upload.read()
    copy = blind_file(upload, NAMES)
    content = copy.file.read()
    bare = Image.open(io.BytesIO(content))
    assert (bare.format, bare.size, dict(bare.info)) == ("PNG", (4, 8), {})
    assert bare.getpixel((0, 0)) == ((255, 255, 255) if form == "PNG" else (0, 0, 0))
    assert b"Amselfeld" not in content
    assert [page["undecided"] for page in copy.pages] == [["picture"]]


def test_a_large_picture_is_no_finer_than_a_screen():
    target = io.BytesIO()
    Image.new("L", (6000, 3000)).save(target, format="PNG")
    copy = blind_file(SimpleUploadedFile("gross.png", target.getvalue()), NAMES)
    assert Image.open(copy.file).size == (2400, 1200)


@pytest.fixture
def preparing(jury, canary):
    """The jury once more without its nominations; the first one has an attachment that somebody looked at."""
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.PREPARING)
    canary.jury.stage = JuryStage.PREPARING
    return canary


def upload(text: str = "Sechzig singen, sagt Amselfeld.") -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", minutes(text).read())


@pytest.mark.django_db
def test_the_office_looks_at_every_page_before_the_jury_does(client, preparing):
    client.force_login(user("preisbuero"))
    address = reverse("award-jury-entry", args=[2026, preparing.number])
    sent = client.post(address, {"file": upload("Sechzig singen, sagt Amselfeld. K. A.")})
    row = BlindFile.objects.get(number=2)
    assert (sent.url, row.checked_at) == (reverse("award-jury-file", args=[2026, preparing.number, 2]), None)
    assert "anzusehen" in client.get(address).content.decode()
    page = client.get(sent.url).content.decode()
    for said in ("Abgedeckt: Amselfeld", "Sehen Sie jede Seite an", "„K. A“", "[geschwärzt]"):
        assert said in page
    picture = client.get(reverse("award-jury-page", args=[2026, preparing.number, 2, 1]))
    assert (picture.headers["Content-Type"], Image.open(io.BytesIO(picture.content)).height) == ("image/jpeg", 1754)
    assert client.get(reverse("award-jury-page", args=[2026, preparing.number, 2, 2])).status_code == 404
    assert client.post(sent.url, {"act": "release"}).status_code == 302
    row.refresh_from_db()
    assert row.checked_at is not None


def lay_before_jury(jury: Jury) -> str:
    """The office completes the task once more; the stage that the jury is in then."""
    case = jury.award_year.case
    tasks = case.task_set.filter(closed_at=None, flow_task_type="HUMAN")
    tasks.update(flow_task=case.flow_class.find("prepare_jury").ref)
    do(case, "prepare_jury", "done", by="preisbuero", day=TODAY)
    return Jury.objects.get(pk=jury.pk).stage


@pytest.mark.django_db
def test_nothing_is_laid_before_the_jury_that_nobody_has_looked_at(jury, preparing):
    BlindFile.objects.update(checked_at=None)
    with pytest.raises(WorkflowError, match="1 Anlagen ohne Namen hat noch niemand angesehen"):
        lay_before_jury(jury)
    release_file(preparing.files.get(), standing=standing("preisbuero"), at=NOON)
    assert lay_before_jury(jury) == JuryStage.BLIND


@pytest.mark.django_db
@pytest.mark.parametrize("nominator", ["Frau Einladen", "Herr Singen"])
def test_what_became_a_name_since_is_not_laid_before_the_jury(jury, preparing, nominator):
    """In the text, and in a file that was released."""
    JuryNomination.objects.filter(pk=preparing.pk).update(description="Alle einladen.")
    Nomination.objects.filter(pk=preparing.nomination_id).update(nominator=nominator)
    with pytest.raises(WorkflowError, match=f"stehen Namen: {preparing.number}"):
        lay_before_jury(jury)


@pytest.mark.django_db
def test_a_juror_is_shown_only_what_somebody_has_looked_at(client, jury, canary):
    free(jury, "jury1")
    client.force_login(user("jury1"))
    page, file = reverse("jury-judge", args=[2026, canary.number]), reverse("jury-file", args=[2026, canary.number, 1])
    shown = client.get(file)
    assert (file in client.get(page).content.decode(), b"".join(shown.streaming_content)[:5]) == (True, b"%PDF-")
    BlindFile.objects.update(checked_at=None)
    assert (file in client.get(page).content.decode(), client.get(file).status_code) == (False, 404)


@pytest.mark.django_db
def test_what_shows_too_much_is_thrown_away_and_its_number_not_given_again(client, preparing):
    office = standing("preisbuero")
    add_blind_file(preparing, upload(), standing=office)
    client.force_login(user("preisbuero"))
    assert (
        client.post(reverse("award-jury-file", args=[2026, preparing.number, 1]), {"act": "discard"}).status_code == 302
    )
    assert list(preparing.files.values_list("number", flat=True)) == [2]
    assert add_blind_file(preparing, upload(), standing=office).number == 3


@pytest.mark.django_db
@pytest.mark.parametrize("act", [lambda row, who: release_file(row, standing=who, at=NOON), lambda row, who: discard_file(row, standing=who)])  # fmt: skip
def test_files_are_the_offices_and_fixed_once_the_jury_judges(jury, preparing, act):
    row = preparing.files.get()
    with pytest.raises(NotAllowedError):
        act(row, standing("sachbearbeitung"))
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.BLIND)
    with pytest.raises(WorkflowError, match="stehen fest"):
        act(row, standing("preisbuero"))
    with pytest.raises(WorkflowError, match="stehen fest"):
        add_blind_file(preparing, upload(), standing=standing("preisbuero"))
    assert preparing.files.count() == 1


@pytest.mark.django_db
def test_an_official_who_is_shut_out_of_a_nomination_sees_none_of_its_files(client, preparing):
    exclude(preparing.nomination.case_id, user("preisbuero"), "Bruder", standing=standing("preisbuero"), at=NOON)
    client.force_login(user("preisbuero"))
    for name, more in (("award-jury-file", []), ("award-jury-page", [1])):
        assert client.get(reverse(name, args=[2026, preparing.number, 1, *more])).status_code == 404
