"""Fit for production; everything that differs between places comes from the environment (12-factor).

Required: SECRET_KEY, DATABASE_URL, REDIS_URL, ALLOWED_HOSTS, MEDIA_ROOT. A missing one stops the start with its name.
"""
from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django.contrib.postgres",
    "guardian",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "openness",
    "openness.agencies",
    "openness.rules",
    "openness.audit",
    "openness.notifications",
    "openness.deadlines",
    "openness.workflow",
    "openness.files",
    "openness.publication",
    "openness.desk",
    "openness.operations",
    "openness.ui",
    "openness.tables",
    "openness.onboarding",
    "openness.linkage",
    "documents",
    "interpretation",
    "sentiment",
    "websites",
    "oversight",
    "openness.readership",      # last: its demonstration counts the readers of what the others made public
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "openness.operations.serving.HoldBack",
    "openness.desk.privacy.NoStoreForStaff",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openness.ui.language.LanguageFromCookie",
    "openness.publication.old_addresses.OldAddresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "openness.agencies.before_the_desk.SessionsEnd",
    "openness.agencies.before_the_desk.BeforeTheDesk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "openness.readership.counting.CountReads",
]

ROOT_URLCONF = "openness.urls"
WSGI_APPLICATION = "openness.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [BASE_DIR / "templates"],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "django.template.context_processors.i18n",
        "openness.ui.context.prefs",
        "openness.desk.context.desk",
        "openness.publication.context.site",
    ]},
}]
FORM_RENDERER = "openness.ui.forms.Renderer"

DATABASES = {"default": env.db("DATABASE_URL") | {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {
        "user_attributes": ("username", "name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Five wrong passwords from one address for one account close that pair for fifteen minutes; a stranger elsewhere
# cannot shut the account's owner out (openness/agencies/devices.py).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False       # what is tried at a closed pair counts against nobody
AXES_LOCKOUT_TEMPLATE = "agencies/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "openness.agencies.devices.place"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Whose posts ask for a second factor (keys of openness/roles.py, and "administrator"); everybody may have one.
SECOND_FACTOR_REQUIRED = {"reviewer", "signer", "administrator"}
OTP_TOTP_ISSUER = "政务公开管理系统"

# Letters: EMAIL_URL=smtp+tls://user:password@host:587; without it none are sent, and the pages say so.
MAIL_IS_SET_UP = bool(env("EMAIL_URL", default=""))
mail = env.email_url_config(env("EMAIL_URL", default="") or "dummymail://")
MAILERS = {"default": {"BACKEND": mail["EMAIL_BACKEND"], "OPTIONS": {
    "host": mail["EMAIL_HOST"], "port": mail["EMAIL_PORT"], "username": mail["EMAIL_HOST_USER"],
    "password": mail["EMAIL_HOST_PASSWORD"], "use_tls": mail.get("EMAIL_USE_TLS", False),
    "use_ssl": mail.get("EMAIL_USE_SSL", False), "timeout": 10} if "smtp" in mail["EMAIL_BACKEND"] else {}}}
SILENCED_SYSTEM_CHECKS = [] if MAIL_IS_SET_UP else ["mail.E001"]       # no fault: passwords are then handed out on paper
ORIGIN = env("ORIGIN", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")        # how the addresses in letters begin
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="openness@localhost")
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [("dist", BASE_DIR / "openness/static/dist")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(env("MEDIA_ROOT"))
ANCHOR_DIR = Path(env("ANCHOR_DIR", default=str(MEDIA_ROOT.parent / "anchors")))     # best on storage of another machine
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 200
ATTACHMENT_MAX_SIZE = 50 * 2**20
ATTACHMENTS_PER_USER_DAY = 2 * 2**30
CLAMD = env("CLAMD", default="")        # unix:///run/clamav/clamd.ctl or tcp://host:3310; with it uploads wait for the verdict

# Wire
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = 30 * 60
DEVICE_COOKIE_NAME = "__Host-device"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "openness.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

# Work in the background: the database is the truth, the broker only wakes workers.
REDIS_URL = env("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,      # longer than the longest task may run
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
METRICS_TOKEN = env("METRICS_TOKEN", default="")        # what Prometheus shows at /metrics; without it there is no such page
CELERY_BEAT_SCHEDULE = {
    "reminders": {"task": "openness.deadlines.tasks.send_reminders", "schedule": 30},
    "letters": {"task": "openness.notifications.tasks.mail_notices", "schedule": 60},
    "scheduled publication": {"task": "documents.tasks.publish_what_is_due", "schedule": 30},
    "imports": {"task": "documents.tasks.read_imports", "schedule": 30},
    "quarantine": {"task": "openness.files.tasks.scan_quarantine", "schedule": 60},
    "erasure": {"task": "openness.files.tasks.erase_bytes", "schedule": 60},
    "old autosaves": {"task": "openness.workflow.tasks.sweep_autosaves", "schedule": 24 * 3600},
    "validity": {"task": "openness.publication.tasks.refresh_validity", "schedule": crontab(minute=5, hour=0)},
    "monthly reports": {"task": "oversight.tasks.draft_reports", "schedule": 3600},
    "reads": {"task": "openness.readership.tasks.flush_reads", "schedule": 60},
    "rights": {"task": "openness.agencies.tasks.derive_rights", "schedule": 600},
    "heartbeat": {"task": "openness.operations.tasks.beat", "schedule": 30},
    "seals": {"task": "openness.audit.tasks.seal_trail", "schedule": 30},
    "agreement": {"task": "openness.operations.tasks.compare", "schedule": crontab(minute=20, hour=3)},
    "anchor": {"task": "openness.audit.tasks.anchor_trail", "schedule": crontab(minute=10, hour=0)},
}

# Seams: where an app above adds to one below, so that imports keep pointing down.
ROLES = "openness.roles.ROLES"
DOCUMENT_CHECKS = ["interpretation.gate.material_arrives_with_the_draft"]
PUBLICATION_COMPANIONS = ["interpretation.companions"]      # see documents/companions.py
REPORT_SECTIONS = ["oversight.sections.SECTIONS", "oversight.interpreting.SECTIONS"]
DESK_QUEUES = ["documents.queues.QUEUES", "interpretation.queues.QUEUES", "interpretation.following_queues.QUEUES",
               "openness.linkage.queues.QUEUES", "websites.queues.QUEUES",
               "oversight.queues.QUEUES"]
DESK_NAVIGATION = ["openness.onboarding.navigation.NAVIGATION", "openness.operations.navigation.NAVIGATION",
                   "documents.queues.NAVIGATION", "interpretation.queues.NAVIGATION",
                   "interpretation.following_queues.NAVIGATION",
                   "openness.linkage.queues.NAVIGATION", "websites.queues.NAVIGATION", "oversight.queues.NAVIGATION"]
SETUP_STEPS = ["documents.views.setup.steps"]      # what apps add to the page of an installation that is being set up
# lists that can be exported, and whose conditions can be saved
TABLE_LISTS = ["openness.desk.tables.LISTS", "documents.views.tables.LISTS", "interpretation.views.board.LISTS",
               "openness.linkage.views.tables.LISTS", "oversight.views.tables.LISTS", "websites.views.tables.LISTS"]

# The public site's identity (page tags of 国办发〔2017〕47号)
SITE = {
    "name": env("SITE_NAME", default="政府信息公开平台"),
    "host_name": env("SITE_HOST_NAME", default=""),
    "domain": env("SITE_DOMAIN", default=""),
    "id_code": env("SITE_ID_CODE", default=""),
}
SHOW_COMPONENTS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
