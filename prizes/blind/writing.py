"""The new file: each page a picture, under it the words that are seen on it, for those who cannot see it. PDF/A-3a and PDF/UA-1."""

import io
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from prizes.blind.font import UNITS, unseen
from prizes.blind.painting import Painted, Word

LANGUAGE = "de"
FONT = Name.Words
MADE = slice(24, 36)
"""When a colour profile was made, which is no business of anybody's."""
ABOUT = Path(__file__).parent / "about.xmp"
"""All that the file says about itself: its title, and the standards it keeps."""
PER_BLOCK = 100
ONE_PARAGRAPH = 1.2
"""Of a line's height: lines with less space between them belong together."""


def write(pages: Iterable[Painted], *, title: str, picture: str) -> bytes:
    """The file. `picture` says of a page without words that it is one."""
    with pikepdf.new() as pdf:
        book = _Book(pdf, picture)
        for page in pages:
            book.add(page)
        book.close(title)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


class _Book:
    """A file in the making."""

    def __init__(self, pdf: Pdf, picture: str) -> None:
        self.pdf, self.picture = pdf, picture
        self.used: set[str] = set()
        self.font = pdf.make_indirect(Dictionary())
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
        self.parents: list[pikepdf.Object] = []

    def add(self, page: Painted) -> None:
        """One more page."""
        made = Dictionary(Type=Name.Page, MediaBox=[0, 0, *map(_short, page.size)], StructParents=len(self.parents))
        made.Resources = Dictionary(XObject=Dictionary(P=self._image(page)), Font=Dictionary({str(FONT): self.font}))
        leaf = self.pdf.make_indirect(made)
        paragraphs = list(_paragraphs(page.lines))
        leaf.Contents = self.pdf.make_stream("\n".join(self._content(page, paragraphs)).encode("ascii"))
        elements = [self._element(leaf, number) for number in range(len(paragraphs))] or [self._figure(leaf)]
        self.document.K.extend(elements)
        self.parents.append(self.pdf.make_indirect(Array(elements)))
        self.pdf.pages.append(pikepdf.Page(leaf))

    def _image(self, page: Painted) -> pikepdf.Stream:
        width, height = page.pixels
        return self.pdf.make_stream(
            page.picture, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
            Filter=Name.DCTDecode,
        )  # fmt: skip

    def _element(self, page: pikepdf.Object, number: int, kind: Name = Name.P) -> pikepdf.Object:
        return self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=self.document, Pg=page, K=number))

    def _figure(self, page: pikepdf.Object) -> pikepdf.Object:
        """A page without words is a picture, and says so."""
        figure = self._element(page, 0, Name.Figure)
        figure.Alt = String(self.picture)
        figure.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.MediaBox)
        return figure

    def _content(self, page: Painted, paragraphs: list[list[list[Word]]]) -> Iterator[str]:
        width, height = map(_short, page.size)
        yield f"{'/Artifact BMC' if paragraphs else '/Figure <</MCID 0>> BDC'} q {width} 0 0 {height} 0 0 cm /P Do Q EMC"
        down = page.pixels[1] / page.size[1]
        for number, paragraph in enumerate(paragraphs):
            yield f"/P <</MCID {number}>> BDC BT 3 Tr"
            for word in (word for line in paragraph for word in line):
                yield from self._word(word, page.size[1], down)
            yield "ET EMC"

    def _word(self, word: Word, height: float, scale: float) -> Iterator[str]:
        """Unseen, as wide as it is seen, with a blank behind."""
        text = "".join(letter if ord(letter) < 0xFFFE else "\ufffd" for letter in word.text)
        self.used |= {*text, " "}
        left, top, right, bottom = (edge / scale for edge in word.rect)
        size = max(bottom - top, 1)
        wide = 100 * (right - left) / (len(text) * size)
        code = "".join(f"{ord(letter):04X}" for letter in (*text, " "))
        yield f"{FONT} {_short(size)} Tf {_short(wide)} Tz 1 0 0 1 {_short(left)} {_short(height - bottom)} Tm <{code}> Tj"

    def close(self, title: str) -> None:
        """What a file has once."""
        self._close_font()
        root = self.pdf.Root
        numbers = Array([item for pair in zip(count(), self.parents) for item in pair])
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=self.document, ParentTree=Dictionary(Nums=numbers), ParentTreeNextKey=len(self.parents)))  # fmt: skip
        self.document.P = tree
        root.StructTreeRoot, root.MarkInfo, root.Lang = tree, Dictionary(Marked=True), String(LANGUAGE)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array([self._colours()])
        told = ABOUT.read_text(encoding="utf-8").replace("TITLE", escape(title))
        root.Metadata = self.pdf.make_stream(told.encode(), Type=Name.Metadata, Subtype=Name.XML)

    def _colours(self) -> Dictionary:
        profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        profile[MADE] = bytes(MADE.stop - MADE.start)
        stream = self.pdf.make_stream(bytes(profile), N=3)
        return Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), DestOutputProfile=stream)  # fmt: skip

    def _close_font(self) -> None:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Words, Flags=4, FontBBox=[0, 0, UNITS, UNITS], ItalicAngle=0, Ascent=UNITS, Descent=0, CapHeight=UNITS,
            StemV=80, FontFile2=self.pdf.make_stream(unseen()),
        )  # fmt: skip
        glyphs = self.pdf.make_stream(b"\x00\x01" * 0x10000)
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Words, CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            DW=UNITS, CIDToGIDMap=glyphs, FontDescriptor=self.pdf.make_indirect(descriptor),
        )  # fmt: skip
        for key, value in {"/Type": Name.Font, "/Subtype": Name.Type0, "/BaseFont": Name.Words, "/Encoding": Name("/Identity-H")}.items():  # fmt: skip
            self.font[key] = value
        self.font.DescendantFonts = Array([self.pdf.make_indirect(descendant)])
        self.font.ToUnicode = self.pdf.make_stream("\n".join(_unicode(sorted(self.used))).encode("ascii"))


def _paragraphs(lines: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Lines that stand close below each other."""
    paragraph: list[list[Word]] = []
    for line in lines:
        if paragraph and not _follows(paragraph[-1], line):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _follows(above: list[Word], line: list[Word]) -> bool:
    height = line[0].rect[3] - line[0].rect[1]
    return 0 < line[0].rect[1] - above[0].rect[1] <= (1 + ONE_PARAGRAPH) * height


def _unicode(letters: list[str]) -> Iterator[str]:
    """Every code is the letter it is."""
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Words def /CMapType 2 def"
    yield "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    for start in range(0, len(letters), PER_BLOCK):
        block = letters[start : start + PER_BLOCK]
        yield f"{len(block)} beginbfchar"
        yield from (f"<{ord(letter):04X}> <{ord(letter):04X}>" for letter in block)
        yield "endbfchar"
    yield "endcmap CMapName currentdict /CMap defineresource pop end end"


def _short(number: float) -> str | float:
    return round(number, 3)
