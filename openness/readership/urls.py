from django.urls import path
from django.views.decorators.cache import cache_control

from openness.agencies.access import public

from .views import Useful

app_name = "readership"
urlpatterns = [path("useful/<uuid:address>/", public(cache_control(private=True, no_store=True)(Useful.as_view())), name="useful")]
