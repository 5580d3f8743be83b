"""Found, not served: while database and files are not known to agree, nothing is answered but whoever mends it."""
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse

from .checks import NOT_SERVED

OPEN = ("/livez", "/readyz", "/metrics", "/login/", "/logout/", "/desk/operations/", "/i18n/", "/static/")


def marker() -> Path:
    return Path(settings.MEDIA_ROOT) / NOT_SERVED


class HoldBack:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if marker().exists() and not request.path.startswith(OPEN):
            return HttpResponse("系统正在核验数据，暂停服务。Service is paused while data are verified.",
                                content_type="text/plain; charset=utf-8", status=503, headers={"Retry-After": "600"})
        return self.get_response(request)
