from django.urls import path

from openness.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
