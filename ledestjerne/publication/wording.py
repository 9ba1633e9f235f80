"""Figures and days in words, the same on page and paper."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.base.danish import NON_BREAKING_SPACE, format_number
from ledestjerne.base.templatetags.ui import period
from ledestjerne.publication.content import Compared, EditionContent, Figure


@dataclass(frozen=True)
class Line:
    """A line of a table: what it is, and what is told."""

    label: str
    text: str


@dataclass(frozen=True)
class ShownFigure:
    """A figure ready to read: each text is empty when there is nothing to say."""

    figure: Figure
    anchor: str
    period: str
    value: str
    n: str
    interval: str
    rows: tuple[int, ...]
    compared: tuple[Line, ...] = ()

    @property
    def heading(self) -> str:
        """What is counted, for whom and when."""
        parts = [self.figure.title, self.figure.unit_name, *(value for _name, value in self.figure.breakdown)]
        return f"{' · '.join(parts)}, {self.period}"


def shown_figures(content: EditionContent) -> list[ShownFigure]:
    """The figures of a plan in the order they are mentioned, each with the numbers of the rows that rest on it."""
    return [shown(figure, content) for figure in content.figures]


def shown(figure: Figure, content: EditionContent) -> ShownFigure:
    return ShownFigure(
        figure=figure,
        anchor=f"tal-{figure.frozen_id}",
        period=period(figure.period),
        value=value_text(figure),
        n="" if figure.n is None else format_number(figure.n),
        interval=interval_text(figure),
        rows=tuple(row.number for row in content.rows if figure in row.figures),
        compared=compared_lines(figure.compared) if figure.compared else (),
    )


def value_text(figure: Figure) -> str:
    """«92,4 %», «26,3 klokketimer» or why there is no number."""
    if figure.value is None:
        return figure.hidden or _("Intet tal")
    return with_unit(figure, figure.value)


def with_unit(figure: Figure, value: float) -> str:
    return f"{format_number(value, decimals=figure.decimals)}{NON_BREAKING_SPACE}{figure.measured_in}".strip()


def interval_text(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = format_number(figure.low, decimals=figure.decimals), with_unit(figure, figure.high)
    return _("Tallet ligger med 95 procents sikkerhed mellem %(low)s og %(high)s.") % {"low": low, "high": high}


def compared_lines(compared: Compared) -> tuple[Line, ...]:
    """Result, reference, difference, interval and the publisher's word, a line each."""
    difference = measured(compared.difference, compared)
    if compared.difference is not None and round(compared.difference, compared.decimals) > 0:
        difference = f"+{difference}"
    is_sure = compared.low is not None and compared.high is not None
    interval = (
        f"{measured(compared.low, compared)} – {measured(compared.high, compared)}" if is_sure else _("Ikke trykt")
    )
    return (
        Line(_("Resultat"), measured(compared.actual, compared)),
        Line(_("Reference"), measured(compared.expected, compared)),
        Line(_("Forskel"), difference),
        Line(_("Forskellens usikkerhed, 95 procent"), interval),
        Line(_("Udgiverens vurdering"), compared.verdict or _("Ikke trykt")),
    )


def measured(value: float | None, compared: Compared) -> str:
    if value is None:
        return _("Ikke trykt")
    return f"{format_number(value, decimals=compared.decimals)}{NON_BREAKING_SPACE}{compared.measured_in}".strip()


def day_text(iso: str) -> str:
    """An ISO day as «2. november 2026»."""
    return date_format(date.fromisoformat(iso)) if iso else ""
