"""Which documents must bring an interpretation, and what stands in the way of one that does not (R23, R27, R28; O-32)."""
from datetime import date, timedelta
from itertools import product

import pytest
from django.utils.timezone import localdate

from documents.models import Document
from interpretation.gate import standing, what_is_missing
from interpretation.models import Material
from interpretation.responsible import responsible
from interpretation.scope import to_be_interpreted
from openness.deadlines.calendar import Calendar
from openness.deadlines.rules import count
from openness.rules.models import Rule
from openness.workflow.problems import Refused
from tests.city import NOW, at, step
from tests.interpretation.making import interpretation, material, plan, review

pytestmark = pytest.mark.django_db
DAYS = {date(2016, 11, 9): "before", date(2016, 11, 10): "80", date(2017, 5, 7): "80", date(2017, 5, 8): "60", date(2020, 3, 30): "60",
        date(2020, 3, 31): "38", date(2026, 3, 2): "38"}


def duty(regime, issuer, policy, major, normative, genre, disclosure):
    """The sentences of the three notices, written down a second time."""
    if regime == "before" or disclosure != "proactive":
        return False
    official = issuer in ("government", "office")
    must = official and (policy or major)                                    # 80号 二（二）
    if regime in ("60", "38"):
        must = must or major                                                 # 60号 二（一）
    if regime == "38":
        must = must or normative or (issuer == "government" and genre == "order")       # 渝府办发〔2020〕38号
    return must


def test_the_rule_of_each_day_on_every_combination_of_issuer_and_flag_in_python_and_in_sql(city):
    issuers = {"government": city.government, "office": city.office, "department": city.environment}
    flags = list(product(issuers, *[(False, True)] * 3, ("notice", "order"), ("proactive", "on_request", "withheld")))
    rows = [Document(
        drafting_agency=city.environment, issuing_agency=issuers[issuer], reviewing_office=issuers[issuer].reviewing_office, title="件",
        is_policy=policy, is_major=major, is_normative=normative, genre=genre, disclosure=disclosure, status="draft")
        for issuer, policy, major, normative, genre, disclosure in flags]
    Document.objects.bulk_create(rows)
    for day, regime in DAYS.items():
        wanted = {row.pk for row, flag in zip(rows, flags, strict=True) if duty(regime, *flag)}
        assert set(to_be_interpreted(Document.objects.all(), day).values_list("pk", flat=True)) == wanted, day
    for row, flag in zip(rows[::5], flags[::5], strict=True):
        for day, regime in DAYS.items():
            assert (standing(row, day).reason is not None) == duty(regime, *flag), (day, flag)


def missing(document):
    return list(what_is_missing(document, standing(document, localdate(NOW))))


