"""The verdict of a unit: what it rests on, and how often it is wrong."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import expit

from ledestjerne.base.files import load_file, load_folder
from ledestjerne.indicators.reference.definition import ReferenceDefinition
from ledestjerne.indicators.reference.linear import fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.matrix import Pupil, prepared
from ledestjerne.indicators.reference.results import Remark
from ledestjerne.indicators.reference.standing import Verdict, local_reference, mean_chance, shares, verdict
from ledestjerne.indicators.reference.worked import wrong
from tests.conftest import ROOT
from tests.indicators.reference.samples import made

FOLDER = ROOT / "definitions" / "references"


@pytest.mark.parametrize("key", sorted(load_folder(FOLDER, model=ReferenceDefinition)))
def test_every_reference_gives_what_its_examples_say(key):
    assert list(wrong(load_file(FOLDER / f"{key}.yaml", model=ReferenceDefinition))) == []


@pytest.fixture
def grade() -> ReferenceDefinition:
    return load_file(FOLDER / "local_grade.yaml", model=ReferenceDefinition)


@pytest.fixture
def dropout() -> ReferenceDefinition:
    return load_file(FOLDER / "local_dropout.yaml", model=ReferenceDefinition)


def pupil(definition: ReferenceDefinition, unit: str, outcome: float | None, **background: str | float) -> Pupil:
    return Pupil(unit, outcome, tuple(background.get(each.column) for each in definition.background))


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(0.1, 2, Verdict.OVER), (-2, -0.1, Verdict.UNDER), (-0.1, 0.1, Verdict.LEVEL), (0, 1, Verdict.LEVEL)],
)
def test_the_word_follows_from_the_interval_alone(low, high, word):
    assert verdict(low, high) is word


def test_the_words_are_the_ministrys():
    assert [each.value for each in Verdict] == ["Over niveau", "På niveau", "Under niveau"]


def test_the_grades_of_a_unit_stand_to_a_model_worked_out_with_whole_matrices(grade):
    rng = np.random.default_rng(4)
    pupils = [
        pupil(
            grade, f"U{n % 6}", float(rng.normal(6 + n % 6 / 3, 2)), age=17 + n % 3, sex="mand" if n % 2 else "kvinde"
        )
        for n in range(120)
    ]
    sample = prepared(grade, pupils).sample
    x, y = np.column_stack((np.ones(120), sample.background)), sample.outcome
    member = (sample.unit[:, None] == np.unique(sample.unit)).astype(float)

    def covariance(theta):
        return np.exp(theta[0]) * member @ member.T + np.exp(theta[1]) * np.eye(120)

    def deviance(theta):
        inverse = np.linalg.inv(covariance(theta))
        normal = x.T @ inverse @ x
        rest = y - x @ np.linalg.solve(normal, x.T @ inverse @ y)
        return np.linalg.slogdet(covariance(theta))[1] + np.linalg.slogdet(normal)[1] + rest @ inverse @ rest

    best = minimize(deviance, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10})
    inverse = np.linalg.inv(covariance(best.x))
    solve = np.linalg.inv(x.T @ inverse @ x) @ x.T @ inverse
    apart = (member / member.sum(axis=0)).T @ (np.eye(120) - x @ solve)  # a unit's mean over what is expected

    found = local_reference(grade, pupils)

    assert [each.difference for each in found.standings] == pytest.approx(list(apart @ y), abs=1e-5)
    half = 1.959964 * np.sqrt(np.exp(best.x[1]) * np.diag(apart @ apart.T))
    assert [each.high - each.difference for each in found.standings] == pytest.approx(list(half), rel=1e-4)
    drawn = np.exp(best.x[0]) * member.T @ inverse @ (y - x @ solve @ y)
    assert [each.drawn for each in found.standings] == pytest.approx(list(drawn), abs=1e-4)


def test_the_expected_dropout_is_a_pupils_chance_averaged_over_the_units_there_could_be():
    chance = mean_chance(np.array([-1.0, 0.5]), deviation=0.8)

    for fixed, found in zip((-1.0, 0.5), chance, strict=True):
        whole = quad(lambda u, at=fixed: expit(at + u) * np.exp(-(u**2) / 1.28) / np.sqrt(1.28 * np.pi), -8, 8)[0]
        assert found == pytest.approx(whole, abs=1e-9)


def test_few_pupils_are_drawn_further_towards_what_is_expected(grade):
    rng = np.random.default_rng(7)
    sizes = {"A": 60, "B": 60, "C": 60, "D": 60, "E": 5}
    pupils = [
        pupil(grade, unit, float(rng.normal(8 if unit in "AE" else 6, 2)), age=float(17 + rng.integers(3)), sex="mand")
        for unit, size in sizes.items()
        for _ in range(size)
    ]

    found = {each.unit: each for each in local_reference(grade, pupils).standings}

    assert found["E"].drawn / found["E"].difference < found["A"].drawn / found["A"].difference < 1


def test_units_that_differ_by_chance_only_are_drawn_all_the_way(grade):
    pupils = [pupil(grade, f"U{n % 4}", float(n // 4 % 5), age=17.0 + (n * 7 % 3), sex="mand") for n in range(80)]

    found = local_reference(grade, pupils)

    assert Remark.NO_UNIT_VARIATION in found.remarks
    assert {each.drawn for each in found.standings} == {0.0}


def test_pupils_who_are_left_out_are_counted(dropout):
    pupils = [pupil(dropout, f"U{n % 2}", float(n % 3 == 0), age=17.0 + n % 4, sex="mand") for n in range(60)]
    pupils += [pupil(dropout, "U1", None, age=17, sex="mand")] * 3
    pupils += [pupil(dropout, "U1", 1.0, age=17)] * 2

    counted = prepared(dropout, pupils).counted

    assert (counted.pupils, counted.without_outcome, counted.left_out, counted.used) == (65, 3, 2, 60)
    assert {each.background.column: each.pupils for each in counted.unstated}["sex"] == 2


def test_rare_categories_are_taken_together_and_named(dropout):
    paths = ["grundskole"] * 40 + ["job"] * 30 + ["udland"] * 4 + ["højskole"] * 7
    pupils = [pupil(dropout, "U", 1.0, age=17.0 + n % 3, sex="mand", entry_path=path) for n, path in enumerate(paths)]

    ready = prepared(dropout, pupils)

    assert [(each.column, pooled) for each, pooled in ready.counted.rare] == [("entry_path", ("højskole", "udland"))]
    assert "entry_path (øvrige)" in ready.sample.names


def test_pupils_who_lack_two_things_together_do_not_stop_the_model(grade):
    pupils = [
        pupil(grade, f"U{n % 3}", float(n % 7), age=17.0 + n % 4, sex="mand")
        if n % 3 == 0
        else pupil(grade, f"U{n % 3}", float(n % 7), age=17.0 + n % 4, sex="mand", origin="dansk", parents_income="lav")
        for n in range(90)
    ]

    ready = prepared(grade, pupils)

    assert ready.counted.idle == ("parents_income (uoplyst)",)


@pytest.mark.parametrize("size", [8, 25])
def test_chance_alone_gives_a_unit_another_word_at_most_as_often_as_promised(size):
    """100 worlds of 12 units that do not differ: 5 per cent of the units, and for the exact interval no more."""
    rng = np.random.default_rng(size)
    flags = {"linear": 0, "logistic": 0}
    for _ in range(100):
        world = made(rows=12 * size, units=12, seed=int(rng.integers(2**31)), deviation=0.0)
        binary = made(rows=12 * size, units=12, seed=int(rng.integers(2**31)), deviation=0.0, binary=True)
        flags["linear"] += flagged_grades(world)
        flags["logistic"] += flagged_shares(binary)

    assert flags["linear"] / 1200 < 0.05 + 3 * 0.0063
    assert flags["logistic"] / 1200 < 0.05


def flagged_grades(world) -> int:
    fit = fit_linear(world)
    return int((np.abs(fit.raw_difference) > 1.96 * fit.raw_difference_se).sum())


def flagged_shares(world) -> int:
    fit = fit_logistic(world)
    fixed = fit.coefficients[0] + world.background @ fit.coefficients[1:]
    return sum(each.verdict is not Verdict.LEVEL for each in shares(fit, fixed, world.outcome, world.unit))
