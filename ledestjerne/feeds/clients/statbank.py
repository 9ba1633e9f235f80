"""The API of Danmarks Statistik's StatBank: subjects, tables and figures, as JSON-stat and as CSV. Pure."""

import csv
import io
import itertools
import math
from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.door import Door, as_json
from ledestjerne.feeds.clients.faults import Fault, SourceError
from ledestjerne.feeds.clients.queries import StatbankQuery

CONTENTS = "ContentsCode"
NOTHING = ("..", ".", "…")


class Shape(BaseModel):
    """A part of an answer: what we use of it must be there, the rest may come and go."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Subject(Shape):
    """A subject of the bank, with those below it."""

    id: str
    name: str = Field(alias="description")
    has_subjects: bool = Field(alias="hasSubjects", default=False)
    subjects: tuple["Subject", ...] = ()


class TableEntry(Shape):
    """A table as it is listed under its subject."""

    id: str
    text: str
    unit: str = ""
    first: str = Field(alias="firstPeriod", default="")
    latest: str = Field(alias="latestPeriod", default="")
    variables: tuple[str, ...] = ()
    active: bool = True


class Value(Shape):
    id: str
    text: str


class Variable(Shape):
    """A variable of a table; one that may be eliminated is summed by the bank itself when it is not asked for."""

    id: str
    text: str
    elimination: bool = False
    time: bool = False
    values: tuple[Value, ...] = ()


class TableInfo(Shape):
    id: str
    text: str
    description: str = ""
    unit: str = ""
    updated: str = ""
    variables: tuple[Variable, ...] = ()


class Category(Shape):
    index: dict[str, int]
    label: dict[str, str] = {}


class Dimension(Shape):
    label: str = ""
    category: Category


class Sizes(Shape):
    id: tuple[str, ...]
    size: tuple[int, ...]


Sparse = dict[int, float | int | None]
Values = list[float | int | None] | Sparse


class Dataset(Shape):
    label: str = ""
    updated: str = ""
    value: Annotated[Values, Field(union_mode="left_to_right")]


class Statbank(BaseModel):
    """The API behind a door; it asks for no key."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    door: Door

    def subjects(self, *, below: str = "") -> tuple[Subject, ...]:
        """The subjects of the bank, or those right below one."""
        asked: dict[str, object] = {"lang": "da", "format": "JSON", "recursive": False}
        found = self._ask("subjects", {**asked, "subjects": [below]} if below else asked)
        subjects = checked(TypeAdapter(tuple[Subject, ...]), found, "subjects")
        return subjects[0].subjects if below and subjects else subjects

    def tables(self, *, subject: str) -> tuple[TableEntry, ...]:
        """The tables of a subject that are still kept up to date."""
        found = self._ask("tables", {"lang": "da", "format": "JSON", "subjects": [subject]})
        return tuple(table for table in checked(TypeAdapter(tuple[TableEntry, ...]), found, "tables") if table.active)

    def table(self, *, table: str) -> TableInfo:
        """What a table can be asked for."""
        found = self._ask("tableinfo", {"lang": "da", "format": "JSON", "table": table})
        return checked(TypeAdapter(TableInfo), found, "tableinfo")

    def figures(self, query: StatbankQuery) -> Answer:
        """Every cell of a question, from JSON-stat; the number of cells is checked against the sizes it states."""
        found = self._ask("data", query.body(form="JSONSTAT"))
        return from_jsonstat(found)

    def figures_as_csv(self, query: StatbankQuery) -> Answer:
        """The same from the bank's CSV."""
        return from_csv(self.door.post("data", query.body(form="CSV")), query=query)

    def _ask(self, path: str, body: Mapping[str, object]) -> object:
        return as_json(self.door.post(path, body))


Kind = TypeVar("Kind")


def checked(adapter: TypeAdapter[Kind], found: object, what: str) -> Kind:
    """An answer of the expected shape, or SourceError."""
    try:
        return adapter.validate_python(found)
    except ValidationError as error:
        raise SourceError(Fault.ODD_SHAPE, what) from error


