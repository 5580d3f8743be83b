from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.db.models import F
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from openness.audit.trail import record
from openness.waking import wake

from . import devices, passwords, second_factor
from .actors import capacity_of
from .models import User
from .tasks import answer_forgotten


class SignInForm(AuthenticationForm):
    """No name is longer than a name may be: a longer one is a wrong one, said before anything is looked up or logged."""
    must_wait = False

    def clean_username(self):
        name = self.cleaned_data["username"]
        if len(name) > 150:
            raise self.get_invalid_login_error()
        return name

    def clean(self):
        if name := self.cleaned_data.get("username"):
            self.must_wait = devices.too_many(self.request, name, now=timezone.now())
        if self.must_wait:
            raise self.get_invalid_login_error()
        return super().clean()


class SignIn(LoginView):
    """Whoever has a second factor is signed in, on record and known here, after the code: agencies:code."""
    form_class = SignInForm
    template_name = "agencies/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer, user, now = super().form_valid(form), form.get_user(), timezone.now()
        if not user.second_factor_since:
            record(user, "sign_in", by=capacity_of(user, now=now), now=now)
            devices.remember(self.request, answer, user)
        return answer

    def form_invalid(self, form):
        if form.must_wait:
            return render(self.request, "agencies/locked_out.html", status=429)
        counted = getattr(self.request, "axes_failures_since_start", None)      # during a lock nothing more is counted
        user = counted and User.objects.filter(username=form.cleaned_data.get("username", "")).first()
        if user:
            now = timezone.now()
            record(user, "sign_in_failed", by=capacity_of(user, now=now), now=now)
        return super().form_invalid(form)


class SignOut(LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            now = timezone.now()
            record(request.user, "sign_out", by=capacity_of(request.user, now=now), now=now)
        return super().post(request, *args, **kwargs)


class EndOtherSessions(View):
    """On the page of the password: everywhere but here."""

    def post(self, request):
        User.objects.filter(pk=request.user.pk).update(session_epoch=F("session_epoch") + 1)
        second_factor.stays(request, User.objects.get(pk=request.user.pk))
        record(request.user, "end_sessions", by=capacity_of(request.user, now=timezone.now()), now=timezone.now())
        messages.success(request, _("其他设备上的登录已退出"))
        return redirect("agencies:password")


class OwnPassword(View):
    """/desk/password/: with a starting password the only page there is."""

    def get(self, request):
        return self.page(passwords.ChangePassword(request.user))

    def post(self, request):
        form = passwords.ChangePassword(request.user, request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        passwords.change(request, form, now=timezone.now())
        messages.success(request, _("密码已修改，其他设备上的登录已退出"))
        return redirect("desk:home")

    def page(self, form, status=200):
        frame = "plain.html" if self.request.user.must_change_password else "desk.html"
        return render(self.request, "agencies/password.html", {"form": form, "frame": frame}, status=status)


class ForgottenForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("电子邮箱"), max_length=254,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class Forgotten(View):
    """The same answer, as quickly, whether anybody has the address: the letter is written elsewhere."""

    def get(self, request):
        return self.page(ForgottenForm())

    def post(self, request):
        form = ForgottenForm(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        if settings.MAIL_IS_SET_UP:
            origin = f"{request.scheme}://{request.get_host()}"
            if not wake(answer_forgotten, form.cleaned_data["email"], origin):      # said to everybody, known here or not
                form.add_error(None, _("现在不能发送邮件，请几分钟后再试，或者联系管理员。"))
                return self.page(form, 503)
        return redirect("agencies:forgotten_sent")

    def page(self, form, status=200):
        return render(self.request, "agencies/forgotten.html", {"form": form, "mail": settings.MAIL_IS_SET_UP}, status=status)


@require_safe
def forgotten_sent(request):
    return render(request, "agencies/forgotten_sent.html", {"minutes": int(passwords.PAUSE.total_seconds() // 60)})


class SetPassword(PasswordResetConfirmView):
    """Where the letter's address leads: it works once."""
    form_class = passwords.NewPassword
    template_name = "agencies/set_password.html"
    success_url = reverse_lazy("agencies:sign_in")

    def form_valid(self, form):
        answer = super().form_valid(form)
        record(self.user, "set_password", by=capacity_of(self.user, now=timezone.now()), now=timezone.now())
        messages.success(self.request, _("密码已设置，请用新密码登录"))
        return answer
