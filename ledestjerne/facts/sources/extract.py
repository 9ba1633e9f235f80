"""Extracts of a student system, a row a pupil and event: names and CPR numbers go no further than this module. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from ledestjerne.facts.binding import Binding, bind
from ledestjerne.facts.checked import CheckedDelivery, NamedUnit, PeriodTotals
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import ColumnType, Role, Source
from ledestjerne.facts.door import Opened, Table
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.rules import CPR_PATTERN, problem
from ledestjerne.facts.screen import original, read_distinct, screen
from ledestjerne.facts.spool import Spool
from ledestjerne.facts.values import printed

LOCAL_UNITS = {"department": "afd", "education": "udd", "class": "hold"}
NO_INSTITUTION = pl.lit(None, pl.String())


def nothing_more(_values: pl.DataFrame, _printed: pl.DataFrame, _binding: Binding) -> pl.DataFrame:
    """No faults beyond those of the single columns."""
    return pl.DataFrame(schema=FAULTS)


def as_read(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as their columns were read."""
    return rows


def nothing_told(_rows: pl.LazyFrame, _findings: Findings) -> None:
    """Nothing to tell of the rows as a whole."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What one kind of extract has of its own.

    `day` is the column that says which school year a row belongs to; `faults` finds what is wrong across columns
    (see FAULTS) from the values read and the rows as printed; `finished` makes the last columns; `tell` looks at all rows.
    """

    schema: pl.Schema
    title: str
    day: str
    faults: Callable[[pl.DataFrame, pl.DataFrame, Binding], pl.DataFrame] = nothing_more
    finished: Callable[[pl.DataFrame], pl.DataFrame] = as_read
    tell: Callable[[pl.LazyFrame, Findings], None] = nothing_told


def check_extract(
    opened: Opened, *, source: Source, layout: Layout, context: Context, findings: Findings
) -> CheckedDelivery:
    """Read an extract; rows keep the file's order, pupils are known by a keyed hash only."""
    table = opened.tables[0]
    binding = bind(table=table, source=source)
    for found in binding.problems:
        findings.add(found)
    _tell_left_out(binding, findings)
    reader = ExtractReader(
        table=table, source=source, layout=layout, binding=binding, context=context, findings=findings
    )
    with Spool(path=context.work / "rows.parquet", schema=layout.schema) as spool:
        if binding.usable and reader.has_institution():
            for found_rows in reader.batches():
                spool.add(found_rows)
    rows = spool.rows()
    layout.tell(rows, findings)
    named = _named_units(rows)
    return CheckedDelivery(
        source=source.key,
        table=source.table,
        rows=rows,
        detail_rows=reader.kept,
        total_rows=0,
        refused_rows=pl.DataFrame(),
        units=tuple(sorted(unit.code for unit in named)),
        named_units=named,
        periods=_school_years(rows, layout.day),
        columns=binding.understood(),
        notes=_covered(rows, layout),
        retrieved_on=context.retrieved_on,
    )


def _tell_left_out(binding: Binding, findings: Findings) -> None:
    personal = [binding.heading(column.name) for column in binding.bound(Role.DROP)]
    if personal:
        findings.add(problem("personal_columns", what=", ".join(personal)))
    for place, heading in enumerate(binding.headings):
        if heading and place not in binding.places.values():
            findings.add(problem("column_not_used", row=binding.header_row, column=heading, what=heading))


