"""Changes to accounts."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ledestjerne.accounts.models import User


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
