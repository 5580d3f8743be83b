from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

OPEN = ("/desk/password/", "/logout/", "/i18n/setlang/", "/static/", "/livez", "/readyz")


class MustChangePassword:
    """Who signed in with a starting password sees the page that changes it, and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(OPEN):
            user = request.user
            if user.is_authenticated and user.must_change_password:
                return redirect(reverse("agencies:password"))
        return self.get_response(request)
