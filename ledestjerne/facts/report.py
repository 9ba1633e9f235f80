"""What a check understood of a file, as it is kept with the delivery and shown on its page. Pure."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from ledestjerne.facts.checked import CheckedDelivery, Recognition
from ledestjerne.facts.rules import without_cpr

MOST_NAMES = 500  # kept with a delivery for a person to pair with units


class Kept(BaseModel):
    """Part of a report; what was written by an older version and is not known any more is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


class PeriodLine(Kept):
    period: str
    measure: str
    sheet: str = ""
    printed_total: float | None
    detail_sum: float | None
    complete: bool

    @property
    def difference(self) -> float | None:
        """How far the printed total lies above the sum of the printed details."""
        if self.printed_total is None or self.detail_sum is None:
            return None
        return self.printed_total - self.detail_sum


class ColumnLine(Kept):
    heading: str
    meant_as: str
    sheet: str = ""
    place: int | None = None


class FilterLine(Kept):
    sheet: str
    name: str
    value: str


class UnitLine(Kept):
    code: str
    level: str
    name: str


class RegisterLine(UnitLine):
    kind: str = ""
    cvr: str = ""
    parent: str = ""
    municipality: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    merged_into: str = ""


class Candidate(Kept):
    """As a recognition; an older version kept `why` in Danish words."""

    source: str
    certainty: float
    reason: str = ""
    what: str = ""
    measure: str = ""
    why: str = ""


class Report(Kept):
    """Everything but the problems and the rows themselves."""

    table: str = ""
    detail_rows: int = 0
    total_rows: int = 0
    refused_rows: int = 0
    withheld_cells: int = 0
    units: tuple[str, ...] = ()
    named_units: tuple[UnitLine, ...] = ()
    nameless: tuple[str, ...] = ()
    register_lines: tuple[RegisterLine, ...] = ()
    periods: tuple[PeriodLine, ...] = ()
    columns: tuple[ColumnLine, ...] = ()
    filters: tuple[FilterLine, ...] = ()
    notes: tuple[str, ...] = ()
    missing_mapping: tuple[str, ...] = ()
    signature: str = ""
    candidates: tuple[Candidate, ...] = ()
    is_acceptable: bool = False

    def period_lines(self) -> tuple[PeriodLine, ...]:
        """One line a period: of the measure that has a printed total, else a sum, else the first."""
        best: dict[str, PeriodLine] = {}
        for line in sorted(self.periods, key=lambda each: (each.printed_total is None, each.detail_sum is None)):
            best.setdefault(line.period, line)
        return tuple(best[period] for period in sorted(best))


def report_of(checked: CheckedDelivery, *, refused: int, candidates: tuple[Recognition, ...]) -> Report:
    """The report of a file that could be read; `refused` counts its refused rows."""
    found = Report(
        table=checked.table,
        detail_rows=checked.detail_rows,
        total_rows=checked.total_rows,
        refused_rows=refused,
        withheld_cells=checked.withheld_cells,
        units=checked.units,
        named_units=tuple(UnitLine.model_validate(each) for each in checked.named_units),
        nameless=checked.nameless[:MOST_NAMES],
        register_lines=tuple(RegisterLine.model_validate(each) for each in checked.unit_rows)
        if checked.table == "units"
        else (),
        periods=tuple(PeriodLine.model_validate(each) for each in checked.periods),
        columns=tuple(ColumnLine.model_validate(each) for each in checked.columns),
        filters=tuple(FilterLine.model_validate(each) for each in checked.filters),
        notes=checked.notes,
        missing_mapping=checked.missing_mapping,
        candidates=tuple(Candidate.model_validate(each) for each in candidates),
        is_acceptable=checked.acceptable,
    )
    return masked(found)


def masked(report: Report) -> Report:
    """The report without CPR numbers in the texts it takes over from the file."""
    return report.model_copy(
        update={
            "notes": tuple(without_cpr(note) for note in report.notes),
            "columns": tuple(part_masked(each, "heading") for each in report.columns),
            "filters": tuple(part_masked(each, "value") for each in report.filters),
            "named_units": tuple(part_masked(each, "name") for each in report.named_units),
            "nameless": tuple(without_cpr(name) for name in report.nameless),
            "missing_mapping": tuple(without_cpr(heading) for heading in report.missing_mapping),
        }
    )


def part_masked(part: Kept, field: str) -> Kept:
    return part.model_copy(update={field: without_cpr(getattr(part, field))})
