"""Devices on which somebody signed in before, and how much is tried elsewhere.

Five wrong passwords close the pair of name and place (axes). A device that its owner used is a place of its own: no
stranger's tries count there, wherever they come from. All other places together have a measure for each name and each
address, so that tries spread over many of them go no faster. Names that nobody has are measured like others.
"""
import secrets
from datetime import timedelta
from ipaddress import IPv6Address

from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Q, Sum
from django.utils.crypto import salted_hmac

from .networks import place_of

SALT, LASTS, NAMES = "openness.device", timedelta(days=180), 10
OWN = "fdde:71ce:"              # where axes keeps the tries of known devices: addresses that nobody comes from
WINDOW = timedelta(minutes=15)
OF_A_NAME, OF_AN_ADDRESS = 20, 100      # an office behind one address has many who mistype


def sealed(username):
    return salted_hmac(SALT, username.lower(), algorithm="sha256").hexdigest()[:16]


def kept(request):
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {"id": "", "names": []}


def is_known(request, username):
    return sealed(username) in kept(request)["names"]


def remember(request, response, user):
    """On this device the person is at home from now on."""
    known = kept(request)
    names = [sealed(user.username), *(name for name in known["names"] if name != sealed(user.username))][:NAMES]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME, signing.dumps({"id": known["id"] or secrets.token_hex(12), "names": names}, salt=SALT),
        max_age=int(LASTS.total_seconds()), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def place(request):
    """For axes, which stores addresses: of version 6 the network, of a known device one of its own."""
    name = request.POST.get("username", "").strip() if request.method == "POST" else ""
    if name and is_known(request, name):
        return str(IPv6Address(bytes.fromhex("fdde71ce" + kept(request)["id"])))
    where = place_of(request)
    return f"{where}::" if ":" in where else where


def too_many(request, username, *, now):
    """Whether this name, or this address, was tried so often from unknown devices that it waits."""
    if is_known(request, username):
        return False
    mine, here = Q(username=username) & ~Q(ip_address__startswith=OWN), Q(ip_address=place(request))
    tried = AccessAttempt.objects.filter(mine | here, attempt_time__gt=now - WINDOW).aggregate(
        name=Sum("failures_since_start", filter=mine), address=Sum("failures_since_start", filter=here))
    return (tried["name"] or 0) >= OF_A_NAME or (tried["address"] or 0) >= OF_AN_ADDRESS


def tries(username, *, now):
    """How often the name was tried in vain lately, anywhere."""
    rows = AccessAttempt.objects.filter(username=username, attempt_time__gt=now - WINDOW)
    return rows.aggregate(n=Sum("failures_since_start"))["n"] or 0


def forget_tries(username):
    AccessAttempt.objects.filter(username=username).delete()
