"""One person: posts, account, second factor. Rights are proposed here; what only takes is done at once."""
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from openness.agencies import devices, second_factor
from openness.agencies.actors import administrator, roles
from openness.agencies.models import Agency, Assignment, User
from openness.audit.models import Event
from openness.audit.trail import record
from openness.ui.dates import PLAUSIBLE, DateInput

from .. import changes
from ..models import RightsChange

WHY = {"label": gettext_lazy("事由"), "max_length": 200, "required": False}


class PostForm(forms.Form):
    agency = forms.ModelChoiceField(Agency.objects.none(), label=gettext_lazy("机关"))
    role = forms.ChoiceField(label=gettext_lazy("角色"))
    from_on = forms.DateField(label=gettext_lazy("自"), widget=DateInput, validators=PLAUSIBLE)
    to_on = forms.DateField(label=gettext_lazy("至"), widget=DateInput, validators=PLAUSIBLE, required=False,
                            help_text=gettext_lazy("长期任职的不填"))
    acting_for = forms.CharField(label=gettext_lazy("代行（AB岗）"), max_length=150, required=False,
                                 help_text=gettext_lazy("代谁办理：写其登录名"))
    why = forms.CharField(**WHY)

    def __init__(self, today, *args, **kwargs):
        super().__init__(*args, initial={"from_on": today}, **kwargs)
        self.fields["agency"].queryset = Agency.objects.serving(today).order_by("name")
        self.fields["role"].choices = [("", _("请选择")), *((key, role.label) for key, role in roles().items())]

    def clean_acting_for(self):
        login = self.cleaned_data["acting_for"].strip()
        user = User.objects.filter(username=login, is_active=True, administers="", is_superuser=False).first() if login else None
        if login and user is None:
            raise forms.ValidationError(_("没有登录名为“%(login)s”的工作人员。") % {"login": login})
        return user


class EndForm(forms.Form):
    post = forms.ModelChoiceField(Assignment.objects.none(), label=gettext_lazy("任职"))
    to = forms.DateField(label=gettext_lazy("任职到哪一天为止"), widget=DateInput, validators=PLAUSIBLE, required=False,
                         help_text=gettext_lazy("包括这一天；改为长期的不填"))
    why = forms.CharField(**WHY)

    def __init__(self, user, today, *args, **kwargs):
        super().__init__(*args, initial={"to": today}, **kwargs)
        self.fields["post"].queryset = user.assignments.not_over(today).select_related("agency", "acting_for").order_by("pk")
        self.fields["post"].label_from_instance = lambda post: changes.worded(
            post.agency, post.role, post.from_on, post.to_on, post.acting_for)


class PartForm(forms.Form):
    part = forms.ChoiceField(label=gettext_lazy("管理员"), required=False, choices=[
        ("", gettext_lazy("不是管理员")), *User.ADMINISTRATORS])
    why = forms.CharField(**WHY)


class Person(View):
    BY_SECURITY = ("reset_factor", "unlock", "sessions")

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.pk, self.now, self.today = pk, timezone.now(), localdate(timezone.now())

    def dispatch(self, request, *args, **kwargs):
        self.person = get_object_or_404(User, pk=self.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.page()

    def post(self, request, **kwargs):
        act = next((each for each in ("assign", "end", "administer", "enable", "disable", *self.BY_SECURITY) if each in request.POST), None)
        if act is None:
            return self.page(status=422)
        if act in self.BY_SECURITY and not request.user.looks_after(User.SECURITY):
            raise PermissionDenied
        try:
            return getattr(self, act)() or redirect("onboarding:person", self.pk)
        except changes.Refused as refused:
            messages.error(request, str(refused))
            return redirect("onboarding:person", self.pk)

    def propose(self, kind, data, **more):
        change = changes.propose(kind, by=self.request.user, now=self.now, user=self.person, data=data, **more)
        messages.success(self.request, _("已办理，一人办理已记入留痕") if change.alone else _("已提出，等待安全管理员确认"))

    def assign(self):
        form = PostForm(self.today, self.request.POST)
        if not form.is_valid():
            return self.page(post=form, status=422)
        said = form.cleaned_data
        other = said["acting_for"]
        self.propose(RightsChange.ASSIGN, {
            "agency": said["agency"].pk, "role": said["role"], "from": f"{said['from_on']:%F}",
            "to": f"{said['to_on']:%F}" if said["to_on"] else None, "acting_for": other and other.pk},
            after=changes.worded(said["agency"], said["role"], said["from_on"], said["to_on"], other), why=said["why"])
        return None

    def end(self):
        form = EndForm(self.person, self.today, self.request.POST)
        if not form.is_valid():
            return self.page(end=form, status=422)
        post, to = form.cleaned_data["post"], form.cleaned_data["to"]
        words = [changes.worded(post.agency, post.role, post.from_on, last, post.acting_for) for last in (post.to_on, to)]
        self.propose(RightsChange.END, {"post": post.pk, "to": f"{to:%F}" if to else None}, before=words[0], after=words[1],
                     why=form.cleaned_data["why"])
        return None

    def administer(self):
        form = PartForm(self.request.POST)
        if not form.is_valid():
            return self.page(part=form, status=422)
        part, words = form.cleaned_data["part"], dict(form.fields["part"].choices)
        if part != self.person.administers:
            self.propose(RightsChange.ADMINISTER, {"part": part}, before=str(words[self.person.administers]), after=str(words[part]),
                         why=form.cleaned_data["why"])
        return None

    def enable(self):
        self.propose(RightsChange.ENABLE, {}, before=_("已停用"), after=_("启用"))

    def disable(self):
        changes.disable(self.person, by=self.request.user, now=self.now)
        messages.success(self.request, _("账号已停用，其登录全部退出"))

    def reset_factor(self):
        if self.pk == self.request.user.pk:
            raise changes.Refused(_("自己的第二因素不能自己重置，须由另一名安全管理员办理。"))
        second_factor.remove(self.person, by=self.request.user, now=self.now, step="reset_second_factor")
        messages.success(self.request, _("第二因素已重置，其登录全部退出；再次登录后重新设置"))

    @transaction.atomic
    def unlock(self):
        devices.forget_tries(self.person.username)
        record(self.person, "unlock_account", by=administrator(self.request.user), now=self.now)
        messages.success(self.request, _("登录锁定已解除"))

    @transaction.atomic
    def sessions(self):
        User.objects.filter(pk=self.pk).update(session_epoch=F("session_epoch") + 1)
        record(self.person, "end_sessions", by=administrator(self.request.user), now=self.now)
        messages.success(self.request, _("其登录已全部退出"))

    def page(self, post=None, end=None, part=None, status=200):
        person, labels = self.person, {key: role.label for key, role in roles().items()}
        posts = person.assignments.select_related("agency", "acting_for").order_by("-from_on", "pk")
        rows = [{"post": row, "label": labels.get(row.role, row.role), "over": row.to_on and row.to_on < self.today} for row in posts]
        going = any(not row["over"] for row in rows)
        return render(self.request, "onboarding/person.html", {
            "person": person, "rows": rows, "going": going, "tries": devices.tries(person.username, now=self.now),
            "waiting": changes.waiting().filter(user=person), "secures": self.request.user.looks_after(User.SECURITY),
            "two": changes.two_are_needed(), "steps": Event.objects.of(person).select_related("actor").order_by("-pk")[:10],
            "post_form": post or PostForm(self.today), "end_form": end or EndForm(person, self.today),
            "part_form": part or PartForm(initial={"part": person.administers})}, status=status)
