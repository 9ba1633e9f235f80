"""Corners of what is possible, against those of a solver."""

import numpy as np
import pytest
from scipy.optimize import linprog

from ledestjerne.indicators.corner import outermost


def test_two_cells_of_a_known_sum_move_until_the_first_is_at_its_least() -> None:
    answer = outermost(
        np.array([[1.0, 1.0]]), truth=np.array([3.0, 6.0]), least=1.0, most=1000, goal=np.array([0.0, 1.0])
    )
    assert answer is not None
    assert answer.tolist() == pytest.approx([8, 1])


def test_what_the_equations_settle_is_the_truth() -> None:
    left = np.array([[1.0, 1.0], [1.0, -1.0]])
    answer = outermost(left, truth=np.array([3.0, 6.0]), least=1.0, most=1000, goal=np.array([1.0, 0.0]))
    assert answer is not None
    assert answer.tolist() == [3, 6]


def test_four_cells_of_one_sum_are_left_to_a_solver() -> None:
    truth = np.array([3.0, 6.0, 2.0, 2.0])
    assert outermost(np.ones((1, 4)), truth=truth, least=1.0, most=1000, goal=np.eye(4)[0]) is None


@pytest.mark.parametrize("seed", range(60))
def test_random_systems_have_the_ends_a_solver_finds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    cells, less = int(chance.integers(3, 8)), int(chance.integers(1, 3))
    left = chance.integers(-1, 2, size=(cells - less, cells)).astype(float)
    truth, least = chance.integers(2, 12, size=cells).astype(float), chance.integers(0, 3, size=cells).astype(float)
    goal = np.eye(cells)[int(chance.integers(cells))] * chance.choice([-1, 1])
    answer = outermost(left, truth=truth, least=least, most=500.0, goal=goal)
    if answer is None:
        assert np.linalg.matrix_rank(left) < cells - 2
        return
    bounds = [(low, 500.0) for low in least]
    solved = linprog(goal, A_eq=left, b_eq=left @ truth, bounds=bounds, method="highs")
    assert goal @ answer == pytest.approx(goal @ solved.x)
