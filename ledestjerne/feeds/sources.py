"""Ask the public sources of this installation, with its addresses and its key."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings

from ledestjerne.facts.reads import as_key, signature_of
from ledestjerne.facts.writes import ColumnMapping
from ledestjerne.feeds.canonical import PERIOD, UNIT, UNIT_NAME, VALUE, LongFile, as_long_file
from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.door import LOOPBACK, Door
from ledestjerne.feeds.clients.faults import Fault, SourceError
from ledestjerne.feeds.clients.queries import AnyQuery, FileQuery, StatbankQuery, UddstatQuery
from ledestjerne.feeds.clients.statbank import Statbank
from ledestjerne.feeds.clients.uddstat import Uddstat
from ledestjerne.feeds.layout import Layout, layout_of_statbank, layout_of_uddstat
from ledestjerne.feeds.overdetail import (
    Objection,
    OverDetailedError,
    is_count,
    objections_to_answer,
    objections_to_statbank,
    objections_to_sums,
    objections_to_uddstat,
)

LOOKED_AT = 2000
"""Rows asked for in a preview; an answer with fewer is whole and can be compared with the source's own totals."""

MEANINGS = {UNIT: "unit", UNIT_NAME: "unit_name", PERIOD: "period", VALUE: "value"}
DIM_KEYS = {
    "Køn": "sex",
    "Herkomst": "origin",
    "Skoletrin": "stage",
    "Klassetringruppe": "stage",
    "Hovedområde": "main_area",
}
COUNTED = ("antal", "number", "persons", "personer")


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came, ready to be handed in: its bytes, the source facts reads it as, and what its columns mean."""

    content: bytes
    file_name: str
    rows: int
    source: str
    mapping: ColumnMapping | None = None


@dataclass(frozen=True, kw_only=True)
class Looked:
    """The first rows of a question, and whether they are all."""

    answer: Answer
    is_whole: bool


def uddstat(*, is_waited_for: bool = False) -> Uddstat:
    """Uddannelsesstatistik as it is set up here; somebody who waits for a page is told sooner that it is busy."""
    headers = {"Authorization": f"Bearer {settings.UDDSTAT_KEY}".strip()}
    return Uddstat(door=door_to(settings.UDDSTAT_ADDRESS, is_waited_for=is_waited_for, headers=headers))


def statbank(*, is_waited_for: bool = False) -> Statbank:
    """StatBank as it is set up here."""
    return Statbank(door=door_to(settings.STATBANK_ADDRESS, is_waited_for=is_waited_for))


def door_to(address: str, *, is_waited_for: bool, headers: dict[str, str] | None = None) -> Door:
    door = Door(address=address, headers=headers or {}, most_bytes=settings.MAX_UPLOAD_BYTES)
    return replace(door, timeout=15.0, patience=20.0, tries=2, first_wait=0.5) if is_waited_for else door


def look(query: UddstatQuery | StatbankQuery) -> Looked:
    """The first rows of a question a person is about to save; raises SourceError and OverDetailedError."""
    if isinstance(query, StatbankQuery):
        answer, _layout = ask_statbank(query, bank=statbank(is_waited_for=True))
        return Looked(answer=answer, is_whole=True)
    refuse(objections_to_uddstat(query))
    bank = uddstat(is_waited_for=True)
    answer = bank.sample(query, rows=LOOKED_AT)
    is_whole = 0 < len(answer.rows) < LOOKED_AT
    if not answer.rows:
        raise SourceError(Fault.EMPTY)
    refuse(objections_to_answer(answer))
    if is_whole:
        compare_with_total(query, answer, bank=bank)
    return Looked(answer=answer, is_whole=is_whole)


def fetch(query: AnyQuery, *, title: str) -> Fetched:
    """The whole answer to a question; raises SourceError and OverDetailedError, and never gives a part of one."""
    match query:
        case UddstatQuery():
            answer, layout = ask_uddstat(query, bank=uddstat())
        case StatbankQuery():
            answer, layout = ask_statbank(query, bank=statbank())
        case FileQuery():
            return fetch_file(query)
    file = as_long_file(answer, layout=layout, bank=query.kind)
    return Fetched(
        content=file.content, file_name=f"{title}.csv", rows=file.rows, source=f"api_{query.kind}",
        mapping=mapping_of(file, layout=layout, decimal=answer.decimal),
    )  # fmt: skip


def ask_uddstat(query: UddstatQuery, *, bank: Uddstat) -> tuple[Answer, Layout]:
    refuse(objections_to_uddstat(query))
    answer = bank.figures(query)
    refuse(objections_to_answer(answer))
    compare_with_total(query, answer, bank=bank)
    return answer, layout_of_uddstat(query)


def compare_with_total(query: UddstatQuery, answer: Answer, *, bank: Uddstat) -> None:
    """Refuse counts whose parts exceed the total that the source itself computes over all categories."""
    layout = layout_of_uddstat(query)
    counts = tuple(measure for measure in query.measures if is_count(measure))
    if not counts or not layout.dims:
        return
    kept = tuple(name for name in query.breakdowns if name not in layout.dims)
    total = bank.figures(query.model_copy(update={"measures": counts, "breakdowns": kept}))
    refuse(objections_to_sums(answer, total=total, layout=layout))


def ask_statbank(query: StatbankQuery, *, bank: Statbank) -> tuple[Answer, Layout]:
    info = bank.table(table=query.table)
    refuse(objections_to_statbank(query, info=info))
    answer, layout = bank.figures(query), layout_of_statbank(query, info=info)
    summed = {variable.id for variable in info.variables if variable.elimination} & set(layout.dims)
    if summed and info.unit.casefold() in COUNTED:
        kept = {name: values for name, values in query.values.items() if name not in summed}
        total = bank.figures(query.model_copy(update={"values": kept}))
        refuse(objections_to_sums(answer, total=total, layout=layout))
    return answer, layout


def fetch_file(query: FileQuery) -> Fetched:
    """A file from an address whose host the installation allows, over TLS unless it is this machine's own."""
    parts = urlsplit(query.address)
    host = parts.hostname or ""
    if host not in settings.FEED_HOSTS or (parts.scheme != "https" and host not in LOOPBACK):
        raise SourceError(Fault.FORBIDDEN_HOST, host)
    content = door_to(query.address, is_waited_for=False).get()
    if content.lstrip()[:1] == b"<":
        raise SourceError(Fault.NOT_JSON, "HTML")
    if not content.strip():
        raise SourceError(Fault.EMPTY)
    name = parts.path.rsplit("/", 1)[-1] or "fil.csv"
    return Fetched(content=content, file_name=name, rows=content.count(b"\n"), source=query.source)


def refuse(objections: tuple[Objection, ...]) -> None:
    if objections:
        raise OverDetailedError(objections)


def mapping_of(file: LongFile, *, layout: Layout, decimal: str) -> ColumnMapping:
    """What the columns of the long file mean, as a person would have said it."""
    meanings = {**MEANINGS, file.measure: "measure", **{name: DIM_KEYS.get(name, as_key(name)) for name in file.dims}}
    return ColumnMapping(
        signature=signature_of(file.headings),
        columns=tuple((heading, meanings[heading]) for heading in file.headings if heading in meanings),
        unit_level=layout.level,
        period_kind=layout.period_kind,
        decimal=decimal,
        withholds=True,
    )
