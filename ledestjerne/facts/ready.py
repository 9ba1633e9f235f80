"""The parts of a delivery laid ready when it is checked, so that accepting it only gives them their place.

They lie beside the checked rows. A list of them is written last and says what they were made for and by which queries;
parts made for anything else, or by an older version, are written anew.
"""

import hashlib
import inspect
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from ledestjerne.facts import counted_weeks, parts, plain_weeks, weeks
from ledestjerne.facts.durable import sync, whole_file
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.narrow import NARROW
from ledestjerne.facts.parts import Part, write_parts
from ledestjerne.facts.report import Report

LIST = "parts.json"
QUERIES = (
    parts.PUBLISHED_YEAR, parts.LESSON_YEAR, parts.ONE_YEAR, parts.WEEK_ORDER, plain_weeks.KINDS, plain_weeks.OF_KIND,
    weeks.LESSON_WEEKS, *(each.made for each in NARROW), inspect.getsource(counted_weeks),
)  # fmt: skip
"""All that says what parts hold."""
MADE_BY = hashlib.sha256("\n".join(QUERIES).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which rows to lay out as parts, and for what."""

    rows: Path
    table: str
    unit: str
    number: int
    day: date

    @property
    def ready(self) -> Path:
        """Where the parts lie until the delivery is accepted."""
        return self.rows.parent / "parts"

    @property
    def wanted(self) -> dict[str, str | int]:
        return {
            "table": self.table, "unit": self.unit, "number": self.number, "day": self.day.isoformat(), "by": MADE_BY,
        }  # fmt: skip

    def written(self, folder: Path) -> list[Part]:
        return write_parts(folder=folder, **vars(self))


def order_of(delivery: Delivery, *, key: str, report: Report) -> Order:
    """What laying out the rows of one check of a delivery (its `key`) takes."""
    return Order(
        rows=delivery.folder / key / "rows.parquet", table=report.table, unit=delivery.unit_code, number=delivery.pk,
        day=delivery.drawn_on,
    )  # fmt: skip


def lay_ready(order: Order) -> None:
    """Write the parts beside the rows they are made of."""
    laid = {"for": order.wanted, "parts": [asdict(part) for part in order.written(order.ready)]}
    with whole_file(order.ready / LIST) as waiting:
        waiting.write_text(json.dumps(laid), encoding="utf-8")


def take_parts(order: Order, *, folder: Path) -> list[Part]:
    """Give the parts their place in the folder of all parts; what was not laid ready is written there now."""
    found = laid_parts(order)
    if found is None:
        return order.written(folder)
    for part in found:
        place(order.ready / part.path, folder / part.path)
    for path in {(folder / part.path).parent for part in found}:
        sync(path)
    return found


def laid_parts(order: Order) -> list[Part] | None:
    try:
        laid = json.loads((order.ready / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return [Part(**each) for each in laid["parts"]] if laid["for"] == order.wanted else None


def place(source: Path, target: Path) -> None:
    """A second name for a file that never changes, or a copy of it where the storage knows no second names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        with whole_file(target) as waiting:
            shutil.copyfile(source, waiting)


def forget(order: Order) -> None:
    """Remove what lay ready, once it has its place."""
    shutil.rmtree(order.ready, ignore_errors=True)
