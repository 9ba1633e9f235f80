"""Questions about the tree of units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.ordering import danish_order
from ledestjerne.base.pages import once
from ledestjerne.base.parts import Link
from ledestjerne.organisation.models import WIDER_THAN_SCHOOLS, Level, Membership, Unit, UnitLink, UnitQuerySet
from ledestjerne.organisation.permissions import holds


def unit_for(user: User, permission: Permission, *, code: str, on: date) -> Unit:
    """The unit with this code if the user has the permission there; else Http404, as for a unit that is not."""
    unit = once(("unit", code), lambda: Unit.objects.filter(code=code).first())
    if unit is None or not holds(user, permission, on=unit, day=on):
        raise Http404
    return unit


def path_to(unit: Unit, *, on: date) -> list[Unit]:
    """From the widest unit that holds it down to the unit itself."""
    return list(Unit.objects.around(unit, on=on))


def parent_of(unit: Unit, *, on: date) -> Unit | None:
    path = path_to(unit, on=on)
    return path[-2] if len(path) > 1 else None


def institution_of(unit: Unit, *, on: date) -> Unit | None:
    """The institution a unit is or lies in; none for a network or municipality."""
    return next((each for each in path_to(unit, on=on) if each.level == Level.INSTITUTION), None)


def children_of(unit: Unit, *, on: date) -> UnitQuerySet:
    """The units right below, in Danish order: a list, never a ranking."""
    return Unit.objects.filter(pk__in=links_on(on).filter(parent=unit).values("child")).in_danish_order()


def links_on(on: date) -> models.QuerySet[UnitLink]:
    return UnitLink.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on), kind=UnitLink.Kind.PART_OF
    )


def networks_of(institution: Unit, *, on: date) -> UnitQuerySet:
    """The networks the institution is a member of that day, in Danish order."""
    links = memberships_on(on).filter(child=institution)
    return Unit.objects.filter(pk__in=links.values("parent")).in_danish_order()


def institutions_in(network: Unit, *, on: date) -> UnitQuerySet:
    """The institutions that are members of the network that day, in Danish order."""
    links = memberships_on(on).filter(parent=network)
    return Unit.objects.filter(pk__in=links.values("child")).in_danish_order()


def memberships_on(on: date) -> models.QuerySet[UnitLink]:
    """Who is a member of what that day: links that carry no rights."""
    return UnitLink.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on), kind=UnitLink.Kind.MEMBER_OF
    )


def units_below(unit: Unit, *, on: date) -> UnitQuerySet:
    """The unit and everything below it that day, in Danish order."""
    return Unit.objects.below([unit.pk], on=on).in_danish_order()


def institutions_of(user: User, permission: Permission, *, on: date) -> UnitQuerySet:
    """The institutions on which the user has the permission, in Danish order."""
    return Unit.objects.where(user, permission, on=on).filter(level=Level.INSTITUTION).in_danish_order()


def tops(*, on: date) -> UnitQuerySet:
    """The institutions and wider units that are no part of another that day, in Danish order; the nation is none."""
    levels = [each for each in (*WIDER_THAN_SCHOOLS, Level.INSTITUTION) if each != Level.NATION]
    standing = Unit.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), level__in=levels)
    return standing.exclude(pk__in=links_on(on).values("child")).in_danish_order()


@dataclass(frozen=True)
class Branch:
    """A unit and its depth below the root it is shown under."""

    unit: Unit
    depth: int


def tree_below(unit: Unit, *, on: date) -> list[Branch]:
    """The unit and everything below it, depth first, brothers in Danish order."""
    units = {each.pk: each for each in units_below(unit, on=on)}
    children: dict[int, list[Unit]] = {}
    for link in links_on(on).filter(parent__in=units, child__in=units).order_by("child__sort_key", "child__code"):
        children.setdefault(link.parent_id, []).append(units[link.child_id])
    return list(walk(unit, children, depth=0))


def walk(unit: Unit, children: dict[int, list[Unit]], *, depth: int) -> Iterator[Branch]:
    yield Branch(unit=unit, depth=depth)
    for child in children.get(unit.pk, []):
        yield from walk(child, children, depth=depth + 1)


def members_of(unit: Unit) -> models.QuerySet[Membership]:
    """Everyone with a role on just this unit, now or before."""
    return (
        Membership.objects.filter(unit=unit).select_related("user").order_by(danish_order("user__name"), "role", "pk")
    )


def history_of(unit: Unit) -> models.QuerySet[UnitLink]:
    """What the unit has been part of and merged into, oldest first."""
    return UnitLink.objects.filter(child=unit).select_related("parent").order_by("starts_on", "pk")


def trail_to(unit: Unit, *between: Link, reader: User, on: date, here: str = "") -> list[Link]:
    """Breadcrumbs down to the unit, from the widest the reader may open; with `here`, on to a page about it."""
    path = open_part(path_to(unit, on=on), reader, on=on)
    links = [Link(label=each.name, url=reverse("overview:unit-detail", args=[each.code])) for each in path]
    return [*links, *between, Link(label=here)] if here else [*links[:-1], Link(label=unit.name)]


def open_part(path: list[Unit], reader: User, *, on: date) -> list[Unit]:
    """The units of a path that the reader may open: in a plain chain, those from the first one with a membership on."""
    if len({each.level for each in path}) < len(path):
        return [each for each in path if holds(reader, Permission.UNIT_READ, on=each, day=on)]
    roots = Membership.objects.roots_of(reader, Permission.UNIT_READ, on=on)
    first = next((place for place, each in enumerate(path) if each.pk in roots), len(path))
    return path[first:]
