"""Eight documents walked through the table."""
import pytest

from documents.models import Document
from openness.audit.models import Event
from openness.publication.blocks import plain
from openness.publication.models import PublicItem, SearchRow
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, at, step
from tests.interpretation.making import interpretation


def slip(document):
    return set(document.slip_lines.filter(round=document.round).values_list("code", flat=True))


def test_draft_for_the_office_comes_incomplete_is_returned_mended_and_published(city):
    document = city.draft(city.environment, city.office, is_policy=True, reasoning="")
    assert document.route.label == "代拟稿" and document.reviewing_office == city.office
    city.reviewed(document)
    head, reviewer = city.who(city.environment, "head"), city.who(city.office, "reviewer")
    with pytest.raises(Refused) as refused:
        step(document, "submit", head)
    assert refused.value.codes == {"no_reasoning", "no_interpretation"} and refused.value.may_be_accepted
    step(document, "submit", head, accept="no_reasoning no_interpretation")        # 仍要报送
    step(document, "claim", reviewer)
    with pytest.raises(Refused) as refused:
        step(document, "approve", reviewer)                                        # the hard gate
    assert not refused.value.may_be_accepted
    step(document, "send_back", reviewer, reasons=["format"], note="标题缺发文机关")
    assert slip(document) == {"no_reasoning", "no_interpretation", "format"}
    assert document.slip_lines.get(code="format").by_system is False

    step(document, "edit", city.who(city.environment, "drafter"), reasoning="涉及公众切身利益")
    interpretation(city, document)
    city.claimed(document)
    assert document.round == 2
    step(document, "approve", reviewer)
    step(document, "sign", city.who(city.office, "signer"), dated_on="2026-03-02")
    assert document.number == "渝府办发〔2026〕1号" and document.issuer_name == "市政府办公厅"
    step(document, "publish", city.who(city.office, "publisher"))
    assert set(PublicItem.objects.current().values_list("kind", flat=True)) == {"document", "interpretation"}
    assert list(Event.objects.of(document).values_list("step", flat=True)) == [
        "draft", "to_unit", "review_secrecy", "review_legality", "submit", "claim", "send_back", "edit", "to_unit",
        "review_secrecy", "review_legality", "submit", "claim", "approve", "sign", "publish"]
    assert document.history.count() == 16 and document.history.first().history_user.username.startswith("市政府办公厅pub")


def test_normative_document_in_the_own_name(city):
    document = city.draft(city.environment, is_normative=True, is_policy=True, reasoning="")
    assert document.route.label == "自发文" and document.reviewing_office == city.environment
    interpretation(city, document)      # 渝府办发〔2020〕38号: every normative document
    city.published(document)
    item = PublicItem.objects.get(kind="document")
    assert (item.number, item.issuer, item.body) == (
        "渝环发〔2026〕1号", "市环境局", [{"k": "p", "t": "正文"}])


def test_joint_document_of_three_bodies_waits_for_each_countersignature(city):
    document = city.draft(city.environment, joint=[city.commerce.pk, city.health.pk])
    assert document.route.label == "联合发文"
    city.claimed(document, accept="no_countersignature")
    reviewer = city.who(city.environment, "reviewer")
    step(document, "countersign", city.who(city.commerce, "signer"), passed=True)
    with pytest.raises(Refused, match="尚未会签：市卫生局"):
        step(document, "approve", reviewer)
    with pytest.raises(Refused, match="没有这项权限"):
        step(document, "countersign", city.who(city.office, "signer"), passed=True)
    step(document, "countersign", city.who(city.health, "signer"), passed=True)
    step(document, "countersign", city.who(city.health, "signer"), passed=False, note="不同意")
    with pytest.raises(Refused, match="尚未会签：市卫生局"):                  # the latest word of each body counts
        step(document, "approve", reviewer)
    step(document, "countersign", city.who(city.health, "signer"), passed=True)
    step(document, "approve", reviewer)
    step(document, "sign", city.who(city.environment, "signer"), dated_on="2026-03-02")
    assert document.issuer_name == "市环境局、市商务局、市卫生局"
    step(document, "publish", city.who(city.environment, "publisher"))


