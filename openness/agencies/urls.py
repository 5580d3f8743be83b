from django.urls import path

from .access import public, signed_in
from .views import SignIn, SignOut

app_name = "agencies"
urlpatterns = [
    path("login/", public(SignIn.as_view()), name="sign_in"),
    path("logout/", signed_in(SignOut.as_view()), name="sign_out"),
]
