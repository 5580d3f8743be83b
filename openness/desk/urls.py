from django.urls import path, re_path

from openness.agencies.access import signed_in

from . import views

app_name = "desk"
urlpatterns = [
    path("", signed_in(views.home), name="home"),
    path("notices/", signed_in(views.notices), name="notices"),
    path("notices/read/", signed_in(views.read_all), name="read_all"),
    path("notices/mail/", signed_in(views.choose_mail), name="choose_mail"),
    path("deadlines/<int:pk>/acknowledge/", signed_in(views.acknowledge), name="acknowledge"),
    re_path(r"^(?P<rest>(?s:.*))/\Z", signed_in(views.missing), name="missing"),
]
