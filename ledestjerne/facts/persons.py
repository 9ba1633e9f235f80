"""Whether a file may lie on disk as it came: only when nothing in it can be about a person. Pure.

When in doubt it may not: then only what the check understands of it is kept, and the bytes are gone.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import polars as pl

from ledestjerne.facts.archive import looks_hidden, pivot_fields
from ledestjerne.facts.binding import SEARCHED
from ledestjerne.facts.checked import OF_PUPILS, FileRefused
from ledestjerne.facts.contract import Role, Shape, Source
from ledestjerne.facts.door import Table, open_file
from ledestjerne.facts.first_names import FIRST_NAMES
from ledestjerne.facts.places import folded
from ledestjerne.facts.recognise import recognise_opened
from ledestjerne.facts.rules import CPR_PATTERN
from ledestjerne.facts.text import TextTable

SAMPLED = 1000
LEAST_NAMES, LEAST_SHARE = 3, 0.2
"""A column tells of persons when this many of its different texts look like names of persons, and this share."""

PERSONAL_WORDS = frozenset(
    [
        "cpr",
        "cprnr",
        "cprnummer",
        "personnummer",
        "fornavn",
        "fornavne",
        "efternavn",
        "efternavne",
        "elevnavn",
        "elevnavne",
        "elevens",
        "kursistnavn",
        "elevnøgle",
        "elevid",
        "elevnr",
        "elevnummer",
        "unilogin",
        "brugernavn",
        "email",
        "mail",
        "mailadresse",
        "mobil",
        "mobilnr",
        "telefon",
        "tlf",
    ]
)
PERSONAL_HEADINGS = frozenset({"navn", "elev", "kursist", "e-mail", "lærer", "mentor", "adresse på elev"})
NO_PERSON = re.compile(
    r"skole|gymnasi|kommune|region|center|centret|akademi|college|campus|afdeling|uddannelse|seminari|institut|hf\b|vuc\b",
    re.IGNORECASE,
)
NAME_LIKE = re.compile(r"^[^\W\d_a-zæøå][\w.'’-]*(,? [^\W\d_a-zæøå][\w.'’-]*){0,4}$")
_CPR = re.compile(CPR_PATTERN)


def is_free_of_persons(path: Path, *, sources: Mapping[str, Source], chosen: str = "") -> bool:
    """Whether a file is a table in which no column, cell or hidden part looks like a CPR number or a person's name."""
    try:
        return _is_free(path, sources=sources, chosen=chosen)
    except FileRefused:
        return False  # what cannot be read cannot be looked through


def _is_free(path: Path, *, sources: Mapping[str, Source], chosen: str) -> bool:
    opened = open_file(path=path)
    found = [one.source for one in recognise_opened(opened, sources=sources.values())]
    likely = [chosen] if chosen in sources else found[:1]
    if any(sources[key].table in OF_PUPILS for key in {*likely, *found}):
        return False
    if looks_hidden(path) or any(is_personal(heading) for heading in pivot_fields(path)):
        return False
    described = {folded(heading) for key in likely for heading in _described(sources[key])}
    dropped = {folded(heading) for source in sources.values() for heading in _dropped(source)} - described
    is_known = all(sources[key].shape is not Shape.LONG for key in likely)
    return not any(
        _has_personal_heading(table, dropped=dropped, described=described)
        or _has_names(table, is_known=is_known)
        or _has_cpr(table)
        for table in opened.tables
    )


def is_personal(heading: str) -> bool:
    """Whether a heading by itself says that its column is about persons."""
    plain = folded(heading).strip(" .:")
    words = re.findall(r"\w+", plain)
    return plain in PERSONAL_HEADINGS or not PERSONAL_WORDS.isdisjoint(words) or "".join(words) in PERSONAL_WORDS


def _described(source: Source) -> Iterator[str]:
    """The headings a source knows and keeps."""
    for column in source.columns:
        if column.role not in (Role.DROP, Role.PUPIL):
            yield from column.headings


def _dropped(source: Source) -> Iterator[str]:
    for column in source.columns_of(Role.DROP) + source.columns_of(Role.PUPIL):
        yield from column.headings


def _has_personal_heading(table: Table, *, dropped: Collection[str], described: Collection[str]) -> bool:
    cells = {folded(cell) for cell in chain.from_iterable(table.head(SEARCHED)) if cell}
    return any(cell in dropped or is_personal(cell) for cell in cells - set(described))


def _has_names(table: Table, *, is_known: bool) -> bool:
    """Whether a column looks like names; in a table nobody has described a single text that may be one is enough."""
    rows = table.head(SAMPLED)
    width = max(map(len, rows), default=0)
    if not is_known and any(may_be_a_name(cell) for row in rows for cell in row):
        return True
    return any(_are_persons([row[place] for row in rows if place < len(row)]) for place in range(width))


def _are_persons(cells: Sequence[str]) -> bool:
    """Whether the different texts of a column look like names of persons, or its numbers like CPR numbers."""
    texts = {cell.strip() for cell in cells if re.search(r"[^\W\d_]", cell)}
    names = sum(looks_like_a_name(text) for text in texts)
    numbers = {cell.strip() for cell in cells if re.fullmatch(r"\d{9,10}", cell.strip())}
    keys = sum(bool(_CPR.search(number.zfill(10))) for number in numbers)
    return (names >= LEAST_NAMES and names >= LEAST_SHARE * len(texts)) or (
        keys >= LEAST_NAMES and keys >= 0.8 * len(numbers)
    )


def looks_like_a_name(text: str) -> bool:
    """Whether a text is one to five capitalised words, one of them a common first name, and no school."""
    if not NAME_LIKE.match(text) or NO_PERSON.search(text):
        return False
    return any(part.casefold() in FIRST_NAMES for part in re.split(r"[ ,-]+", text))


def may_be_a_name(text: str) -> bool:
    """Whether a text is two to five capitalised words, and no school or place of the administration."""
    return " " in text.strip() and bool(NAME_LIKE.match(text.strip())) and not NO_PERSON.search(text)


def _has_cpr(table: Table) -> bool:
    return any(bool(texts.str.contains(CPR_PATTERN).any()) for texts in _texts(table))


def _texts(table: Table) -> Iterator[pl.Series]:
    """All that is printed in a table, in pieces."""
    if isinstance(table, TextTable):
        for block in table.blocks():
            yield pl.Series([block])
        return
    width = max(map(len, table.head(SAMPLED)), default=0)
    for frame in table.batches(width=width, decimal="comma"):
        yield from (frame[name].drop_nulls() for name in frame.columns if name != "row")
