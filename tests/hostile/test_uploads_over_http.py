"""Rules H over the wire: what is uploaded is kept whole or refused with a sentence, and comes out only by an authorising view."""
import io
import re
import zipfile
from urllib.parse import unquote

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents import importing
from documents.models import ImportedText
from openness.audit.models import Event
from openness.files import tasks
from openness.files.models import File, State
from openness.files.residue import residue
from openness.files.storage import path
from openness.publication.models import PublicFile, PublicItem
from tests.city import step
from tests.files import papers_data, pictures_data, words
from tests.files.test_sheet_copies import everything as workbook
from tests.files.test_uploads import patched, png_of
from tests.files.words import document, packed, paragraph, run
from tests.hostile import client_of
from tests.hostile.payloads import SAMPLE, storable

pytestmark = pytest.mark.django_db
SCRIPT = b"<html><script>alert(1)</script></html>"
CHINESE = re.compile("[\u4e00-\u9fff]{4}")
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def locked():
    return papers_data.plain_pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


BAD = {     # what: (name, content, what the sentence says when it is attached, and when it is imported)
    "empty": ("空.pdf", lambda: b"", "空", "空"),
    "empty text": ("空.txt", lambda: b"", "空", "空"),
    "declared bomb": ("大.docx", lambda: document(paragraph(run(" " * 30_000_000))), "复杂", ""),
    "undeclared bomb": ("小.docx", lambda: patched(packed({"[Content_Types].xml": b" " * 30_000_000, "a": b""}), size=(24, "<I", 100)),
    "损坏", ""),
    "four million paragraphs": ("段.docx", lambda: document("<w:p/>" * 4_000_000), "复杂", ""),
    "entity": ("实体.docx", lambda: document(paragraph(), parts={"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "异常",
    None),
    "outer entity": ("外部.docx", lambda: document(paragraph(), parts={"word/styles.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
    "异常", None),
    "page and pdf": ("网页.pdf", lambda: SCRIPT + b"%PDF-1.7", "不符", ""),
    "pdf and page": ("网页2.pdf", lambda: b"%PDF-1.7\n" + SCRIPT, "损坏", ""),
    "page as docx": ("网页.docx", lambda: SCRIPT, "不符", ""),
    "pdf as docx": ("改名.docx", papers_data.plain_pdf, "不符", None),
    "docx as pdf": ("改名.pdf", lambda: document(paragraph()), "不符", None),
    "png as jpg": ("图.jpg", pictures_data.png, "不符", ""),
    "bytes as text": ("字节.txt", lambda: bytes(range(256)), "不符", ""),
    "turned name": ("报告\u202efdp.exe", lambda: b"MZ\0\0\1\2", "不接受", ""),
    "two endings": ("附件.pdf.exe", lambda: b"MZ\0\0\1\2", "不接受", ""),
    "endings the other way": ("附件.exe.pdf", lambda: b"MZ\0\0\1\2", "不符", ""),
    "no ending": ("附件", lambda: b"MZ\0\0\1\2", "不接受", ""),
    "archive": ("附件.zip", lambda: packed({"a": "b"}), "不接受", ""),
    "macros": ("宏.docx", lambda: document(paragraph(), kind=MACRO), "宏", None),
    "macros by name": ("宏.docm", lambda: document(paragraph(), kind=MACRO), "不接受", None),
    "password": ("密码.pdf", locked, "密码", "密码"),
    "old or password": ("密码.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码", ""),
    "outside path": ("包.docx", lambda: document(paragraph(), parts={"../evil.xml": "<x/>"}), "异常", None),
    "pixels": ("像素.png", lambda: png_of(30_000, 30_000), "像素", ""),
    "cut off": ("断.docx", lambda: document(paragraph(run("正文")))[:200], "损坏", ""),
}
CHECKED = {"declared bomb", "undeclared bomb", "four million paragraphs"}       # these take a second each


class Desk:
    """A draft of the environment bureau and its drafter at a client."""

    def __init__(self, city, settings, folder):
        settings.MEDIA_ROOT = folder
        self.city, self.drafter, self.folder = city, city.who(city.environment, "drafter"), folder
        self.document, self.client = city.draft(now=timezone.now()), client_of(self.drafter.user)

    def attach(self, *files, **more):
        self.document.refresh_from_db()
        uploads = [SimpleUploadedFile("x", content) for _name, content in files]
        for upload, (name, _content) in zip(uploads, files, strict=True):
            upload._name = name         # as it came over the wire: Django has taken the folder off by then
        return self.client.post(f"{self.document.get_absolute_url()}attach/", {"file": uploads, "version": self.document.version} | more)

    def bring(self, *files):
        uploads = [SimpleUploadedFile("x", content) for _name, content in files]
        for upload, (name, _content) in zip(uploads, files, strict=True):
            upload._name = name
        return self.client.post("/desk/documents/import/", {"file": uploads})

    def nothing_kept(self):
        return not File.objects.exists() and not self.document.parts.exists() and not [each for each in self.folder.rglob("*") if each.is_file()]

    def walk(self, to="published"):
        """Through review and signature, with everything that is attached."""
        env, now = self.city.environment, timezone.now()
        self.document.refresh_from_db()
        self.city.claimed(self.document, now=now)
        step(self.document, "approve", self.city.who(env, "reviewer"), now=now)
        step(self.document, "sign", self.city.who(env, "signer"), now=now, dated_on=f"{now:%F}")
        if to == "published":
            step(self.document, "publish", self.city.who(env, "publisher"), now=now)


@pytest.fixture
def desk(city, settings, tmp_path):
    return Desk(city, settings, tmp_path / "kept")


def problems(answer):
    """The sentences in the list of problems of the page."""
    return [re.sub("<[^>]*>", "", item) for item in re.findall(r'<li data-problem=.*?</li>', answer.text, re.DOTALL)]


def test_what_may_not_be_attached_is_refused_in_words_and_leaves_nothing(desk):
    for what, (name, make, sentence, _imported) in BAD.items():
        answer = desk.attach((name, make()), title="附件一")
        said = "".join(problems(answer))
        assert answer.status_code == 409 and sentence in said, (what, said)
        assert "请" in said and CHINESE.search(said) and "%(" not in said and "\u202e" not in answer.text, what
        assert desk.nothing_kept(), what
        assert 'value="附件一"' in answer.text      # what was typed stays on the page
    desk.document.refresh_from_db()
    assert desk.document.version == 1


@pytest.mark.parametrize("what", ["macros", "empty", "two endings", "entity", "password"])
def test_of_three_good_files_and_a_bad_one_none_is_attached_and_the_bad_one_is_named(desk, what):
    name, make, sentence, _imported = BAD[what]
    good = [("一.txt", "甲".encode()), ("二.docx", document(paragraph(run("乙")))), ("三.png", pictures_data.png())]
    for place in (0, 2, 3):
        answer = desk.attach(*good[:place], (name, make()), *good[place:])
        said = problems(answer)
        assert answer.status_code == 409 and len(said) == 1 and name in said[0] and sentence in said[0]
        assert not any(each in said[0] for each, _content in good) and desk.nothing_kept()
    answer = desk.attach(*good, (name, make()), ("又.exe", b"MZ"))
    said = "".join(problems(answer))
    assert name in said and "又.exe" in said and desk.nothing_kept()
    assert desk.attach(*good).status_code == 302
    assert list(desk.document.parts.values_list("title", "order")) == [("一", 1), ("二", 2), ("三", 3)]


def test_size_and_quota_are_said_in_figures(desk, settings):
    settings.ATTACHMENT_MAX_SIZE = 1000
    answer = desk.attach(("大.txt", b"x" * 1001))
    assert answer.status_code == 409 and "1001" in "".join(problems(answer)) and desk.nothing_kept()
    assert desk.attach(("正好.txt", b"x" * 1000)).status_code == 302
    settings.ATTACHMENTS_PER_USER_DAY = 1500
    for files in ([("一.txt", b"x" * 501)], [("一.txt", b"x" * 300), ("二.txt", b"y" * 300)]):
        answer = desk.attach(*files)
        assert answer.status_code == 409 and "请明天再上传" in answer.text and desk.document.parts.count() == File.objects.count() == 1
    answer = desk.bring(("一.txt", b"x" * 501))
    assert answer.status_code == 422 and "请明天再上传" in answer.text and File.objects.count() == 1


def test_a_large_import_is_refused_by_its_size(desk, monkeypatch):
    monkeypatch.setattr(importing, "LARGEST", 1000)
    answer = desk.bring(("大.txt", b"x" * 1001))
    assert answer.status_code == 422 and "超过 50 MB" in answer.text and not ImportedText.objects.open().exists()


@pytest.mark.slow
def test_fifty_one_megabytes_are_refused(desk):
    for name, content in (("大.pdf", b"%PDF-1.7\n" + bytes(51 * 2**20)), ("大.txt", b"x" * (60 * 2**20))):
        answer = desk.attach((name, content))
        assert answer.status_code == 409 and "50.0" in "".join(problems(answer)) and desk.nothing_kept()
        answer = desk.bring((name, content))
        assert answer.status_code == 422 and "超过 50 MB" in answer.text and not ImportedText.objects.open().exists()


def test_what_cannot_be_read_is_not_imported_and_is_told_why(desk):
    for what, (name, make, _attached, sentence) in BAD.items():
        if sentence is None:        # read as the text that it is, whatever it is called
            continue
        answer = desk.bring((name, make()))
        assert answer.status_code == 422 and sentence in answer.text and CHINESE.search(answer.text), what
        assert not ImportedText.objects.open().exists() and not desk.document.parts.exists(), what


def test_what_is_read_under_a_false_name_is_text_and_nothing_more(desk):
    for what, (name, make, _attached, sentence) in BAD.items():
        if sentence is None:
            answer = desk.bring((name, make()))
            assert answer.status_code in (302, 422), what
            assert "root:" not in answer.text
    assert not any("root:" in text for text in ImportedText.objects.values_list("text", flat=True))


def test_a_batch_takes_the_good_and_names_the_bad(desk):
    quick = {what: bad for what, bad in BAD.items() if what not in CHECKED and bad[3] is not None}
    answer = desk.bring(*((name, make()) for name, make, *_said in quick.values()), ("好.txt", "关于噪声的通知".encode()))
    assert answer.status_code == 302
    for _turn in range(len(quick)):
        page = desk.client.get(answer["Location"])
        if not ImportedText.objects.waiting().exists():
            break
    rows = ImportedText.objects.order_by("pk")
    assert rows.count() == len(quick) + 1 and {row.state for row in rows[:len(quick)]} == {"failed"} and rows.last().state == "read"
    for row in rows[:len(quick)]:
        assert row.name in page.text and CHINESE.search(row.failure) and row.failure in page.text, row.name
    assert "\u202e" not in page.text


NAMES = ("../../etc/passwd.txt", "..\\..\\x.txt", "/etc/x.txt", "C:\\x.txt", "a/b/c.txt", "目录\u202etxt.附件.txt", "甲\u200b乙\u2066.txt",
    "甲\u0007\u0085乙.txt", "甲%0D%0A乙.txt",
         "甲%22乙';.txt", "甲%00乙.txt", "%2e%2e%2fx.txt", ".txt", "...txt", " .txt", ".htaccess.txt", "CON.txt", "a.exe.txt",
         "长" * 300 + ".txt", "ﬁ①e\u0301.TXT", "𠮷.txt", "a\u0301\u0302.txt",
         "甲;filename=evil.exe.txt", "=cmd|x.txt", "<img src=x onerror=alert(1)>.txt", "{{7*7}}%(n)s.txt")


def as_sent(name):
    """As browsers write a file name into a multipart body."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def test_a_name_is_told_as_it_reads_and_leads_nowhere(desk):
    for place, name in enumerate((*NAMES, *(f"{payload}.txt" for payload in storable(SAMPLE)[::4]))):
        answer = desk.attach((as_sent(name), f"{place}".encode()))
        assert answer.status_code == 302, (name, problems(answer))
        file = File.objects.latest("pk")
        assert not re.search("[/\\\\\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]",
        file.name) and file.name.endswith((".txt", ".TXT")), name
        assert 0 < len(file.name) <= 200 and file.name not in ("..", ".") and file.kind == "txt"
        download = desk.client.get(f"/desk/files/{file.pk}/")
        told = download["Content-Disposition"]
        assert told.startswith("attachment; filename") and "\r" not in told and "\n" not in told
        assert told.count("filename") - file.name.count("filename") == 1
        assert b"".join(download) == f"{place}".encode()
        if "utf-8''" in told:
            assert unquote(told.partition("utf-8''")[2]) == file.name
        assert path(file.sha256).is_relative_to(desk.folder)
    assert {each.parent.parent for each in desk.folder.rglob("*") if each.is_file()} == {desk.folder}


def test_the_same_name_twice_is_two_attachments_and_the_same_form_twice_is_one(desk):
    assert desk.attach(("附件.txt", b"1"), ("附件.txt", b"2"), ("附件.txt", b"2")).status_code == 302
    assert list(desk.document.parts.values_list("title", "file__sha256").distinct().order_by("order"))[0][0] == "附件"
    assert desk.document.parts.count() == 3 and len(set(desk.document.parts.values_list("file__sha256"))) == 2
    for _turn in range(2):
        version = desk.document.version
        answer = desk.attach(("再.txt", b"3"), key="once")
        desk.document.refresh_from_db()
        assert answer.status_code == 302
    assert desk.document.parts.count() == 4 and desk.document.version == version and Event.objects.filter(key__startswith="once:").count() == 1


def test_nobody_else_attaches_or_learns_whether_there_is_something(desk, city):
    stranger, anonymous = client_of(city.who(city.commerce, "drafter").user), client_of()
    for client, expected in ((stranger, 404), (anonymous, 302), (client_of(city.who(city.environment, "secrecy").user), 404)):
        for address in (f"{desk.document.get_absolute_url()}attach/", "/desk/documents/987654/attach/"):
            answer = client.post(address, {"file": SimpleUploadedFile("一.txt", b"x"), "version": 1})
            assert answer.status_code == expected
    assert desk.nothing_kept()


# Downloads

def test_a_download_is_for_who_may_see_the_paper_at_that_moment(desk, city):
    desk.attach(("附件.pdf", papers_data.plain_pdf()))
    file = File.objects.get()
    address, env = f"/desk/files/{file.pk}/", city.environment
    people = {name: client_of(city.who(agency, name).user) for agency, name in (
        (env, "drafter"), (env, "head"), (env, "reviewer"), (env, "secrecy"), (env, "signer"), (env, "publisher"))}
    stranger = client_of(city.who(city.commerce, "reviewer").user)

    def able():
        assert stranger.get(address).status_code == stranger.get(f"{address}?copy=clean").status_code == 404
        assert client_of().get(address).status_code == 302 and stranger.get("/desk/files/987654/").status_code == 404
        return {name for name, client in people.items() if client.get(address).status_code == 200}

    assert able() == {"drafter", "head"}
    step(desk.document, "to_unit", desk.drafter, now=timezone.now())
    assert able() == {"drafter", "head", "secrecy"}
    step(desk.document, "back_to_draft", city.who(env, "head"), now=timezone.now(), note="改")
    desk.walk("signed")
    assert able() == set(people)


def test_a_download_runs_nowhere(desk):
    files = [("一.txt", SCRIPT), ("二.pdf", papers_data.plain_pdf()), ("三.docx", words.everything(pictures_data.jpeg())), ("四.png",
    pictures_data.png()),
             ("五.xlsx", workbook()), ("六.ofd", papers_data.ofd(**{"Doc_0/Res/p.jpg": pictures_data.jpeg()}))]
    assert desk.attach(*files).status_code == 302
    for file in File.objects.all():
        for address in (f"/desk/files/{file.pk}/", f"/desk/files/{file.pk}/?copy=clean", f"/desk/files/{file.pk}/?copy=x&name=a.html"):
            answer = desk.client.get(address)
            assert answer.status_code == 200 and b"".join(answer) == path(file.clean_sha256 if "clean" in address else file.sha256).read_bytes()
            assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'; sandbox" in answer["Content-Security-Policy"] and answer["Cache-Control"] == "no-store"
            assert not answer["Content-Type"].startswith(("text/html", "image/svg", "application/xhtml", "text/xml", "application/xml"))
        assert desk.client.head(f"/desk/files/{file.pk}/").status_code == 200
        for method in ("post", "put", "delete", "patch"):
            assert getattr(desk.client, method)(f"/desk/files/{file.pk}/").status_code == 405


def test_no_path_leads_to_the_bytes(desk):
    desk.attach(("附件.txt", "只有本单位能看".encode()))
    file = File.objects.get()
    name = f"{file.sha256[:2]}/{file.sha256}"
    for client in (client_of(), desk.client):
        for address in (f"/media/{name}", f"/static/{name}", f"/static/../{name}", f"/{name}", f"/files/{name}",
        f"/desk/files/{file.sha256}/", f"/uploads/{name}",
                        f"/static/%2e%2e/{name}", f"/static/..%2f{name}", f"/static//{path(file.sha256)}", f"/media/{file.name}",
                        f"/desk/files/{file.pk}/{file.name}",
                        f"/p/{file.sha256[:32]}/files/1/", f"/media/../media/{name}", f"/desk/files/{name}/"):
            answer = client.get(address)
            assert answer.status_code in (301, 302, 404) and "只有本单位能看" not in answer.getvalue().decode()
            assert answer.status_code == 404 or answer["Location"].startswith(("/login/", "/desk/"))


def inside(data):
    """All bytes of a package, unpacked."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_the_public_gets_the_clean_copy_of_what_is_public_and_nothing_else(desk):
    page = papers_data.plain_pdf() + SCRIPT          # readers look for the end of a PDF, and browsers for the beginning of a page
    files = [("一.docx", words.everything(pictures_data.jpeg())), ("二.xlsx", workbook()), ("三.pdf",
    papers_data.everything(pictures_data.jpeg())),
             ("四.ofd", papers_data.ofd(**{"Doc_0/Res/p.jpg": pictures_data.jpeg()})), ("五.jpg", pictures_data.jpeg()), ("六.pdf", page)]
    assert desk.attach(*files).status_code == 302
    assert desk.attach(("七.txt", "CANARY不公开".encode()), disclosure="withheld").status_code == 302
    kept_back = desk.document.parts.get(disclosure="withheld")
    desk.document.refresh_from_db()
    step(desk.document, "arrange", desk.drafter, now=timezone.now(), **{f"ground_{kept_back.pk}": "E16-1"})
    desk.walk()
    item, public = PublicItem.objects.get(), client_of()
    assert PublicFile.objects.count() == 6
    for order, (name, content) in enumerate(files, 1):
        assert name == "五.jpg" or b"CANARY" in inside(content) or b"<script>" in content or name == "四.ofd"
        answer = public.get(f"{item.get_absolute_url()}files/{order}/")
        data = b"".join(answer)
        assert answer.status_code == 200 and data != content and residue(data, name.rpartition(".")[2]) == [], name
        assert b"CANARY" not in inside(data) and b"<script>" not in data
        assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"] and not answer.cookies
    for order in (0, 7, 8, 99999):
        assert public.get(f"{item.get_absolute_url()}files/{order}/").status_code == 404
    assert "CANARY" not in public.get(item.get_absolute_url()).text
    for file in File.objects.all():
        assert public.get(f"/desk/files/{file.pk}/").status_code == 302
    step(desk.document, "withdraw", desk.city.who(desk.city.environment, "publisher"), now=timezone.now(), code="other", note="误发")
    for order in range(1, 8):
        assert public.get(f"{item.get_absolute_url()}files/{order}/").status_code == 404


# Quarantine

def test_without_a_verdict_nothing_leaves_quarantine(desk, settings, city):
    settings.CLAMD = "tcp://127.0.0.1:1"        # nobody listens there
    assert desk.attach(("附件.txt", b"x")).status_code == 302
    file = File.objects.get()
    for _turn in range(2):
        tasks.scan_quarantine()
    file.refresh_from_db()
    assert file.state == State.QUARANTINE
    for query in ("", "?copy=clean"):
        answer = desk.client.get(f"/desk/files/{file.pk}/{query}")
        assert answer.status_code == 409 and CHINESE.search(answer.text) and "附件.txt" in answer.text and "Content-Disposition" not in answer
    assert client_of(city.who(city.commerce, "drafter").user).get(f"/desk/files/{file.pk}/").status_code == 404
    desk.walk("signed")
    publisher = client_of(city.who(city.environment, "publisher").user)
    for state in (State.QUARANTINE, State.REFUSED):
        File.objects.update(state=state)
        desk.document.refresh_from_db()
        for name, data in (("publish", {}), ("schedule", {"at": "2056-01-04T09:00", "accept": "late"})):
            for accept in ("", "file"):
                answer = publisher.post(f"{desk.document.get_absolute_url()}{name}/", {"version": desk.document.version,
                "accept": accept} | data)
                assert answer.status_code == 409 and "尚未通过安全检查" in "".join(problems(answer)), (state, name)
    assert not PublicItem.objects.exists() and not PublicFile.objects.exists()
    settings.CLAMD = ""         # switched off: what waits still waits
    tasks.scan_quarantine()
    assert desk.client.get(f"/desk/files/{file.pk}/").status_code == 409
    File.objects.update(state=State.USABLE)
    assert publisher.post(f"{desk.document.get_absolute_url()}publish/", {"version": desk.document.version}).status_code == 302
    assert client_of().get(f"{PublicItem.objects.get().get_absolute_url()}files/1/").status_code == 200
