"""Made-up pupils in schools for the reference models: 28 columns with the intercept, school sizes as in life.

Eight numbers and seven categories (19 indicator columns); school sizes fall like Zipf's law, never under 8; the schools
differ by a standard deviation of 0.5. Linear: a grade with residual deviation 1.5. Logistic: dropout of about 16 per cent.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NUMBERS = 8
LEVELS = (2, 3, 3, 4, 4, 5, 5)  # of the seven categories; the first level of each is the basis
SCHOOL_DEVIATION = 0.5
FEWEST = 8


@dataclass(frozen=True)
class Pupils:
    """`background` (N, 27), `unit` (N,), `grade` (N,), `dropout` (N,) of 0 and 1."""

    background: NDArray[np.float64]
    unit: NDArray[np.int64]
    grade: NDArray[np.float64]
    dropout: NDArray[np.float64]
    names: tuple[str, ...]


def pupils(*, rows: int, schools: int, seed: int, numbers: int = NUMBERS, levels: tuple[int, ...] = LEVELS) -> Pupils:
    """Pupils in no particular order; the same for the same seed."""
    rng = np.random.default_rng(seed)
    unit = rng.permutation(np.repeat(np.arange(schools), _sizes(rows, schools)))
    columns = [rng.normal(size=(rows, numbers))]
    names = [f"n{place}" for place in range(numbers)]
    for place, count in enumerate(levels):
        member = rng.choice(count, size=rows, p=_falling(count))
        columns.append((member[:, None] == np.arange(1, count)).astype(float))
        names += [f"c{place}_{level}" for level in range(1, count)]
    background = np.concatenate(columns, axis=1)
    effect = rng.normal(scale=SCHOOL_DEVIATION, size=schools)[unit]
    signal = background @ rng.normal(scale=0.3, size=background.shape[1])
    grade = 6.5 + signal + effect + rng.normal(scale=1.5, size=rows)
    chance = 1 / (1 + np.exp(2.0 - signal + signal.mean() - effect))
    return Pupils(background, unit, grade, (rng.random(rows) < chance).astype(float), tuple(names))


def _sizes(rows: int, schools: int) -> NDArray[np.int64]:
    weight = 1 / np.arange(1, schools + 1) ** 0.7
    sizes = FEWEST + np.floor((rows - FEWEST * schools) * weight / weight.sum()).astype(np.int64)
    sizes[0] += rows - sizes.sum()
    return sizes


def _falling(count: int) -> NDArray[np.float64]:
    weight = 1 / np.arange(1, count + 1)
    return weight / weight.sum()
