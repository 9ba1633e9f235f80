"""What only a person can say of a delivery: what its columns mean, and that its classes are to be in the tree."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.lesson_units import missing_units
from ledestjerne.facts.mappings import as_plain
from ledestjerne.facts.models import Delivery, RememberedMapping, UnitName
from ledestjerne.facts.places import folded
from ledestjerne.facts.unit_changes import UnitChange, enter_units
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


@transaction.atomic
def add_missing_units(*, delivery: Delivery, by: User, on: date) -> list[UnitChange]:
    """Put the departments, educations and classes a lesson file names, and the tree lacks, into the tree."""
    require(by, Permission.UNIT_EDIT, on=delivery.unit or Unit())
    changes = missing_units(delivery)
    enter_units(changes=changes, by=by, on=on)
    record("delivery.units_added", subject=delivery, by=by, unit_code=delivery.unit_code,
           detail={"units": [change.code for change in changes]})  # fmt: skip
    return changes


@transaction.atomic
def remember_mapping(*, delivery: Delivery, mapping: ColumnMapping, by: User, at: datetime) -> RememberedMapping:
    """Remember what the columns of a file mean, for the next file with the same headings."""
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    kept, _made = RememberedMapping.objects.update_or_create(
        unit=delivery.unit, signature=mapping.signature,
        defaults={"mapping": as_plain(mapping), "made_by": by, "made_at": at},
    )  # fmt: skip
    record("mapping.remembered", subject=kept, by=by, unit_code=delivery.unit_code)
    return kept


@transaction.atomic
def choose_units(*, delivery: Delivery, chosen: Mapping[str, Unit | None], by: User, at: datetime) -> int:
    """Remember which unit each name in the file stands for, for every later file of the same owner; None forgets it.

    Answers how many names were chosen or forgotten; what stands already is left alone.
    """
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    changed = 0
    for printed, unit in chosen.items():
        kept = UnitName.objects.filter(owner=delivery.unit, name=folded(printed)).select_related("unit").first()
        if unit == (kept.unit if kept else None):
            continue
        if unit is not None:
            require(by, Permission.DELIVERY_MAKE, on=unit)
        keep_name(delivery, printed, unit, by=by, at=at)
        detail = {"name": printed, "unit": unit.code if unit else "", "before": kept.unit.code if kept else ""}
        record("unit_name.chosen", subject=delivery, by=by, unit_code=delivery.unit_code, detail=detail)
        changed += 1
    return changed


def keep_name(delivery: Delivery, printed: str, unit: Unit | None, *, by: User, at: datetime) -> None:
    if unit is None:
        UnitName.objects.filter(owner=delivery.unit, name=folded(printed)).delete()
        return
    UnitName.objects.update_or_create(
        owner=delivery.unit, name=folded(printed),
        defaults={"printed": printed, "unit": unit, "made_by": by, "made_at": at},
    )  # fmt: skip
