"""Questions about the people who log in."""

from django.http import HttpRequest

from ledestjerne.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The user behind a request to a page that only signed-in people reach."""
    if not isinstance(request.user, User):
        raise TypeError("the page's rule let an anonymous reader in")
    return request.user
