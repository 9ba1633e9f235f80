"""Who may do what on which unit."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import ROLES, Permission, Role
from ledestjerne.base.pages import Answer
from ledestjerne.base.time import today
from ledestjerne.organisation.models import Membership, Unit


def may(user: User | AnonymousUser, permission: Permission, *, on: Unit) -> bool:
    """Whether the user has the permission on the unit today; the console always has."""
    if not isinstance(user, User):
        return False
    return user.is_console or Unit.objects.where(user, permission, on=today()).filter(pk=on.pk).exists()


def require(user: User, permission: Permission, *, on: Unit) -> None:
    """Raise PermissionDenied unless the user has the permission on the unit today."""
    if not may(user, permission, on=on):
        raise PermissionDenied(f"{permission} på {on.code}")


def has_anywhere(user: User, permission: Permission) -> bool:
    return user.is_console or bool(Membership.objects.roots_of(user, permission, on=today()))


def needs(permission: Permission) -> Callable[[HttpRequest], Answer | None]:
    """The rule of pages for people who hold a permission somewhere; others are told that there is no such page."""

    def rule(request: HttpRequest) -> Answer | None:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if not has_anywhere(request.user, permission):
            raise Http404
        return None

    rule.permission = permission  # type: ignore[attr-defined]  # the generated matrix of pages reads it
    return rule


def permissions_on(user: User | AnonymousUser, *, unit: Unit) -> frozenset[Permission]:
    """Everything the user may do on the unit today, asked for at once."""
    if not isinstance(user, User):
        return frozenset()
    if user.is_console:
        return frozenset(Permission)
    around = Unit.objects.above(unit, on=today())
    held = Membership.objects.valid(on=today()).filter(user=user, unit__in=around).order_by("pk")
    return frozenset().union(*(ROLES[Role(role)] for role in held.values_list("role", flat=True)))
