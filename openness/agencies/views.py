from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView


class SignInForm(AuthenticationForm):
    """No name is longer than a name may be: a longer one is a wrong one, said before anything is looked up or logged."""

    def clean_username(self):
        name = self.cleaned_data["username"]
        if len(name) > 150:
            raise self.get_invalid_login_error()
        return name


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "agencies/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    pass
