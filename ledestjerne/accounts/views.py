"""Log in, log out, own settings."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.accounts import writes
from ledestjerne.accounts.forms import LanguageForm, LoginForm
from ledestjerne.accounts.reads import must_wait, signed_in, user_of_link
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import anyone, fleeting, logged_in, page
from ledestjerne.base.time import now

BOTH = ("GET", "HEAD", "POST")
WAIT = gettext_lazy(
    "Der er gættet forkert mange gange på den e-mail. Vent et kvarter, eller få et nyt link til adgangskoden hos skolens "
    "kvalitetsfunktion."
)


@page(anyone, methods=BOTH)
def login(request: HttpRequest) -> HttpResponseBase:
    """Django's own login, with our form and page, and a pause for one who guesses."""
    view = auth.LoginView.as_view(
        authentication_form=LoginForm, template_name="accounts/login.html", redirect_authenticated_user=True
    )
    if request.method != "POST" or request.user.is_authenticated:
        return view(request)
    email = request.POST.get("username", "")
    if must_wait(email, at=now()):
        messages.error(request, WAIT)
        return redirect(request.get_full_path())
    answer = view(request)
    writes.note_login(email=email, succeeded=request.user.is_authenticated, at=now())
    return answer


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


@page(anyone, methods=BOTH)
def password_choose(request: HttpRequest, whom: str, token: str) -> HttpResponse:
    """Choose a password by a link that works once; an old link is told from no page, for somebody was given it."""
    user = user_of_link(whom, token)
    if user is None:
        return fleeting(render(request, "accounts/password_choose.html", {"form": None}, status=410))
    form = SetPasswordForm(user, sent(request))
    if request.method == "POST" and form.is_valid():
        writes.choose_password(user=user, password=form.cleaned_data["new_password1"])
        messages.success(request, _("Din adgangskode er valgt. Log ind med den."))
        return redirect("accounts:login")
    shown = {"form": form, "reader": user}
    return fleeting(render(request, "accounts/password_choose.html", shown, status=422 if form.errors else 200))
