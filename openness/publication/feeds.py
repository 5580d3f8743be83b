"""A feed of any search: the newest that answer the same address parameters as the search page."""
import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from .asked import Request, label
from .blocks import plain
from .finding import find
from .searching import items_of

ENTRIES = 30
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")       # XML 1.0 has no such characters


def held(words):
    """What a feed can hold of words that somebody typed: one character must not take the feed from everybody."""
    return UNHELD.sub("", words)


class Newest(Feed):
    feed_type = Atom1Feed

    def get_object(self, request):
        return Request.of(request.GET), request.META.get("QUERY_STRING", "")

    def title(self, wanted):
        return held(self.words(wanted))

    def words(self, wanted):
        asked, chosen = wanted[0].asked.text, wanted[0].filters.chosen()
        words = [asked, *(label(name, value, {}) for name, value in chosen.items() if name in ("kind", "state", "topic", "genre", "year"))]
        return f"{settings.SITE['name']}：{'、'.join(map(str, filter(None, words))) or _('最新公开')}"

    def link(self, wanted):
        return held(f"{reverse('public:search')}?{wanted[1]}") if wanted[1] else reverse("public:search")

    feed_guid = link

    def items(self, wanted):
        return items_of(find(wanted[0].asked, wanted[0].filters, today=localdate(), size=ENTRIES).pks)

    def item_title(self, item):
        return held(item.title)

    def item_description(self, item):
        return held(plain(item.body)[:200])

    def item_guid(self, item):
        return f"urn:uuid:{item.address}"

    def item_author_name(self, item):
        return held(item.issuer)

    def item_pubdate(self, item):
        return item.published_at

    item_updateddate = item_pubdate
