"""Login and own settings."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User


class LoginForm(AuthenticationForm):
    """E-mail and password; the answer to a wrong one never tells which of them was wrong."""

    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Adgangskode"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {  # noqa: RUF012  # the base class has it as an instance variable
        "invalid_login": _(
            "E-mail og adgangskode passer ikke sammen. Prøv igen, eller spørg skolens kvalitetsfunktion."
        ),
        "inactive": _("Kontoen er lukket. Spørg skolens kvalitetsfunktion."),
    }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Sprog"),
        choices=User.Language.choices,
        widget=forms.RadioSelect,
        help_text=_("Gælder kun for dig. Tekster som skolen selv har skrevet, oversættes ikke."),
    )
