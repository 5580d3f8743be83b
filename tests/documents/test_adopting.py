"""Old papers keep their moment, their number, their addresses; they open no clock and come in once."""
import csv
import io
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from documents.models import Document
from openness.agencies.models import Agency, Sequence
from openness.audit.models import Event
from openness.deadlines.models import Deadline
from openness.notifications.models import Notification
from openness.publication.models import OldAddress, PublicItem
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW

pytestmark = pytest.mark.django_db
HEAD = ["标题", "发文字号", "发文机关", "成文日期", "公开日期", "文种", "索引号", "原网址", "文件", "正文", "施行日期"]
NOTICE = """市环境局关于扬尘管理的通知
渝环发〔2016〕8号
各区县环境局：
为加强扬尘管理，现就有关事项通知如下。
一、落实责任。
二、加强检查。
市环境局
2016年5月6日
"""


@pytest.fixture
def run(city, tmp_path):
    publisher = city.who(city.office, "publisher").user
    local = city.who(city.environment, "publisher").user

    def ran(rows, *options, by=None, name="清单.csv"):
        if rows is not None and name.endswith(".csv"):
            with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([HEAD, *rows])
        elif rows is not None:
            book = openpyxl.Workbook()
            for row in [HEAD, *rows]:
                book.active.append(row)
            book.save(tmp_path / name)
        out = io.StringIO()
        call_command("adopt_documents", str(tmp_path), "--by", (by or local).username, *options, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    ran.folder, ran.publisher, ran.local = tmp_path, publisher, local
    (tmp_path / "通知.txt").write_text(NOTICE)
    return ran


def row(**given):
    values = {"标题": "关于停水的通告", "发文字号": "渝环发〔2015〕3号", "发文机关": "市环境局", "成文日期": "2015-03-04", "公开日期": "2015-03-10",
              "文种": "通告", "索引号": "", "原网址": "http://www.old.example/show.asp?id=5",
              "文件": "", "正文": "第一段。\n第二段。", "施行日期": ""}
    return [(values | given)[name] for name in HEAD]


def test_a_list_with_files_and_texts(city, run):
    said = run([row(索引号="00927601X/2015-00007", 施行日期="2015-04-01"),
                row(标题="", 发文字号="", 成文日期="", 文种="", 原网址="/a/b.html /a/c.html", 文件="通知.txt", 正文="", 公开日期="2016年5月10日")])
    assert "已导入 2，跳过 0，未导入 0" in said
    one, two = Document.objects.order_by("pk")
    assert (one.status, one.disclosure, one.dated_on, one.effective_on) == ("published", "proactive", date(2015, 3, 4), date(2015, 4, 1))
    assert (two.title, two.number, two.dated_on, two.genre) == ("市环境局关于扬尘管理的通知", "渝环发〔2016〕8号", date(2016, 5, 6), "notice")
    item = PublicItem.objects.of(one).get()
    assert item.index_number == "00927601X/2015-00007" and f"{item.published_at.astimezone():%F}" in ("2015-03-09", "2015-03-10")
    assert PublicItem.objects.of(two).get().index_number.endswith("/2016-00001")
    visitor = Client()
    assert visitor.get("/show.asp?id=5").headers["Location"] == item.get_absolute_url()
    assert visitor.get("/a/c.html").status_code == 301 and visitor.get(item.get_absolute_url()).status_code == 200
    assert not Deadline.objects.exists() and not Notification.objects.exists()
    assert Sequence.last_of("document", city.environment, 2015) == 3
    event = Event.objects.of(one).get()
    assert event.step == "adopt" and event.actor == run.local and event.data["index_number"] and "正文" not in str(event.data)
    assert "已导入 0，跳过 2，未导入 0" in run(None) and Document.objects.count() == 2


def test_a_workbook_and_a_report(run):
    report = run.folder / "out.txt"
    rows = [row(原网址=""), row(发文字号="渝环发〔2015〕4号", 公开日期="2015-01-01", 原网址=""),
            row(发文字号="渝环发〔2015〕5号", 原网址="", 发文机关="不存在的局")]
    assert "已导入 1，跳过 0，未导入 2" in run(rows, "--report", str(report), name="旧公文.xlsx")
    lines = report.read_text("utf-8-sig")
    assert "早于成文日期" in lines and "没有叫“不存在的局”" in lines and "/p/" in lines


@pytest.mark.parametrize(("given", "words"), [
    ({"公开日期": ""}, "公开日期：没有填写"), ({"公开日期": "昨天"}, "不是日期"), ({"公开日期": "2199-01-01"}, "晚于今天"),
    ({"成文日期": "2199-01-01", "公开日期": "2199-01-01"}, "晚于今天"), ({"发文字号": ""}, "发文字号"), ({"文种": "没有"}, "文种：没有"),
    ({"正文": ""}, "没有正文"), ({"正文": "", "文件": "没有.docx"}, "没有这个文件"), ({"正文": "", "文件": "../x.txt"}, "相对于清单"),
    ({"原网址": "http://a.example/"}, "不能作为原网址"), ({"标题": ""}, "标题"), ({"成文日期": "1900-01-01"}, "1949"),
    ({"施行日期": "2016"}, "不是日期"), ({"正文": "", "文件": "通知.txt"}, "请核对是否错行"),
])
def test_each_refused_row_has_its_reason_and_leaves_nothing(run, given, words):
    said = run([row(**given)])
    assert "未导入 1" in said and words in said
    assert not Document.objects.exists() and not PublicItem.objects.exists() and not OldAddress.objects.exists()


def test_numbers_and_addresses_are_used_once(city, run):
    run([row(索引号="A/2015-1")])
    said = run([row(发文字号="渝环发〔2015〕9号", 原网址="", 索引号="A/2015-1"), row(发文字号="渝环发〔2015〕10号", 原网址="/x"),
                row(发文字号="渝商发〔2015〕1号", 发文机关="市商务局")], by=run.local)
    assert "索引号“A/2015-1”已被使用" in said and "没有公开的任职" in said and "已导入 1" in said
    assert "已导入 0，跳过 1" in run([row(发文字号="渝环发〔2015〕11号", 索引号="")])      # its old address leads here already
    city.capacity(run.local, city.commerce, "publisher")
    assert "已通向另一件公文" in run([row(发文字号="渝商发〔2015〕1号", 发文机关="市商务局")])


def test_the_name_of_that_day_stays(city, run):
    Agency.objects.filter(pk=city.environment.pk).update(aliases=["市环保局"])
    run([row(发文机关="市环保局")])
    assert PublicItem.objects.get().issuer == "市环保局" and Document.objects.get().issuing_agency == city.environment


def test_a_dry_run_writes_nothing_and_a_folder_without_a_list_says_so(run):
    assert "试运行" in run([row()], "--dry-run") and not Document.objects.exists() and not Sequence.objects.exists()
    assert "试运行" in run([row()], "--dry-run", "--report", str(run.folder / "结果.csv"))
    assert "试运行" in run(None, "--dry-run")        # what a run says of its rows is no list
    (run.folder / "另一份.csv").write_text("a")
    with pytest.raises(CommandError, match="几份清单"):
        run(None)
    for file in run.folder.glob("*.csv"):
        file.unlink()
    with pytest.raises(CommandError, match="没有清单"):
        run(None)


def test_only_publishers_adopt(city):
    data = {"title": "旧", "number": "渝环发〔2015〕1号", "genre": "notice", "dated_on": "2015-01-02", "published_on": "2015-01-03", "body": "正文"}
    for name in ("drafter", "head", "reviewer", "signer"):
        document = Document(drafting_agency=city.environment, issuing_agency=city.environment)
        with pytest.raises(Refused) as refused:
            perform(document, "adopt", by=city.who(city.environment, name), now=NOW, data=data)
        assert refused.value.codes == {"right"}
    document = Document(drafting_agency=city.environment, issuing_agency=city.environment)
    perform(document, "adopt", by=city.who(city.environment, "publisher"), now=NOW, data=data)
    assert document.status == "published"


def test_a_few_papers_are_taken_over_on_the_page(run):
    from django.core.files.uploadedfile import SimpleUploadedFile
    book = openpyxl.Workbook()
    for line in (HEAD, row(), row(发文字号="渝环发〔2015〕4号", 原网址="", 公开日期="2015-01-01")):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    client = Client()
    client.force_login(run.local)

    def sent(**data):
        return client.post("/desk/documents/adopt/", {"file": SimpleUploadedFile("旧.xlsx", out.getvalue()), **data})
    assert "可以入库" in sent(dry="on").content.decode() and not Document.objects.exists()
    page = sent().content.decode()
    assert "已入库" in page and "早于成文日期" in page and Document.objects.count() == 1
    assert "跳过" in sent().content.decode() and Document.objects.count() == 1
    assert client.post("/desk/documents/adopt/", {"file": SimpleUploadedFile("旧.csv", b"a")}).status_code == 422
