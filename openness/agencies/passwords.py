"""Passwords of staff: changed by themselves, set by a letter's address; whoever changes one ends the other sessions."""
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openness.audit.models import Event
from openness.audit.trail import record

from .actors import capacity_of
from .models import User

PAUSE = timedelta(minutes=10)       # between two letters to one person


class NewPassword(forms.Form):
    """Twice the same, and none that is easily guessed."""
    new_password1 = forms.CharField(
        label=_("新密码"), strip=False, max_length=128, help_text=_("至少 10 个字符，不能全是数字，不要与姓名、登录名相近"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    new_password2 = forms.CharField(
        label=_("再输一次新密码"), strip=False, max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_new_password2(self):
        first, second = self.cleaned_data.get("new_password1"), self.cleaned_data["new_password2"]
        if first and first != second:
            raise forms.ValidationError(_("两次输入的不一样。"))
        if first:
            password_validation.validate_password(second, self.user)
        return second

    def save(self, commit=True):
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.must_change_password = False
        self.user.save(update_fields=["password", "must_change_password"])
        return self.user


class ChangePassword(NewPassword):
    old_password = forms.CharField(
        label=_("现在的密码"), strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}))
    field_order = ["old_password", "new_password1", "new_password2"]

    def clean_old_password(self):
        given = self.cleaned_data["old_password"]
        if not self.user.check_password(given):
            raise forms.ValidationError(_("不是现在的密码，请重新输入。"))
        return given

    def clean_new_password2(self):
        second = super().clean_new_password2()
        if second and second == self.cleaned_data.get("old_password"):
            raise forms.ValidationError(_("与现在的密码相同，请换一个。"))
        return second


def change(request, form, *, now):
    """This session goes on, the others of this person end: their hash no longer fits."""
    user = form.save()
    update_session_auth_hash(request, user)
    record(user, "change_password", by=capacity_of(user, now=now), now=now)


def send_link(user, *, origin, token):
    """In the office's language; the address works once, for some days (PASSWORD_RESET_TIMEOUT)."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    with override(settings.LANGUAGE_CODE):
        words = render_to_string("agencies/password_letter.txt", {
            "person": user, "site": settings.SITE["name"], "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
            "address": origin + reverse("agencies:set_password", args=[uid, token])})
        subject, _sep, body = words.partition("\n")
        EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [user.email]).send()


def send_forgotten(email, *, origin, now):
    """To whoever of the staff has this address; not twice within minutes."""
    for user in User.objects.filter(email__iexact=email, is_active=True).exclude(email="")[:5]:
        if Event.objects.of(user).filter(step="forgot_password", at__gt=now - PAUSE).exists():
            continue
        record(user, "forgot_password", by=capacity_of(user, now=now), now=now)
        send_link(user, origin=origin, token=default_token_generator.make_token(user))
