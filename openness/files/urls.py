from django.urls import path

from openness.agencies.access import signed_in

from .views import download

app_name = "files"
urlpatterns = [path("<int:pk>/", signed_in(download), name="download")]
