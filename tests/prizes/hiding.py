"""Places in a file where a name can be: what hides it, and what shows it. What shows it shows it in red."""

import io
import struct
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageCms

NAME = "Zeisige"
SAID = b"Zeisige"
HARMLESS = b"0 g BT /B 12 Tf 20 170 Td (Sechzig Menschen singen.) Tj ET "
RED = b"1 0 0 rg "
WRITTEN = RED + b"BT /B 12 Tf 20 100 Td (Zeisige) Tj ET"
Act = Callable[[Pdf, Dictionary], None]


def pdf_with(content: bytes = b"", act: Act | None = None, *, box=(300, 200)) -> bytes:
    """A page that says something harmless, draws this, and on which this was done."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=box)
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(
        Font=Dictionary(B=pdf.make_indirect(font)), XObject=Dictionary(), ExtGState=Dictionary()
    )
    page.Contents = pdf.make_stream(HARMLESS + content)
    if act:
        act(pdf, page)
    target = io.BytesIO()
    pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def drawing(pdf: Pdf, page: Dictionary, content: bytes, **more) -> pikepdf.Stream:
    """A drawing of its own with the fonts of the page."""
    stream = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 200])
    for key, value in more.items():
        stream[f"/{key}"] = value
    stream.Resources = Dictionary(Font=page.Resources.Font)
    return stream


def photo(**more) -> bytes:
    target, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = NAME
    Image.new("RGB", (8, 8), "white").save(target, format="JPEG", exif=exif, comment=SAID, **more)
    return target.getvalue()


def profile() -> bytes:
    """A colour profile that names somebody."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + SAID


def picture(pdf: Pdf, content: bytes, kind: Name, **more) -> pikepdf.Stream:
    found = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=kind)  # fmt: skip
    stream = pikepdf.Stream(pdf, content, found)
    for key, value in more.items():
        stream[f"/{key}"] = value
    return stream


