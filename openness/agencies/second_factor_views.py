"""The page that asks for the code, and the page on which everybody keeps the own second factor."""
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import RedirectURLMixin
from django.db import transaction
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from openness.audit.trail import record

from . import devices, second_factor
from .actors import capacity_of

MOST_WRONG = 5          # codes in one session: then the password is asked again
FAILED = "codes_failed"
TYPED = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("验证码或恢复码"), max_length=40, widget=forms.TextInput(
        attrs=TYPED | {"autofocus": True}), help_text=gettext_lazy("验证器上的 6 位数字；手机不在身边的，用一个恢复码"))


class NewCodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("验证器上的 6 位数字"), max_length=12, widget=forms.TextInput(
        attrs=TYPED | {"inputmode": "numeric"}))


class PasswordForm(forms.Form):
    password = forms.CharField(label=gettext_lazy("密码"), strip=False, max_length=128, widget=forms.PasswordInput(
        attrs={"autocomplete": "current-password"}), help_text=gettext_lazy("再输一次密码，确认是你本人"))


class Code(RedirectURLMixin, View):
    """/login/code/: between the password and everything else."""
    next_page = "desk:home"

    def get_default_redirect_url(self):
        return resolve_url(self.next_page)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.second_factor_since or request.user.is_verified():
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(CodeForm())

    def post(self, request):
        form, now, user = CodeForm(request.POST), timezone.now(), request.user
        if not form.is_valid():
            return self.page(form, 422)
        right, wait = second_factor.verify(request, form.cleaned_data["code"], now=now)
        if right:
            request.session.cycle_key()
            record(user, "sign_in", by=capacity_of(user, now=now), now=now, data={"second_factor": True})
            return devices.remember(request, redirect(self.get_success_url()), user)
        request.session[FAILED] = request.session.get(FAILED, 0) + (not wait)
        if request.session[FAILED] >= MOST_WRONG:
            logout(request)
            messages.warning(request, _("验证码错误次数过多，请重新登录"))
            return redirect("agencies:sign_in")
        form.add_error("code", _("尝试过于频繁，请 %(n)s 秒后再输。") % {"n": wait} if wait else _(
            "不正确或者已经用过。请输入验证器现在显示的数字。"))
        return self.page(form, 422)

    def page(self, form, status=200):
        return render(self.request, "agencies/code.html", {"form": form, "next": self.get_redirect_url()}, status=status)


class SecondFactor(View):
    """/desk/second-factor/: set up in two steps; recovery codes are shown once, on the answer to a POST."""

    def get(self, request):
        return self.page()

    def post(self, request):
        user, now = request.user, timezone.now()
        act = next((each for each in ("begin", "confirm", "codes", "remove") if each in request.POST), "begin")
        if act in ("begin", "confirm") and user.second_factor_since or act in ("codes", "remove") and not user.second_factor_since:
            return redirect("agencies:second_factor")
        return getattr(self, act)(user, now)

    def begin(self, user, now):
        second_factor.begin(user)
        return redirect("agencies:second_factor")

    def confirm(self, user, now):
        form = NewCodeForm(self.request.POST)
        if form.is_valid():
            codes = second_factor.confirm(self.request, "".join(form.cleaned_data["code"].split()), now=now)
            if codes:
                return self.codes_page(codes)
            form.add_error("code", _("不正确。请等验证器显示下一组数字，再输入。"))
        return self.page(code=form, status=422)

    def codes(self, user, now):
        if form := self.refused(user):
            return self.page(password=form, status=422)
        with transaction.atomic():
            codes = second_factor.new_codes(user)
            record(user, "new_recovery_codes", by=capacity_of(user, now=now), now=now)
        return self.codes_page(codes)

    def remove(self, user, now):
        if second_factor.must_have(user):
            messages.error(self.request, _("你的岗位要求启用第二因素，不能停用"))
            return redirect("agencies:second_factor")
        if form := self.refused(user):
            return self.page(password=form, status=422)
        second_factor.stays(self.request, second_factor.remove(user, by=user, now=now, step="remove_second_factor"))
        messages.success(self.request, _("第二因素已停用"))
        return redirect("agencies:second_factor")

    def refused(self, user):
        """The form again, unless the password was right."""
        form = PasswordForm(self.request.POST)
        if form.is_valid() and not user.check_password(form.cleaned_data["password"]):
            form.add_error("password", _("密码不正确。"))
        return form if form.errors else None

    def codes_page(self, codes):
        return render(self.request, "agencies/recovery_codes.html", {"codes": codes, "frame": "desk.html"})

    def page(self, code=None, password=None, status=200):
        user = self.request.user
        required, device = second_factor.must_have(user), second_factor.waiting_device(user)
        stands = required and not user.second_factor_since
        return render(self.request, "agencies/second_factor.html", {
            "frame": "plain.html" if stands else "desk.html", "stands": stands, "required": required,
            "since": user.second_factor_since, "left": second_factor.codes_left(user), "device": device,
            "picture": device and second_factor.picture(device), "typed": device and second_factor.typed(device),
            "code": code or NewCodeForm(), "password": password or PasswordForm()}, status=status)
