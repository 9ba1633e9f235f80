"""The tables of facts as the engine reads them, each with its columns."""

from collections.abc import Mapping

from ledestjerne.indicators.pupil_tables import PUPIL_TABLES
from ledestjerne.indicators.vocabulary import Table

PUBLISHED = {
    "delivery": "BIGINT", "source": "VARCHAR", "sheet": "VARCHAR", "row": "BIGINT", "kind": "VARCHAR",
    "unit": "VARCHAR", "unit_level": "VARCHAR", "period": "VARCHAR", "period_kind": "VARCHAR",
    "measure": "VARCHAR", "dims": "MAP(VARCHAR, VARCHAR)", "value": "DOUBLE", "text": "VARCHAR",
    "withheld": "BOOLEAN", "complete": "BOOLEAN",
}  # fmt: skip

PUPIL_WEEK = PUPIL_TABLES[Table.PUPIL_WEEK].columns
TABLES: Mapping[Table, Mapping[str, str]] = {
    Table.PUBLISHED: PUBLISHED,
    **{table: each.columns for table, each in PUPIL_TABLES.items()},
}
