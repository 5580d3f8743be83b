from django.urls import path

from openness.agencies.access import signed_in

from . import views

app_name = "tables"
urlpatterns = [
    path("<slug:key>/export/", signed_in(views.export), name="export"),
    path("<slug:key>/filters/", signed_in(views.save), name="save_filter"),
    path("filters/<int:pk>/", signed_in(views.change), name="filter"),
]
