"""Which tables and rows on the pages of a drawn document are pieces of the same table or row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TablePiece:
    """The part of one table that stands on one page; equal keys mean the same table or row of the source."""

    table: int
    rows: tuple[int, ...]


def table_pieces(document: Any) -> list[TablePiece]:
    """Every piece of every table, in reading order.

    WeasyPrint tags each page's piece as a table of its own and tells nobody that they belong together; its
    boxes know the element they were made from (its page box is private: a test holds on to it).
    """
    return [piece for page in document.pages for piece in pieces_in(page._page_box)]


def pieces_in(box: Any) -> Iterator[TablePiece]:
    box = getattr(box, "_box", box)  # a placeholder of something positioned
    if type(box).__name__ in {"TableBox", "InlineTableBox"}:
        yield TablePiece(table=id(box.element), rows=tuple(rows_in(box)))
    for child in getattr(box, "children", ()):
        yield from pieces_in(child)


def rows_in(box: Any) -> Iterator[int]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "TableRowBox":
            yield id(child.element)
        else:
            yield from rows_in(child)
