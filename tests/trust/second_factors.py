"""An authenticator in somebody's hand."""
from time import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from openness.agencies.models import User

WORD = "正确的密码-2026"


def with_password(user, word=WORD):
    user.set_password(word)
    user.save()
    return user


def code(user, steps=0):
    """What the authenticator shows now, or so many half minutes from now."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time() + 30 * steps
    return f"{totp.token():06d}"


def rested(user):
    """As if the wait after wrong codes were over, and the last code long ago."""
    TOTPDevice.objects.filter(user=user).update(throttling_failure_count=0, throttling_failure_timestamp=None, last_t=-1)


def set_up(client, user):
    """Through the pages; the recovery codes."""
    client.post("/desk/second-factor/", {"begin": "1"})
    page = client.post("/desk/second-factor/", {"confirm": "1", "code": code(user)})
    rested(user)
    return page.context["codes"]


def sign_in(client, user, word=WORD, address="192.0.2.1", **more):
    return client.post("/login/", {"username": user.username, "password": word} | more, REMOTE_ADDR=address)


def administrator(part, name=None):
    return with_password(User.objects.create(username=name or f"{part}-admin", name=name or part, administers=part))
