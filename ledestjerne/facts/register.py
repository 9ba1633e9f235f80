"""Units that a delivery brings: the lines of a register, and the classes a lesson file names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from ledestjerne.accounts.models import User
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.report import RegisterLine, Report, UnitLine
from ledestjerne.organisation.models import InstitutionType, Level, Unit
from ledestjerne.organisation.writes import add_unit, rename_unit


@dataclass(frozen=True, kw_only=True)
class UnitChange:
    """One unit to add (`is_new`) or to give another name; found by its code, never by its name."""

    code: str
    level: Level
    name: str
    parent: str
    is_new: bool
    before: str = ""
    institution_type: str = ""
    cvr: str = ""
    municipality_code: str = ""
    address: str = ""
    starts_on: date | None = None


def may_bring_units(delivery: Delivery) -> bool:
    """A register lists institutions side by side, so it is handed in for what stands above them, or for the nation."""
    return delivery.unit is None or delivery.unit.level in (Level.NETWORK, Level.MUNICIPALITY)


def proposed_units(delivery: Delivery) -> list[UnitChange]:
    """What the lines of a register would change in the tree, in the order of the file."""
    lines = Report.model_validate(delivery.report).register_lines  # empty unless the file is a register
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[line.code for line in lines])}
    changes = [change_of(line, known.get(line.code), delivery.unit_code) for line in lines]
    return [change for change in changes if change.is_new or change.before]


def change_of(line: RegisterLine, known: Unit | None, owner: str) -> UnitChange:
    kind = line.kind if line.kind in InstitutionType.values else ""
    return UnitChange(
        code=line.code,
        level=Level(line.level) if line.level in Level.values else Level.INSTITUTION,
        name=line.name,
        parent=line.parent or owner,
        is_new=known is None,
        before=known.name if known and known.name != line.name else "",
        institution_type=kind,
        cvr=line.cvr,
        municipality_code=line.municipality,
        address=", ".join(part for part in (line.address, f"{line.postcode} {line.town}".strip()) if part),
    )


def missing_names(delivery: Delivery) -> list[UnitLine]:
    """The units a lesson file names and the tree lacks, for showing; quick, because the rows are not read."""
    report = Report.model_validate(delivery.report)
    named = report.named_units if report.table == "lessons" else ()
    known = set(Unit.objects.filter(code__in=[unit.code for unit in named]).values_list("code", flat=True))
    return [unit for unit in named if unit.code not in known and unit.level != Level.INSTITUTION]


def missing_units(delivery: Delivery) -> list[UnitChange]:
    """Departments, educations and classes that the lessons name and the tree lacks, the widest first."""
    if Report.model_validate(delivery.report).table != "lessons" or not delivery.checked_rows.exists():
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
            found.setdefault(code, UnitChange(code=code, level=level, name=name, parent=parent, is_new=True))
            parent = code


def enter_units(*, changes: Sequence[UnitChange], by: User, on: date) -> None:
    """Make the changes in the tree; the tree's own writes ask for the right and record each."""
    for change in changes:
        if change.is_new:
            add_unit(
                by=by, code=change.code, level=change.level, name=change.name,
                parent=Unit.objects.filter(code=change.parent).first(), institution_type=change.institution_type,
                cvr=change.cvr, municipality_code=change.municipality_code, address=change.address,
            )  # fmt: skip
        else:
            rename_unit(by=by, unit=Unit.objects.get(code=change.code), name=change.name)
