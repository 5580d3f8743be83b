"""manage.py import_documents: every row all or nothing, a reason for each that is refused, and the rest on the next run."""
import csv
import io
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from documents import importing
from documents.models import Document, ImportBatch, ImportedText
from openness.agencies.models import Assignment
from openness.audit.models import Event
from openness.files.models import File
from openness.files.storage import path
from openness.publication.blocks import plain
from tests.documents.files import MAKERS, NEWS, SCAN, docx, fifty, notice

pytestmark = pytest.mark.django_db
ROWLESS = {"标题": "关于停水的通告", "发文字号": "渝环发〔2023〕9号", "成文日期": "2023年7月1日", "正文": "第一段。\n第二段。"}


@pytest.fixture
def drafter(city):
    drafter = city.who(city.environment, "drafter")
    drafter.agency.short_name = "环境局"
    drafter.agency.save()
    return drafter


@pytest.fixture
def run(drafter, tmp_path):
    """(exit code, what was said) of the command on tmp_path/in or a file in it."""
    folder = tmp_path / "in"
    folder.mkdir()

    def go(source=folder, *more, agency="市环境局", by=None):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_documents", str(source), "--agency", agency, "--by", by or drafter.user.username, *more,
                         stdout=out, stderr=err)
            code = 0
        except SystemExit as end:
            code = end.code
        return code, out.getvalue() + err.getvalue()
    go.folder = folder
    return go


def write(folder, **files):
    """Names with their text; 甲_txt is 甲.txt, 子__甲_txt is 子/甲.txt."""
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def table(folder, *rows, name="清单.csv", encoding="utf-8-sig", delimiter=","):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with (folder / name).open("w", encoding=encoding, newline="") as opened:
        lines = csv.DictWriter(opened, columns, delimiter=delimiter)
        lines.writeheader()
        lines.writerows(rows)
    return folder / name


def everything():
    return [model.objects.count() for model in (Document, ImportedText, ImportBatch, File, Event)]


def reported(file):
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_a_folder_of_fifty_mixed_files(run, tmp_path):
    for name, content, *_ in fifty():
        (run.folder / name.replace("/", "_")).write_bytes(content)
    write(run.folder, 深处__更深_docx=docx(notice(60)))
    (run.folder / ".hidden.txt").write_text(notice(61))
    (run.folder / "~$01 通知.docx").write_bytes(b"owner")
    report = run.folder / "结果.csv"
    code, said = run(run.folder, "--report", str(report))
    rows = {row["行或文件"]: row for row in reported(report)}
    assert code == 1 and len(rows) == 51 and "共 51 项：已导入 39，跳过 0，未导入 12" in said
    assert Document.objects.count() == 39 and Document.objects.exclude(status="draft").count() == 0
    for name, _content, standing, words in fifty():
        row = next(row for label, row in rows.items() if label[:2] == name[:2])
        assert row["结果"] == ("未导入" if standing == "failed" or name[:2] in ("39", "40") else "已导入"), name
        assert words.replace("本批", "本次") in row["原因"], name
    assert ImportBatch.objects.count() == 1 and ImportedText.objects.filter(state="read").count() == 39
    for text in ImportedText.objects.select_related("file"):
        assert path(text.file.sha256).is_file() and text.file.subject == text and text.document.drafting_agency.name == "市环境局"
    before = everything()
    code, said = run(run.folder, "--report", str(report))                       # again: the report is no paper
    assert code == 1 and "已导入 0，跳过 39，未导入 12" in said and everything() == before


