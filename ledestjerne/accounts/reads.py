"""Questions about the people who log in."""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from ledestjerne.accounts.models import User, WrongPassword

PAUSE = timedelta(minutes=15)
TRIES = 10
"""So many wrong passwords within a pause, and the e-mail must wait: a thousand a day are too few to guess with."""


def signed_in(request: HttpRequest) -> User:
    """The user behind a request to a page that only signed-in people reach."""
    if not isinstance(request.user, User):
        raise TypeError("the page's rule let an anonymous reader in")
    return request.user


def known_as(email: str) -> str:
    """The e-mail as wrong passwords are counted under, however it was typed."""
    return email.strip().lower()[:254]


def must_wait(email: str, *, at: datetime) -> bool:
    """Whether so many wrong passwords were given for the e-mail lately that even the right one is not looked at."""
    return WrongPassword.objects.filter(email=known_as(email), at__gt=at - PAUSE).count() >= TRIES


def password_link(user: User) -> str:
    """The address where the person can choose a password: once, within PASSWORD_RESET_TIMEOUT."""
    whom = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("accounts:password-choose", args=[whom, default_token_generator.make_token(user)])


def user_of_link(whom: str, token: str) -> User | None:
    """The person a link was made for, while it still holds: not used, not too old, the account open."""
    try:
        user = User.objects.filter(pk=int(force_str(urlsafe_base64_decode(whom))), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None
