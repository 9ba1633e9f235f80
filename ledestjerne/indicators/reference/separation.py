"""Columns that tell the outcome without fault, so that no finite odds ratio exists. Pure.

Method: there is separation when some combination of the columns never points away from the outcome (Albert & Anderson,
Biometrika 71, 1984); a linear programme looks for it (Konis, Oxford, 2007).
"""

import numpy as np
from scipy.optimize import linprog

from ledestjerne.indicators.reference.results import Floats

FAINT = 1e-6


def separating_columns(columns: Floats, hits: Floats, tries: Floats) -> tuple[int, ...]:
    """Places of the columns (R, q) in a combination that separates; empty when there is none."""
    sides = np.concatenate((columns[hits > 0], -columns[hits < tries]))
    sides = np.unique(sides, axis=0)
    answer = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(sides)), bounds=(-1, 1), method="highs")
    if answer.x is None or answer.fun is None or answer.fun > -FAINT:
        return ()
    return tuple(int(place) for place in np.flatnonzero(np.abs(answer.x) > FAINT))


def one_sided_columns(background: Floats, outcome: Floats) -> tuple[int, ...]:
    """Places of yes/no columns where all pupils with one answer have the same outcome; quick, for the common case."""
    low, high = background.min(axis=0), background.max(axis=0)
    hit = float(outcome.sum())
    found = []
    for place in range(background.shape[1]):
        is_high = background[:, place] == high[place]
        count = int(is_high.sum())
        if count + int((background[:, place] == low[place]).sum()) != len(outcome):
            continue
        hit_high = float(outcome[is_high].sum())
        if hit_high in (0.0, count) or hit - hit_high in (0.0, len(outcome) - count):
            found.append(place)
    return tuple(found)
