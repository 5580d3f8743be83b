"""Every public item and the pages that lead to them, for search engines."""
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import PublicItem


class Items(Sitemap):
    limit = 10_000          # the protocol allows 50,000 a file

    def items(self):
        return PublicItem.objects.newest().only("address", "published_at")

    def lastmod(self, item):
        return item.published_at

    def get_latest_lastmod(self):
        return PublicItem.objects.newest().values_list("published_at", flat=True).first()


class Pages(Sitemap):

    def items(self):
        return ["public:home", "public:search", "public:accessibility"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"items": Items, "pages": Pages}