def test_each_thing_that_is_missing_is_said_by_its_name(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    assert ["没有解读方案" in words for words in missing(document)] == [True]
    of = plan(city, document)
    assert missing(document) == ["未一并报送政策解读材料：没有解读材料"]
    draft = material(city, of, title="办法解读")
    assert missing(document) == ["未一并报送政策解读材料：解读材料“办法解读”尚未审核，或者审核后内容有改动"]
    review(city, draft)
    assert missing(document) == []
    step(draft, "edit", city.who(city.environment, "drafter"), title="办法解读（改）")      # the review is void
    assert missing(document) == ["未一并报送政策解读材料：解读材料“办法解读（改）”尚未审核，或者审核后内容有改动"]
    step(draft, "discard", city.who(city.environment, "drafter"), note="重写")
    assert missing(document) == ["未一并报送政策解读材料：没有解读材料"]


def test_missing_material_is_a_question_at_submission_and_a_wall_at_approval(city):
    document = city.draft(city.environment, city.government, is_policy=True)
    head, reviewer = city.who(city.environment, "head"), city.who(city.office, "reviewer")
    city.reviewed(document)
    with pytest.raises(Refused) as refused:
        step(document, "submit", head)
    assert refused.value.codes == {"no_interpretation"} and refused.value.may_be_accepted
    step(document, "submit", head, accept="no_interpretation")
    step(document, "claim", reviewer)
    with pytest.raises(Refused) as refused:
        step(document, "approve", reviewer, accept="no_interpretation")
    assert not refused.value.may_be_accepted
    interpretation(city, document)
    step(document, "approve", reviewer)


def test_a_review_that_was_voided_after_approval_holds_publication_and_schedule_back(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    brought = interpretation(city, document)
    city.signed(document)
    step(brought, "edit", city.who(city.environment, "drafter"), content="<p>改过了</p>")
    publisher = city.who(city.office, "publisher")
    for name, data in (("publish", {}), ("schedule", {"at": "2026-03-04T09:00"})):
        with pytest.raises(Refused) as refused:
            step(document, name, publisher, **data)
        assert "no_interpretation" in refused.value.codes
    review(city, brought)
    step(document, "publish", publisher)


def test_an_exemption_has_a_reason_and_an_approver_who_did_not_propose_it(city):
    document = city.draft(city.environment, city.environment, is_policy=True, is_major=True)
    of, drafter = plan(city, document), city.who(city.environment, "drafter")
    with pytest.raises(Refused):
        step(of, "ask_exemption", drafter)
    proposer = city.capacity(drafter.user, city.environment, "reviewer")         # the same hand at the other desk
    step(of, "ask_exemption", drafter, note="仅转发")
    assert missing(document) == ["未一并报送政策解读材料：免予解读的申请尚未批准"]
    with pytest.raises(Refused) as refused:
        step(of, "grant", proposer)
    assert [p.message for p in refused.value.problems] == ["提出免予解读申请的人员不能批准它，请由另一位同事办理"]
    step(of, "grant", city.who(city.environment, "reviewer"))
    assert missing(document) == []
    city.published(document)
    office = city.who(city.environment, "reviewer")
    with pytest.raises(Refused, match="补作解读"):
        step(of, "revoke", office, note="有疑问")
    step(of, "take_up", office, note="咨询很多")
    step(review(city, material(city, of)), "publish", city.who(city.environment, "publisher"))
    assert of.is_explained()


def test_a_clause_that_was_deleted_after_it_was_tied_is_named(city):
    body = "一、总则\n适用范围。\n二、罚则\n处以罚款。"
    document = city.draft(city.environment, city.office, is_policy=True, body=body)
    of = plan(city, document)
    made = material(city, of)
    drafter = city.who(city.environment, "drafter")
    step(made, "tie", drafter, clause_0="二、罚则")
    review(city, made)
    step(document, "edit", drafter, body="一、总则\n适用范围。")
    assert missing(document) == ["解读材料“为什么要管”对照的条款“二、罚则”已不在公文中，请重新对照"]
    with pytest.raises(Refused) as refused:
        step(made, "tie", drafter, clause_0="二、罚则")
    assert "已不在公文中" in refused.value.problems[0].message
    step(made, "tie", drafter, clause_0="一、总则")
    review(city, made)
    assert missing(document) == []


def test_where_an_office_lets_material_follow_its_clock_runs_and_ends_with_the_first_that_is_out(city):
    from openness.deadlines.models import Deadline
    Rule.objects.create(key="interpretation.later", agency=city.office, value=3, unit="working_days", clause="本机关规定", from_on=date(2026, 1, 1))
    document = city.draft(city.environment, city.office, is_policy=True)
    assert len(missing(document)) == 1
    of = plan(city, document)
    assert missing(document) == []
    city.published(document)
    of.refresh_from_db()
    clocks = Deadline.objects.of(of).open()
    assert {row.key for row in clocks} == {"interpretation.later", "interpretation.evaluation"}
    assert localdate(clocks.get(key="interpretation.later").due_at) == date(2026, 3, 5)
    made = review(city, material(city, of))
    step(made, "publish", city.who(city.office, "publisher"), now=at(2026, 3, 4, 9))
    assert set(Deadline.objects.of(of).open().values_list("key", flat=True)) == {"interpretation.evaluation"}


def test_the_gate_asks_two_queries(city, django_assert_max_num_queries):
    document = city.draft(city.environment, city.office, is_policy=True)
    document = Document.objects.select_related("issuing_agency__office", "drafting_agency").get(pk=document.pk)
    with django_assert_max_num_queries(2):
        missing(document)
    interpretation(city, document)
    with django_assert_max_num_queries(2):
        assert missing(document) == []


def test_who_interprets_by_the_sentence_of_the_notice(city):
    cases = ((city.government, [], city.environment, "for_government"), (city.office, [city.commerce], city.environment, "several"),
             (city.environment, [], city.environment, "own"), (city.environment, [city.commerce, city.health], city.environment, "joint"))
    for issuing, joint, agency, rule in cases:
        document = city.draft(city.environment, issuing, joint=[body.pk for body in joint])
        found = responsible(document)
        assert (found.agency, found.rule, found.with_others) == (agency, rule, joint)


def test_the_responsible_body_is_changed_with_a_reason_to_one_that_has_to_do_with_it(city):
    document = city.draft(city.environment, city.office, joint=[city.commerce.pk], is_policy=True)
    of, drafter = plan(city, document), city.who(city.environment, "drafter")
    for data, words in (({"agency": city.commerce.pk}, "理由"), ({"agency": city.health.pk, "note": "更熟悉"}, "责任单位"),
                        ({"agency": city.environment.pk, "note": "更熟悉"}, "已经是解读责任单位")):
        with pytest.raises(Refused) as refused:
            step(of, "change_agency", drafter, **data)
        assert words in refused.value.problems[0].message
    step(of, "change_agency", drafter, agency=city.commerce.pk, note="主要内容由市商务局执行")
    assert (of.agency, of.changed_because) == (city.commerce, "主要内容由市商务局执行")
    assert Material.objects.count() == 0


def test_thirty_calendar_days_end_on_a_working_day_by_a_second_calendar(city):
    """民法典 第二百零三条第一款, every day of two years against the package chinesecalendar."""
    from chinese_calendar import is_workday
    figure, calendar = Rule.objects.figure("interpretation.evaluation", date(2025, 1, 1)), Calendar(date(2025, 1, 1), date(2026, 1, 1))
    for n in range(650):
        start = date(2025, 1, 1) + timedelta(days=n)
        wanted = start + timedelta(days=30)
        while not is_workday(wanted):
            wanted += timedelta(days=1)
        due, provisional = count(at(start.year, start.month, start.day, 15), figure, [], calendar)
        assert (localdate(due), provisional) == (wanted, False), start
