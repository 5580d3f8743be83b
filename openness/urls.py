from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from openness.agencies.access import public

from .health import livez, readyz

urlpatterns = [
    path("", include("openness.publication.urls")),
    path("", include("openness.readership.urls")),
    path("", include("openness.agencies.urls")),
    path("livez", public(livez), name="livez"),
    path("readyz", public(readyz), name="readyz"),
    path("", include("openness.operations.urls")),
    path("i18n/setlang/", public(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("desk/setup/", include("openness.onboarding.urls")),
    path("desk/", include("openness.trust.urls")),
    path("desk/tables/", include("openness.tables.urls")),
    path("desk/", include("openness.linkage.urls")),
    path("desk/", include("documents.urls")),
    path("desk/", include("interpretation.urls")),
    path("desk/", include("oversight.urls")),
    path("desk/", include("websites.urls")),
    path("desk/files/", include("openness.files.urls")),
    path("desk/", include("openness.deadlines.urls")),
    path("desk/", include("openness.desk.urls")),       # last: it answers every other address below /desk/
]
handler403 = "openness.errors.permission_denied"
handler500 = "openness.errors.server_error"
if settings.SHOW_COMPONENTS:
    urlpatterns.insert(0, path("components/", include("openness.ui.urls")))
