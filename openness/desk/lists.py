"""What apps add to the desk (settings.DESK_QUEUES, DESK_NAVIGATION), so that the desk imports none of them."""
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from openness.agencies.rights import rights_of


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Work that waits for people with a right: `rows(user)` is a queryset, `step` what is next for each of them."""
    key: str
    label: str
    icon: str
    right: str
    step: Callable          # subject -> name of the step
    rows: Callable
    hot: bool = False       # counted in red in the navigation
    badge: str = "document"         # the vocabulary of its states
    url: str = "documents:list"     # the list of all of them


@dataclass(frozen=True, kw_only=True)
class Item:
    """An entry of the navigation; without `rights` for everybody. `queues`: whose counts it carries."""
    label: str
    url: str                # a URL name
    icon: str
    group: str = ""
    rights: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    go: str = ""            # the key that follows G
    administrators: bool = False        # for those who look after the installation, and nobody else
    administers: tuple[str, ...] = ()   # for these administrators (system, security, audit), and nobody else


def queues(user):
    held = {right for _, right in rights_of(user)}
    return [queue for queue in listed("DESK_QUEUES") if queue.right in held]


def navigation(user):
    held, items = {right for _, right in rights_of(user)}, listed("DESK_NAVIGATION")
    parts = {part for part, _label in user.ADMINISTRATORS if user.looks_after(part)} if user.is_superuser or user.administers else set()
    return [item for item in items if (parts & {*item.administers, *(["system"] if item.administrators else [])}
            if item.administrators or item.administers else not item.rights or held & set(item.rights))]


def listed(setting):
    return [entry for path in getattr(settings, setting) for entry in import_string(path)]
