"""Our reference models and lme4 on the same made-up pupils, side by side in one run, 28 columns with the intercept.

    .venv/bin/python benchmarks/reference_model.py                    linear to 1,000,000 pupils, logistic to 100,000
    .venv/bin/python benchmarks/reference_model.py --million          logistic with 1,000,000 too: lme4 takes a quarter of an hour or more
    .venv/bin/python benchmarks/reference_model.py --rounds 5         ours is the best of so many rounds (lme4 runs once)

Both on one thread: lme4 has no more, and so ours may not either. Processor seconds, so that a busy machine does not
decide; `--only` runs one task, such as logistic_100000. Without Rscript and lme4 only ours is timed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np  # after the number of threads is said

sys.path.insert(0, str(Path(__file__).parent / "reference"))
from pupils import Pupils, pupils

from ledestjerne.indicators.reference.linear import fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.results import LinearFit, LogisticFit
from ledestjerne.indicators.reference.sample import Sample

SCRIPT = Path(__file__).parent / "reference" / "lme4.R"
SIZES = ((10_000, 200), (100_000, 500), (1_000_000, 1_000))
GOALS = {("linear", 1_000_000): 30, ("logistic", 100_000): 40, ("logistic", 1_000_000): 20}
SEED = 2026


@dataclass(frozen=True)
class Task:
    kind: str
    rows: int
    schools: int

    @property
    def name(self) -> str:
        return f"{self.kind}_{self.rows}"

    @property
    def method(self) -> str:
        return "REML" if self.kind == "linear" else "1"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--million", action="store_true", help="logistic with a million pupils in lme4 too")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", default="")
    words = asked.parse_args()
    print(
        "| model | pupils | schools | ours s | lme4 s | ratio | goal | deviance ours - lme4 | coefficients in SE | flips |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for kind in ("linear", "logistic"):
        for rows, schools in SIZES:
            task = Task(kind, rows, schools)
            if words.only in ("", task.name):
                is_long = task.name == "logistic_1000000"
                compare(task, rounds=words.rounds, with_lme4=words.million or not is_long)


def compare(task: Task, *, rounds: int, with_lme4: bool) -> None:
    made = pupils(rows=task.rows, schools=task.schools, seed=SEED)
    fit, seconds = ours(task, made, rounds)
    theirs = lme4(task, made) if with_lme4 else None
    print(line(task, fit, seconds, theirs), flush=True)


def ours(task: Task, made: Pupils, rounds: int) -> tuple[LinearFit | LogisticFit, float]:
    """The fit, and the processor seconds of the quickest round, from arrays in memory to unit effects with both errors."""
    best = float("inf")
    sample = Sample(made.grade if task.kind == "linear" else made.dropout, made.background, made.unit, made.names)
    for _ in range(rounds):
        begun = time.process_time()
        fit = fit_linear(sample) if task.kind == "linear" else fit_logistic(sample)
        best = min(best, time.process_time() - begun)
        if not isinstance(fit, LinearFit | LogisticFit):
            raise SystemExit(f"{task.name}: {fit}")
    return fit, best


def lme4(task: Task, made: Pupils) -> dict[str, object] | None:
    """lme4's answer and its own processor seconds for the fit alone; None where it is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        outcome = made.grade if task.kind == "linear" else made.dropout
        columns = np.column_stack((outcome, made.unit, made.background))
        np.asfortranarray(columns).ravel(order="F").astype("<f8").tofile(here / f"{task.name}.f64")
        (here / f"{task.name}.shape").write_text(" ".join((str(task.rows), "y", "unit", *made.names)))
        (here / "tasks.tsv").write_text(f"name\tkind\tmethod\n{task.name}\t{task.kind}\t{task.method}\n")
        try:
            subprocess.run(["Rscript", str(SCRIPT), folder], check=True, capture_output=True)
        except (FileNotFoundError, subprocess.CalledProcessError):
            return None
        found: dict[str, object] = json.loads((here / f"{task.name}.{task.method}.json").read_text())
        return found


def line(task: Task, fit: LinearFit | LogisticFit, seconds: float, theirs: dict[str, object] | None) -> str:
    goal = GOALS.get((task.kind, task.rows))
    first = f"| {task.kind} | {task.rows:,} | {task.schools:,} | {seconds:.3f} |"
    if theirs is None:
        return f"{first} – | – | {goal or ''} | – | – | – |"
    other = float(theirs["seconds"])  # type: ignore[arg-type]  # a number in the file
    errors, effects = np.array(theirs["standard_errors"]), np.array(theirs["effect"])
    apart = np.abs((fit.coefficients - np.array(theirs["coefficients"])) / errors).max()
    clear = np.abs(effects) > 1.96 * np.array(theirs["conditional_se"])
    flips = int((clear != (np.abs(fit.units.effect) > 1.96 * fit.units.conditional_se)).sum())
    step = fit.deviance - float(theirs["deviance"])  # type: ignore[arg-type]
    ratio = f"{other / seconds:.0f} | {f'≥ {goal}' if goal else ''}"
    return f"{first} {other:.2f} | {ratio} | {step:+.2g} | {apart:.1e} | {flips} |"


if __name__ == "__main__":
    main()
