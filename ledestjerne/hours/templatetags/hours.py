"""How hours a week are written."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ledestjerne.hours.reads import ClassLine, WeekHours
from ledestjerne.hours.screens import hours_text

register = template.Library()
register.filter("hours", hours_text)


class Words(NamedTuple):
    """What is said beside a number, in the reader's language."""

    below: str
    ahead: str
    hidden: str


@register.simple_tag
def heat_cells(line: ClassLine) -> SafeString:
    """The cells of a class: how it ends, and each week. In one go, for a whole school has a thousand of them."""
    words = Words(below=_("under 26"), ahead=_("planlagt"), hidden=_("skjult"))
    ends = hidden_cell(words)
    if line.outlook:
        is_low = line.outlook.below > 0
        ends = heat_cell(hours_text(line.outlook.mean_hours), words, is_low=is_low, is_marked=is_low)
    cells = [ends, *(week_cell(week, words) for week in line.weeks)]
    return format_html("{}" * len(cells), *cells)


def week_cell(week: WeekHours | None, words: Words) -> SafeString:
    if week is None:
        return SafeString("<td></td>")
    if week.hours is None:
        return hidden_cell(words)
    return heat_cell(
        hours_text(week.hours), words, is_low=week.is_short, is_marked=not week.is_enough, is_ahead=week.is_ahead,
        is_planned=week.is_ahead or week.is_partly_ahead,
    )  # fmt: skip


def hidden_cell(words: Words) -> SafeString:
    return format_html('<td class="num heat--none">{}</td>', words.hidden)


@lru_cache(maxsize=4096)
def heat_cell(
    hours: str, words: Words, *, is_low: bool, is_marked: bool, is_ahead: bool = False, is_planned: bool = False
) -> SafeString:
    """Hours with what their colour and slant mean, said too for those who do not see them. Many cells are alike."""
    look = f"num{' heat--low' if is_marked else ''}{' heat--ahead' if is_planned else ''}"
    sign = SafeString('<span aria-hidden="true">▼</span>') if is_low else ""
    below = format_html('<span class="sr-only"> {}</span>', words.below) if is_low else ""
    ahead = format_html('<span class="sr-only"> {}</span>', words.ahead) if is_ahead else ""
    return format_html('<td class="{}">{}{}{}{}</td>', look, sign, hours, below, ahead)
