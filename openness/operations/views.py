from hmac import compare_digest

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from .checks import checks
from .queues import waiting


def evaluate(now):
    with connection.cursor() as cursor:
        return checks(cursor, now, settings.MEDIA_ROOT, settings.ANCHOR_DIR, waiting(settings.REDIS_URL))


@require_safe
@never_cache
def overview(request):
    """For whoever looks after the system: what is watched, and what to do."""
    now = timezone.now()
    found = evaluate(now)
    bad = [check for check in found if not check.ok]
    return render(request, "operations/overview.html", {"now": now, "checks": found, "bad": bad})


@require_safe
@never_cache
def metrics(request):
    """For Prometheus, with the token that it was given; there is no such page for anybody else."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(token.encode(), given.encode()):
        raise Http404
    return HttpResponse(exposition(evaluate(timezone.now())), content_type=CONTENT_TYPE_LATEST)


def exposition(found):
    registry = CollectorRegistry()
    value, limit, ok = (
        Gauge(f"openness_check_{name}", words, ["check", "unit"], registry=registry)
        for name, words in (("value", "What was found; absent when unknown"), ("limit", "Its limit"), ("ok", "1 when all is well")))
    for check in found:
        names = check.name, check.unit
        if check.value is not None:
            value.labels(*names).set(check.value)
        limit.labels(*names).set(check.limit)
        ok.labels(*names).set(check.ok)
    return generate_latest(registry)
