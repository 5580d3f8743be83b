"""The gallery: every component on one page, for who writes pages and for the tests that look at them."""

from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openness.agencies.access import signed_in
from openness.ui import vocabulary


class Specimen(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("标题"), max_length=120, help_text=_("与正式印发的标题一致。"))
    number = forms.CharField(label=_("发文字号"), required=False)
    made_on = forms.DateField(label=_("成文日期"))
    genre = forms.ChoiceField(label=_("文种"), choices=[("", "—"), ("notice", _("通知")), ("reply", _("批复"))])
    disclosure = forms.ChoiceField(
        label=_("公开属性"),
        widget=forms.RadioSelect,
        choices=[("proactive", _("主动公开")), ("on_request", _("依申请公开")), ("withheld", _("不予公开"))],
    )
    disclosure.option_help = {
        "proactive": _("自形成之日起 20 个工作日内公开"),
        "on_request": _("须说明不宜主动公开的理由"),
        "withheld": _("须写明法律依据和理由"),
    }
    reasons = forms.MultipleChoiceField(
        label=_("退文理由"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("attribute", _("没有明确公开属性建议")), ("ground", _("未依法说明不公开理由"))],
        help_text=_("可多选。"),
    )
    because = forms.CharField(
        label=_("事实与理由"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=20,
        max_length=300,
        help_text=_("20–300 字。"),
    )
    paper = forms.FileField(label=_("附件"), required=False)
    urgent = forms.BooleanField(label=_("标为急件"), required=False, help_text=_("须在审核时说明原因。"))


def _clocks() -> list[SimpleNamespace]:
    said = [
        ("ok", _("剩 7 个工作日"), _("5月27日 周三"), "2026-05-27"),
        ("soon", _("剩 2 个工作日"), _("5月20日 周三"), "2026-05-20"),
        ("today", _("今天到期"), _("18:00 前"), "2026-05-18"),
        ("over", _("逾期 1 个工作日"), _("5月15日 周五"), "2026-05-15"),
        ("pause", _("计时暂停"), _("征求第三方意见至 5月22日"), "2026-05-22"),
        ("done", _("用时 3 个工作日"), _("5月14日 周四"), "2026-05-14"),
    ]
    return [SimpleNamespace(kind=kind, text=text, date=date, iso=iso) for kind, text, date, iso in said]


@signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    wrong = Specimen({"title": "", "because": "涉及商业秘密"}, auto_id="wrong_%s")
    items = Paginator(range(126), 20)
    return render(
        request,
        "ui/gallery.html",
        {
            "badges": {domain: list(states) for domain, states in vocabulary.BADGES.items()},
            "clocks": _clocks(),
            "form": Specimen(),
            "wrong": wrong,
            "page_obj": items.get_page(request.GET.get("page", 3)),
            "steps": [
                ("done", _("起草"), "5月6日"),
                ("done", _("部门内审"), "5月8日"),
                ("done", _("报送"), _("5月13日 第 1 稿")),
                ("current", _("审核"), _("剩 2 个工作日")),
                ("todo", _("签发"), ""),
                ("todo", _("公开"), _("签发后 20 个工作日内")),
            ],
        },
    )
