"""The words, tones and icons of every state a reader can meet: one table for pages, filters, exports and tests.

A state is never told by colour alone: each has words and an icon. Red is kept for what is overdue, refused or destructive.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Word(NamedTuple):
    label: str | Promise
    tone: str
    icon: str


BADGES: dict[str, dict[str, Word]] = {
    "document": {
        "draft": Word(_("起草"), "grey", icon="pencil"),
        "unit_review": Word(_("部门内审"), "blue", icon="users"),
        "submitted": Word(_("已报送"), "blue", icon="clock-hour-4"),
        "in_review": Word(_("审核中"), "blue", icon="eye"),
        "returned": Word(_("已退文"), "red", icon="arrow-back-up"),
        "approved": Word(pgettext_lazy("status", "审核通过"), "green", icon="circle-check"),
        "signed": Word(_("已签发"), "green", icon="writing-sign"),
        "published": Word(_("已公开"), "green", icon="world"),
        "retained": Word(pgettext_lazy("status", "不公开归档"), "grey", icon="archive"),
        "superseded": Word(_("已更正"), "amber", icon="edit"),
        "withdrawn": Word(_("已撤回"), "grey", icon="arrow-back"),
        "discarded": Word(_("作废"), "grey", icon="circle-off"),
        "locked": Word(_("已封存"), "red", icon="lock"),
        "purged": Word(_("已清除"), "grey", icon="eraser"),
    },
    "disclosure": {
        "proactive": Word(_("主动公开"), "green", icon="world"),
        "on_request": Word(_("依申请公开"), "violet", icon="mail-opened"),
        "withheld": Word(_("不予公开"), "grey", icon="lock"),
        "": Word(_("未标注"), "amber", icon="alert-triangle"),
    },
    "validity": {
        "valid": Word(_("现行有效"), "green", icon="circle-check"),
        "amended": Word(_("已修改"), "amber", icon="edit"),
        "repealed": Word(_("已废止"), "grey", icon="ban"),
        "void": Word(_("已失效"), "grey", icon="circle-off"),
        "pending": Word(_("尚未施行"), "blue", icon="hourglass-high"),
    },
    "plan": {
        "preparing": Word(_("准备中"), "blue", icon="pencil"),
        "asked": Word(_("申请免予解读"), "violet", icon="help-circle"),
        "exempt": Word(_("免予解读"), "grey", icon="circle-off"),
        "running": Word(_("解读中"), "green", icon="bulb"),
        "evaluated": Word(_("已评估"), "green", icon="circle-check"),
        "ended": Word(_("已终止"), "grey", icon="circle-off"),
        # what the board says of a document beyond that
        "missing": Word(_("未报解读"), "amber", icon="alert-triangle"),
        "unready": Word(_("材料未审核"), "amber", icon="clock-hour-4"),
        "ready": Word(_("与公文同步报送"), "green", icon="circle-check"),
        "late": Word(_("公开后未解读"), "red", icon="alert-triangle"),
    },
    "material": {
        "draft": Word(_("起草"), "grey", icon="pencil"),
        "reviewed": Word(_("已审核"), "green", icon="circle-check"),
        "published": Word(_("已公开"), "green", icon="world"),
        "superseded": Word(_("已更正"), "amber", icon="edit"),
        "withdrawn": Word(_("已撤回"), "grey", icon="arrow-back"),
        "discarded": Word(_("作废"), "grey", icon="circle-off"),
    },
    "round": {
        "planned": Word(_("已安排"), "blue", icon="calendar"),
        "held": Word(_("已解读"), "green", icon="circle-check"),
        "cancelled": Word(_("已取消"), "grey", icon="circle-off"),
        "late": Word(_("逾期未解读"), "red", icon="alert-triangle"),
    },
    "consultation": {       # silence is said, and is no consent
        "asked": Word(_("待答复"), "amber", icon="clock-hour-4"),
        "late": Word(_("逾期未答复"), "red", icon="alert-triangle"),
        "answered": Word(_("已答复"), "green", icon="message-reply"),
        "agrees": Word(_("同意"), "green", icon="circle-check"),
        "opinion": Word(_("有意见"), "amber", icon="message-exclamation"),
        "settled": Word(_("意见已处理"), "green", icon="checks"),
        "cancelled": Word(_("已取消"), "grey", icon="circle-off"),
    },
    "rectification": {
        "open": Word(_("待整改"), "amber", icon="clipboard-list"),
        "late": Word(_("逾期未整改"), "red", icon="alert-triangle"),
        "done": Word(_("待确认"), "blue", icon="eye"),
        "confirmed": Word(_("已整改"), "green", icon="circle-check"),
    },
    "case": {
        "draft": Word(_("草稿"), "grey", icon="pencil"),
        "shared": Word(_("已入库"), "green", icon="books"),
        "withdrawn": Word(_("已撤下"), "grey", icon="arrow-back"),
        "good": Word(_("正面"), "green", icon="thumb-up"),
        "bad": Word(_("反面"), "amber", icon="alert-triangle"),
    },
    "grade": {
        "excellent": Word(_("优秀"), "green", icon="star"),
        "good": Word(_("良好"), "green", icon="circle-check"),
        "fair": Word(_("一般"), "amber", icon="alert-triangle"),
        "poor": Word(_("较差"), "red", icon="alert-circle"),
    },
    "imported": {
        "waiting": Word(_("等待"), "grey", icon="clock-hour-4"),
        "read": Word(_("识别完整"), "green", icon="circle-check"),
        "check": Word(_("需核对"), "amber", icon="alert-triangle"),
        "failed": Word(_("失败"), "red", icon="circle-x"),
        "saved": Word(_("已存为草稿"), "blue", icon="device-floppy"),
        "removed": Word(_("已移除"), "grey", icon="trash"),
    },
    "receipt": {
        "sent": Word(_("未签收"), "amber", icon="mail"),
        "received": Word(_("已签收"), "blue", icon="signature"),
        "answered": Word(_("已答复"), "green", icon="message-reply"),
        "late": Word(_("逾期未签收"), "red", icon="alert-triangle"),
    },
    "contact": {
        "current": Word(pgettext_lazy("contact", "在用"), "green", icon="circle-check"),
        "retired": Word(pgettext_lazy("contact", "停用"), "grey", icon="circle-off"),
    },
    "delivery": {
        "sent": Word(_("未签收"), "amber", icon="mail"),
        "received": Word(_("已签收"), "blue", icon="signature"),
        "agreed": Word(_("同意口径"), "green", icon="circle-check"),
        "objected": Word(_("有意见"), "amber", icon="message-exclamation"),
        "answered": Word(_("已答复"), "green", icon="message-reply"),
        "late": Word(_("逾期未签收"), "red", icon="alert-triangle"),
    },
    # of a unit outside the system: what the sender's side put on record, worded so that nobody takes it for a signature
    "delivery_outside": {
        "sent": Word(_("未登记"), "amber", icon="mail"),
        "received": Word(_("登记：已告知"), "blue", icon="phone"),
        "agreed": Word(_("登记：同意口径"), "green", icon="phone"),
        "objected": Word(_("登记：有意见"), "amber", icon="phone"),
        "answered": Word(_("登记：已答复"), "green", icon="phone"),
        "late": Word(_("逾期未登记"), "red", icon="alert-triangle"),
    },
    "report": {
        "draft": Word(pgettext_lazy("report", "待定稿"), "amber", icon="pencil"),
        "signed": Word(pgettext_lazy("report", "已定稿"), "green", icon="writing-sign"),
    },
    "review": {
        "passed": Word(_("已通过"), "green", icon="circle-check"),
        "failed": Word(_("未通过"), "red", icon="circle-x"),
        "missing": Word(_("未审查"), "amber", icon="circle-dashed"),
        "outdated": Word(_("内容已改动，审查失效"), "amber", icon="alert-triangle"),
    },
}

# The clock says its own words; what stands here is how urgent they look. The label names the kind where only a name fits.
CLOCKS: dict[str, Word] = {
    "ok": Word(_("时限未到"), "", icon="clock-hour-4"),
    "soon": Word(_("即将到期"), "soon", icon="hourglass-high"),
    "today": Word(_("今天到期"), "today", icon="flame"),
    "over": Word(_("已逾期"), "over", icon="alert-triangle"),
    "pause": Word(_("计时暂停"), "pause", icon="player-pause"),
    "done": Word(_("已完成"), "done", icon="circle-check"),
}

# Results of checks, for checklists and the strip above a paper.
CHECKS: dict[str, Word] = {
    "ok": Word(_("通过"), "ok", icon="circle-check"),
    "fail": Word(_("未通过"), "fail", icon="circle-x"),
    "warn": Word(_("请注意"), "warn", icon="alert-triangle"),
    "wait": Word(_("尚未进行"), "wait", icon="circle-dashed"),
}


def word(domain: str, state: object) -> Word:
    """The word for a state; an unknown state shows its own key in grey, so that a page is never lost over a label."""
    key = "" if state is None else str(getattr(state, "value", state))
    return BADGES[domain].get(key) or Word(key, "grey", icon="help-circle")
