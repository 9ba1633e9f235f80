"""A line as small as a word: where a figure comes from, without axes."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 200.0, 44.0, 5.0


def sparkline(
    values: Sequence[float | None], *, goal: float | None = None, interval: tuple[float, float] | None = None
) -> SafeString:
    """A decorative line of the values, a gap for None, a dashed line for the goal, a bar for the last one's interval.

    Empty with fewer than two values, unless there is an interval to show.
    """
    known = [value for value in values if value is not None]
    if len(known) < (1 if interval else 2):  # one dot is no line
        return SafeString("")
    ends = [*known, *goals(goal), *(interval or ())]
    low, high = min(ends), max(ends)
    places = [(index, place(value, low, high)) for index, value in enumerate(values) if value is not None]
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    end = f"M{EDGE + places[-1][0] * step:.1f} {places[-1][1]:.1f}h0"
    line = format_html(
        '{}<path class="spark__line" d="{}"/><path class="spark__end" d="{}"/>',
        range_bar(interval, EDGE + places[-1][0] * step, (low, high)), path(places, step), end,
    )  # fmt: skip
    frame = '<svg class="spark" viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>'
    return format_html(frame, goal_line(goal, low, high), line)


def range_bar(interval: tuple[float, float] | None, x: float, ends: tuple[float, float]) -> SafeString:
    """From end to end of the last value's interval."""
    if interval is None:
        return SafeString("")
    bottom, top = (place(each, *ends) for each in interval)
    return format_html('<path class="spark__range" d="M{} {}V{}"/>', f"{x:.1f}", f"{bottom:.1f}", f"{top:.1f}")


def goals(goal: float | None) -> list[float]:
    return [] if goal is None else [goal]


def place(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def path(places: Sequence[tuple[int, float]], step: float) -> str:
    """Lines between neighbours; after a gap the pen is lifted."""
    before = -2
    parts = []
    for index, height in places:
        parts.append(f"{'L' if index == before + 1 else 'M'}{EDGE + index * step:.1f} {height:.1f}")
        before = index
    return "".join(parts)


def goal_line(goal: float | None, low: float, high: float) -> SafeString:
    if goal is None:
        return SafeString("")
    return format_html('<path class="spark__goal" d="M0 {}H200"/>', f"{place(goal, low, high):.1f}")
