"""Is the process alive, and can it reach its database: two answers for whoever watches the machine."""
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from openness.operations.serving import marker


@require_safe
def livez(request):
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("database unreachable", content_type="text/plain", status=503)
    if marker().exists():
        return HttpResponse("data not verified", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
