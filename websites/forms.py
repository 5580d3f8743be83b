from django import forms
from django.utils.translation import gettext_lazy as _

from openness.publication.html import LARGEST
from openness.publication.rich import RichField
from openness.publication.vocabulary import WithdrawalReason
from openness.workflow.forms import EditForm, ReasonForm, StepForm


class PageForm(EditForm):
    names = ("section", "title", "content", "contact", "contact_phone")
    content = RichField(label=_("内容"), required=False, max_length=LARGEST)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["title"].required = not subject.pk or "title" in self.data or not self.is_bound
        if subject.kind != "statutory":
            del self.fields["section"]
            self.initial["shown"] = " ".join(name for name in self.initial["shown"].split() if name != "section")
            self.names = tuple(name for name in self.names if name != "section")


class PublishForm(StepForm):
    """条例第十七条: examined before it is published; the tick is on the trail."""
    examined = forms.BooleanField(label=_("已核对内容，并进行了保密审查（条例第十七条）"),
                                  error_messages={"required": _("公开前须进行保密审查，请核对后勾选")})


class WithdrawForm(ReasonForm):
    code = forms.ChoiceField(label=_("撤回原因"), choices=WithdrawalReason)
