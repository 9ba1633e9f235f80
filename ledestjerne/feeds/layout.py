"""What the breakdowns of a question mean: the unit, the period, and the categories a figure is for. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ledestjerne.feeds.clients.queries import StatbankQuery, UddstatQuery
from ledestjerne.feeds.clients.statbank import TableInfo, Value, Variable

NATION = "nation"
UNIT_CODES = {
    "institutionsnummer": "institution",
    "afdelingsnummer": "school",
    "beliggenhedskommune": "municipality",
    "institution beliggenhedskommune": "municipality",
    "beliggenhedskommunenummer": "municipality",
    "bopælskommune": "municipality",
    "kommune": "municipality",
    "beliggenhedsregion": "region",
    "bopælsregion": "region",
    "region": "region",
}
UNIT_NAMES = {"institution": "institution", "afdeling": "school"}
PERIODS = (
    ("skoleårsinterval", "interval"), ("skoleår", "school_year"), ("måned", "month"), ("kvartal", "quarter"),
    ("kalenderår", "year"),
)  # fmt: skip
YEARS = frozenset({"år", "år desc"})
TOTAL_CODES = frozenset({"tot", "total", "ialt", "i alt", "000", "0"})
TOTAL_TEXTS = ("i alt", "total", "hele landet", "alle ")
AREAS = frozenset({"område", "komk", "bopkom", "kommune", "kommunedk", "region", "landsdel"})
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


class Part(StrEnum):
    UNIT = "unit"
    UNIT_NAME = "unit_name"
    PERIOD = "period"
    DIM = "dim"


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What one breakdown is: its part of a figure, and the level of the unit or the kind of the period."""

    part: Part
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the breakdowns of one question make figures; `unit` is empty when they are the nation's.

    `fixed` are filters to one member that are no breakdown: they hold for every figure and become a category too.
    `table` is the cube or table asked; `only` says which members of the categories were asked for, when not all.
    """

    table: str
    period: str
    period_kind: str
    unit: str = ""
    level: str = NATION
    unit_name: str = ""
    dims: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ()


def attribute_of(breakdown: str) -> str:
    """«Skoleår» of «[Tid].[Skoleår]»; a name without brackets is itself."""
    return breakdown.rsplit(".[", 1)[-1].strip("[]")


def dimension_of(breakdown: str) -> str:
    """«Tid» of «[Tid].[Skoleår]»."""
    return breakdown.split("].[", 1)[0].strip("[]")


def meaning_of(breakdown: str) -> Meaning:
    """What a breakdown of Uddannelsesstatistik means, by the name of its attribute."""
    name = attribute_of(breakdown).casefold().strip()
    if name in UNIT_CODES:
        return Meaning(part=Part.UNIT, kind=UNIT_CODES[name])
    if name in UNIT_NAMES and dimension_of(breakdown).casefold() == "institution":
        return Meaning(part=Part.UNIT_NAME, kind=UNIT_NAMES[name])
    if name in YEARS:
        return Meaning(part=Part.PERIOD, kind="year")
    period = next((kind for word, kind in PERIODS if word in name), "")
    return Meaning(part=Part.PERIOD, kind=period) if period else Meaning(part=Part.DIM)


def parted(breakdowns: Iterable[str]) -> dict[Part, list[str]]:
    """The breakdowns by the part they play."""
    found: dict[Part, list[str]] = {part: [] for part in Part}
    for breakdown in breakdowns:
        found[meaning_of(breakdown).part].append(breakdown)
    return found


def layout_of_uddstat(query: UddstatQuery) -> Layout:
    """How a question nobody objects to (see overdetail) is laid out."""
    parts = parted(query.breakdowns)
    unit = next(iter(parts[Part.UNIT]), "")
    period = parts[Part.PERIOD][0]
    narrow = [name for name in query.filters if name not in (*parts[Part.UNIT], *parts[Part.UNIT_NAME], period)]
    return Layout(
        table=query.subtopic,
        unit=unit,
        level=meaning_of(unit).kind if unit else NATION,
        unit_name=next(iter(parts[Part.UNIT_NAME]), ""),
        period=period,
        period_kind=meaning_of(period).kind,
        dims=tuple(parts[Part.DIM]),
        fixed=tuple(
            (name, query.filters[name][0]) for name in narrow if name not in query.breakdowns and is_category(name)
        ),
        only=tuple(sorted(member for name in narrow for member in query.filters[name])),
    )


def is_category(name: str) -> bool:
    return meaning_of(name).part is Part.DIM


def area_of(info: TableInfo) -> Variable | None:
    """The variable of a table that says which part of the country a figure is for."""
    return next((each for each in info.variables if each.id.casefold() in AREAS), None)


def time_of(info: TableInfo) -> Variable | None:
    """The variable of a table that says the period."""
    return next((each for each in info.variables if each.time or each.id.casefold() == "tid"), None)


def level_of_area(code: str) -> str:
    """The level of an area of StatBank by its code: 000 the nation, 081-085 regions, other three digits municipalities."""
    if code == "000":
        return NATION
    if re.fullmatch(r"08[1-5]", code):
        return "region"
    return "municipality" if re.fullmatch(r"[1-9]\d\d", code) else "other"


def chosen(variable: Variable, query: StatbankQuery) -> tuple[str, ...]:
    """The codes a question asks for of a variable, «*» written out."""
    asked = query.values.get(variable.id, ())
    return tuple(value.id for value in variable.values) if "*" in asked else tuple(asked)


def period_kind_of(code: str) -> str:
    """The kind of a period as StatBank writes it: 2024, 2024K1, 2024M09, 2024/2025 or something we do not keep."""
    kinds = (
        (r"\d{4}", "year"),
        (r"\d{4}M\d\d", "month"),
        (r"\d{4}[KQ][1-4]", "quarter"),
        (r"\d{4}/\d{4}", "school_year"),
    )
    return next((kind for pattern, kind in kinds if re.fullmatch(pattern, code)), "other")


def layout_of_statbank(query: StatbankQuery, *, info: TableInfo) -> Layout:
    """How a question nobody objects to is laid out."""
    area, time = area_of(info), time_of(info)
    assert time is not None
    levels = {level_of_area(code) for code in chosen(area, query)} if area else set()
    level = next(iter(levels), NATION)
    parts = {time.id, area.id if area else ""}
    dims = [variable for variable in info.variables if variable.id in query.values and variable.id not in parts]
    return Layout(
        table=info.id,
        unit=area.id if area and level != NATION else "",
        level=level,
        period=time.id,
        period_kind=period_kind_of(chosen(time, query)[0]),
        dims=tuple(variable.id for variable in dims),
        only=tuple(sorted(text for variable in dims for text in left_of(variable, query))),
    )


def left_of(variable: Variable, query: StatbankQuery) -> list[str]:
    """The texts of the chosen values when some but not all are chosen; a total counts for nothing."""
    codes = chosen(variable, query)
    is_every = all(value.id in codes or is_total(value) for value in variable.values)
    return [] if is_every else [value.text for value in variable.values if value.id in codes]


def is_total(value: Value) -> bool:
    """Whether a value stands for all the others, by its text, or by its code and the beginning of its text."""
    text = value.text.casefold()
    is_named = text in ("i alt", "total") or text.endswith(" i alt")
    return is_named or (value.id.casefold() in TOTAL_CODES and text.startswith(TOTAL_TEXTS))


def unit_code(code: str, *, level: str) -> str:
    """A unit as we write it: StatBank's region 084 is 1084 in the registers."""
    return f"1{code}" if level == "region" and re.fullmatch(r"08[1-5]", code) else code


