"""Packages of slices: each slice keeps its address and its figures as they were."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.explore import reads
from ledestjerne.explore.models import DataPackage, PackageFigure, PackageItem
from ledestjerne.explore.slices import Slice
from ledestjerne.indicators.writes import Cited, freeze_nation, freeze_result
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


class CannotKeepError(ValidationError):
    """The slice has no figures, too many, or figures of units outside the package's own."""


@transaction.atomic
def create_package(*, by: User, unit: Unit, title: str, note: str = "") -> DataPackage:
    """Begin an empty package on a unit."""
    require(by, Permission.PACKAGE_EDIT, on=unit)
    package = DataPackage.objects.create(unit=unit, title=title.strip(), note=note.strip(), created_by=by)
    record("package.created", subject=package, by=by, unit_code=unit.code)
    return package


@transaction.atomic
def edit_package(*, by: User, package: DataPackage, title: str, note: str) -> DataPackage:
    """Change the title and the introduction; what they were stays in the log."""
    require(by, Permission.PACKAGE_EDIT, on=package.unit)
    found = DataPackage.objects.select_for_update().get(pk=package.pk)
    before = {"title": found.title, "note": found.note}
    found.title, found.note = title.strip(), note.strip()
    found.save(update_fields=["title", "note"])
    record("package.edited", subject=found, by=by, unit_code=package.unit.code, detail={"before": before})
    return found


@transaction.atomic
def remove_package(*, by: User, package: DataPackage) -> None:
    """Delete a package; its frozen figures stay, for other things may rest on them."""
    require(by, Permission.PACKAGE_EDIT, on=package.unit)
    slices = list(package.items.values_list("query", flat=True))
    record("package.removed", subject=package, by=by, unit_code=package.unit.code, detail={"slices": slices})
    package.delete()


@transaction.atomic
def add_item(*, by: User, package: DataPackage, asked: Slice, title: str, on: date, note: str = "") -> PackageItem:
    """Lay a slice at the end of a package, with all its figures frozen, the country's printed ones among them.

    CannotKeepError when there is nothing to freeze, too much, or when a unit lies outside the package's own.
    """
    require(by, Permission.PACKAGE_EDIT, on=package.unit)
    found = reads.cut(asked, user=by, on=on)
    figures = list(found.results)
    check_size(len(figures))
    if found.units and package.unit not in reads.homes_of(found.units, user=by, on=on):
        raise CannotKeepError(
            _("Pakken hører til %(unit)s og kan kun rumme tal om den og enhederne under den.")
            % {"unit": package.unit.name}
        )
    DataPackage.objects.select_for_update().get(pk=package.pk)
    last = package.items.aggregate(last=Max("position"))["last"] or 0
    item = PackageItem.objects.create(
        package=package, position=last + 1, title=title.strip(), query=found.chosen.query, note=note.strip()
    )
    for position, (series, result) in enumerate(figures):
        cited = Cited(result.indicator, result.period, dict(result.breakdown))
        if series.unit is None or found.is_printed_nation(series):
            frozen = freeze_nation(by=by, beside=package.unit, cited=cited)
        else:
            frozen = freeze_result(by=by, unit=series.unit, cited=cited)
        PackageFigure.objects.create(item=item, position=position, line=series.name, frozen=frozen)
    record("package.item_added", subject=item, by=by, unit_code=package.unit.code, detail={"figures": len(figures)})
    return item


def check_size(figures: int) -> None:
    if not figures:
        raise CannotKeepError(_("Udsnittet rummer ingen tal, der kan lægges i en datapakke."))
    if figures > reads.MOST_FROZEN:
        raise CannotKeepError(
            _("Udsnittet rummer %(count)d tal, og der er plads til %(most)d. Vælg færre enheder eller perioder.")
            % {"count": figures, "most": reads.MOST_FROZEN}
        )


@transaction.atomic
def move_item(*, by: User, item: PackageItem, up: bool) -> PackageItem:
    """Let a slice and its neighbour change places; at the end nothing happens."""
    require(by, Permission.PACKAGE_EDIT, on=item.package.unit)
    package = DataPackage.objects.select_for_update().get(pk=item.package_id)
    found = package.items.get(pk=item.pk)
    items = (
        package.items.filter(position__lt=found.position) if up else package.items.filter(position__gt=found.position)
    )
    neighbour = items.order_by("-position" if up else "position").first()
    if neighbour is None:
        return found
    PackageItem.objects.filter(pk=neighbour.pk).update(position=found.position)
    found.position, was = neighbour.position, found.position
    found.save(update_fields=["position"])
    moved = {"from": was, "to": found.position}
    record("package.item_moved", subject=found, by=by, unit_code=item.package.unit.code, detail=moved)
    return found


@transaction.atomic
def remove_item(*, by: User, item: PackageItem) -> None:
    """Take a slice out of its package; its frozen figures stay, for other things may rest on them."""
    require(by, Permission.PACKAGE_EDIT, on=item.package.unit)
    package = DataPackage.objects.select_for_update().get(pk=item.package_id)
    found = package.items.filter(pk=item.pk).first()
    if found is None:  # somebody was faster
        return
    record(
        "package.item_removed", subject=found, by=by, unit_code=item.package.unit.code, detail={"query": found.query}
    )
    place = found.position
    found.delete()
    package.items.filter(position__gt=place).update(position=F("position") - 1)
