"""The test suite: real PostgreSQL and Valkey, files in a folder of its own, quick password hashes."""
import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("MEDIA_ROOT", str(Path(__file__).resolve().parent.parent.parent / "var/test/files"))
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/2")     # a closed port: what needs no broker must do without
# two processes run the suite side by side: each with a database (by pytest-django), files and keys of the broker of its own
SIDE = os.environ.get("PYTEST_XDIST_WORKER", "")
if SIDE and not os.environ["MEDIA_ROOT"].endswith(SIDE):
    os.environ["MEDIA_ROOT"] += f"-{SIDE}"

from .demo import *  # noqa: E402, F403
from .demo import AXES_FAILURE_LIMIT, DATABASES, STORAGES  # noqa: E402, F401

DEMO_ACCOUNTS = None
# transactional tests end by emptying all tables, which the trail refuses to everybody else
DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {"options": "-c openness.may_truncate=on"}
ANCHOR_DIR = Path(os.environ["MEDIA_ROOT"]).parent / f"anchors{SIDE}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CELERY_BROKER_CONNECTION_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 1, "max_retries": 1,
                                   "global_keyprefix": SIDE}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING", "handlers": []}}
