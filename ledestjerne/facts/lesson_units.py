"""The departments, educations and classes that a lesson file names and the tree lacks."""

from collections.abc import Mapping, Sequence

import polars as pl

from ledestjerne.facts.checked import OF_PUPILS
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.report import Report, UnitLine
from ledestjerne.facts.unit_changes import UnitChange
from ledestjerne.organisation.models import Level, Unit


def missing_names(delivery: Delivery) -> list[UnitLine]:
    """The units a lesson file names and the tree lacks, for showing; quick, because the rows are not read."""
    report = Report.model_validate(delivery.report)
    named = report.named_units if report.table in OF_PUPILS else ()
    known = set(Unit.objects.filter(code__in=[unit.code for unit in named]).values_list("code", flat=True))
    return [unit for unit in named if unit.code not in known and unit.level != Level.INSTITUTION]


def missing_units(delivery: Delivery) -> list[UnitChange]:
    """Departments, educations and classes that the lessons name and the tree lacks, the widest first."""
    if Report.model_validate(delivery.report).table not in OF_PUPILS or not delivery.checked_rows.exists():
        return []
    names = {unit.code: unit.name for unit in Report.model_validate(delivery.report).named_units}
    paths = pl.scan_parquet(delivery.checked_rows).select("institution", "department", "education", "class")
    found: dict[str, UnitChange] = {}
    for row in paths.unique(maintain_order=True).collect().iter_rows():
        note_path(found, row, names)
    known = set(Unit.objects.filter(code__in=found).values_list("code", flat=True))
    order = list(Level)
    return sorted((each for code, each in found.items() if code not in known), key=lambda each: order.index(each.level))


def note_path(found: dict[str, UnitChange], path: Sequence[str | None], names: Mapping[str, str]) -> None:
    """Note each unit on the way from the institution down to the class; levels the file leaves out are skipped."""
    parent = path[0] or ""
    for level, code in zip((Level.DEPARTMENT, Level.EDUCATION, Level.CLASS), path[1:], strict=True):
        if code:
            name = names.get(code, code).replace("_", " ")
            found.setdefault(code, UnitChange(code=code, level=level, name=name, parent=parent))
            parent = code
