"""What the reader has asked to see; the whole of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self
from urllib.parse import urlencode

from ledestjerne.indicators.reads import Breakdown

PANELS = "hver-for-sig"
HIDE_NOTES = "nej"
JOIN = "+"
TO = ".."


class Query(Protocol):
    """The part of an address after the question mark."""

    def get(self, name: str, default: str, /) -> str: ...
    def getlist(self, name: str, /) -> Sequence[str]: ...


@dataclass(frozen=True)
class Slice:
    """One indicator for some units in some periods, whole or in parts; what is empty is left to the page.

    `line` is the name of the line that stands out, and `find` a part of the names of units to choose between; they
    belong to the page and not to what is taken away.
    """

    indicator: str = ""
    units: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    way: str = ""
    panels: bool = False
    notes: bool = True
    line: str = ""
    find: str = ""

    @classmethod
    def of(cls, query: Query) -> Self:
        first, _to, last = query.get("vindue", "").partition(TO)
        return cls(
            indicator=query.get("tal", ""),
            units=tuple(dict.fromkeys(query.getlist("enhed"))),
            first=first or query.get("fra", ""),
            last=last or query.get("til", ""),
            way=query.get("opdeling", ""),
            panels=query.get("visning", "") == PANELS,
            notes=query.get("noter", "") != HIDE_NOTES,
            line=query.get("linje", ""),
            find=query.get("find", "").strip(),
        )

    @property
    def address(self) -> str:
        """All of the page's state as it stands in the address."""
        own = urlencode([(name, value) for name, value in (("linje", self.line), ("find", self.find)) if value])
        return "&".join(each for each in (self.query, own) if each)

    @property
    def query(self) -> str:
        """The slice as it stands in the address of what is taken away."""
        pairs = [("tal", self.indicator), *(("enhed", unit) for unit in self.units), ("fra", self.first),
                 ("til", self.last), ("opdeling", self.way), ("visning", PANELS if self.panels else ""),
                 ("noter", "" if self.notes else HIDE_NOTES)]  # fmt: skip
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def initial(self) -> Mapping[str, object]:
        """The slice as the form holds it."""
        return {
            "tal": self.indicator, "enhed": list(self.units), "fra": self.first, "til": self.last, "opdeling": self.way,
            "visning": PANELS if self.panels else "", "noter": "" if self.notes else HIDE_NOTES,
            "linje": self.line, "find": self.find,
        }  # fmt: skip


def way_of(breakdown: Breakdown) -> str:
    """How a figure is cut, such as «sex» or «sex+origin»; nothing for the whole."""
    return JOIN.join(name for name, _member in breakdown)
