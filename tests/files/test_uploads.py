"""What may be taken: everything that people or their enemies upload is kept or refused with a sentence, within bounds."""
import io
import random
import re
import struct
import time
import zipfile
import zlib
from functools import cache

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness.agencies.actors import Actor
from openness.agencies.models import Agency, User
from openness.files import accepting, storage
from openness.files.keeping import keep
from openness.files.models import File
from openness.files.residue import residue
from tests.city import NOW
from tests.files import papers_data, pictures_data, words
from tests.files.test_sheet_copies import everything as workbook
from tests.files.words import document, packed, paragraph, run

pytestmark = pytest.mark.django_db
WAY_OUT = re.compile("请|再上传")        # every refusal says what to do


@pytest.fixture
def upload(db, settings, tmp_path):
    """Keeps a file with a body of the administration; people are named by what they are called."""
    settings.MEDIA_ROOT = tmp_path
    agency, people = Agency.objects.create(name="市环境局", code="渝环发"), {}

    def uploaded(name, content, who="drafter", now=NOW):
        by = people.setdefault(who, Actor(User.objects.get_or_create(username=who)[0], agency, "drafter"))
        return keep(SimpleUploadedFile(name, content), agency, by=by, now=now)
    return uploaded


def refusal(upload, name, content):
    with pytest.raises(ValidationError) as refused:
        upload(name, content)
    sentence = "".join(refused.value.messages)
    assert WAY_OUT.search(sentence) and "%(" not in sentence and not File.objects.exists()
    return sentence


@cache
def samples():
    return {
        "docx": words.everything(pictures_data.jpeg()), "xlsx": workbook(), "pdf": papers_data.everything(pictures_data.jpeg()),
        "ofd": papers_data.ofd(**{"Doc_0/Res/p.jpg": pictures_data.jpeg()}), "jpg": pictures_data.jpeg(), "png": pictures_data.png(),
        "txt": "\ufeff正文".encode(),
    }


@pytest.mark.parametrize("kind", accepting.KINDS)
def test_each_kind_is_kept_as_it_came_and_as_it_may_go_out(upload, kind):
    data = samples()[kind]
    upload(f"先.{kind}", data)
    began = time.monotonic()
    file = upload(f"附件.{kind.upper()}", data)
    assert time.monotonic() - began < 1        # on a busy machine; below 0.2 s on an idle one
    assert (file.kind, file.size, file.is_usable) == (kind, len(data), True)
    assert storage.path(file.sha256).read_bytes() == data
    sha256, size = file.public_copy
    copy = storage.path(sha256).read_bytes()
    assert len(copy) == size and residue(copy, kind) == [] and sha256 != file.sha256
    if kind == "docx":
        assert file.removed_words.startswith("批注 1 处、修订 13 处、隐藏文字 3 处") and file.left_words == ""
    if kind == "xlsx":
        assert file.left_words == "隐藏的工作表 1 个、隐藏的行 1 行、隐藏的列 1 处"


def test_the_copy_of_older_uploads_is_the_original():
    assert File(sha256="a", size=1).public_copy == ("a", 1)
    assert File(sha256="a", size=1, clean_sha256="b", clean_size=2).public_copy == ("b", 2)


@pytest.mark.parametrize("name, content, sentence", [
    ("a.pdf", b"", "空"), ("a.exe", b"MZ", "不接受"), ("报告\u202efdp.exe", b"MZ", "不接受"), ("a.zip", packed({"a": "b"}), "不接受"),
    ("a.docx", b"%PDF-1.4", "不符"), ("a.pdf", packed({"a": "b"}), "不符"), ("a.txt", b"\x89PNG\r\n\x1a\n\0", "不符"),
    ("a.txt", b"a\x01b", "不符"), ("a.png", pictures_data.jpeg(), "不符"), ("a.jpg", pictures_data.png(), "不符"),
    ("a.pdf", b"<html><script>alert(1)</script>%PDF-1.7", "不符"), ("a.pdf", b"\n%PDF-1.7", "不符"),
    ("a.pdf", b"%PDF-1.7\n<script>", "损坏"), ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
    ("a.docx", b"PK\x03\x04" + bytes(100), "损坏"), ("a.docx", packed({"a": "b"}), "不符"),
    ("a.docx", packed({"[Content_Types].xml": "<Types/>"}), "不符"), ("a.ofd", packed({"a.xml": "<a/>"}), "不符"),
    ("a.ofd", packed({"OFD.xml": "<html/>"}), "不符"), ("a.xlsx", document(paragraph()), "不符"), ("a.docx", workbook(), "不符"),
])
def test_name_and_content_must_agree(upload, name, content, sentence):
    assert sentence in refusal(upload, name, content)


