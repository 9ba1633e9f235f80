"""Packages of slices as they are read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.explore.models import DataPackage, PackageFigure, PackageItem
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import Result
from ledestjerne.organisation.models import Membership, Unit

MOST_FROZEN = 60


@dataclass(frozen=True)
class KeptFigure:
    """A frozen figure on its line; `result` is as much of it as may be told today."""

    line: str
    frozen: FrozenResult
    result: Result


@dataclass(frozen=True)
class KeptSlice:
    """An item with the figures the reader may see; `out_of_sight` are those of units the reader may not read."""

    item: PackageItem
    figures: tuple[KeptFigure, ...]
    out_of_sight: int


def packages_of(unit: Unit) -> QuerySet[DataPackage]:
    """The unit's packages, the newest first, each with `size`, its number of slices."""
    found = DataPackage.objects.filter(unit=unit).select_related("created_by")
    return found.annotate(size=Count("items")).order_by("-created_at", "-pk")


def package_for(unit: Unit, package_id: int) -> DataPackage:
    """One package of the unit; Http404 when there is none."""
    found = packages_of(unit).select_related("unit").filter(pk=package_id).first()
    if found is None:
        raise Http404
    return found


def item_for(package: DataPackage, item_id: int) -> PackageItem:
    """One slice of the package; Http404 when there is none."""
    found = package.items.filter(pk=item_id).select_related("package__unit").first()
    if found is None:
        raise Http404
    return found


def kept_slices(package: DataPackage, *, user: User, on: date) -> list[KeptSlice]:
    """The slices of a package in their order, with the figures as they were when laid there.

    Those that beside today's figures, or beside others that were frozen, would tell of a small group are hidden.
    """
    readable = set(Unit.objects.where(user, Permission.FIGURE_READ, on=on).values_list("pk", flat=True))
    figures: dict[int, list[PackageFigure]] = {}
    for each in PackageFigure.objects.filter(item__package=package).select_related("frozen__unit"):
        figures.setdefault(each.item_id, []).append(each)
    told = indicators.told_today(each.frozen for found in figures.values() for each in found)
    return [kept_slice(item, figures.get(item.pk, []), readable, told) for item in package.items.all()]


def kept_slice(
    item: PackageItem, figures: list[PackageFigure], readable: set[int], told: Mapping[int, Result]
) -> KeptSlice:
    seen = tuple(
        KeptFigure(each.line, each.frozen, told[each.frozen_id])
        for each in figures
        if each.frozen.unit_id is None or each.frozen.unit_id in readable
    )
    return KeptSlice(item, seen, len(figures) - len(seen))


def homes_of(units: Collection[Unit], *, user: User, on: date) -> list[Unit]:
    """The units whose packages may hold figures of all these units: each is one of them or lies above them all.

    Whoever may read figures there may then read them of every unit in the package. Figures of no unit at all are the
    country's, which every package may hold: those there are, and new ones where the user was given the right.
    """
    if not units:
        given = Membership.objects.roots_of(user, Permission.PACKAGE_EDIT, on=on)
        has_package = Exists(DataPackage.objects.filter(unit=OuterRef("pk")))
        allowed = Unit.objects.where(user, Permission.PACKAGE_EDIT, on=on)
        return list(allowed.filter(Q(pk__in=given) | has_package).in_danish_order())
    common = Unit.objects.above_all([unit.code for unit in units], on=on).values_list("code", flat=True)
    return list(Unit.objects.where_among(list(common), user, Permission.PACKAGE_EDIT, on=on).in_danish_order())
