"""Makes the stored lme4 answers the tests compare with: tests/data/reference_models/*.

    .venv/bin/python benchmarks/reference/golden.py      needs Rscript with lme4

Run it only when a set is added; the files hold the pupils (made up), and lme4's answer to every digit it has.
"""

import csv
import subprocess
from pathlib import Path

import numpy as np
from pupils import Pupils, pupils

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "tests" / "data" / "reference_models"
SETS = {
    "even": {"rows": 600, "schools": 20, "seed": 11, "numbers": 2, "levels": (2, 3)},
    "small": {"rows": 500, "schools": 50, "seed": 12, "numbers": 1, "levels": (3,)},
    "wide": {"rows": 1500, "schools": 40, "seed": 13, "numbers": 3, "levels": (2, 3, 3)},
}
TASKS = (("linear", "REML"), ("linear", "ML"), ("logistic", "1"), ("logistic", "7"))


def main() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    lines = ["name\tkind\tmethod"]
    for name, shape in SETS.items():
        made = pupils(**shape)  # type: ignore[arg-type]  # the words of one call
        for kind, outcome in (("linear", made.grade), ("logistic", made.dropout)):
            write(GOLDEN / f"{name}_{kind}.csv", made, outcome)
            lines += [f"{name}_{kind}\t{kind}\t{method}" for each, method in TASKS if each == kind]
    (GOLDEN / "tasks.tsv").write_text("\n".join(lines) + "\n")
    subprocess.run(["Rscript", str(HERE / "lme4.R"), str(GOLDEN), "--tight"], check=True)


def write(path: Path, made: Pupils, outcome: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("y", "unit", *made.names))
        for y, unit, row in zip(outcome, made.unit, made.background, strict=True):
            writer.writerow(
                (f"{y:.4f}".rstrip("0").rstrip("."), unit, *(f"{value:.4f}".rstrip("0").rstrip(".") for value in row))
            )


if __name__ == "__main__":
    main()
