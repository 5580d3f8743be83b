from django.urls import path

from openness.agencies.access import administering, public

from . import views

app_name = "operations"
urlpatterns = [
    path("desk/operations/", administering(views.overview), name="overview"),
    path("metrics", public(views.metrics), name="metrics"),
]
