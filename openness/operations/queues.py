"""How many tasks wait in the broker."""
import redis

QUEUES = ("celery",)
PATIENCE = 1        # seconds


def waiting(url) -> int | None:
    """None when the broker does not answer."""
    try:
        with redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
            return sum(broker.llen(queue) for queue in QUEUES)
    except (redis.RedisError, OSError):
        return None
