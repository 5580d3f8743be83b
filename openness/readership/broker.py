"""Valkey for counters: it answers at once, or the page does without."""
import logging
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from openness.patience import Rest

log = logging.getLogger(__name__)
AT_ONCE, PATIENTLY = 0.05, 5        # seconds
rest = Rest(2)


def valkey(patience):
    return _client(settings.REDIS_URL, patience)


@cache
def _client(url, patience):
    return redis.Redis.from_url(url, socket_timeout=patience, socket_connect_timeout=patience,
                                retry=Retry(NoBackoff(), 0), decode_responses=True)


def key(name):
    return settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("global_keyprefix", "") + name


def quickly(ask):
    """What `ask(valkey)` answers, or None when there is no answer at once."""
    if rest.is_on():
        return None
    try:
        return ask(valkey(AT_ONCE))
    except (redis.RedisError, OSError) as error:
        rest.begin()
        log.debug("not counted: %s", error)
        return None
