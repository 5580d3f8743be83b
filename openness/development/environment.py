"""What the application is told through its environment; what is set already is left as it is."""

import os
import secrets

from . import postgres, valkey


def outside_services():
    """Which of the two servers the developer brings."""
    return {name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}


def common(place, settings):
    """The part shared by all: settings, the addresses of the servers, a language in which Chinese can be printed."""
    fixed = {"DJANGO_SETTINGS_MODULE": f"openness.settings.{settings}", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    servers = {"DATABASE_URL": postgres.url(place.run), "REDIS_URL": valkey.url(place.run)}
    return {**os.environ, **servers, **{name: os.environ[name] for name in outside_services()}, **fixed}


def demo(place):
    own = {
        "SECRET_KEY": secret_key(place.var / "secret-key"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "MEDIA_ROOT": str(place.var / "files"),
        "DEMO_ACCOUNTS": str(place.accounts),
        "PYTHONUNBUFFERED": "1",
    }
    return own | common(place, "demo")


def tests(place):
    return {"MEDIA_ROOT": str(place.var / "files")} | common(place, "test")


def deployable():
    """What `check --deploy` needs to judge the production settings: an example, but a sound one."""
    return {
        "DJANGO_SETTINGS_MODULE": "openness.settings.base",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "example.gov.cn",
    }


def without_django():
    """makemessages then works on the folder it stands in, not on that of the settings."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def secret_key(file):
    """Made once and kept, so that a second start signs nobody out."""
    if not file.exists():
        fresh = file.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(64))
        fresh.replace(file)
    return file.read_text()