def test_a_name_reads_as_it_is(upload):
    assert upload("..\\..\\目录\u202Etxt.附\u0007件.txt", b"x").name == "目录txt.附件.txt"
    assert upload("照片.JPEG", pictures_data.jpeg()).kind == "jpg"


def test_sixty_megabytes_are_refused_before_anything_is_read(upload):
    assert "50.0" in refusal(upload, "a.pdf", b"%PDF-" + bytes(60 * 2**20))


@pytest.mark.parametrize("content, sentence", [
    (document(paragraph(), kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    (document(paragraph(), parts={"word/vbaProject.bin": b"x"}), "宏"),
    (document(paragraph(), kind=words.MAIN.replace("document.main", "template.main")), "不符"),
    (document(paragraph(), ("rA", "aFChunk", "x.html"), parts={"word/x.html": "<p>"}), "嵌有另一份文件"),
    (document(paragraph(), parts={"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "异常"),
    (document(paragraph(), parts={"word/styles.xml": '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}), "异常"),
    (document(paragraph(), parts={"../evil.xml": "<x/>"}), "异常"), (document(paragraph(), parts={"/etc/x": "x"}), "异常"),
    (document(paragraph(), parts={"C:x": "x"}), "异常"), (document(paragraph(), parts={"word\\..\\..\\x": "x"}), "异常"),
    (document(paragraph(), parts={"WORD/document.xml": "<x/>"}), "异常"),
    (document(paragraph(), parts={"word/styles.xml": "<x>"}), "损坏"),
    (document("<w:p>" + "<w:r>" * 300 + "</w:r>" * 300 + "</w:p>"), "复杂"),
    (document(paragraph(), parts={f"word/{n}.bin": b"" for n in range(2001)}), "复杂"),
    (document(paragraph(run(" " * 30_000_000))), "复杂"),                                   # declares 30 MB from 30 KB
    (document("<w:p/>" * 4_000_000), "复杂"),
])
def test_a_hostile_docx_is_refused(upload, content, sentence):
    began = time.monotonic()
    assert sentence in refusal(upload, "a.docx", content)
    assert time.monotonic() - began < 5


def test_paragraphs_that_do_not_pack_well_are_counted(upload):
    numbers = random.Random(1)
    ids = " ".join(f'w:rsid{n}="1"' for n in range(10))
    body = "".join(f'<w:p w:rsidR="{numbers.getrandbits(32):08x}" {ids}/>' for _ in range(230_000))
    assert "复杂" in refusal(upload, "a.docx", document(body))


def patched(data, **changes):
    """The same archive with other figures in its directory."""
    directory = bytearray(data)
    at = directory.index(b"PK\x01\x02")
    for offset, form, value in changes.values():
        struct.pack_into(form, directory, at + offset, value)
    return bytes(directory)


def test_an_archive_that_lies_about_itself_is_refused(upload):
    spaces = packed({"[Content_Types].xml": b" " * 30_000_000, "a": b""})
    assert "损坏" in refusal(upload, "a.docx", patched(spaces, size=(24, "<I", 100)))               # undeclared bomb
    encrypted = patched(packed({"[Content_Types].xml": b"x"}), flags=(8, "<H", 1))
    assert "密码" in refusal(upload, "a.docx", encrypted)
    link = patched(packed({"[Content_Types].xml": b"x"}), attributes=(38, "<I", 0o120777 << 16))
    assert "异常" in refusal(upload, "a.docx", link)
    many = bytearray(packed({f"{n}": b"" for n in range(2001)}))
    struct.pack_into("<HH", many, many.rindex(b"PK\x05\x06") + 8, 3, 3)
    assert "复杂" in refusal(upload, "a.xlsx", bytes(many))


def test_overlapping_entries_do_not_multiply(upload):
    """One compressed block named by 2,000 entries, as in bombs without nesting."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", random.Random(1).randbytes(2**19))
        first = archive.infolist()[0]
        for n in range(1000):
            info = zipfile.ZipInfo(f"b{n}.bin")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(info, name, getattr(first, name))
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        archive._didModify = True
    assert "复杂" in refusal(upload, "a.xlsx", made.getvalue())


def test_truncated_files_are_told_from_whole_ones(upload):
    for kind, data in samples().items():
        if kind != "txt":
            assert re.search("损坏|不符", refusal(upload, f"a.{kind}", data[:len(data) * 2 // 3]))


def png_of(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def test_a_picture_that_declares_too_many_pixels_is_never_unpacked(upload):
    assert "90000 万像素" in refusal(upload, "a.png", png_of(30_000, 30_000))
    assert "损坏" in refusal(upload, "a.png", png_of(3_000, 3_000))


def test_a_pdf_with_a_password_is_refused(upload):
    import pikepdf
    for owner, user in (("o", "u"), ("o", "")):
        locked = papers_data.plain_pdf(encryption=pikepdf.Encryption(owner=owner, user=user))
        assert "密码" in refusal(upload, "a.pdf", locked)


def test_a_dynamic_form_is_refused(upload):
    import pikepdf
    with pikepdf.open(io.BytesIO(papers_data.plain_pdf())) as pdf:
        pdf.Root.NeedsRendering = True
        made = io.BytesIO()
        pdf.save(made)
    assert "动态表单" in refusal(upload, "a.pdf", made.getvalue())


def test_limits_of_the_child_are_a_sentence_too(upload, monkeypatch):
    from openness.files import preparing
    monkeypatch.setattr(preparing, "TO_INSPECT", {"memory": 512, "cpu": 1, "wall": 0.2})
    body = "".join(f'<w:p w:rsidR="{n * 2654435761 % 2**32:08x}"/>' for n in range(400_000))
    assert "过于复杂" in refusal(upload, "a.docx", document(body))


@pytest.mark.parametrize("memory", [100, 150])
def test_too_little_memory_is_no_damaged_file(upload, monkeypatch, memory):
    from openness.files import preparing
    monkeypatch.setattr(preparing, "TO_CLEAN", preparing.TO_CLEAN | {"memory": memory})
    body = "".join(f'<w:p w:rsidR="{n * 2654435761 % 2**32:08x}"/>' for n in range(300_000))
    assert "过于复杂" in refusal(upload, "a.docx", document(body))


def test_an_upload_is_looked_at_once_by_form_and_keeper(city, monkeypatch):
    from openness.files import preparing
    calls = []
    monkeypatch.setattr(preparing.child, "run", lambda function, data, **options: calls.append(function) or ({}, data))
    given_file = SimpleUploadedFile("a.txt", b"x")
    assert accepting.check(given_file) == "txt"
    keep(given_file, city.environment, by=city.who(city.environment, "drafter"), now=NOW)
    assert calls == [preparing.INSPECT, preparing.CLEAN]
    bad = SimpleUploadedFile("a.pdf", b"<")
    for _ in range(2):
        with pytest.raises(ValidationError, match="不符"):
            accepting.check(bad)


def test_a_day_of_a_person_has_a_limit(upload, settings):
    settings.ATTACHMENTS_PER_USER_DAY = 10
    upload("a.txt", b"12345678")
    with pytest.raises(ValidationError, match="请明天再上传"):
        upload("b.txt", b"123")
    upload("b.txt", b"12")
    upload("c.txt", b"123", who="head")
    upload("d.txt", b"12345678", now=NOW.replace(day=3, hour=0))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_bytes_are_kept_or_refused_and_nothing_else(upload, data):
    kind = data.draw(st.sampled_from(sorted(accepting.KINDS)))
    whole = samples()[kind]
    content = data.draw(st.one_of(
        st.binary(max_size=200), st.binary(max_size=200).map(lambda more: accepting.KINDS[kind][0] + more),
        st.tuples(st.integers(0, len(whole) - 1), st.binary(min_size=1, max_size=9)).map(
            lambda change: whole[:change[0]] + change[1] + whole[change[0] + len(change[1]):])))
    try:
        assert isinstance(upload(f"a.{kind}", content), File)
    except ValidationError as refused:
        assert "请" in "".join(refused.messages)
