"""`make demo`: plain HTTP on loopback, demonstration accounts; otherwise what production runs."""
from pathlib import Path

from .base import *  # noqa: F403
from .base import BASE_DIR, SITE, env

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = "session", "csrf", "device"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECOND_FACTOR_REQUIRED = set()      # offered to everybody, asked of nobody

DEMO_ACCOUNTS = Path(env("DEMO_ACCOUNTS", default=str(BASE_DIR / "var/demo-accounts.json")))
SHOW_COMPONENTS = True
SITE = SITE | {
    "host_name": SITE["host_name"] or "重庆市人民政府办公厅（演示）",
    "domain": SITE["domain"] or "openness.example",
    "id_code": SITE["id_code"] or "5000009901",     # visibly fictitious: real codes are issued by the national system
}
