"""A contact book of invented units, marked 示例, and two letters: one about an arrangement, one that presses two departments."""
from datetime import timedelta

from django.utils.timezone import localdate

from openness.workflow.transitions import perform

from .models import Contact, Letter

HOUR = timedelta(hours=1)
BOOK = (        # body, name, kind, post, phone, mobile, hours, remark
    ("office", "示例市委宣传部", "publicity", "新闻处值班员", "023-00001101", "", "每日 8:30—22:00", "重大政策发布前一日联系"),
    ("office", "示例市委网信办", "network", "应急指挥值班员", "023-00001102", "", "24 小时", "涉及网上传播的先打电话，再发通知"),
    ("office", "示例日报社", "media", "时政新闻部值班编辑", "023-00001103", "", "每日 9:00—24:00", ""),
    ("office", "示例广播电视台", "media", "新闻中心值班主任", "023-00001104", "", "24 小时", "电视和广播共用一个值班电话"),
    ("office", "示例新闻网", "media", "要闻频道值班编辑", "023-00001105", "", "每日 7:00—24:00", ""),
    ("office", "“示例发布”政务新媒体", "media", "运营值班员", "023-00001106", "", "每日 8:00—22:00", "微博、微信和客户端同时发布"),
    ("office", "示例大学传播研究中心", "other", "联络秘书", "023-00001107", "", "工作日 9:00—17:00", "解读效果评估"),
    ("office", "示例晚报社", "media", "新闻热线值班员", "023-00001108", "", "", "已并入示例日报社"),
    ("env", "示例环境报", "media", "编辑部值班编辑", "023-00001109", "", "工作日 9:00—18:00", ""),
)
MAIL = "{n}@example.com"
NOTICE = {
    "title": "关于做好节假日便民服务安排宣传的联动通知",
    "words": "节假日期间，市、区两级政务服务大厅调整开放时间，安排见统一口径。请各单位在规定时间内签收，媒体请于通知发出当日起播发。",
    "wording": "节假日期间政务服务大厅上午 9 时至 12 时开放，可办理事项以大厅公告为准；其他事项可以在网上办理，咨询电话全天有人接听。",
}
PRESS = {
    "title": "关于及时做好已公开文件解读工作的督促函",
    "words": "请对照本单位近期公开的政策性文件逐件检查，没有公开解读材料的，尽快补齐并报我厅。请签收并答复办理情况和完成时间。",
}


def seed(city, now):
    book, keepers = {}, {"office": city.actor("office-supervisor"), "env": city.actor("env-publisher")}
    for n, (key, name, kind, post, phone, mobile, hours, remark) in enumerate(BOOK, 1):
        contact = Contact(agency=city.body(key))
        perform(contact, "add", by=keepers[key], now=now - timedelta(days=60), data={
            "name": name, "kind": kind, "post": post, "phone": phone, "mobile": mobile, "hours": hours, "remark": remark,
            "email": MAIL.format(n=f"duty{n:02}")})
        book[name] = contact
    perform(book["示例晚报社"], "retire", by=keepers["office"], now=now - timedelta(days=20), data={"note": "已并入示例日报社"})
    linkage(city, book, now)
    press(city, now)


def sent(letter, data, *, by, at, days):
    perform(letter, "send", by=by, now=at, data=data | {"reply_by": f"{localdate(at) + timedelta(days=days):%F}"})
    return {delivery.name: delivery for delivery in letter.deliveries.all()}


def linkage(city, book, now):
    """Two agree, one signed and has yet to agree, one objects, one was not reached by the day."""
    at, office, env = now - timedelta(days=3), city.body("office"), city.body("env")
    by = city.actor("office-supervisor")
    to = ("示例市委宣传部", "示例市委网信办", "示例日报社", "示例新闻网")
    deliveries = sent(Letter(agency=office, kind="linkage"), NOTICE | {
        "contacts": [book[name].pk for name in to], "agencies": [env.pk, city.body("com").pk]}, by=by, at=at, days=1)
    for hours, name, step, how, note in (
            (1, "示例市委宣传部", "record_agreement", "phone", "同意，按此口径发布"), (2, "示例市委网信办", "record", "phone", ""),
            (5, "示例新闻网", "record_objection", "fax", "建议写明网上办理的网址")):
        moment = at + hours * HOUR
        perform(deliveries[name], step, by=by, now=moment, data={
            "how": how, "said_by": book[name].post, "said_at": moment - HOUR / 6, "note": note})
    perform(deliveries[env.name], "receive", by=city.actor("env-publisher"), now=at + HOUR)
    perform(deliveries[env.name], "agree", by=city.actor("env-head"), now=at + 3 * HOUR, data={"note": "同意"})
    perform(deliveries[city.body("com").name], "receive", by=city.actor("com-head"), now=at + 20 * HOUR)


def press(city, now):
    at = now - timedelta(days=2)
    deliveries = sent(Letter(agency=city.body("office"), kind="press"), PRESS | {"agencies": [city.body("edu").pk, city.body("hr").pk]},
                      by=city.actor("office-reviewer"), at=at, days=4)
    perform(deliveries[city.body("hr").name], "answer", by=city.actor("hr-head"), now=at + 6 * HOUR,
            data={"note": "已逐件检查，缺解读材料的本周内补齐。"})
