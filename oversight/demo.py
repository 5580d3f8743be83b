"""Demonstration: two signed reports and a draft, an urging that one body has signed for and another has not."""
from datetime import timedelta

from django.utils.timezone import localdate

from openness.deadlines.calendar import DAY, Calendar, at_nine, end_of
from openness.workflow.transitions import perform

from .figures import OVERDUE
from .models import Urging
from .periods import month_of
from .reporting import draft, first_working_day
from .scope import overseen_by

COMMENTS = (
    {"publication": "各单位主动公开总体及时。临近期限才安排公开的情况仍然存在，请在签发当日确定公开时间。",
     "review": "首次报送被退文的，主要是未说明公开理由或者审查后又改动内容。请处室负责人报送前逐项核对。"},
    {"publication": "按时公开情况比上月平稳。涉及多个单位联合发文的，请牵头单位提前提醒会签。",
     "five-kinds": "结果公开的比例偏低，请在重点工作办结后及时公开结果。"},
)
WORDS = "以下事项已逾期，请尽快办理，并签收本通知、答复原因和办结时间。"


def seed(city, now):
    if not city.has("office-supervisor"):
        return
    reports(city, now)
    urge(city, now)


def reports(city, now):
    office, by = city.body("office"), city.actor("office-supervisor")
    last = month_of(localdate(now)).before()
    for month, comments in ((last.before().before(), COMMENTS[0]), (last.before(), COMMENTS[1]), (last, None)):
        made = at_nine(first_working_day(next_after(month).start)) + timedelta(minutes=10)
        report = draft(office, month.start, now=min(made, now))
        if comments:
            perform(report, "comment", by=by, now=made + timedelta(hours=2),
                    data={f"comment_{key}": text for key, text in comments.items()})
            perform(report, "sign", by=by, now=made + timedelta(hours=6), data={"accept": "changed"})


def next_after(month):
    return month_of(month.end + timedelta(days=1))


def urge(city, now):
    """Two hours ago, but today: what was due yesterday is late by then; the bureau signed for it since."""
    span = min(timedelta(hours=2), now - end_of(localdate(now) - DAY))
    office, by, at = city.body("office"), city.actor("office-supervisor"), now - span
    late = OVERDUE.rows(overseen_by([office.pk]), None, at).values_list("pk", flat=True)
    if not late:
        return
    urging = Urging(agency=office)
    perform(urging, "send", by=by, now=at, data={
        "items": ",".join(map(str, late)), "words": WORDS, "until": Calendar(localdate(at)).step(localdate(at), 3).isoformat()})
    receipt = urging.receipts.filter(agency=city.body("env")).first()
    if receipt:
        perform(receipt, "receive", by=city.actor("env-publisher"), now=at + span * 0.4)
        perform(receipt, "answer", by=city.actor("env-publisher"), now=at + span * 0.55,
                data={"note": "附件中的监测数据正在核对，今天下班前公开。"})
