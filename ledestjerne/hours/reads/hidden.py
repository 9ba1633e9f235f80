"""Which groups may not be shown: small ones, and those that would give a small one away."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ledestjerne.facts.reads import snapshot_version
from ledestjerne.hours.reads.counted import Place, Scope
from ledestjerne.hours.reads.courses import courses_in
from ledestjerne.hours.tally import Band, Tally
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Count, Sum, hidden_cells
from ledestjerne.indicators.vocabulary import FEWEST_SHOWN, Privacy, Weeks

FEWEST = FEWEST_SHOWN[Privacy.STANDARD]
SHARES = ("share_26_hours", "share_26_hours_calendar_weeks")
Key = tuple[str, str]
Groups = Mapping[str, Sequence[Tally]]


def hidden_codes(scope: Scope, *, year: str) -> frozenset[str]:
    """Codes of the units of an institution that may not be shown, whichever of them is looked at."""
    return hidden_in(scope.institution, year, fewest_in(scope), snapshot_version())


def fewest_in(scope: Scope) -> int:
    """The smallest group the institution lets be shown, in persons."""
    return indicators.fewest_in(scope.institution.code)


@lru_cache(maxsize=200)
def hidden_in(institution: Scope, year: str, fewest: int, _facts: str) -> frozenset[str]:
    """Worked out once for each state of the facts.

    The institution, its departments, educations and classes are seen side by side, by both ways of counting weeks;
    what the figures' own pages hide stays hidden here too, or the two could be held together.
    """
    courses = courses_in(institution, year=year)
    levels = {column: courses.by(column) for column in ("institution", "department", "education")}
    places = courses.by_place()
    hidden: set[str] = set()
    for by in Weeks:
        hidden |= small_and_telling(levels, places, by=by, fewest=fewest)
    codes = {place.group for place in places}.union(*levels.values())
    return frozenset(hidden | hidden_figures(codes, year=year))


def small_and_telling(
    levels: Mapping[str, Groups], places: Mapping[Place, Sequence[Tally]], *, by: Weeks, fewest: int = FEWEST
) -> set[str]:
    """Small groups and those that would give one away, by one way of counting weeks."""
    counts: dict[Key, Count] = {
        (column, code): count(tallies, by=by) for column, groups in levels.items() for code, tallies in groups.items()
    }
    counts |= {("class", code): count(tallies, by=by) for code, tallies in classes_of(places).items()}
    sums = [
        Sum(("institution", code), tuple(("department", below) for below in levels["department"]))
        for code in levels["institution"]
    ]
    for column in ("department", "education"):
        for code in levels[column]:
            groups = dict.fromkeys(place.group for place in places if getattr(place, column) == code)
            sums.append(Sum((column, code), tuple(("class", group) for group in groups)))
    return {code for _column, code in hidden_cells(counts, sums=sums, below=fewest)}


def hidden_figures(codes: set[str], *, year: str) -> set[str]:
    """Those whose share of pupils with 26 hours is hidden as a figure."""
    found, basis = set(), indicators.basis_now()
    for key in SHARES:
        live = indicators.live_figures(indicators.definition(key), basis=basis)
        for code in codes:
            result = live.result(code, period=year)
            if result is not None and result.hidden:
                found.add(code)
    return found


def classes_of(places: Mapping[Place, Sequence[Tally]]) -> dict[str, list[Tally]]:
    """The pupils of each class, also of one that stands under two educations."""
    found: dict[str, list[Tally]] = {}
    for place, tallies in places.items():
        found.setdefault(place.group, []).extend(tallies)
    return found


def count(tallies: Sequence[Tally], *, by: Weeks) -> Count:
    lacking = [need - each.forecast for each in tallies if (need := each.need(by)) > 0]
    return Count(len(lacking), sum(lack <= 0 for lack in lacking))


def shown_bands(bands: Sequence[Band], *, below: int, fewest: int) -> list[int | None]:
    """Pupils in each band, None where the number may not be shown."""
    if below < fewest:
        return [None for _ in bands]
    counts = {number: Count(band.pupils) for number, band in enumerate(bands)} | {-1: Count(below)}
    hidden = hidden_cells(counts, sums=[Sum(-1, tuple(range(len(bands))))], below=fewest)
    return [None if number in hidden else band.pupils for number, band in enumerate(bands)]