@dataclass
class ExtractReader:
    """Reads one table in pieces; only the columns of the source are ever looked at."""

    table: Table
    source: Source
    layout: Layout
    binding: Binding
    context: Context
    findings: Findings
    kept: int = 0
    _pupils: dict[tuple[str, str], int] = field(default_factory=dict)
    _told_cpr: bool = False

    def has_institution(self) -> bool:
        """Whether it is known which institution the rows are of, and whether it exists."""
        institution = self.context.institution
        if not institution and "institution" not in self.binding.places:
            self.findings.add(problem("no_institution"))
            return False
        if institution and self.context.known_units and institution not in self.context.known_units:
            self.findings.add(problem("unknown_own_unit", value=institution))
            return False
        return True

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows, in the columns of the layout, in pieces."""
        names = {f"c{place}": name for name, place in self.binding.places.items()}
        for frame in self.table.batches(width=self.binding.width, decimal="comma"):
            below = frame.filter(pl.col("row") > self.binding.header_row).rename(names)
            if below.height:
                yield self._good(below)

    def _good(self, frame: pl.DataFrame) -> pl.DataFrame:
        used = self.binding.bound(Role.UNIT, Role.FIELD, Role.PUPIL)
        names = [column.name for column in used]
        open_names = [column.name for column in used if column.role is not Role.PUPIL]
        faults = screen(
            frame=frame,
            headings={name: self.binding.heading(name) for name in open_names},
            free_text=[
                column.name for column in used if column.role is not Role.PUPIL and column.type is ColumnType.TEXT
            ],
            other_encoding=self.table.other_encoding,
            width=self.binding.width,
        )
        good = frame.select("row", *names).join(faults, on="row", how="anti", maintain_order="left")
        values, found = self._read(good)
        every = pl.concat([faults, found, self._other_school(values), self.layout.faults(values, good, self.binding)])
        self.findings.faults(sheet=self.table.name, faults=every, text=original(frame, open_names, faults=every))
        rows = self._finished(values.join(every, on="row", how="anti", maintain_order="left"))
        self.kept += rows.height
        return rows

    def _read(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        values = [frame["row"]]
        faults = [pl.DataFrame(schema=FAULTS)]
        for column in self.binding.bound(Role.UNIT, Role.FIELD, Role.PUPIL):
            heading = self.binding.heading(column.name)
            value, found = read_distinct(
                frame, column=column, heading=heading, decimal="comma", places=self.context.places, whole=True
            )
            values.append(value)
            faults.append(found)
        return pl.DataFrame(values), pl.concat(faults)

    def _other_school(self, values: pl.DataFrame) -> pl.DataFrame:
        """Rows that name another institution than the one the file is delivered for."""
        if not self.context.institution or "institution" not in values.columns:
            return pl.DataFrame(schema=FAULTS)
        return values.filter(pl.col("institution") != self.context.institution).select(
            "row",
            pl.lit("other_school").alias("rule"),
            pl.lit(self.binding.heading("institution")).alias("column"),
            pl.col("institution").alias("value"),
            pl.lit(self.context.institution).alias("what"),
            pl.lit(value=True).alias("whole"),
        )

    def _finished(self, values: pl.DataFrame) -> pl.DataFrame:
        """Unit codes made of local ones, and the pupil's key."""
        own = pl.lit(self.context.institution or None, pl.String())
        printed_own = pl.col("institution") if "institution" in values.columns else NO_INSTITUTION
        rows = values.with_columns(pl.coalesce(printed_own, own).alias("institution"))
        kinds = self.layout.schema
        missing = [pl.lit(None, kind).alias(name) for name, kind in kinds.items() if name not in rows.columns]
        named = rows.with_columns(missing).with_columns(
            *(_unit_code(name, kind) for name, kind in LOCAL_UNITS.items()),
            self._keys(rows),
            pl.col("course_part").str.to_uppercase(),
        )
        return self.layout.finished(named).select(*kinds)

    def _keys(self, rows: pl.DataFrame) -> pl.Series:
        pairs = rows.select("institution", "pupil")
        for institution, key in pairs.unique().iter_rows():
            if (institution, key) not in self._pupils:
                self._tell_cpr(key)
                self._pupils[institution, key] = pupil_key(key=key, institution=institution, secret=self.context.secret)
        known = pl.DataFrame(
            [(institution, key, number) for (institution, key), number in self._pupils.items()],
            schema={"institution": pl.String(), "pupil": pl.String(), "number": pl.Int64()},
            orient="row",
        )
        found = pairs.join(known, on=["institution", "pupil"], how="left", maintain_order="left")
        return found["number"].alias("pupil")

    def _tell_cpr(self, key: str) -> None:
        if not self._told_cpr and re.search(CPR_PATTERN, key):
            self._told_cpr = True
            self.findings.add(problem("key_is_cpr", column=self.binding.heading("pupil")))


def pupil_key(*, key: str, institution: str, secret: bytes) -> int:
    """A pupil's key as 63 bits that cannot be led back without the secret; one pupil at two schools has two."""
    digest = hashlib.blake2b(f"{institution}\x1f{key.strip()}".encode(), key=secret, digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _unit_code(name: str, kind: str) -> pl.Expr:
    local = pl.col(name).str.to_uppercase().str.replace_all(r"\s+", "_")
    return pl.when(local.is_not_null()).then(pl.concat_str("institution", pl.lit(f"-{kind}-"), local)).alias(name)


def faults_where(
    mask: pl.Expr, *, values: pl.DataFrame, shown: pl.DataFrame, column: str, rule: str, heading: str
) -> pl.DataFrame:
    """Faults that leave out the rows whose values meet the mask; what stood in `column` is told as it was printed."""
    wrong = values.filter(mask).select("row")
    return shown.join(wrong, on="row", how="semi", maintain_order="left").select(
        "row",
        pl.lit(rule).alias("rule"),
        pl.lit(heading).alias("column"),
        printed(column).alias("value"),
        pl.lit("").alias("what"),
        pl.lit(value=True).alias("whole"),
    )


def _named_units(rows: pl.LazyFrame) -> tuple[NamedUnit, ...]:
    found: list[NamedUnit] = []
    for level in ("institution", *LOCAL_UNITS):
        codes = rows.select(pl.col(level).drop_nulls().unique().sort()).collect()[level].to_list()
        found += [NamedUnit(code=code, level=level, name=code.split("-", 2)[-1]) for code in codes]
    return tuple(found)


def _school_years(rows: pl.LazyFrame, day: str) -> tuple[PeriodTotals, ...]:
    first = pl.col(day).dt.year() - (pl.col(day).dt.month() < 8).cast(pl.Int32)
    years = rows.select(first.unique().sort().alias("first")).collect()["first"].to_list()
    return tuple(
        PeriodTotals(period=f"{year}/{year + 1}", printed_total=None, detail_sum=None, complete=True, measure="")
        for year in years
    )


def _covered(rows: pl.LazyFrame, layout: Layout) -> tuple[str, ...]:
    day = pl.col(layout.day)
    first, last = rows.select(day.min().alias("first"), day.max().alias("last")).collect().row(0)
    return (f"{layout.title} fra {first:%d-%m-%Y} til {last:%d-%m-%Y}.",) if first else ()
