"""The second factor: an authenticator's code of six figures (RFC 6238), or one of ten recovery codes, each good once.

django-otp keeps the devices: a used code is refused (`last_t`), wrong ones make it wait, longer each time. The key of an
authenticator stands in the database as it is; of a recovery code only what SECRET_KEY makes of it.
"""
import secrets
from base64 import b32encode

import django_otp
import segno
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from openness.audit.trail import record

from .actors import administrator, capacity_of
from .models import User

CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"         # without those that are taken for another on paper


def must_have_roles():
    return settings.SECOND_FACTOR_REQUIRED


def must_have(user):
    """Whether a post of today, or looking after the system, asks for one."""
    required = must_have_roles()
    if not required:
        return False
    if user.administers or user.is_superuser:
        return "administrator" in required
    return user.assignments.in_force(localdate()).filter(role__in=required).exists()


def waiting_device(user):
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=False).first()


def begin(user):
    return waiting_device(user) or TOTPDevice.objects.create(user_id=user.pk, name="totp", confirmed=False)


def picture(device):
    """As an address that an <img> takes: nothing is marked safe, and the key leaves for nowhere."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def typed(device):
    """The key for who types it: in groups of four."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[at:at + 4] for at in range(0, len(key), 4))


@transaction.atomic
def confirm(request, code, *, now):
    """The ten recovery codes, or None where the code was wrong. Other sessions end: they were opened without it."""
    user = User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(code):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    user.second_factor_since = now
    user.session_epoch += 1
    user.save(update_fields=["second_factor_since", "session_epoch"])
    record(user, "set_second_factor", by=capacity_of(user, now=now), now=now)
    stays(request, user)
    django_otp.login(request, device)
    return new_codes(user)


def stays(request, user):
    """The hash of this session follows the user; that of the others no longer fits."""
    request.user.session_epoch, request.user.second_factor_since = user.session_epoch, user.second_factor_since
    update_session_auth_hash(request, request.user)


def kept_as(code):
    return salted_hmac("openness.recovery", code.replace("-", "").lower(), algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def new_codes(user):
    """Ten that replace all earlier ones, known to nobody else from here on."""
    StaticDevice.objects.filter(user_id=user.pk).delete()
    device = StaticDevice.objects.create(user_id=user.pk, name="recovery")
    codes = ["".join(secrets.choice(LETTERS) for _n in range(10)) for _m in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=kept_as(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user):
    return StaticToken.objects.filter(device__user_id=user.pk).count()


@transaction.atomic
def verify(request, said, *, now):
    """(whether it was right, seconds to wait before the next try)."""
    code = "".join(said.split())
    recovery = not (code.isascii() and code.isdigit() and len(code) == 6)
    model = StaticDevice if recovery else TOTPDevice
    device = model.objects.select_for_update().filter(user_id=request.user.pk, confirmed=True).first()
    if device is None:
        return False, 0
    allowed, why = device.verify_is_allowed()
    by = capacity_of(request.user, now=now)
    if not allowed:
        return False, max(1, int((why["locked_until"] - now).total_seconds()) + 1)
    if not device.verify_token(kept_as(code) if recovery else code):
        record(request.user, "second_factor_failed", by=by, now=now)
        return False, 0
    if recovery:
        record(request.user, "recovery_code_used", by=by, now=now, data={"left": codes_left(request.user)})
    django_otp.login(request, device)
    return True, 0


@transaction.atomic
def remove(user, *, by, now, step):
    """By the person, or (lost device) by the security administrator; every session of this person ends."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    user.second_factor_since = None
    user.session_epoch += 1
    user.save(update_fields=["second_factor_since", "session_epoch"])
    record(user, step, by=capacity_of(user, now=now) if by.pk == user.pk else administrator(by), now=now)
    return user
