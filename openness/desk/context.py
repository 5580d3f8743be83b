"""The frame of every staff page: navigation, unread notices, who is acting."""
from django.db.models import Count, Value
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from openness.agencies.rights import rights_of, serves

from .lists import navigation, queues


class Frame:
    """Asked for by templates, computed at most once a request; public pages ask for nothing."""

    def __init__(self, request):
        self.request, self.user = request, request.user

    @cached_property
    def counts(self):
        """{queue: how many wait}, for the queues that the navigation shows, and the unread notices: one query for all."""
        wanted = {key for item in navigation(self.user) for key in item.queues}
        rows = {queue.key: queue.rows(self.user) for queue in queues(self.user) if queue.key in wanted}
        first, *others = [counted(key, each) for key, each in rows.items()] + [
            counted("unread", self.user.notifications.unread())]
        return {row["of"]: row["n"] for row in first.union(*others, all=True).order_by()}      # a model of the first may order

    @cached_property
    def navigation(self):
        hot = {queue.key for queue in queues(self.user) if queue.hot}
        groups = {"": [self.entry(_("工作台"), reverse("desk:home"), icon="layout-dashboard")]}
        for item in navigation(self.user):
            count = sum(self.counts.get(key, 0) for key in item.queues)
            groups.setdefault(str(item.group), []).append(self.entry(
                item.label, reverse(item.url), icon=item.icon, count=count, hot=bool(count and hot & set(item.queues)),
                go=item.go))
        groups.setdefault("", []).append(self.entry(
            _("通知"), reverse("desk:notices"), icon="bell", count=self.unread, hot=bool(self.unread)))
        self.mark_current([item for items in groups.values() for item in items])
        return [{"label": label, "items": items} for label, items in groups.items()]

    def mark_current(self, items):
        """The entry whose address is the longest beginning of this page's; the home only when it is this page."""
        home, path = reverse("desk:home"), self.request.path
        near = [item for item in items if path.startswith(item["url"]) and (item["url"] != home or path == home)]
        if near:
            max(near, key=lambda item: len(item["url"]))["current"] = True

    def entry(self, label, url, *, icon, count=None, hot=False, go=""):
        return {"label": label, "url": url, "icon": icon, "count": count, "hot": hot, "go": go, "current": False}

    @cached_property
    def unread(self):
        return self.counts.get("unread", 0)

    @cached_property
    def agencies(self):
        return _("、").join(serves(self.user).values())

    @property
    def person(self):
        return str(self.user)

    @cached_property
    def administers(self):
        return {part: self.user.looks_after(part) for part, _label in self.user.ADMINISTRATORS}

    @property
    def rights(self):
        return {right for _, right in rights_of(self.user)}


def counted(key, rows):
    """One row, or none where nothing waits: what it is and how many."""
    return rows.order_by().annotate(of=Value(key)).values("of").annotate(n=Count("pk"))


def desk(request):
    user = getattr(request, "user", None)
    return {"desk": Frame(request) if user is not None and user.is_authenticated else None}
