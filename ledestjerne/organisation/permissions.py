"""Who may do what on which unit."""

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import ROLES, Permission, Role
from ledestjerne.base.pages import Answer
from ledestjerne.base.time import today
from ledestjerne.organisation.models import Level, Membership, Unit


def may(user: User | AnonymousUser, permission: Permission, *, on: Unit) -> bool:
    """Whether the user has the permission on the unit today; the console always has."""
    if not isinstance(user, User):
        return False
    return user.is_console or holds(user, permission, on=on, day=today())


def holds(user: User, permission: Permission, *, on: Unit, day: date) -> bool:
    """Whether a membership on the unit or above it gives the user the permission that day."""
    roots = Membership.objects.roots_of(user, permission, on=day)
    return any(unit.pk in roots for unit in Unit.objects.around(on, on=day)) if roots else False


def require(user: User, permission: Permission, *, on: Unit) -> None:
    """Raise PermissionDenied unless the user has the permission on the unit today."""
    if not may(user, permission, on=on):
        raise PermissionDenied(f"{permission} på {on.code}")


def require_either(user: User, permission: Permission, *, units: Sequence[Unit]) -> None:
    """Raise PermissionDenied unless the user has the permission on one of the units today."""
    if not any(may(user, permission, on=unit) for unit in units):
        raise PermissionDenied(f"{permission} på {' eller '.join(unit.code for unit in units)}")


def runs_installation(user: User) -> bool:
    """Whether the user may add units that stand by themselves: an administrator of the whole country, or the console."""
    roots = Membership.objects.roots_of(user, Permission.TOP_EDIT, on=today())
    return user.is_console or Unit.objects.filter(pk__in=roots, level=Level.NATION).exists()


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
    around = {each.pk for each in Unit.objects.around(unit, on=today())}
    held = Membership.objects.held_by(user, on=today())
    return frozenset().union(*(ROLES[Role(role)] for unit_id, role in held if unit_id in around))
