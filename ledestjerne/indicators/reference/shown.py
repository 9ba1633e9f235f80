"""Which units of a reference may be shown: none below the definition's least number, and none that could be worked out. Pure."""

from collections.abc import Mapping

from ledestjerne.indicators.privacy import Count, Sum, hidden_cells

Cell = tuple[str, str]  # unit and period; the unit "" is all units together
ALL = ""
WINDOW = 3


def hidden_units(counts: Mapping[Cell, Count], *, below: int) -> frozenset[Cell]:
    """The (unit, period) that must stay hidden, whichever of the years or of the windows of three years are shown.

    `counts` has a cell for each unit and school year. The number of all pupils is known from elsewhere, so a year's units
    add up to it, and a window is the sum of its years: neither may give a hidden number away.
    """
    cells = dict(counts)
    sums: list[Sum[Cell]] = []
    units, periods = sorted({unit for unit, _ in counts}), sorted({period for _, period in counts})
    for last in range(WINDOW - 1, len(periods)):
        years = periods[last - WINDOW + 1 : last + 1]
        for unit in units:
            parts = tuple((unit, year) for year in years if (unit, year) in counts)
            if parts:
                whole = (unit, window(years[0], years[-1]))
                cells[whole] = _added(cells, parts)
                sums.append(Sum(whole, parts))
    for period in sorted({period for _, period in cells}):
        parts = tuple((unit, period) for unit in units if (unit, period) in cells)
        cells[ALL, period] = _added(cells, parts)
        sums.append(Sum((ALL, period), parts))
    return hidden_cells(cells, sums=sums, below=below)


def window(first: str, last: str) -> str:
    """«2022/2023–2024/2025», three years taken together."""
    return f"{first}–{last}"


def _added(cells: Mapping[Cell, Count], parts: tuple[Cell, ...]) -> Count:
    hits = [cells[part].hits for part in parts]
    known = [each for each in hits if each is not None]
    return Count(sum(cells[part].n for part in parts), sum(known) if len(known) == len(hits) else None)
