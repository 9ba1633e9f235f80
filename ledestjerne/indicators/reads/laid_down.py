"""Figures laid down on disk, so that one process works them out and every other only reads the units it shows.

A file holds the figures of one definition: a line of JSON a unit, then the place of each line, then where that begins.
It appears under its name whole or not at all, and its name tells all it rests on: whoever finds it may use it. Only what
may be shown is in it: hidden figures have no number here either. Nothing is lost with it; it lies in the installation's
`cache`, which is in no backup.
"""

import json
import mmap
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from ledestjerne.indicators.results import HiddenReason, Mark, Result

PACKAGE = Path(__file__).resolve().parents[2]
SUFFIX = ".figures"
END = 8
"""Bytes at the end that tell where the index begins."""
MOST_UNITS = 4000
"""Units kept read in memory; beyond that all are let go and read again when asked for."""


class LaidDown(Mapping[str, tuple[Result, ...]]):
    """The figures of a file by unit, each unit read when it is asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        begins = int.from_bytes(self._bytes[-END:], "big")
        self._indicator, self._places = json.loads(self._bytes[begins:-END])
        self._read: dict[str, tuple[Result, ...]] = {}

    def __getitem__(self, unit: str) -> tuple[Result, ...]:
        if (found := self._read.get(unit)) is None:
            begins, ends = self._places[unit]
            found = tuple(_result(self._indicator, unit, line) for line in json.loads(self._bytes[begins:ends]))
            if len(self._read) >= MOST_UNITS:
                self._read.clear()
            self._read[unit] = found
        return found

    def __contains__(self, unit: object) -> bool:
        return unit in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def place_of(indicator: str, *, basis: Sequence[str]) -> Path:
    """Where the figures of an indicator lie that rest on just this: words that differ when anything has changed."""
    told = sha256("\n".join((_code(), *basis)).encode()).hexdigest()
    return Path(settings.HOME) / "cache" / "figures" / f"{indicator}-{told[:32]}{SUFFIX}"


def lay_down(path: Path, *, indicator: str, by_unit: Mapping[str, Sequence[Result]]) -> None:
    """Write the figures under the name, and remove what rested on something else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for cut_off in path.parent.glob(f".{indicator}-*{SUFFIX}"):
        cut_off.unlink(missing_ok=True)  # whoever wrote it was killed: only one writes at a time
    waiting = path.with_name(f".{indicator}-{uuid4().hex}{SUFFIX}")
    places: dict[str, tuple[int, int]] = {}
    try:
        with waiting.open("wb") as file:
            for unit, results in by_unit.items():
                begins = file.tell()
                file.write(json.dumps([_line(each) for each in results]).encode())
                places[unit] = begins, file.tell()
            begins = file.tell()
            file.write(json.dumps([indicator, places]).encode() + begins.to_bytes(END, "big"))
            file.flush()
            os.fsync(file.fileno())
        waiting.rename(path)
    finally:
        waiting.unlink(missing_ok=True)
    for old in path.parent.glob(f"{indicator}-*{SUFFIX}"):
        if old != path:
            old.unlink(missing_ok=True)  # who has it open reads on


def laid_down(path: Path) -> LaidDown | None:
    """The figures under the name; None when nobody has laid them down."""
    try:
        return LaidDown(path)
    except FileNotFoundError:
        return None


@cache
def _code() -> str:
    """The program itself: figures another version of it made are not this one's."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _line(each: Result) -> list[object]:
    return [
        each.period, each.breakdown, each.value, each.numerator, each.n, each.low, each.high, each.hidden,
        each.marks, each.deliveries, each.verdict, each.fewest,
    ]  # fmt: skip


def _result(indicator: str, unit: str, line: Any) -> Result:  # Any: a line as `_line` wrote it
    period, breakdown, value, numerator, n, low, high, hidden, marks, deliveries, verdict, fewest = line
    return Result(
        indicator, unit, period, tuple((name, member) for name, member in breakdown), value, numerator, n, low, high,
        HiddenReason(hidden) if hidden else None, tuple(map(Mark, marks)), tuple(deliveries), verdict, fewest,
    )  # fmt: skip
