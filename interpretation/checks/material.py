from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openness.audit.trail import people_of
from openness.publication.models import PublicItem
from openness.publication.vocabulary import Form
from openness.workflow.problems import Problem

from .. import ties
from ..choices import Element, MaterialStatus, PlanStatus

AUTHORING = ("write", "correct", "edit", "tie")


def plan_is_open(material, attempt):
    plan = material.plan
    if plan.status in (PlanStatus.EXEMPT, PlanStatus.ENDED):
        yield Problem("plan", _("解读方案现为“%(status)s”，不能再写材料；已写的内容请自行保存") % {"status": plan.get_status_display()})


def edition_is_open_to_correction(material, attempt):
    if material.corrects.status != MaterialStatus.PUBLISHED:
        yield Problem("edition", _("只有已公开的材料可以更正"))
    elif material.corrects.corrections.in_progress().exists():
        yield Problem("edition", _("已有一份更正稿，请在它上面修改"))


def corrected_edition_still_stands(material, attempt):
    if material.corrects and material.corrects.status != MaterialStatus.PUBLISHED:
        yield Problem("edition", _("所更正的材料现为“%(status)s”，不能再公开更正稿；请另写一份") % {
            "status": material.corrects.get_status_display()})


def says_something(material, attempt):
    """Each form has what makes it one."""
    if material.form == Form.PICTURE:
        if not material.picture:
            yield Problem("picture", _("图解没有图片，请上传"), "picture")
        elif not material.alt.strip():
            yield Problem("alt", _("图片没有替代文字：请写明图片说了什么，看不到图片的人靠它了解政策"), "alt")
    elif material.stands_elsewhere:
        if not material.link and not material.source:
            yield Problem("link", _("请填写链接，或者写明来源"), "link")
        if not material.blocks:
            words = _("请在内容中附上文字稿：看不了视频的人靠它了解政策") if material.form == Form.VIDEO else _("请在内容中附上文字记录")
            yield Problem("content", words, "content")
    elif not material.blocks:
        yield Problem("content", _("解读材料没有内容"), "content")
    if material.form == Form.QA and material.blocks and not any(block["k"] in ties.HEADINGS for block in material.blocks):
        yield Problem("content", _("问答中没有问题：请把每个问题设为标题"), "content")
    if material.picture and not material.picture.is_usable:
        yield Problem("file", _("图片尚未通过安全检查，暂不能办理"), "picture")


def ties_hold(material, attempt):
    for tie in ties.broken(material.ties, material.blocks, material.plan.edition().body) if material.ties else []:
        yield broken_tie(material, tie)


def broken_tie(material, tie):
    return Problem("tie", _("“%(passage)s”对照的条款“%(clause)s”已不在公文中，或者这一段已不在材料中，请重新对照") % {
        "passage": tie["passage"] or material.title, "clause": tie["clause"]}, "ties")


def speaker_is_named(material, attempt):
    if not material.author and not material.author_post:
        yield Problem("author", _("没有写明解读人或其单位"), "author", blocking=False)


def elements_are_covered(material, attempt):
    """A check list and no wall: not every policy has all nine."""
    said = set().union(*material.plan.materials.standing().values_list("elements", flat=True))
    left = [element.label for element in Element if element not in said]
    if left:
        yield Problem("elements", ngettext("尚未涉及的解读要素：%(left)s", "尚未涉及的解读要素：%(left)s", len(left)) % {
            "left": "、".join(map(str, left))}, "elements", blocking=False)


def plain_where_technical(material, attempt):
    """二（二）：对一些专业性较强的政策，进行形象化、通俗化解读。"""
    forms = set(material.plan.materials.standing().values_list("form", flat=True))
    if material.plan.is_technical and not forms & {Form.PICTURE, Form.VIDEO}:
        yield Problem("plain", _("方案标明专业性较强，还没有图解或者视频"), "form", blocking=False)


def not_by_an_author(material, attempt):
    if attempt.by.people & people_of(material, AUTHORING):
        yield Problem("four_eyes", _("编写过本材料的人员不能办理此步骤，请由另一位同事办理"))


def review_holds(material, attempt):
    if material.content_digest() != material.reviewed_digest:
        yield Problem("digest", _("内容与审核时不一致，请重新审核"))


def document_is_out(material, attempt):
    if public_document(material.plan) is None:
        yield Problem("document", _("公文尚未公开：解读材料与公文同时公开"))


def ties_hold_in_public(material, attempt):
    paper = public_document(material.plan)
    for tie in ties.broken(material.ties, material.blocks, paper.body) if paper and material.ties else []:
        yield broken_tie(material, tie)


def public_document(plan):
    """The document as it stands before the public, whatever its edition."""
    addresses = PublicItem.objects.of(plan.document).values("address")
    return PublicItem.objects.current().filter(address__in=addresses, kind="document").first()
