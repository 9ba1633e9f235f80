"""A whole answer as one long file, the same bytes for the same figures, whatever order they came in. Pure."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.layout import Layout, attribute_of, dimension_of, label_of, period_text, unit_code

UNIT, UNIT_NAME, PERIOD, VALUE, GIVEN_IN = "Kode", "Navn", "Periode", "Værdi", "Angivet i"
MEASURES = {"uddstat": "Mål i Uddannelsesstatistik", "statbank": "Mål i Statistikbanken"}
"""The heading of the measure, by which facts knows where the file is from (definitions/sources/api_*.yaml)."""

LONGEST_CHOICE = 80
PERCENT, NUMBER = "procent", "tal"
RESERVED = (UNIT, UNIT_NAME, PERIOD, VALUE, GIVEN_IN, *MEASURES.values())


@dataclass(frozen=True, kw_only=True)
class LongFile:
    """The bytes of the file, its headings, and the category each further heading stands for."""

    content: bytes
    headings: tuple[str, ...]
    dims: tuple[str, ...]
    measure: str
    rows: int


def as_long_file(answer: Answer, *, layout: Layout, bank: str) -> LongFile:
    """One row per printed value of a bank (uddstat or statbank): UTF-8, semicolons, sorted; a percent sign becomes the word in its own column."""
    dims = dim_headings([*layout.dims, *(name for name, _member in layout.fixed)])
    headings = (*unit_headings(layout), PERIOD, *dims, MEASURES[bank], VALUE, GIVEN_IN)
    names = {measure: measure_name(measure, dims=dims, layout=layout) for measure in answer.measures}
    lines = sorted(lines_of(answer, layout, names))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([headings, *lines])
    return LongFile(
        content=text.getvalue().encode(), headings=headings, dims=tuple(dims), measure=MEASURES[bank], rows=len(lines)
    )


def measure_name(measure: str, *, dims: list[str], layout: Layout) -> str:
    """What a measure is called among the facts: with its table, categories and choice of members.

    The newest delivery of a measure counts (decision 014), so figures that do not replace each other need other names:
    pupils by sex, pupils by stage, and «Antal elever» of another cube.
    """
    by = f" pr. {', '.join(sorted(dims))}" if dims else ""
    only = ", ".join(layout.only)
    if len(only) > LONGEST_CHOICE:
        only = f"{len(layout.only)} udvalgte {hashlib.sha256(only.encode()).hexdigest()[:6]}"
    return f"{layout.table} {measure}{by}" + (f", kun {only}" if only else "")


def unit_headings(layout: Layout) -> list[str]:
    return [*([UNIT] if layout.unit else []), *([UNIT_NAME] if layout.unit_name else [])]


def dim_headings(names: list[str]) -> list[str]:
    """A heading for each category: its attribute, with its dimension where two would be called the same."""
    short = [attribute_of(name) for name in names]
    return [
        plain if short.count(plain) == 1 and plain not in RESERVED else f"{dimension_of(name)} {plain}"
        for name, plain in zip(names, short, strict=True)
    ]


def lines_of(answer: Answer, layout: Layout, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for row in answer.rows:
        members = answer.members(row)
        key = key_of(members, answer, layout)
        for measure, printed in answer.values(row).items():
            value, given_in = value_of(printed)
            yield (*key, names[measure], value, given_in)


def key_of(members: dict[str, str], answer: Answer, layout: Layout) -> tuple[str, ...]:
    """Whom and what a row is about, in the order of the headings."""
    unit = [unit_code(members[layout.unit], level=layout.level)] if layout.unit else []
    name = [members[layout.unit_name]] if layout.unit_name else []
    dims = [label_of(answer.labels, dim, members[dim]) for dim in layout.dims]
    fixed = [member for _name, member in layout.fixed]
    return (*unit, *name, period_text(members[layout.period], kind=layout.period_kind), *dims, *fixed)


def value_of(printed: str) -> tuple[str, str]:
    """The value without its percent sign, and what it is given in."""
    text = printed.replace("\u00a0", " ").strip()
    if text.endswith("%"):
        return text.removesuffix("%").strip(), PERCENT
    return text, NUMBER
