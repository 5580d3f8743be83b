"""理由助手: from a ground and a few facts to the sentence that a reviewer can check, clause included.

The wording is ours; law and clause are those of grounds.py, 一（一） asks for them: 依法依规说明不公开理由. The sentence is
in Chinese whatever the page speaks: it becomes part of the paper.
"""
from django.utils.translation import gettext_lazy, override

from .choices import Disclosure
from .grounds import GROUNDS

THIRD_PARTIES = {       # 条例第三十二条: whether those concerned were asked in writing
    "": gettext_lazy("没有征求或者不涉及第三方"),
    "refused": gettext_lazy("已书面征求第三方意见，第三方不同意公开"),
    "silent": gettext_lazy("已书面征求第三方意见，第三方逾期未提出意见"),
}


def sentence(disclosure, ground_code, *, what="", facts="", third=""):
    """A proposal for 理由, or "" while nothing is chosen. What is still to be written stands as （请补充…）."""
    ground = GROUNDS.get(ground_code)
    if disclosure not in Disclosure.values or ground and not fits(ground, disclosure):
        return ""
    what = what.strip() or "本件"
    facts = facts.strip().rstrip("。；;") or "（请补充具体事实）"
    with override("zh-hans"):
        proposed = f"建议{Disclosure(disclosure).label}。"
        if ground is None:
            asked = "，不宜主动公开；公民、法人和其他组织可以依申请获取，"
            return f"{what}{facts}{asked}{proposed}" if disclosure == Disclosure.ON_REQUEST else ""
        asked = third in THIRD_PARTIES and third and disclosure != Disclosure.PROACTIVE and f"{THIRD_PARTIES[third]}。"
        return f"{what}属于“{ground.label}”：{facts}。{asked or ''}依据{ground.law}，{proposed}"


def fits(ground, disclosure):
    """A ground for keeping back may also be one for giving on request alone; a duty to publish is neither."""
    return (ground.disclosure == Disclosure.PROACTIVE) == (disclosure == Disclosure.PROACTIVE)
