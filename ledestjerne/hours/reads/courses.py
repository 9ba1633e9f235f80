"""Each pupil's course in an institution: as it went in each class, and put together where a pupil was in several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce

from ledestjerne.facts.reads import open_facts, snapshot_version
from ledestjerne.hours.reads.counted import Place, PupilPart, Scope, parts_in
from ledestjerne.hours.tally import Tally

NAMES: Mapping[str, str] = {"department": "department", "education": "education", "class": "group"}
"""What the columns are called in a place."""
ADDED = tuple(name for name in Tally._fields if name not in ("weeks", "weeks_behind"))


@dataclass(frozen=True, kw_only=True)
class Courses:
    """The parts of all pupils' courses within one unit."""

    institution: str
    parts: Sequence[PupilPart]
    _by: dict[str, Mapping[str, Sequence[Tally]]] = field(default_factory=dict, repr=False, compare=False)

    def by_place(self) -> dict[Place, list[Tally]]:
        """Every pupil's course in each class; a pupil of two classes has one in each."""
        found: dict[Place, list[Tally]] = {}
        for part in self.parts:
            found.setdefault(part.place, []).append(part.tally)
        return found

    def by(self, column: str) -> Mapping[str, Sequence[Tally]]:
        """Every pupil's whole course within each department (or other column); a pupil counts once in each."""
        if column not in self._by:
            self._by[column] = self._put_together(column)
        return self._by[column]

    def _put_together(self, column: str) -> Mapping[str, Sequence[Tally]]:
        found: dict[str, dict[int, list[PupilPart]]] = {}
        for part in self.parts:
            code = self.institution if column == "institution" else getattr(part.place, NAMES[column])
            found.setdefault(code, {}).setdefault(part.pupil, []).append(part)
        return {code: [together(parts) for parts in pupils.values()] for code, pupils in found.items()}


def courses_in(scope: Scope, *, year: str) -> Courses:
    """The courses within a unit in a school year."""
    every = _read(scope.institution, year, snapshot_version())
    if scope.column == "institution":
        return every
    name = NAMES[scope.column]
    return Courses(
        institution=every.institution,
        parts=[part for part in every.parts if getattr(part.place, name) == scope.code],
    )


@lru_cache(maxsize=16)
def _read(institution: Scope, year: str, _facts: str) -> Courses:
    """Read once for each state of the facts: an institution's pages all begin here."""
    with open_facts() as facts:
        return Courses(institution=institution.code, parts=parts_in(facts, institution, year=year))


def together(parts: Sequence[PupilPart]) -> Tally:
    """A pupil's parts as one course: minutes and days are added, and a week of two parts is one week."""
    if len(parts) == 1:
        return parts[0].tally
    sums = {name: sum(getattr(part.tally, name) for part in parts) for name in ADDED}
    return Tally(
        **sums, weeks=how_many(part.weeks for part in parts), weeks_behind=how_many(part.behind for part in parts)
    )


def how_many(weeks: Iterable[int]) -> int:
    """The weeks of several parts, given as bits of the year."""
    return reduce(int.__or__, weeks, 0).bit_count()
