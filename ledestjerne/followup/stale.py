"""Saves that started from an older text than the one now kept: what goes together is joined, what does not is shown."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Clash:
    """One field in which two people wrote different things from the same text."""

    field: str
    mine: Any
    theirs: Any


class StaleSaveError(Exception):
    """Someone else changed the same fields since they were read; nothing was saved, and both texts are here."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__(", ".join(clash.field for clash in clashes))
        self.clashes = clashes


def mark(value: Any) -> str:
    """A short sign for exactly this text; a form carries it so that a save knows what it started from."""
    return hashlib.sha256(as_text(value).encode()).hexdigest()[:16]


def as_text(value: Any) -> str:
    """The value as a text; a number without the noughts it was kept with."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)


def mine_to_save(*, mine: Mapping[str, Any], kept: Mapping[str, Any], read: Mapping[str, str]) -> dict[str, Any]:
    """The fields to write: those changed here and not elsewhere since `read` (marks by field).

    Raises StaleSaveError when a field was changed in both places to different texts.
    """
    changed = {field: value for field, value in mine.items() if as_text(value) != as_text(kept[field])}
    fresh = {field: value for field, value in changed.items() if read.get(field) == mark(kept[field])}
    clashing = [field for field, value in changed.items() if field not in fresh and read.get(field) != mark(value)]
    if clashing:
        raise StaleSaveError(tuple(Clash(field, mine[field], kept[field]) for field in clashing))
    return fresh
