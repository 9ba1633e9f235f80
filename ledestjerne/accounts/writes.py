"""Changes to accounts."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ledestjerne.accounts.models import User, WrongPassword
from ledestjerne.accounts.reads import known_as

KEPT = timedelta(days=1)


@transaction.atomic
def add_user(*, email: str, name: str, password: str | None) -> User:
    """Make an account; without a password nobody can log in with it. Who may, is asked by the caller."""
    return User.objects.create(email=email.strip().lower(), name=name.strip(), password=make_password(password))


@transaction.atomic
def choose_language(*, by: User, language: str) -> User:
    """Let a person choose the language of their own pages."""
    by.language = User.Language(language)
    by.save(update_fields=["language"])
    return by


@transaction.atomic
def change_password(*, by: User, password: str) -> User:
    """Let a person choose another password; it has been checked before."""
    by.password = make_password(password)
    by.save(update_fields=["password"])
    return by


@transaction.atomic
def note_login(*, email: str, succeeded: bool, at: datetime) -> None:
    """Count a wrong password, or forget those before the right one; what is older than a day goes."""
    WrongPassword.objects.filter(at__lt=at - KEPT).delete()
    if succeeded:
        WrongPassword.objects.filter(email=known_as(email)).delete()
    else:
        WrongPassword.objects.create(email=known_as(email), at=at)


@transaction.atomic
def choose_password(*, user: User, password: str) -> User:
    """Let the person a link was made for choose a password; the link is used up, for it rests on the old one."""
    user.password = make_password(password)
    user.save(update_fields=["password"])
    WrongPassword.objects.filter(email=known_as(user.email)).delete()
    return user
