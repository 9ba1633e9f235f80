"""Words of a published plan, for its page and its paper."""

from django import template

from ledestjerne.base.danish import NON_BREAKING_SPACE
from ledestjerne.publication import wording
from ledestjerne.publication.content import Figure, Initiative

register = template.Library()


@register.filter
def value_text(figure: Figure) -> str:
    return wording.value_text(figure)


@register.filter
def day_text(iso: str) -> str:
    return wording.day_text(iso)


@register.filter
def who_when(initiative: Initiative) -> str:
    """«Stabschef · januar og august · I gang»."""
    status = initiative.status.replace(" ", NON_BREAKING_SPACE)
    return " · ".join(part for part in (", ".join(initiative.owners), initiative.time, status) if part)
