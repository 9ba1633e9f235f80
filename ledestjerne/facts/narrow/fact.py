"""What one narrow table is: its columns, how it is made, and what its rows tell of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

WHO = {
    "institution": "VARCHAR", "department": "VARCHAR", "education": "VARCHAR", '"class"': "VARCHAR",
    "pupil": "BIGINT", "course_part": "VARCHAR", "school_year": "VARCHAR",
}  # fmt: skip
PLACE = "coalesce(department, institution, '')"


def school_year(day: str) -> str:
    """The school year of a day, as an expression."""
    first = f"(CASE WHEN month({day}) >= 8 THEN year({day}) ELSE year({day}) - 1 END)"
    return f"{first} || '/' || ({first} + 1)"


@dataclass(frozen=True, kw_only=True)
class Narrow:
    """A table in the snapshot, made of the rows of one kind of extract.

    `made` is a query over the checked rows ($paths) of one institution ($institution) giving `columns`, in order;
    `tells_of` are the unit, period and measure a row tells of: a newer delivery that tells of the same takes its place.
    """

    table: str
    extract: str
    columns: Mapping[str, str]
    made: str
    tells_of: tuple[str, str, str]

    @property
    def created(self) -> str:
        """The statement that makes the empty table."""
        listed = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        return f"CREATE TABLE {self.table} (delivery BIGINT, {listed});"
