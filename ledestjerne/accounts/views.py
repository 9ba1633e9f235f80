"""Log in, log out, own settings."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts import writes
from ledestjerne.accounts.forms import LanguageForm, LoginForm
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import anyone, logged_in, page

BOTH = ("GET", "HEAD", "POST")


@page(anyone, methods=BOTH)
def login(request: HttpRequest) -> HttpResponseBase:
    """Django's own login, with our form and page."""
    view = auth.LoginView.as_view(
        authentication_form=LoginForm, template_name="accounts/login.html", redirect_authenticated_user=True
    )
    return view(request)


@page(anyone, methods=("POST",))
def logout(request: HttpRequest) -> HttpResponseBase:
    return auth.LogoutView.as_view()(request)


@page(logged_in, methods=BOTH)
def settings_edit(request: HttpRequest) -> HttpResponse:
    """Language of the pages."""
    user = signed_in(request)
    form = LanguageForm(sent(request), initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        writes.choose_language(by=user, language=form.cleaned_data["language"])
        return redirect("accounts:settings-edit")
    return render(request, "accounts/settings_edit.html", {"form": form}, status=422 if form.errors else 200)


@page(logged_in, methods=BOTH)
def password_edit(request: HttpRequest) -> HttpResponse:
    form = PasswordChangeForm(signed_in(request), sent(request))
    if request.method == "POST" and form.is_valid():
        user = writes.change_password(by=signed_in(request), password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Din adgangskode er skiftet."))
        return redirect("accounts:settings-edit")
    return render(request, "accounts/password_edit.html", {"form": form}, status=422 if form.errors else 200)
