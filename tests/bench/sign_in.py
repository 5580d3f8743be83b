"""How long a wrong password takes for a name that somebody has and for one that nobody has: medians, printed."""
import statistics
import time

from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings

from openness.agencies.models import User

TIMES = 150
ARGON = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])


def guess(name, number):
    start = time.perf_counter()
    Client().post("/login/", {"username": name, "password": "猜的-12345"}, REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")
    return time.perf_counter() - start


def latency():
    """(known, unknown) in milliseconds, taken by turns so that load falls on both alike."""
    with ARGON:
        User.objects.create(username="known", name="已知", password=make_password("正确的密码-2026"))
        found = {"known": [], "unknown": []}
        for number in range(TIMES + 5):
            for name in found:
                found[name].append(guess(name, number))
            if number % 5 == 4:
                AccessAttempt.objects.all().delete()
        AccessAttempt.objects.all().delete()
        return [statistics.median(seconds[5:]) * 1000 for seconds in found.values()]


def measure():
    known, unknown = latency()
    yield "refused sign-in", known, unknown, f"floor: a name that nobody has; {TIMES} each, difference {known / unknown - 1:+.1%}"
