"""Who may open a page at all, said where the address is written; what is on it follows from visible_to and rights.

A view without such a word fails `manage.py check`, so that a page is never public by forgetting.
"""
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.urls import URLResolver, get_resolver

from .models import User
from .rights import rights_of

PUBLIC, SIGNED_IN, HOLDING, ADMINISTERING = "public", "signed_in", "holding", "administering"
GUARD_THEMSELVES = {"admin"}        # Django's admin asks is_staff on every page


def public(view):
    view.access_rule = (PUBLIC,)
    return login_not_required(view)


def signed_in(view):
    """Any member of staff; the page shows what the person may see."""
    view.access_rule = (SIGNED_IN,)
    return view


def holding(*rights):
    """Only people who hold one of the rights at some agency."""
    def marked(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(right in rights for _, right in rights_of(request.user)):
                raise PermissionDenied
            return view(request, *args, **kwargs)
        guarded.access_rule = (HOLDING, *rights)
        return guarded
    return marked


def is_administrator(user):
    """Of the system: bodies, workbooks, rules, calendar, operations."""
    return user.is_authenticated and user.looks_after(User.SYSTEM)


def administering(*parts):
    """Only the administrators named (system, security, audit), who have no business; bare, those of the system."""
    if callable(parts[0]):
        return administering(User.SYSTEM)(parts[0])

    def marked(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.looks_after(*parts):
                raise PermissionDenied
            return view(request, *args, **kwargs)
        guarded.access_rule = (ADMINISTERING, *parts)
        return guarded
    return marked


def walk(patterns, prefix="", namespaces=()):
    """Every address of the project: (name, route, callback)."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = namespaces + ((pattern.namespace,) if pattern.namespace else ())
            yield from walk(pattern.url_patterns, route, inner)
        elif not GUARD_THEMSELVES & set(namespaces):
            yield ":".join((*namespaces, pattern.name or "")), route, pattern.callback


def every_view_says_who_may_open_it(app_configs, **kwargs):
    return [
        checks.Error(f"{route} does not say who may open it", hint="openness.agencies.access", id="openness.E001")
        for _, route, callback in walk(get_resolver().url_patterns) if not getattr(callback, "access_rule", None)
    ]
