"""What stands against publishing a page."""
from django.utils.translation import gettext as _

from openness.audit.trail import people_of
from openness.workflow.problems import Problem

AUTHORING = ("write", "revise", "edit")


def has_content(page, attempt):
    if not page.blocks():
        yield Problem("content", _("页面没有内容"), "content")


def says_its_section(page, attempt):
    if page.kind == "statutory" and not page.section:
        yield Problem("section", _("法定主动公开内容须选择类别（条例第二十条）"), "section")


def not_by_an_author(page, attempt):
    """Four eyes: 条例第十七条 has what is to be public examined first."""
    if attempt.by.people & people_of(page, AUTHORING):
        yield Problem("four_eyes", _("编写过本页的人员不能公开它，请由另一位同事核对后公开"))


def edition_still_stands(page, attempt):
    if page.corrects and page.corrects.status != "published":
        yield Problem("edition", _("原页面现为“%(status)s”，不能由新版取代") % {"status": page.corrects.get_status_display()})


def open_to_revision(page, attempt):
    if page.corrects.status != "published":
        yield Problem("edition", _("只有已公开的页面可以修订"))
    elif page.corrects.corrections.in_progress().exists():
        yield Problem("edition", _("已有一份修订稿，请在它上面修改"))
