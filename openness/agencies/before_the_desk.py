"""What still stands between a password and the desk, and when a session has lasted long enough."""
from time import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.shortcuts import redirect
from django.urls import reverse

from .second_factor import must_have

ALWAYS = ("/logout/", "/i18n/setlang/", "/static/", "/livez", "/readyz")
BEGAN, SEEN = "began", "seen"       # keys of the session: seconds of the clock


class SessionsEnd:
    """After half an hour without a request, and after twelve hours in any case; what asks by itself is no activity."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now, session = time(), request.session
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            if now - seen > settings.SESSION_IDLE or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif BEGAN not in session or now - seen > 60 and "X-Part" not in request.headers:       # a write a minute at most
                session[BEGAN], session[SEEN] = began, now
        return self.get_response(request)


def begin(sender, request, user, **kwargs):
    request.session[BEGAN] = request.session[SEEN] = time()


user_logged_in.connect(begin)


class BeforeTheDesk:
    """A starting password, a code that was not given, a second factor that is missing: that page, and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(ALWAYS):
            user = request.user
            if user.is_authenticated and (name := what_stands_before(user)):
                where = reverse(name)
                if request.path != where:
                    asked = {"next": request.get_full_path()} if request.method == "GET" and name == "agencies:code" else {}
                    return redirect(f"{where}?{urlencode(asked)}" if asked and request.path != "/" else where)
        return self.get_response(request)


def what_stands_before(user):
    """The name of the address, or None. The code comes before the password: who has only that changes nothing."""
    if user.second_factor_since and not user.is_verified():
        return "agencies:code"
    if user.must_change_password:
        return "agencies:password"
    if not user.second_factor_since and must_have(user):
        return "agencies:second_factor"
    return None
