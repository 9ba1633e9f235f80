"""The few tags and filters of our pages."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils import dates
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ledestjerne.base.danish import format_number, format_percent

register = template.Library()
Number = int | float | Decimal


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """{{ 1234.5|number:1 }} is «1.234,5»; nothing for no value."""
    return "" if value is None else format_number(value, decimals=decimals)


@register.filter
def percent(share: Number | None, decimals: int = 1) -> str:
    """{{ 0.125|percent }} is «12,5 %»; nothing for no value."""
    return "" if share is None else format_percent(share, decimals=decimals)


@register.filter
def period(key: object) -> str:
    """A period as people write it: 2024/2025 is «2024/25», 2024-09 is «september 2024», 2024K1 «1. kvartal 2024», other keys as they are."""
    text = str(key)
    if len(text) == len("2024/2025") and text[4] == "/":
        return f"{text[:5]}{text[7:]}"
    if len(text) == len("2024-09") and text[4] == "-":
        return f"{dates.MONTHS[int(text[5:])]} {text[:4]}"
    if len(text) == len("2024K1") and text[4] == "K":
        return _("%(number)s. kvartal %(year)s") % {"number": text[5], "year": text[:4]}
    return text


@register.filter
def pages_around(paginator: "Paginator[Any]", page: int) -> Iterator[str | int]:
    """The page numbers to offer: the ends, the neighbours, and «…» between."""
    return paginator.get_elided_page_range(page, on_each_side=1, on_ends=1)


@register.simple_tag
def icon(name: str, size: str = "", turns: bool = False) -> SafeString:
    """{% icon "check" %}: a sign beside a word, hidden from screen readers; size «small» or «large»."""
    classes = "icon" + (f" icon--{size}" if size else "") + (" icon--turn" if turns else "")
    sprite = static("built/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, sprite, name)


@register.simple_tag
def star(css_class: str = "dot") -> SafeString:
    """The star of the word mark as a shape that takes its colour from the style."""
    return format_html('<svg class="{}" viewBox="0 0 48 48" aria-hidden="true"><path d="{}"/></svg>', css_class, STAR)


STAR = (
    "M24 1L26.37 18.27L32.49 15.51L29.73 21.63L47 24L29.73 26.37L32.49 32.49L26.37 29.73L24 47"
    "L21.63 29.73L15.51 32.49L18.27 26.37L1 24L18.27 21.63L15.51 15.51L21.63 18.27z"
)
