from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from openness.files import accepting
from openness.publication.blocks import outline
from openness.publication.html import LARGEST
from openness.publication.rich import RichField
from openness.publication.vocabulary import Form
from openness.ui.addresses import AddressField
from openness.workflow.forms import EditForm

from .. import ties
from ..choices import Element

PICTURES, LARGEST_PICTURE = ("jpg", "png"), 10 * 2**20      # what a phone on the road can still load is far less


class PictureField(forms.FileField):
    """One picture as a phone can show it; what is wrong with it is said in a sentence."""
    widget = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            ending = upload.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
            if ending not in PICTURES:
                raise ValidationError(_("图解只接受 JPG、PNG 图片；“%(name)s”请先转换") % {"name": accepting.clean_name(upload.name)})
            if upload.size > LARGEST_PICTURE:
                raise ValidationError(_("图片有 %(size)s，超过 %(limit)s，手机上打不开，请压缩后再上传") % {
                    "size": filesizeformat(upload.size), "limit": filesizeformat(LARGEST_PICTURE)})
            accepting.check(upload)
        return upload


class MaterialForm(EditForm):
    names = ("form", "title", "author", "author_post", "author_role", "stage", "source", "link", "content", "alt", "elements")
    content = RichField(label=_("内容"), required=False, max_length=LARGEST,
                        help_text=_("问答的每个问题设为标题；视频、发布会在这里放文字稿。从 Word、WPS 粘贴会保留标题、列表和表格，去掉其他格式"))
    elements = forms.MultipleChoiceField(label=_("解读要素"), choices=Element, required=False, widget=forms.CheckboxSelectMultiple,
                                         help_text=_("本材料讲到的（国办发〔2016〕80号 二（二））"))
    link = AddressField(label=_("链接"), required=False, max_length=500)
    picture = PictureField(label=_("图片"), required=False, allow_empty_file=True, help_text=_("JPG、PNG，不超过 10 MB"))
    drop_picture = forms.BooleanField(label=_("去掉现有图片"), required=False)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["title"].required = not subject.pk or "title" in self.data or not self.is_bound
        self.fields["alt"].help_text = _("有图片时必填：写明图片说了什么，读屏软件会念出来")
        self.fields["alt"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
        if not subject.picture_id:
            del self.fields["drop_picture"]

    def clean(self):
        data = super().clean()
        pictured = data.get("picture") or self.subject.picture_id and not data.get("drop_picture")
        if pictured and not (data.get("alt") or "").strip() and ("alt" in self.data or data.get("picture")) and "picture" not in self.errors:
            self.add_error("alt", _("图片没有替代文字：请写明图片说了什么，看不到图片的人靠它了解政策"))
        if data.get("form") == Form.PICTURE and "form" in self.data and not pictured and "picture" not in self.errors and not self.subject.pk:
            self.add_error("picture", _("图解没有图片，请上传"))
        if data.get("picture") and self.errors:
            self.add_error("picture", _("还有别的内容要改正，图片没有保存：请在改正后重新选择"))
        return data

    def for_trail(self):
        changed = super().for_trail()["changed"]
        return {"changed": [*changed, "picture"] if self.cleaned_data.get("picture") else changed}


class TieForm(EditForm):
    """对照条款: for each passage of the material the clause of the document that it explains: fields clause_0, clause_1 …"""
    names = ()

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        if not subject.pk:
            return
        self.passages = ties.passages(subject.blocks)
        self.entries = outline(subject.plan.edition().body)
        choices = [("", _("不对照")), *((entry.title, "　" * (entry.level - 1) + entry.title) for entry in self.entries)]
        tied = {tie["passage"]: tie["clause"] for tie in subject.ties}
        for n, passage in enumerate(self.passages):
            self.fields[f"clause_{n}"] = forms.ChoiceField(
                label=passage or subject.title, choices=choices, required=False, initial=tied.get(passage, ""),
                error_messages={"invalid_choice": _("所选的条款已不在公文中，请重新选择")})

    def rows(self):
        return [self[f"clause_{n}"] for n in range(len(self.passages))]

    def ties(self):
        anchors = {entry.title: entry.anchor for entry in reversed(self.entries)}
        chosen = ((passage, self.cleaned_data[f"clause_{n}"]) for n, passage in enumerate(self.passages))
        return [{"passage": passage, "clause": clause, "anchor": anchors[clause]} for passage, clause in chosen if clause]

    def for_trail(self):
        return {"ties": len(self.ties())}
