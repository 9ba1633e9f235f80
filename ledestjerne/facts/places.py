"""Municipalities and regions: from the names files print to the codes we keep. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from ledestjerne.base.files import Definition


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Region(_Strict):
    """One of the five regions, with its code in the national registers."""

    code: Annotated[str, StringConstraints(pattern=r"^108\d$")]
    name: str


class Municipality(_Strict):
    """A municipality with its three-digit code and its pupils in the basic school (its size); `also` are spellings met in files."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    name: str
    formal: str
    region: str
    pupils: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """A name looked up: its code and level, and whether the spelling was another than the official one."""

    code: str
    level: str
    name: str
    variant: bool


class Places(Definition):
    """The explicit table of names; a name that is not in it is unknown, never guessed."""

    regions: tuple[Region, ...]
    municipalities: tuple[Municipality, ...]

    def municipality(self, text: str) -> Place | None:
        """The municipality a name or a code stands for."""
        return self._municipalities.get(folded(text))

    def region(self, text: str) -> Place | None:
        """The region a name or a code stands for."""
        return self._regions.get(folded(text))

    def region_of(self, municipality: str) -> str:
        """The code of the region a municipality code lies in."""
        return next(found.region for found in self.municipalities if found.code == municipality)

    @cached_property
    def _municipalities(self) -> dict[str, Place]:
        known: dict[str, Place] = {}
        for one in self.municipalities:
            for spelling in (one.code, f"0{one.code}", one.name, one.formal, *one.also):
                place = Place(code=one.code, level="municipality", name=one.name, variant=spelling in one.also)
                known.setdefault(folded(spelling), place)
        return known

    @cached_property
    def _regions(self) -> dict[str, Place]:
        known: dict[str, Place] = {}
        for one in self.regions:
            place = Place(code=one.code, level="region", name=one.name, variant=False)
            known |= {folded(one.code): place, folded(one.name): place}
        return known


def folded(text: str) -> str:
    """How names and headings are compared: without case, outer blanks and doubled blanks."""
    return " ".join(text.split()).casefold()
