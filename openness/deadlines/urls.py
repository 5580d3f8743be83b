from django.urls import path

from openness.agencies.access import administering, signed_in

from . import views

app_name = "deadlines"
urlpatterns = [
    path("deadlines/<int:pk>/", signed_in(views.detail), name="detail"),
    path("calendar/", administering(views.Years.as_view()), name="years"),
]
