"""What the check must be told about the world around a file. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.places import Places


@dataclass(frozen=True, kw_only=True)
class Context:
    """Known units and names, who delivers for which period, the secret of the keyed hash, a folder to work in.

    `known_units` are codes; empty = not known, and then no unit is called unknown. `unit_names` pairs a folded
    name, such as «damagerskolen» or «4kløverskolen (nyborg)», with the code a person has chosen for it.
    `secret` (16 to 64 bytes) must be the same at every check, or a pupil gets another key.
    Of a file that `may_tell_of_persons` only the columns its source describes are shown or kept, and no text around them.
    `work` must be an empty folder of this check's own; large rows lie there until they are taken.
    """

    work: Path
    places: Places
    secret: bytes
    known_units: frozenset[str] = frozenset()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    institution: str = ""
    period: str = ""
    mapping: ColumnMapping | None = None
    retrieved_on: date | None = None
    may_tell_of_persons: bool = False
