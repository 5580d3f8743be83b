from django.urls import path

from .access import public, signed_in
from .second_factor_views import Code, SecondFactor
from .views import EndOtherSessions, Forgotten, OwnPassword, SetPassword, SignIn, SignOut, forgotten_sent

app_name = "agencies"
urlpatterns = [
    path("login/", public(SignIn.as_view()), name="sign_in"),
    path("login/code/", signed_in(Code.as_view()), name="code"),
    path("login/forgotten/", public(Forgotten.as_view()), name="forgotten"),
    path("login/forgotten/sent/", public(forgotten_sent), name="forgotten_sent"),
    path("login/set/<str:uidb64>/<str:token>/", public(SetPassword.as_view()), name="set_password"),
    path("desk/password/", signed_in(OwnPassword.as_view()), name="password"),
    path("desk/password/sessions/", signed_in(EndOtherSessions.as_view()), name="end_sessions"),
    path("desk/second-factor/", signed_in(SecondFactor.as_view()), name="second_factor"),
    path("logout/", signed_in(SignOut.as_view()), name="sign_out"),
]