def period_text(member: str, *, kind: str) -> str:
    """A period as we write it: «september 2024» and 2024M09 are 2024-09, «1. kvartal 2024» 2024K1; others as printed."""
    if kind == "quarter":
        return quarter_text(member)
    if kind != "month":
        return member
    if found := re.fullmatch(r"(\d{4})M(\d\d)", member):
        return f"{found[1]}-{found[2]}"
    year, words = re.search(r"\d{4}", member), re.findall(r"[a-zæøå]+", member.casefold())
    month = next((number for number, name in enumerate(MONTHS, 1) for word in words if starts(name, word)), 0)
    return f"{year[0]}-{month:02d}" if year and month else member


def quarter_text(member: str) -> str:
    """«2024K1», «2024Q1», «2024 K1» and «1. kvartal 2024» as 2024K1."""
    if found := re.fullmatch(r"(\d{4})\s?[KQ]([1-4])", member):
        return f"{found[1]}K{found[2]}"
    found = re.fullmatch(r"([1-4])\.? ?kvartal,? (\d{4})", member.casefold())
    return f"{found[2]}K{found[1]}" if found else member


def starts(name: str, word: str) -> bool:
    return len(word) >= 3 and name.startswith(word)


def label_of(labels: Mapping[str, Mapping[str, str]], name: str, member: str) -> str:
    """What a member is called; its code where nothing is said."""
    return labels.get(name, {}).get(member, member)
