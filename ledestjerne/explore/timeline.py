"""Where a day lies on an axis of periods."""

from collections.abc import Sequence
from datetime import date

from ledestjerne.base.time import span_of


def place_of(day: date, periods: Sequence[str]) -> float | None:
    """The day's place, where the middle of the first period is 0 and of the next 1; None outside the axis.

    A day in a period that is missing between two others lies on the border of them.
    """
    spans = [span_of(period) for period in periods]
    for index, span in enumerate(spans):
        if span is None:
            return None
        if day <= span.last:
            if day >= span.first:
                return index - 0.5 + span.share(day)
            return index - 0.5 if index else None
    return None
