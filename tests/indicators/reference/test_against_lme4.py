"""Both models give lme4's answers: stored ones always, and its own of today where Rscript has it."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from ledestjerne.indicators.reference.linear import Likelihood, fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.results import LinearFit, LogisticFit
from tests.indicators.reference.samples import GOLDEN, Task, golden, numbered, tasks

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "reference" / "lme4.R"


def fitted(task: Task) -> LinearFit | LogisticFit:
    rows = numbered(GOLDEN / f"{task.name}.csv")
    if task.kind == "linear":
        found = fit_linear(rows, likelihood=Likelihood(task.method.lower()))
    else:
        found = fit_logistic(rows, nodes=int(task.method))
    assert isinstance(found, LinearFit | LogisticFit)
    return found


def agree(found: LinearFit | LogisticFit, stored: dict, *, within: float) -> None:
    """Everything counted in standard errors, variances and standard errors as shares."""
    assert list(found.units.code) == list(stored["units"])
    assert np.abs((found.coefficients - stored["coefficients"]) / stored["standard_errors"]).max() < within
    assert np.abs(found.standard_errors / stored["standard_errors"] - 1).max() < within
    assert abs(found.unit_variance / stored["unit_variance"] - 1) < within
    assert np.abs((found.units.effect - stored["effect"]) / stored["conditional_se"]).max() < within
    assert np.abs(found.units.conditional_se / stored["conditional_se"] - 1).max() < within


@pytest.mark.parametrize("task", tasks("linear"), ids=str)
def test_a_linear_model_is_lme4s_to_a_millionth(task):
    found, stored = fitted(task), golden(task)

    agree(found, stored, within=1e-6)
    assert found.residual_variance == pytest.approx(stored["residual_variance"], rel=1e-6)
    assert found.deviance == pytest.approx(stored["deviance"], rel=1e-9)


@pytest.mark.parametrize("task", tasks("logistic"), ids=str)
def test_a_logistic_model_is_lme4s_to_half_a_hundredth_of_a_standard_error(task):
    found, stored = fitted(task), golden(task)

    agree(found, stored, within=5e-3)
    assert found.deviance <= stored["deviance"] + 1e-6, "lme4 found a better top"


@pytest.mark.parametrize("task", [*tasks("linear"), *tasks("logistic")], ids=str)
def test_no_unit_is_significant_in_one_and_not_in_the_other(task):
    found, stored = fitted(task), golden(task)

    ours = np.abs(found.units.effect) > 1.96 * found.units.conditional_se
    theirs = np.abs(stored["effect"]) > 1.96 * stored["conditional_se"]
    assert list(ours) == list(theirs)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript med lme4 er ikke installeret")
@pytest.mark.parametrize(
    "task", [Task("wide_linear", "linear", "REML"), Task("small_logistic", "logistic", "1")], ids=str
)
def test_the_lme4_of_this_machine_agrees_too(tmp_path, task):
    shutil.copy(GOLDEN / f"{task.name}.csv", tmp_path)
    (tmp_path / "tasks.tsv").write_text(f"name\tkind\tmethod\n{task.name}\t{task.kind}\t{task.method}\n")
    asked = subprocess.run(
        ["Rscript", str(SCRIPT), str(tmp_path), "--tight"], capture_output=True, text=True, timeout=60, check=False
    )
    if "there is no package called" in asked.stderr:
        pytest.skip("Rscript er her, men ikke lme4")
    assert asked.returncode == 0, asked.stderr

    today = golden(task, folder=tmp_path)
    agree(fitted(task), today, within=1e-6 if task.kind == "linear" else 5e-3)
