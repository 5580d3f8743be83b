"""Who may do what, on one page: project configuration, like urls.py. Each app names its rights in its rights.py."""
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from documents.rights import (
    COUNTERSIGN,
    DISCLOSURE,
    DRAFT,
    HEAD_UNIT,
    LEGALITY,
    PUBLISH,
    REGISTER,
    REVIEW,
    SECRECY,
    SIGN,
    STOP_SECRETS,
)
from interpretation.rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from openness.deadlines.rights import SUPERVISE
from openness.linkage.rights import ANSWER, LINK
from websites.rights import PUBLISH_PAGES, WRITE_PAGES


class Role(NamedTuple):
    label: str
    rights: frozenset


def role(label, *rights):
    return Role(label, frozenset(rights))


def handling(label, *rights):
    """Of those through whose hands papers go: each may stop one that turns out to be secret."""
    return role(label, *rights, STOP_SECRETS)


ROLES = {
    "drafter": handling(_("起草人"), DRAFT, INTERPRET),
    "unit_head": handling(_("处室负责人"), DRAFT, HEAD_UNIT, ANSWER, LINK, INTERPRET, REVIEW_MATERIAL),
    "secrecy_reviewer": handling(_("保密审查人员"), SECRECY),
    "legality_reviewer": handling(_("合法性审查人员"), LEGALITY),
    "disclosure_reviewer": handling(_("本单位政务公开工作机构"), DISCLOSURE, ANSWER, LINK, INTERPRET),
    "registrar": handling(_("收文人员"), REGISTER),
    "reviewer": handling(_("办公厅（室）审核人员"), REVIEW, REGISTER, ANSWER, LINK, COORDINATE),
    "signer": handling(_("签发人"), SIGN, COUNTERSIGN, ANSWER),
    "publisher": handling(_("公开工作人员"), PUBLISH, ANSWER, LINK, WRITE_PAGES, PUBLISH_PAGES),
    "supervisor": role(_("政府信息公开办工作人员"), SUPERVISE, LINK, WRITE_PAGES, PUBLISH_PAGES),
}
