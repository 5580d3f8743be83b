"""Who interprets: 谁起草、谁解读 (渝府办发〔2017〕60号 二（一）), with the sentence that decides it."""
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency

# the words of the notice, 二（一）
SENTENCES = {
    "for_government": _("以政府或政府办公厅（室）名义印发的重大政策性文件，由起草部门做好解读工作。"),
    "several": _("涉及多个部门的，由文件牵头起草部门负责，充分征求有关部门意见，做好政策解读工作。"),
    "own": _("以部门名义印发的重大政策性文件，制发部门负责做好解读工作。"),
    "joint": _("部门联合发文的，牵头部门负责做好解读工作，其他联合发文部门配合。"),
}


class Responsible(NamedTuple):
    agency: Agency
    rule: str           # a key of SENTENCES
    with_others: list   # joint bodies: consulted, or cooperating

    @property
    def sentence(self):
        return SENTENCES[self.rule]


def responsible(document) -> Responsible:
    """Of a document of which the issuing and drafting bodies and the joint ones are known. One query, two of an office's own."""
    drafting, issuing = document.drafting_agency, document.issuing_agency
    others = [agency for agency in document.joint.all() if agency != drafting] if document.pk else []
    if issuing.office_id or issuing.served.exists():
        return Responsible(drafting, "several" if others else "for_government", others)
    return Responsible(issuing, "joint" if others else "own", others)
