"""Which column of a file is which column of its source, by heading or by place. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from ledestjerne.facts.checked import Problem, Severity, UnderstoodColumn
from ledestjerne.facts.contract import Column, Role, Source
from ledestjerne.facts.door import Table
from ledestjerne.facts.places import folded
from ledestjerne.facts.rules import problem

SEARCHED = 25
"""Rows in which the headings may stand: notes and titles are printed above them."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """Columns found in a table. `header_row` is 0 when there is none; `places` maps a column's name to its index."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    places: dict[str, int]
    width: int
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the rows can be read: no column they cannot do without is missing."""
        return not any(found.severity is Severity.REFUSED for found in self.problems)

    def heading(self, name: str) -> str:
        """The heading as printed, or the number of the column where nothing is printed."""
        place = self.places[name]
        return self.headings[place] if self.headings else f"{self.columns[name].title} (kolonne {place + 1})"

    def bound(self, *roles: Role) -> tuple[Column, ...]:
        """The columns found that have one of the roles, in the order of the definition."""
        return tuple(column for name, column in self.columns.items() if column.role in roles and name in self.places)

    def understood(self) -> tuple[UnderstoodColumn, ...]:
        """Every heading of the file with what it was taken to mean, in the order of the file."""
        titles = {place: self.columns[name].title for name, place in self.places.items()}
        dropped = {self.places[column.name] for column in self.bound(Role.DROP, Role.IGNORE)}
        return tuple(
            UnderstoodColumn(
                sheet=self.sheet,
                heading=self.headings[place] if self.headings else "",
                meant_as="" if place in dropped else titles.get(place, ""),
                place=None if self.headings else place + 1,
            )
            for place in range(self.width)
        )


def bind(*, table: Table, source: Source) -> Binding:
    """Find the source's columns in a table; what is missing or stands twice is among the problems."""
    head = table.head(SEARCHED)
    if source.header == "no":
        return _bind_by_place(table=table, source=source, width=max(map(len, head), default=0))
    row = max(range(len(head)), key=lambda n: _matches(head[n], source.columns), default=None)
    if row is None or not _matches(head[row], source.columns):
        return _unbound(table=table, source=source)
    return _bind_by_heading(table=table, source=source, above=head[:row], headings=head[row])


def _bind_by_place(*, table: Table, source: Source, width: int) -> Binding:
    return Binding(
        sheet=table.name,
        header_row=0,
        headings=(),
        width=width,
        places={column.name: column.position for column in source.columns if column.position is not None},
        columns={column.name: column for column in source.columns},
    )


def _unbound(*, table: Table, source: Source) -> Binding:
    wanted = ", ".join(column.headings[0] for column in source.columns if column.required and column.headings)
    missing = problem("no_header", sheet=table.name, what=wanted)
    return Binding(sheet=table.name, header_row=0, headings=(), width=0, places={}, problems=(missing,))


def _bind_by_heading(*, table: Table, source: Source, above: list[list[str]], headings: list[str]) -> Binding:
    row = len(above) + 1
    while headings and not headings[-1]:
        headings = headings[:-1]
    found = {column.name: _places_of(column, headings) for column in source.columns}
    notes = tuple(" ".join(cell for cell in line if cell) for line in above if any(line))
    problems = [problem("above_header", sheet=table.name, row=1)] if notes else []
    problems += _absent(source, found, sheet=table.name, row=row)
    problems += _doubled(source, found, headings, sheet=table.name, row=row)
    return Binding(
        sheet=table.name,
        header_row=row,
        headings=tuple(headings),
        width=len(headings),
        places={name: places[0] for name, places in found.items() if len(places) == 1},
        notes=notes,
        problems=tuple(problems),
        columns={column.name: column for column in source.columns},
    )


def _matches(cells: list[str], columns: tuple[Column, ...]) -> int:
    known = {folded(heading) for column in columns for heading in column.headings}
    return len({folded(cell) for cell in cells} & known)


def _places_of(column: Column, headings: list[str]) -> list[int]:
    known = {folded(heading) for heading in column.headings}
    return [place for place, heading in enumerate(headings) if folded(heading) in known]


def _absent(source: Source, found: dict[str, list[int]], *, sheet: str, row: int) -> list[Problem]:
    missing = [column for column in source.columns if not found[column.name] and column.headings]
    return [
        problem(
            "missing_column" if column.required else "missing_measure", sheet=sheet, row=row, what=column.headings[0]
        )
        for column in missing
        if column.required or column.role is Role.MEASURE
    ]


def _doubled(
    source: Source, found: dict[str, list[int]], headings: list[str], *, sheet: str, row: int
) -> list[Problem]:
    times = Counter(folded(heading) for heading in headings if heading)
    doubled = [
        problem(
            "duplicate_column",
            sheet=sheet,
            row=row,
            column=headings[places[0]],
            what=headings[places[0]],
            times=len(places),
        )
        for name, places in found.items()
        if len(places) > 1
    ]
    used = {place for places in found.values() for place in places}
    spare = {folded(headings[place]): headings[place] for place in range(len(headings)) if place not in used}
    return doubled + [
        problem("duplicate_ignored", sheet=sheet, row=row, column=spare[key], what=spare[key], times=count)
        for key, count in times.items()
        if count > 1 and key in spare
    ]