def test_letter_is_kept_for_disclosure_on_request(city):
    letter = city.draft(city.environment, genre="letter", disclosure="on_request", reasoning="仅涉特定企业")
    city.signed(letter)
    publisher = city.who(city.environment, "publisher")
    with pytest.raises(Refused, match="不能办理“公开”"):
        step(letter, "publish", publisher)
    step(letter, "retain", publisher)
    assert letter.status == "retained" and not PublicItem.objects.exists()


def test_internal_paper_of_2017_cannot_cite_the_regulation_of_2019(city):
    then = at(2017, 5, 8, 10)
    paper = city.draft(city.environment, city.office, now=then, disclosure="withheld", ground="E16-1", reasoning="内部流程")
    city.claimed(paper, now=then, accept="no_ground")
    reviewer = city.who(city.office, "reviewer")
    with pytest.raises(Refused, match="令711 第十六条第一款，2017-05-08 不可引用"):
        step(paper, "approve", reviewer, now=then)
    step(paper, "send_back", reviewer, now=then, note="请修改")
    step(paper, "edit", city.who(city.environment, "drafter"), now=then, ground="E2010-5")
    city.signed(paper, now=then)
    step(paper, "retain", city.who(city.office, "publisher"), now=then)
    assert paper.number == "渝府办发〔2017〕1号" and str(paper.dated_on) == "2017-05-08"


def test_paper_arrival_without_attribute_is_registered_and_returned(city):
    arrival = Document(drafting_agency=city.commerce, issuing_agency=city.government)
    perform(arrival, "register", by=city.who(city.office, "registrar"), now=NOW, data={"title": "请示", "body": "纸质来文"})
    assert arrival.status == "submitted" and arrival.round == 1
    step(arrival, "claim", city.who(city.office, "reviewer"))
    step(arrival, "send_back", city.who(city.office, "reviewer"), note="请修改")
    assert slip(arrival) == {"no_attribute", "no_reasoning", "no_secrecy"}


def test_correction_is_a_second_edition_at_the_same_address(city):
    first = city.draft(city.environment)
    city.published(first)
    second = Document(corrects=first, drafting_agency=city.environment, issuing_agency=city.environment)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": first.title, "body": "改正后的正文", "disclosure": "proactive"})
    rival = Document(corrects=first)
    with pytest.raises(Refused, match="同时只能有一个更正稿"):
        perform(rival, "correct", by=city.who(city.environment, "drafter"), now=NOW, data={"title": "又一稿"})
    assert plain(PublicItem.objects.current().get().body) == "正文"        # the first stays public meanwhile
    city.published(second, now=at(2026, 3, 9, 10))
    first.refresh_from_db()
    old, new = PublicItem.objects.order_by("edition")
    assert (first.status, second.status, second.number) == ("superseded", "published", first.number)
    assert old.address == new.address and (old.edition, new.edition) == (1, 2) and old.superseded_at
    assert new.index_number == old.index_number and plain(new.body) == "改正后的正文"


def test_withdrawal_leaves_a_tombstone_in_every_edition(city):
    document = city.draft(city.environment, city.office, is_policy=True, title="含隐私的通知")
    interpretation(city, document)
    city.published(document)
    publisher = city.who(city.office, "publisher")
    with pytest.raises(Refused) as refused:
        step(document, "withdraw", publisher)
    assert [p.anchor for p in refused.value.problems] == ["note"]
    step(document, "withdraw", publisher, note="含个人隐私", hide_title=True)
    for stone in PublicItem.objects.all():
        assert stone.withdrawn_at and stone.withdrawal_reason == "含个人隐私"
        assert (stone.title, stone.number, stone.body, stone.files.count()) == ("", "", [], 0)
    assert not SearchRow.objects.exists() and not PublicItem.objects.current().exists() and PublicItem.objects.count() == 2