def jpeg_2000() -> bytes:
    """With a box of XML."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, format="JPEG2000")
    said = b"<author>" + SAID + b"</author>"
    return target.getvalue() + struct.pack(">I4s", 8 + len(said), b"xml ") + said


def _information(pdf: Pdf, _page: Dictionary) -> None:
    pdf.docinfo["/Author"] = NAME
    with pdf.open_metadata() as words:
        words["dc:creator"] = [NAME]


def _profile(pdf: Pdf, page: Dictionary) -> None:
    space = Array([Name.ICCBased, pdf.make_stream(profile(), N=3)])
    page.Resources.XObject.P = picture(pdf, photo(), Name.DCTDecode, ColorSpace=space)
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(NAME), DestOutputProfile=space[1])])  # fmt: skip


def _jpx(pdf: Pdf, page: Dictionary) -> None:
    page.Resources.XObject.P = picture(pdf, jpeg_2000(), Name.JPXDecode)


def _photo(pdf: Pdf, page: Dictionary) -> None:
    page.Resources.XObject.P = picture(pdf, photo(), Name.DCTDecode, Metadata=pdf.make_stream(SAID), Alternates=Array([]))  # fmt: skip


def _font_notice(pdf: Pdf, page: Dictionary) -> None:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Zeisige, FontFamily=String(NAME), Flags=32, FontBBox=[0, 0, 9, 9], ItalicAngle=0, Ascent=9, Descent=0, StemV=9, FontFile=pdf.make_stream(b"%!FontType1 Notice " + SAID))  # fmt: skip
    page.Resources.Font.N = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Zeisige, FontDescriptor=pdf.make_indirect(descriptor))  # fmt: skip
    page.Contents = pdf.make_stream(HARMLESS + b"BT /N 12 Tf 20 50 Td (Chor) Tj ET")


def _private(pdf: Pdf, page: Dictionary) -> None:
    page.PieceInfo = Dictionary(Zeisige=Dictionary(LastModified=String("D:2026"), Private=Dictionary(By=String(NAME))))
    page["/ZeisigeOwn"] = String(NAME)
    pdf.Root["/ZeisigeOwn"] = String(NAME)


def _layer(pdf: Pdf, page: Dictionary) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    page.Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))


def _attachment(pdf: Pdf, _page: Dictionary) -> None:
    pdf.attachments["zeisige.txt"] = SAID


def _tree(pdf: Pdf, page: Dictionary) -> None:
    figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(NAME), ActualText=String(NAME), T=String(NAME), Pg=page, K=0))  # fmt: skip
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=figure))
    page.Contents = pdf.make_stream(HARMLESS + b"/Span <</Alt (Zeisige) /E (Zeisige) /ActualText (Zeisige)>> BDC EMC")


def _annotation(**entries) -> Act:
    def act(pdf: Pdf, page: Dictionary) -> None:
        page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[20, 20, 120, 40], **entries))])

    return act


def _aside_of_the_page(pdf: Pdf, page: Dictionary) -> None:
    page.Thumb = picture(pdf, photo(), Name.DCTDecode)
    page.B = Array([pdf.make_indirect(Dictionary(T=Dictionary(I=Dictionary(Title=String(NAME)))))])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(NAME))]))


def _field(value: str, **more) -> Act:
    def act(pdf: Pdf, page: Dictionary) -> None:
        widget = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), V=String(value), Rect=[20, 20, 120, 40], DA=String("/B 12 Tf 1 0 0 rg"), **more))  # fmt: skip
        page.Annots = Array([widget])
        pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), DR=Dictionary(Font=page.Resources.Font), DA=String("/B 12 Tf 1 0 0 rg"))  # fmt: skip

    return act


def _unused(pdf: Pdf, page: Dictionary) -> None:
    page.Resources.XObject.Z = drawing(pdf, page, WRITTEN)


def _crop(_pdf: Pdf, page: Dictionary) -> None:
    page.CropBox = Array([0, 150, 300, 200])


def earlier() -> bytes:
    """A name that an earlier state of the file showed, and that was only taken off the page by what was appended."""
    first = pdf_with(WRITTEN)
    return first + b"%% appended: 1 0 obj << /Was (Zeisige) >> endobj\n" + first[-64:]


IMAGE = b"q 8 0 0 8 20 20 cm /P Do Q"
INLINE = b"q 8 0 0 8 20 20 cm BI /W 8 /H 8 /BPC 8 /CS /RGB /F /DCT ID " + photo() + b" EI Q"
HIDDEN: dict[str, bytes] = {
    "information and XMP of the document": pdf_with(act=_information),
    "colour profile": pdf_with(IMAGE, _profile),
    "XML box of a JPEG 2000": pdf_with(IMAGE, _jpx),
    "EXIF, comment and XMP of a photo": pdf_with(IMAGE, _photo),
    "EXIF of an inline image": pdf_with(INLINE),
    "notice of a font": pdf_with(act=_font_notice),
    "private keys": pdf_with(act=_private),
    "comment among the drawing": pdf_with(b"% Zeisige\n"),
    "comment of the file": pdf_with() + b"% Zeisige\n",
    "hidden layer": pdf_with(b"/OC /L BDC " + WRITTEN + b" EMC", _layer),
    "attachment": pdf_with(act=_attachment),
    "descriptions for those who cannot see": pdf_with(act=_tree),
    "note": pdf_with(act=_annotation(Subtype=Name.Text, Contents=String(NAME), T=String(NAME))),
    "hidden annotation": pdf_with(act=_annotation(Subtype=Name.FreeText, F=2, Contents=String(NAME), DA=String("/B 12 Tf"))),
    "address of a link": pdf_with(act=_annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://{NAME}.example")))),
    "thumbnail, thread, bookmark, page label": pdf_with(act=_aside_of_the_page),
    "value of a hidden field": pdf_with(act=_field(NAME, F=2)),
    "unused drawing": pdf_with(act=_unused),
    "letters that are not drawn": pdf_with(b"3 Tr " + WRITTEN),
    "white on white": pdf_with(b"1 1 1 rg BT /B 12 Tf 20 100 Td (Zeisige) Tj ET"),
    "beside the page": pdf_with(RED + b"BT /B 12 Tf 20 -90 Td (Zeisige) Tj ET"),
    "cut off the page": pdf_with(WRITTEN, _crop),
    "under a black box": pdf_with(WRITTEN + b" 0 g 15 95 60 20 re f"),
    "earlier state": earlier(),
}  # fmt: skip


def _pattern(pdf: Pdf, page: Dictionary) -> None:
    cell = pdf.make_stream(WRITTEN.replace(b"20 100", b"5 5"), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 60, 20], XStep=60, YStep=20)  # fmt: skip
    cell.Resources = Dictionary(Font=page.Resources.Font)
    page.Resources.Pattern = Dictionary(P=cell)


def drawn_font(glyph: bytes, *, told: bool) -> Act:
    """Letters A to Z of which each is this drawing; `told`: it says which letter is which."""

    def act(pdf: Pdf, page: Dictionary) -> None:
        letters = range(65, 91)
        drawn = pdf.make_stream(b"500 0 d0 " + glyph)
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65, LastChar=90, Widths=Array([500] * 26),
            CharProcs=Dictionary({f"/g{one}": drawn for one in letters}), Resources=Dictionary(Font=page.Resources.Font),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, *(Name(f"/g{one}") for one in letters)])),
        )  # fmt: skip
        if told:
            font.ToUnicode = pdf.make_stream(b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <5A> <0041> endbfrange endcmap end end")  # fmt: skip
        page.Resources.Font.T = pdf.make_indirect(font)

    return act


BLOCK = RED + b"50 0 400 700 re f"
SPELLED = b"BT /T 12 Tf 20 100 Td (ZEISIGE) Tj ET"


def _form(pdf: Pdf, page: Dictionary) -> None:
    page.Resources.XObject.X = drawing(pdf, page, WRITTEN)


def _upon(pdf: Pdf, page: Dictionary) -> None:
    shown = drawing(pdf, page, WRITTEN.replace(b"20 100", b"2 5"), BBox=Array([0, 0, 100, 20]))
    _annotation(Subtype=Name.FreeText, F=4, Contents=String("x"), AP=Dictionary(N=shown))(pdf, page)


def _mask(pdf: Pdf, page: Dictionary) -> None:
    group = drawing(pdf, page, WRITTEN.replace(RED, b"1 g "), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    page.Resources.ExtGState.M = Dictionary(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group))


def _turned(_pdf: Pdf, page: Dictionary) -> None:
    page.Rotate = 90


def _scattered(apart: float = 0) -> bytes:
    """Letter by letter, the last one first."""
    widths = (0.611, 0.556, 0.222, 0.5, 0.222, 0.556, 0.556)
    places = [20 + 12 * sum(widths[:place]) + apart * place for place in range(len(SAID))]
    letters = [b"BT /B 12 Tf %.2f 100 Td (%c) Tj ET" % pair for pair in zip(places, SAID, strict=True)]
    return RED + b" ".join(reversed(letters))


SHOWN: dict[str, bytes] = {
    "text": pdf_with(WRITTEN),
    "broken by a line": pdf_with(RED + b"BT /B 12 Tf 20 100 Td (Zei-) Tj 0 -14 Td (sige) Tj ET"),
    "under another text": pdf_with(b"/Span <</ActualText (Chor)>> BDC " + WRITTEN + b" EMC"),
    "drawing of its own": pdf_with(b"/X Do", _form),
    "letters in disorder": pdf_with(_scattered()),
    "letters in disorder, set apart": pdf_with(_scattered(6)),
    "drawn upon the page": pdf_with(act=_upon),
    "filled into a form": pdf_with(act=_field(NAME, F=4)),
    "turned page": pdf_with(WRITTEN, _turned),
    "turned text": pdf_with(RED + b"BT /B 12 Tf 0 1 -1 0 100 60 Tm (Zeisige) Tj ET"),
    "outlines of letters": pdf_with(b"1 0 0 RG 1 Tr " + WRITTEN),
    "letters of a drawn font": pdf_with(SPELLED, drawn_font(BLOCK, told=True)),
    "letters of a drawn font that says nothing": pdf_with(SPELLED, drawn_font(BLOCK, told=False)),
}  # fmt: skip

ASIDE: dict[str, bytes] = {
    "cell of a pattern": pdf_with(b"/Pattern cs /P scn 0 0 300 150 re f", _pattern),
    "mask": pdf_with(b"/M gs " + RED + b"0 0 300 150 re f", _mask),
    "text as a letter": pdf_with(
        b"BT /T 12 Tf 20 100 Td (A) Tj ET", drawn_font(RED + b"BT /B 700 Tf (Zeisige) Tj ET", told=True)
    ),
}
