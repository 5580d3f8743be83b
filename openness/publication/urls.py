from django.urls import path

from openness.agencies.access import public

from . import views

app_name = "public"
urlpatterns = [
    path("", public(views.home), name="home"),
    path("search/", public(views.results), name="search"),
    path("p/<uuid:address>/", public(views.item), name="item"),
    path("p/<uuid:address>/files/<int:order>/", public(views.file), name="file"),
]
