"""Sets of pupils for the tests of the reference models."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ledestjerne.indicators.reference.sample import Sample

GOLDEN = Path(__file__).parents[2] / "data" / "reference_models"


@dataclass(frozen=True)
class Task:
    """A set and a method lme4 has answered for."""

    name: str
    kind: str
    method: str

    def __str__(self) -> str:
        return f"{self.name}-{self.method}"


def tasks(kind: str) -> list[Task]:
    rows = csv.DictReader((GOLDEN / "tasks.tsv").read_text().splitlines(), delimiter="\t")
    return [Task(**row) for row in rows if row["kind"] == kind]


def golden(task: Task, *, folder: Path = GOLDEN) -> dict:
    found = json.loads((folder / f"{task.name}.{task.method}.json").read_text())
    return {name: np.array(value) if isinstance(value, list) else value for name, value in found.items()}


def sample(path: Path, *, outcome: str = "y", unit: str = "unit", background: list[str] | None = None) -> Sample:
    """The rows of a CSV with every value wanted present."""
    with path.open() as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in (outcome, unit)] if background is None else background
    whole = [row for row in rows if all(row[name] != "" for name in (outcome, unit, *names))]
    return Sample(
        outcome=np.array([float(row[outcome]) for row in whole]),
        background=np.array([[float(row[name]) for name in names] for row in whole]).reshape(len(whole), len(names)),
        unit=np.array([row[unit] for row in whole]),
        names=tuple(names),
    )


def numbered(path: Path) -> Sample:
    """A stored set; its units are numbers, in lme4's order."""
    found = sample(path)
    return Sample(found.outcome, found.background, found.unit.astype(int), found.names)


def made(*, rows: int = 300, units: int = 15, seed: int = 5, deviation: float = 0.7, binary: bool = False) -> Sample:
    """Pupils with a number and a yes/no, in units that differ by `deviation`."""
    rng = np.random.default_rng(seed)
    unit = np.arange(rows) % units
    background = np.column_stack((rng.normal(size=rows), rng.integers(0, 2, rows)))
    middle = background @ [0.5, -0.4] + rng.normal(scale=deviation, size=units)[unit]
    outcome = middle + rng.normal(size=rows)
    if binary:
        outcome = (rng.random(rows) < 1 / (1 + np.exp(-middle))).astype(float)
    return Sample(outcome, background, unit, ("number", "yes"))
