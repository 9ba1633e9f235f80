"""The API of Uddannelsesstatistik.dk: its catalogue and its figures, never half an answer. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.door import Door, as_json
from ledestjerne.feeds.clients.faults import Fault, SourceError
from ledestjerne.feeds.clients.queries import UddstatQuery

PAGE = 50_000
MOST_PAGES = 100
ROUNDS = 3

Row = Mapping[str, object]
Page = list[Row]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One step of the catalogue: an area, topic or subtopic."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A dimension a cube can be broken down by, as [Dimension].[Attribute], and how many members it has."""

    name: str
    members: int = 0


@dataclass(frozen=True, kw_only=True)
class Cube:
    """What one subtopic holds."""

    measures: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True, kw_only=True)
class Uddstat:
    """The API behind a door, with the key every question carries."""

    door: Door
    page_size: int = PAGE

    def catalogue(self, *, area: str = "", topic: str = "") -> tuple[Entry, ...]:
        """The areas; of an area its topics; of a topic its subtopics."""
        found = self._ask("skema", {"område": area, "emne": topic})
        return tuple(entry_of(each) for each in listed(found))

    def cube(self, *, area: str, topic: str, subtopic: str) -> Cube:
        """The measures and breakdowns of a subtopic."""
        found = self._ask("skema", {"område": area, "emne": topic, "underemne": subtopic})
        if not isinstance(found, Mapping):
            raise SourceError(Fault.ODD_SHAPE, "skema")
        measures = tuple(entry_of(each).name for each in listed(found.get("nøgletal", [])))
        breakdowns = tuple(breakdown_of(each) for each in listed(found.get("detaljer", [])))
        return Cube(measures=measures, breakdowns=breakdowns)

    def members(self, *, area: str, topic: str, subtopic: str, breakdown: str) -> tuple[str, ...]:
        """The members of one breakdown."""
        asked = {"område": area, "emne": topic, "underemne": subtopic, "detalje": breakdown}
        return tuple(entry_of(each).name for each in listed(self._ask("skema", asked)))

    def figures(self, query: UddstatQuery) -> Answer:
        """Every row of a question. What changes while it is read is read anew; after three rounds SourceError."""
        for _round in range(ROUNDS):
            rows = self._round(query)
            if rows is not None:
                return answer_of(rows, query=query)
        raise SourceError(Fault.NOT_WHOLE)

    def sample(self, query: UddstatQuery, *, rows: int) -> Answer:
        """The first rows of a question, for a look; never to be kept."""
        return answer_of(self._page(query, 1, size=rows)[:rows], query=query)

    def _round(self, query: UddstatQuery) -> Page | None:
        """All pages read once; none when they do not fit together or the source moved meanwhile.

        The API tells no total. An answer is whole when every page but the last is full, the page after the last is
        empty, no combination of members comes twice, and the last page read again is the same.
        """
        pages: list[Page] = []
        while page := self._page(query, len(pages) + 1, size=self.page_size):
            answer_of(page, query=query)  # names that have changed are told at once
            if pages[-1:] == [page]:
                return None
            pages.append(page)
            if len(pages) > MOST_PAGES:
                raise SourceError(Fault.TOO_LARGE, f"{MOST_PAGES * self.page_size} rækker")
        if not pages:
            raise SourceError(Fault.EMPTY)
        is_full = all(len(page) == self.page_size for page in pages[:-1])
        rows = [row for page in pages for row in page]
        if not is_full or repeats(rows, query) or not self._stands(query, pages):
            return None
        return rows

    def _stands(self, query: UddstatQuery, pages: list[Page]) -> bool:
        """Whether the last page, asked for again, holds the same rows in whatever order."""
        again = self._page(query, len(pages), size=self.page_size)
        return Counter(map(fingerprint, again)) == Counter(map(fingerprint, pages[-1]))

    def _page(self, query: UddstatQuery, number: int, *, size: int) -> Page:
        return rows_of(self._ask("statistik", query.body(page=number, size=size)))

    def _ask(self, path: str, body: Mapping[str, object]) -> object:
        if not self.door.headers.get("Authorization", "").removeprefix("Bearer").strip():
            raise SourceError(Fault.KEY_MISSING)
        given = {name: value for name, value in body.items() if value != ""}
        return as_json(self.door.post(path, given))


def column_of(breakdown: str) -> str:
    """The key a breakdown has in a row: [Dimension].[Attribute] comes back as [Dimension].[Attribute].[Attribute]."""
    return f"{breakdown}.[{breakdown.rsplit('.[', 1)[-1].rstrip(']')}]"


def rows_of(found: object) -> Page:
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise SourceError(Fault.ODD_SHAPE, "statistik")
    return found


def answer_of(rows: Page, *, query: UddstatQuery) -> Answer:
    """The rows in our form; a measure or breakdown that no longer comes under its name is a SourceError."""
    columns = [column_of(breakdown) for breakdown in query.breakdowns]
    present = {key for row in rows for key in row}
    if rows and (gone := [name for name in (*columns, *query.measures) if name not in present]):
        new = sorted(present - set(columns) - set(query.measures))
        raise SourceError(Fault.RENAMED, " ⟶ ".join([gone[0], *new[:1]]))
    if any(column not in row for row in rows for column in columns):
        raise SourceError(Fault.ODD_SHAPE, "statistik")
    return Answer(
        breakdowns=query.breakdowns,
        measures=query.measures,
        rows=tuple(tuple(printed(row.get(name)) for name in (*columns, *query.measures)) for row in rows),
        decimal="comma",
    )


def repeats(rows: Page, query: UddstatQuery) -> bool:
    """Whether a combination of members comes twice, as it does when rows slide from page to page."""
    columns = [column_of(breakdown) for breakdown in query.breakdowns]
    keys = [tuple(printed(row.get(column)) for column in columns) for row in rows]
    return len(set(keys)) < len(keys)


def fingerprint(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, printed(value)) for key, value in row.items()))


def printed(value: object) -> str:
    """A value as the source prints it; a bare number with a decimal comma, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value).strip()


def listed(found: object) -> list[object]:
    """The items of a list, also where the list is the only value of an object."""
    if isinstance(found, Mapping):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list):
        raise SourceError(Fault.ODD_SHAPE, "skema")
    return found


def entry_of(item: object) -> Entry:
    """An item of the catalogue: a bare name, or an object with a code and a name."""
    if isinstance(item, str):
        return Entry(code=item, name=item)
    if isinstance(item, Mapping):
        fields = {str(key).casefold(): str(value) for key, value in item.items()}
        name = fields.get("name") or fields.get("navn") or fields.get("id", "")
        if name:
            return Entry(code=fields.get("id") or fields.get("kode") or name, name=name)
    raise SourceError(Fault.ODD_SHAPE, "skema")


def breakdown_of(item: object) -> Breakdown:
    entry = entry_of(item)
    count = item.get("count", item.get("antal", 0)) if isinstance(item, Mapping) else 0
    return Breakdown(name=entry.name, members=int(count) if str(count).isdecimal() else 0)