def from_jsonstat(found: object) -> Answer:
    """The cells of a JSON-stat data set, with or without the wrapper `dataset`; raises SourceError.

    One column per metric, the other dimensions as breakdowns in the order of the answer, members as codes.
    """
    plain = found.get("dataset", found) if isinstance(found, Mapping) else None
    if not isinstance(plain, Mapping) or not isinstance(plain.get("dimension"), Mapping):
        raise SourceError(Fault.ODD_SHAPE, "data")
    parts = plain["dimension"]
    sizes = checked(TypeAdapter(Sizes), parts if "id" in parts else plain, "data")
    dimensions = {name: checked(TypeAdapter(Dimension), parts.get(name), "data") for name in sizes.id}
    values = in_order(checked(TypeAdapter(Dataset), plain, "data").value, count=math.prod(sizes.size))
    codes = {
        name: sorted(each.category.index, key=each.category.index.__getitem__) for name, each in dimensions.items()
    }
    if [len(codes[name]) for name in sizes.id] != list(sizes.size):
        raise SourceError(Fault.NOT_WHOLE)
    cells = zip(itertools.product(*(codes[name] for name in sizes.id)), values, strict=True)
    labels = {
        name: {code: each.category.label.get(code, code) for code in codes[name]} for name, each in dimensions.items()
    }
    return laid_out(names=sizes.id, cells=cells, labels=labels)


def in_order(values: Values, *, count: int) -> list[float | int | None]:
    """One value per cell; a list must have just as many as there are cells, a sparse object leaves out the empty."""
    if isinstance(values, list):
        if len(values) != count:
            raise SourceError(Fault.NOT_WHOLE)
        return values
    if any(not 0 <= place < count for place in values):
        raise SourceError(Fault.NOT_WHOLE)
    return [values.get(place) for place in range(count)]


Cells = Iterable[tuple[tuple[str, ...], float | int | None]]


def laid_out(*, names: tuple[str, ...], cells: Cells, labels: Mapping[str, Mapping[str, str]]) -> Answer:
    """Cells as rows: one column per member of the metric dimension, a row per combination of the others."""
    place = names.index(CONTENTS) if CONTENTS in names else None
    metrics = list(labels.get(CONTENTS, {"": ""}))
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for members, value in cells:
        others = tuple(member for number, member in enumerate(members) if number != place)
        rows.setdefault(others, {})[members[place] if place is not None else ""] = printed(value)
    if not rows:
        raise SourceError(Fault.EMPTY)
    return Answer(
        breakdowns=tuple(name for name in names if name != CONTENTS),
        measures=tuple(labels[CONTENTS][metric] if place is not None else "Værdi" for metric in metrics),
        rows=tuple((*others, *(found[metric] for metric in metrics)) for others, found in rows.items()),
        decimal="point",
        labels={name: label for name, label in labels.items() if name != CONTENTS},
    )


def from_csv(content: bytes, *, query: StatbankQuery) -> Answer:
    """The cells of the bank's CSV: semicolons, one column per variable asked for, then the value; «..» is nothing.

    Every combination of the members that occur must be there, or the answer is not whole.
    """
    text = content.decode("utf-8-sig", "replace")
    if text.lstrip().startswith(("<", "{")):
        raise SourceError(Fault.ODD_SHAPE, "CSV")
    lines = [line for line in csv.reader(io.StringIO(text), delimiter=";") if line]
    names = tuple(query.values)
    if len(lines) < 2:
        raise SourceError(Fault.EMPTY)
    if {name.casefold() for name in lines[0][:-1]} != {name.casefold() for name in names}:
        raise SourceError(Fault.RENAMED, "; ".join(lines[0]))
    if any(len(line) != len(lines[0]) for line in lines) or not is_rectangular([line[:-1] for line in lines[1:]]):
        raise SourceError(Fault.NOT_WHOLE)
    rows = tuple((*line[:-1], "" if line[-1] in NOTHING else line[-1]) for line in lines[1:])
    return Answer(breakdowns=tuple(lines[0][:-1]), measures=(lines[0][-1],), rows=rows, decimal="comma")


def is_rectangular(keys: list[list[str]]) -> bool:
    """Whether every combination of the members that occur comes exactly once."""
    wanted = math.prod(len(set(column)) for column in zip(*keys, strict=True))
    return wanted == len(keys) == len({tuple(key) for key in keys})


def printed(value: float | int | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.15g}"
