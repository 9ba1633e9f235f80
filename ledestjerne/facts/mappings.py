"""What the columns of long files were said to mean, kept and found again."""

from dataclasses import asdict
from typing import Any

from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.contract import Shape, Source
from ledestjerne.facts.door import Opened
from ledestjerne.facts.models import Delivery, RememberedMapping
from ledestjerne.facts.sources.long import headings_of, signature_of


def signature_for(opened: Opened, *, source: Source) -> str:
    """What a long file is known by: its headings. Empty for files whose columns the source describes."""
    if source.shape is not Shape.LONG:
        return ""
    return signature_of(headings_of(opened.tables[0]))


def remembered(delivery: Delivery, *, signature: str) -> ColumnMapping | None:
    """What somebody of the same unit last said that columns with these headings mean."""
    found = RememberedMapping.objects.filter(unit=delivery.unit, signature=signature).first()
    return from_plain(found.mapping) if found else None


def as_plain(mapping: ColumnMapping) -> dict[str, Any]:
    """A mapping as JSON can hold it."""
    return asdict(mapping)


def from_plain(kept: dict[str, Any]) -> ColumnMapping:
    """The mapping that `as_plain` was given."""
    return ColumnMapping(**{**kept, "columns": tuple((heading, meaning) for heading, meaning in kept["columns"])})
