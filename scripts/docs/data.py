"""Pages about the definitions: the catalogue of indicators and the sources."""

from collections.abc import Iterator

from django.conf import settings

from ledestjerne.base.files import load_folder
from ledestjerne.facts.contract import Source
from ledestjerne.indicators.definition import Definition, Example
from scripts.docs.table import page, table


def indicators() -> str:
    """Every indicator: what it means, what it rests on, who answers for it, and its worked examples."""
    found = load_folder(settings.DEFINITIONS / "indicators", model=Definition)
    summary = [[f"[{each.title}](#{each.key})", each.row or "–", each.dimension, each.status, ", ".join(each.sources)]
               for each in found.values()]  # fmt: skip
    parts = [part for each in found.values() for part in _indicator(each)]
    return page("Indicators", f"{len(found)} definitions in `definitions/indicators`.",
                table(["Indicator", "Row", "Dimension", "Status", "Sources"], summary), *parts)  # fmt: skip


def _indicator(each: Definition) -> Iterator[str]:
    yield f"## {each.title} {{ #{each.key} }}"
    yield f"`{each.key}` · {each.status} · {each.unit} · {each.period}"
    yield " ".join(each.why.split())
    yield f"**Sådan opgøres det.** {' '.join(each.plain.split())}"
    yield f"**Ikke med.** {' '.join(each.not_counted.split())}"
    if each.missing:
        yield f"**Mangler.** {' '.join(each.missing.split())}"
    for caveat in each.caveats:
        yield f"**Læs med forsigtighed.** {' '.join(caveat.split())}"
    yield f"Kilde: {each.attribution}. Ejer: {each.owner}. Kontrolleret af: {each.checked_by}. Ses efter: {each.review_by}."
    for example in each.examples:
        yield f"**Eksempel: {example.name}**"
        yield table(["Enhed", "Periode", "Værdi", "n", "Skjult"], _expected(example))


def _expected(example: Example) -> list[list[object]]:
    return [
        [each.unit, each.period, "–" if each.value is None else each.value, each.n if each.n is not None else "–",
         each.hidden or ""]
        for each in example.expect
        if not each.breakdown
    ]  # fmt: skip


def sources() -> str:
    """Every kind of file that can be delivered, and the columns it must have."""
    found = load_folder(settings.DEFINITIONS / "sources", model=Source)
    parts = []
    for each in found.values():
        parts.append(f"## {each.title}\n\n`{each.key}` · {each.shape} · {each.rhythm}\n\n{' '.join(each.what.split())}")
        parts.append(f"{each.attribution}. {each.licence}.")
        if each.columns:
            rows = [[column.title, " · ".join(column.headings), column.role, column.type] for column in each.columns]
            parts.append(table(["Kolonne", "Overskrift", "Bruges som", "Indhold"], rows))
    return page("Sources", f"{len(found)} kinds of file in `definitions/sources`.", *parts)
