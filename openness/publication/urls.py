from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from openness.agencies.access import public

from . import columns, downloads, interpretations, views
from .feeds import Newest
from .sitemaps import SITEMAPS

app_name = "public"


def page(view):
    """Open to everybody, and asked for again each time: what was withdrawn stands in no cache."""
    return public(cache_control(no_cache=True)(view))


urlpatterns = [
    path("", page(views.home), name="home"),
    path("search/", page(views.results), name="search"),
    path("search/suggest/", page(views.suggestions), name="suggestions"),
    path("feed/", page(require_safe(Newest())), name="feed"),
    path("open/", page(columns.overview), name="columns"),
    path("open/<slug:block>/", page(columns.column), name="column"),
    path("interpretations/", page(interpretations.interpretations), name="interpretations"),
    path("accessibility/", page(views.accessibility), name="accessibility"),
    path("sitemap.xml", page(require_safe(sitemaps.index)),
         {"sitemaps": SITEMAPS, "sitemap_url_name": "public:sitemap_section"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", page(require_safe(sitemaps.sitemap)), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("robots.txt", page(views.robots), name="robots"),
    path("p/<uuid:address>/", page(views.item), name="item"),
    path("p/<uuid:address>/<int:edition>/", page(views.edition), name="edition"),
    path("p/<uuid:address>/<int:edition>/changes/", page(views.compare), name="changes"),
    path("p/<uuid:address>/download/<slug:form>/", page(downloads.download), name="download"),
    path("p/<uuid:address>/files/<int:order>/", page(views.file), name="file"),
]