def test_a_list_states_what_is_not_read_or_replaces_it(city, run):
    write(run.folder, 子__甲_txt=notice(1), 乙_docx=docx(notice(2)))
    file = table(run.folder, {
        "文件": "子\\甲.txt", "文种": "意见", "公开属性": "依申请公开", "发文机关": "市政府办公厅", "成文日期": "2024/5/6", "主题分类": "卫生、体育",
        "五公开": "决策、管理公开", "联系人": "张三", "联系电话": "02312345678", "附注": "此件依申请公开", "理由": "内部管理", "法律依据": "E16-1",
    }, {"文件": "乙.docx"}, ROWLESS)
    code, said = run(file)
    one, two, three = Document.objects.order_by("pk")
    assert code == 0 and "已导入 3" in said
    assert (one.title, one.number) == ("重庆市生态环境局关于加强扬尘管理工作的通知（1）", "渝环发〔2024〕1号")
    assert (one.genre, one.disclosure, one.issuing_agency, one.reviewing_office) == ("opinion", "on_request", city.office, city.office)
    assert (one.dated_on, one.topic, one.five_kinds, one.ground) == (date(2024, 5, 6), 13, ["decision", "management"], "E16-1")
    assert (one.contact, one.contact_phone, one.annotation, one.reasoning) == ("张三", "02312345678", "此件依申请公开", "内部管理")
    assert (two.genre, two.disclosure, two.issuing_agency) == ("notice", "proactive", city.environment)
    assert (three.title, three.number, three.dated_on) == ("关于停水的通告", "渝环发〔2023〕9号", date(2023, 7, 1))
    assert plain(three.body) == "第一段。\n第二段。"
    kept = ImportedText.objects.get(document=three)
    assert kept.name == "清单.csv 第 4 行.txt" and "关于停水的通告" in path(kept.file.sha256).read_text()
    assert run(file)[1].count("跳过 3") and Document.objects.count() == 3
    table(run.folder, ROWLESS | {"联系人": "李四"}, ROWLESS | {"发文字号": "渝环发〔2023〕10号"})       # the same paper, and another
    assert "已导入 1，跳过 1" in run(file)[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_of_other_spellings(run, encoding, delimiter):
    english = {"title": "关于停水的通告, 及其他", "body": "一段；两段\t三段", "genre": "Public_Notice", "disclosure": "proactive", "topic": "6",
               "five_kinds": "service", "dated_on": "2023-07-01"}
    code, said = run(table(run.folder, english, encoding=encoding, delimiter=delimiter))
    document = Document.objects.get()
    assert (code, document.title, document.genre, document.topic) == (0, "关于停水的通告, 及其他", "public_notice", 6), said


@pytest.mark.parametrize("row, words", [
    ({"文件": "没有.docx"}, "没有这个文件"),
    ({"文件": "../外面.txt"}, "不能是绝对路径"),
    ({"文件": "/etc/passwd"}, "不能是绝对路径"),
    ({"文件": "C:\\甲.txt"}, "不能是绝对路径"),
    ({"文件": "链接.txt"}, "不在清单所在的文件夹之内"),
    ({"文件": "链接的文件夹/外面.txt"}, "不在清单所在的文件夹之内"),
    ({"文件": "文件夹"}, "不是普通文件"),
    ({"文件": "管道"}, "不是普通文件"),
    ({"文件": "x" * 5000}, "文件"),
    ({"文件": "扫描.pdf"}, "扫描件没有文字层"),
    ({"文件": "新闻.txt"}, "新闻"),
    ({"文件": "甲.txt", "文种": "便条"}, "文种：没有“便条”，可以是决议、"),
    ({"文件": "甲.txt", "公开属性": "公"}, "公开属性：没有“公”，可以是主动公开、依申请公开、不予公开"),
    ({"文件": "甲.txt", "发文机关": "市商务局"}, "发文机关：没有“市商务局”，可以是市环境局、市政府办公厅"),
    ({"文件": "甲.txt", "成文日期": "明天"}, "（填写的是“明天”）"),
    ({"文件": "甲.txt", "成文日期": "2023-02-30"}, "成文日期：输入一个有效的日期。（填写的是“2023-02-30”）"),
    ({"文件": "甲.txt", "法律依据": "E99"}, "（填写的是“E99”）"),
    ({"文件": "甲.txt", "联系人": "名" * 90}, "联系人"),
    ({"文件": "甲.txt", "主题分类": "23", "五公开": "全部"}, "主题分类：没有“23”"),
    ({"标题": "只有标题"}, "缺少：正文"),
    ({"正文": "只有正文"}, "缺少：标题"),
    ({"标题": "题" * 301, "正文": "正文"}, "标题"),
])
def test_what_a_refused_row_is_told(run, tmp_path, row, words):
    (tmp_path / "外面.txt").write_text(notice(9))
    write(run.folder, 甲_txt=notice(1), 扫描_pdf=SCAN, 新闻_txt=NEWS)
    (run.folder / "链接.txt").symlink_to(tmp_path / "外面.txt")
    (run.folder / "链接的文件夹").symlink_to(tmp_path)
    (run.folder / "文件夹").mkdir()
    os.mkfifo(run.folder / "管道")
    before = everything()
    code, said = run(table(run.folder, row))
    assert code == 1 and "未导入 1" in said and "清单.csv 第 2 行" in said and words in said
    assert everything() == before


def test_links_out_of_a_folder_and_pipes_in_it_are_named_and_not_followed(run, tmp_path):
    (tmp_path / "外面.txt").write_text(notice(9))
    (run.folder / "链接.txt").symlink_to(tmp_path / "外面.txt")
    (run.folder / "链接的文件夹").symlink_to(tmp_path)
    os.mkfifo(run.folder / "管道.txt")
    (run.folder / os.fsdecode(b"\xff\x1b[2J.txt")).write_text(notice(1))
    code, said = run()
    assert code == 1 and "通向文件夹以外的链接" in said and "不是普通文件" in said and "已导入 1" in said and "\x1b" not in said


@pytest.mark.parametrize("content, words", [
    ("标题,正文,密级\n", "不认识的列：密级。可以用的列名：文件（file）、标题（title）"),
    ("标题,title\n", "列名重复：标题"),
    ("", "第一行须是列名"),
    ("甲,乙\n", "不认识的列：甲、乙"),
    ('标题,正文\n甲,"没有结束\n乙,正文\n', "清单从第 2 行起读不下去"),
    (b"\xff\xfe\x00\xd8\x81\x00", "编码"),
])
def test_a_list_that_cannot_be_used_is_refused_before_anything_is_written(run, content, words):
    write(run.folder, 清单_csv=content)
    before = everything()
    with pytest.raises(CommandError, match=words):
        run(run.folder / "清单.csv")
    assert everything() == before


def test_who_may_import_where(city, run, drafter, tmp_path):
    write(run.folder, 甲_txt=notice(1))
    for more, words in (
        ({"agency": "市政府"}, "没有叫“市政府”的机关"), ({"agency": ""}, "没有叫"), ({"by": "nobody"}, "没有用户名为“nobody”的人"),
        ({"agency": "市商务局"}, "今天在市商务局没有起草的任职"), ({"by": city.who(city.environment, "publisher").user.username}, "没有起草的任职"),
    ):
        with pytest.raises(CommandError, match=words):
            run(run.folder, **more)
    with pytest.raises(CommandError, match="没有这个文件夹或文件"):
        run(tmp_path / "没有")
    with pytest.raises(CommandError, match="都不是"):
        run(run.folder / "甲.txt")
    with pytest.raises(CommandError, match="结果文件写不了"):
        run(run.folder, "--report", str(tmp_path / "没有/结果.csv"))
    file = table(run.folder, ROWLESS)
    with pytest.raises(CommandError, match="不能写进清单本身"):
        run(file, "--report", str(file))
    assert not Document.objects.exists() and reported(file)[0]["标题"] == "关于停水的通告"
    assert run(run.folder / "清单.csv", agency="渝环发")[0] == 0 and run(run.folder / "清单.csv", agency="环境局")[0] == 0
    Assignment.objects.filter(user=drafter.user).update(to_on=date(2020, 1, 1))
    with pytest.raises(CommandError, match="没有起草的任职"):
        run()


def test_a_dry_run_writes_nothing_and_says_the_same(run):
    write(run.folder, 甲_txt=notice(1), 乙_txt=notice(1), 丙_pdf=SCAN, 丁_docx=docx(notice(2)))
    before, disk = everything(), sum(1 for _ in path("00").parent.parent.rglob("*"))
    code, said = run(run.folder, "--dry-run")
    assert code == 1 and "已导入 2，跳过 0，未导入 2" in said and "试运行，没有写入" in said
    assert everything() == before and sum(1 for _ in path("00").parent.parent.rglob("*")) == disk
    assert run()[1].count("已导入 2，跳过 0，未导入 2") == 1


def test_doubtful_texts_come_in_when_asked(run):
    write(run.folder, 新闻_txt=NEWS)
    assert "新闻" in run()[1] and not Document.objects.exists()
    code, said = run(run.folder, "--doubtful")
    assert code == 0 and "新闻报道" in ImportedText.objects.get().doubt and Document.objects.count() == 1


def test_the_report_is_harmless_in_a_spreadsheet(run, tmp_path):
    for n, name in enumerate(("=HYPERLINK(1).txt", "+1.txt", "-1.txt", "@x.txt", "\u200b=2.txt", "＝3.txt", '"=4".txt', "好.txt")):
        (run.folder / name).write_text("不是公文" if n % 2 else "")
    report = tmp_path / "结果.csv"
    report.write_text("the one before")
    run(run.folder, "--report", str(report))
    cells = [cell for row in reported(report) for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip("\u200b").startswith(tuple("=+-@＝"))] and "'=HYPERLINK(1).txt" in cells
    assert len(reported(report)) == 8 and not list(tmp_path.glob(".*.part"))


def test_progress_outside_a_terminal_is_a_line_at_every_tenth(run):
    for n in range(1, 41):
        write(run.folder, **{f"{n}_txt": "x"})
    assert run()[1].count("%）") == 10


def test_progress_on_a_terminal_is_one_line():
    from documents.management.report import Progress

    class Terminal(io.StringIO):
        def isatty(self):
            return True

        def write(self, text, style=None, ending="\n"):
            return super().write(text + ending)
    out = Terminal()
    progress = Progress(out, 3)
    for n in range(1, 4):
        progress.step({"saved": n})
    progress.close()
    assert out.getvalue().count("\r") == 3 and out.getvalue().count("\n") == 1
    assert "[########----------------] 1/3（33%） 已导入 1" in out.getvalue() and "3/3（100%）" in out.getvalue()


def test_ctrl_c_ends_after_the_row_and_the_next_run_goes_on(run, monkeypatch):
    for n in range(1, 6):
        write(run.folder, **{f"{n}_txt": notice(n)})
    real = importing.draft

    def interrupted(*args, **kwargs):
        if Document.objects.count() == 1:
            os.kill(os.getpid(), signal.SIGINT)
        return real(*args, **kwargs)
    monkeypatch.setattr(importing, "draft", interrupted)
    with pytest.raises(CommandError, match="还有 3 项没有处理.*再运行同一命令") as stopped:
        run()
    assert stopped.value.returncode == 130 and Document.objects.count() == 2
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    monkeypatch.undo()
    assert "已导入 3，跳过 2，未导入 0" in run()[1]


def test_a_fault_of_ours_leaves_nothing_of_its_row(run, monkeypatch, caplog):
    for n in (1, 2, 3):
        write(run.folder, **{f"{n}_txt": notice(n)})
    real = importing.keep

    def breaks(row, *args, **kwargs):
        if row.name == "2.txt":
            raise RuntimeError("a fault of ours")
        return real(row, *args, **kwargs)
    monkeypatch.setattr(importing, "keep", breaks)
    code, said = run()
    assert code == 1 and "2.txt：读取文件时出错" in said and "a fault of ours" in caplog.text
    assert Document.objects.count() == ImportedText.objects.count() == File.objects.count() == 2
    assert ImportBatch.objects.count() == 1


def test_a_database_that_goes_away_ends_the_run_with_a_sentence(run, monkeypatch):
    write(run.folder, 甲_txt=notice(1))

    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")
    monkeypatch.setattr(importing, "draft", gone)
    with pytest.raises(CommandError, match="数据库中断.*再运行同一命令"):
        run()


def test_what_came_by_the_page_is_not_imported_again(run, drafter, client):
    from django.core.files.uploadedfile import SimpleUploadedFile
    client.force_login(drafter.user)
    client.post("/desk/documents/import/", {"file": [SimpleUploadedFile(f"{n}.txt", notice(n).encode()) for n in (1, 2)]})
    batch = ImportBatch.objects.get()
    while importing.read_waiting(batch):
        pass
    client.post(f"/desk/documents/import/batch/{batch.pk}/", {"do": "save", "row": [batch.texts.earliest("pk").pk]})
    write(run.folder, 甲_txt=notice(1), 乙_txt=notice(2))
    code, said = run()
    assert code == 0 and "已导入 1，跳过 1" in said
    page = client.get(f"/desk/documents/import/batch/{ImportBatch.objects.latest('pk').pk}/")
    assert page.status_code == 200 and page.context["counts"]["saved"] == 1


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nothing_is_half_written_and_the_next_run_does_the_rest(city, run, drafter, tmp_path):
    for n in range(1, 41):
        kind = list(MAKERS)[n % 4]
        write(run.folder, **{f"{n:02}_{kind}": MAKERS[kind](notice(n))})
    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {"DATABASE_URL": f"{url[0].rpartition('/')[0]}/{name}{url[1]}{url[2]}"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_documents", str(run.folder), "--agency", "市环境局", "--by", drafter.user.username],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while Document.objects.count() < 5 and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = Document.objects.count()
    assert 5 <= done < 40
    assert ImportedText.objects.count() == File.objects.count() == done and ImportBatch.objects.count() == 1
    assert Event.objects.filter(step="draft").count() == done and not ImportedText.objects.filter(document=None).exists()
    assert all(path(sha256).is_file() for sha256 in File.objects.values_list("sha256", flat=True))
    code, said = run()
    assert code == 0 and f"已导入 {40 - done}，跳过 {done}，未导入 0" in said
    assert Document.objects.count() == 40 and len(set(Document.objects.values_list("title", flat=True))) == 40
    assert timezone.localdate() == timezone.localdate(ImportBatch.objects.latest("pk").at)
