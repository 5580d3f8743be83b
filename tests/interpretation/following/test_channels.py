"""R31: where a material was spread; the platform records itself, everything else is recorded with something to check it by."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interpretation.models import ChannelRecord
from interpretation.views.following import channels_of
from openness.publication.models import PublicItem
from openness.workflow.problems import Refused
from tests.city import NOW, at, step
from tests.files.pictures_data import png
from tests.interpretation.following import author, refused, running

pytestmark = pytest.mark.django_db
PAPER = {"channel": "newspaper", "place": "示例日报", "at": "2026-03-03T08:00", "evidence": "第 3 版"}
LATER = at(2026, 3, 5, 9)


@pytest.fixture
def out(of):
    return of.materials.get()


def test_the_platform_records_itself_when_the_material_goes_out(city, out):
    record = ChannelRecord.objects.get()
    assert (record.channel, record.at, record.link) == ("website", NOW, PublicItem.objects.of(out).get().get_absolute_url())


def test_authors_and_publishers_record_a_channel_and_others_do_not(city, out):
    step(out, "spread", author(city), now=LATER, **PAPER)
    step(out, "spread_by_publisher", city.who(city.office, "publisher"), now=LATER, **PAPER | {"channel": "tv", "place": "示例卫视"})
    for stranger in (city.who(city.commerce, "drafter"), city.who(city.office, "reviewer")):
        for name in ("spread", "spread_by_publisher"):
            assert "没有这项权限" in refused(step, out, name, stranger, now=LATER, **PAPER)
    assert [str(record) for record in out.channels.all()][1:] == ["报纸 · 示例日报", "电视 · 示例卫视"]


BAD = (
    ({"evidence": ""}, "请填写链接或者佐证"),
    ({"at": "2026-03-06T08:00"}, "发布时间不能晚于现在"),
    ({"at": "0001-01-01T00:00"}, "请核对年份"), ({"at": "9999-12-31T00:00"}, "请核对年份"), ({"link": "javascript:x"}, "请填写以 https://"),
    ({"at": "2026-13-40T99:99"}, "发布时间"),
    ({"place": ""}, "名称"),
    ({"channel": "carrier_pigeon"}, "渠道"),
    ({"link": "javascript:alert(1)"}, "链接"),
    ({"place": "版" * 101}, "100"),
)


def test_a_record_that_says_nothing_is_refused_in_a_sentence(city, out):
    for data, words in BAD:
        assert words in refused(step, out, "spread", author(city), now=LATER, **PAPER | data)
    assert ChannelRecord.objects.count() == 1


def test_a_day_before_publication_and_a_second_time_are_asked_about(city, out):
    with pytest.raises(Refused) as caught:
        step(out, "spread", author(city), now=LATER, **PAPER | {"at": "2026-03-01T08:00"})
    assert caught.value.may_be_accepted and "早于材料在平台公开的时间 2026-03-02 10:00" in str(caught.value)
    step(out, "spread", author(city), now=LATER, **PAPER | {"at": "2026-03-01T08:00", "accept": "before"})
    with pytest.raises(Refused) as caught:
        step(out, "spread", author(city), now=LATER, **PAPER)
    assert caught.value.codes == {"twice"} and caught.value.may_be_accepted


def test_evidence_is_kept_with_the_plan_and_a_bad_file_refused(city, out):
    with_file = PAPER | {"evidence": ""}
    step(out, "spread", author(city), now=LATER, files={"file": SimpleUploadedFile("版面.png", png())}, **with_file)
    record = ChannelRecord.objects.get(channel="newspaper")
    client = Client()
    client.force_login(author(city).user)
    assert client.get(f"/desk/files/{record.file_id}/").status_code == 200
    client.force_login(city.who(city.commerce, "drafter").user)
    assert client.get(f"/desk/files/{record.file_id}/").status_code == 404
    assert "不符" in refused(step, out, "spread", author(city), now=LATER, files={"file": SimpleUploadedFile("版面.png", b"MZ no picture")},
                           **with_file | {"place": "又一报"})


def test_a_record_is_struck_out_with_a_reason_and_stays(city, out):
    record = out.channels.get()
    assert "理由" in refused(step, out, "unspread", author(city), record=record.pk)
    foreign = running(city, title="关于另一件事的通知").materials.get().channels.get()
    assert "渠道记录" in refused(step, out, "unspread", author(city), record=foreign.pk, note="登记错了")
    step(out, "unspread", author(city), now=LATER, record=record.pk, note="登记错了")
    record.refresh_from_db()
    assert (record.struck_by, record.struck_because) == (author(city).user, "登记错了")
    seen = channels_of(out, author(city).user)
    assert (len(seen["records"]), seen["standing"], seen["spread"], seen["unspread"]) == (1, 0, "spread", "")
    assert "渠道记录" in refused(step, out, "unspread", author(city), record=record.pk, note="再撤")


def test_the_page_sent_twice_records_once(city, out):
    client = Client()
    client.force_login(author(city).user)
    address = f"{out.get_absolute_url()}spread/"
    assert client.get(address).status_code == 200
    sent = PAPER | {"key": "k", "version": out.version, "accept": ""}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert out.channels.count() == 2
    assert "示例日报" in client.get(out.get_absolute_url()).text
