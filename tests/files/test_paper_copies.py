"""PDF, OFD, pictures and text for publication."""
import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from openness.files.cleaning import clean
from openness.files.residue import residue
from tests.files import papers_data, pictures_data


def streams(data):
    """Every string and every stream of a PDF, unpacked; also those that nothing refers to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf.trailer.unparse()
        for thing in pdf.objects:
            yield thing.unparse(resolved=True)
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes()
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    pass


@pytest.fixture(scope="module")
def pdf():
    data = papers_data.everything(pictures_data.jpeg())
    return data, *clean(data, "pdf")


def test_no_canary_is_left_in_any_byte_of_a_pdf_unpacked(pdf):
    data, report, copy = pdf
    assert any(b"CANARY" in each for each in streams(data))
    assert [each[:80] for each in streams(copy) if b"CANARY" in each or "CANARY".encode("utf-16-be") in each] == []
    assert len(residue(data, "pdf")) > 10 and residue(copy, "pdf") == []
    assert clean(data, "pdf") == (report, copy)


def test_former_revisions_are_gone_and_the_present_one_shows(pdf):
    data, _, copy = pdf
    assert data.count(b"%%EOF") == 2 and copy.count(b"%%EOF") == 1
    assert any(b"(Hello)" in each for each in streams(papers_data.plain_pdf()))
    assert not any(b"(Hello)" in each for each in streams(copy))
    with pikepdf.open(io.BytesIO(copy)) as opened:
        page = opened.pages[0]
        assert b"(World)" in page.obj.Contents.read_bytes()
        assert page.obj.Resources.Font["/AA"].BaseFont == "/Helvetica" and "/JS" in page.obj.Resources.Font
        with Image.open(io.BytesIO(page.obj.Resources.XObject["/Metadata"].read_raw_bytes())) as image:
            image.load()


def test_links_fields_and_seals_stay_and_the_rest_is_counted(pdf):
    _, report, copy = pdf
    with pikepdf.open(io.BytesIO(copy)) as opened:
        notes = list(opened.pages[0].obj.Annots)
        assert [str(each.Subtype) for each in notes] == ["/Stamp", "/Link", "/Link", "/Link", "/Widget", "/Widget"]
        assert str(notes[1].A.URI) == "https://www.gov.cn/" and "/A" not in notes[2] and "/A" not in notes[3]
        assert str(notes[4].V) == "visible" and "/V" not in notes[5]
        with opened.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
    scripts = report.pop("scripts")
    assert scripts >= 5
    assert report == {"comments": 5, "attachments": 1, "links": 1, "forms": 1, "pictures": 1, "signatures": 1, "hidden_layers": 1, "metadata": True}


def test_an_ordinary_pdf_loses_nothing():
    data = papers_data.plain_pdf()
    report, copy = clean(data, "pdf")
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert report == {} and b"(Hello)" in opened.pages[0].obj.Contents.read_bytes()


def test_an_ofd_keeps_its_pages_and_its_seal_alone():
    data = papers_data.ofd(**{"Doc_0/Res/p.jpg": pictures_data.jpeg()})
    report, copy = clean(data, "ofd")
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not {name for name, part in parts.items() if b"CANARY" in part}
    assert set(parts) == {"OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/Res/p.jpg", "Doc_0/Pages/Page_0/Content.xml",
                          "Doc_0/Annots/Annotations.xml", "Doc_0/Annots/Page_0/Annot.xml", "Doc_0/Signs/Signatures.xml",
                          "Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Sign_0/SignedValue.dat"}
    assert "正文" in parts["Doc_0/Pages/Page_0/Content.xml"].decode() and b'Type="Stamp"' in parts["Doc_0/Annots/Page_0/Annot.xml"]
    assert report == {"comments": 1, "attachments": 1, "versions": 1, "scripts": 1, "pictures": 1, "signatures": 1,
                      "hidden_layers": 1, "metadata": True}
    assert len(residue(data, "ofd")) > 5 and residue(copy, "ofd") == [] and clean(data, "ofd") == (report, copy)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_is_its_pixels(kind):
    tail = b"PK\x03\x04CANARYtail"
    data = pictures_data.jpeg(tail=tail) if kind == "jpg" else pictures_data.png(tail=tail)
    report, copy = clean(data, kind)
    assert report == {"metadata": True} and b"CANARY" in data and b"CANARY" not in copy and b"PK\x03\x04" not in copy
    assert residue(data, kind) and residue(copy, kind) == [] and clean(data, kind) == (report, copy)
    with Image.open(io.BytesIO(copy)) as image:
        image.load()
        assert image.size == ((20, 40) if kind == "jpg" else (40, 20))      # upright: it was turned by its Exif
        if kind == "png":
            assert image.getpixel((1, 1)) == (10, 200, 30, 128)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_within_a_document_keeps_its_pixels_and_loses_the_rest_and_what_hangs_behind(progressive):
    from openness.files.formats.pictures import strip
    made = io.BytesIO()
    Image.effect_noise((90, 70), 80).convert("CMYK").save(made, "JPEG", exif=Image.Exif(), comment=b"CANARY", progressive=progressive)
    for whole in (made.getvalue() + pictures_data.jpeg(), pictures_data.jpeg(tail=pictures_data.jpeg()), pictures_data.png(tail=b"CANARY")):
        plain, had = strip(whole)
        assert had and b"CANARY" not in plain and strip(plain) == (plain, 0)
        with Image.open(io.BytesIO(whole)) as before, Image.open(io.BytesIO(plain)) as after:
            assert before.tobytes() == after.tobytes() and before.getexif().get(0x0112) == after.getexif().get(0x0112)


def test_a_colour_profile_and_a_palette_stay():
    from PIL import ImageCms
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(made, "JPEG", icc_profile=profile)
    with Image.open(io.BytesIO(clean(made.getvalue(), "jpg")[1])) as image:
        assert image.info["icc_profile"] == profile
    made = io.BytesIO()
    Image.new("P", (4, 4), 3).save(made, "PNG", transparency=3)
    with Image.open(io.BytesIO(clean(made.getvalue(), "png")[1])) as image:
        assert image.mode == "P" and image.info["transparency"] is not None


@pytest.mark.parametrize("data, report", [
    ("\ufeff第一行\r\n第二行".encode(), {}), ("第一行\r\n第二行".encode(), {}), ("第一行\r\n第二行".encode("gb18030"), {"recoded": 1}),
])
def test_a_text_is_utf_8_without_a_mark(data, report):
    assert clean(data, "txt") == (report, "第一行\r\n第二行".encode())
    assert residue(clean(data, "txt")[1], "txt") == []
