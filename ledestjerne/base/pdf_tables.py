"""Joins the pieces of a table that runs over pages into one table of the tag tree."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, String

from ledestjerne.base.pdf_pieces import TablePiece


class UnknownTablesError(Exception):
    """The tag tree does not hold the tables that were drawn; WeasyPrint has changed its ways."""


def kids(element: Object) -> list[Object]:
    """What stands right below an element of the tag tree, in order."""
    if "/K" not in element:
        return []
    return list(element.K) if isinstance(element.K, Array) else [element.K]


def is_kind(element: Object, kind: str) -> bool:
    return isinstance(element, Dictionary) and element.get("/S") == kind


def descendants(element: Object, kind: str) -> Iterator[Object]:
    """Every element of the kind below the given one, in reading order."""
    for kid in kids(element):
        if is_kind(kid, kind):
            yield kid
        if isinstance(kid, Dictionary):
            yield from descendants(kid, kind)


def give_scopes(tree: Object) -> None:
    """Tell of every header cell whether it heads its column (in a table head) or its row (elsewhere)."""
    for table in descendants(tree, "/Table"):
        in_head = {cell.objgen for head in descendants(table, "/THead") for cell in descendants(head, "/TH")}
        for cell in descendants(table, "/TH"):
            cell.A.Scope = Name.Column if cell.objgen in in_head else Name.Row


def join_tables(tree: Object, *, pieces: Sequence[TablePiece]) -> None:
    """Make one table of the pieces of each; the heads repeated on later pages leave the tree."""
    tables = list(descendants(tree, "/Table"))
    if [len(list(descendants(table, "/TR"))) for table in tables] != [len(piece.rows) for piece in pieces]:
        raise UnknownTablesError(f"{len(tables)} tables are tagged, {len(pieces)} were drawn")
    firsts: dict[int, Object] = {}
    last_rows: dict[int, int] = {}
    for table, piece in zip(tables, pieces, strict=True):
        first = firsts.setdefault(piece.table, table)
        body_rows = piece.rows[len(head_rows(table)) :]
        if first is not table:
            join(first, table, row_goes_on=body_rows[:1] == (last_rows.get(piece.table),))
        last_rows[piece.table] = body_rows[-1] if body_rows else last_rows.get(piece.table, 0)


def head_rows(table: Object) -> list[Object]:
    return [row for head in descendants(table, "/THead") for row in descendants(head, "/TR")]


def join(first: Object, later: Object, *, row_goes_on: bool) -> None:
    """Move the rows of a later piece to the end of the first; its columns are headed by the first's heads."""
    same = dict(zip(head_ids(later), head_ids(first), strict=False))
    rows = [row for row in descendants(later, "/TR") if not is_kind(row.P, "/THead")]
    body = [part for part in kids(first) if is_kind(part, "/TBody")][-1]
    if row_goes_on and rows:
        join_rows(kids(body)[-1], rows.pop(0), same)
    for row in rows:
        row.P = body
        body.K.append(row)
    for cell in descendants(first, "/TD"):
        if "/Headers" in cell.A:
            cell.A.Headers = Array([String(same.get(str(key), str(key))) for key in cell.A.Headers])
    take_out(later)


def head_ids(table: Object) -> list[str]:
    return [str(cell.ID) for row in head_rows(table) for cell in descendants(row, "/TH")]


def join_rows(first: Object, later: Object, same: dict[str, str]) -> None:
    """Let the cells of a row that was cut by the page's end go on in the cells it began with."""
    for cell, more in zip(kids(first), kids(later), strict=True):
        if "/ID" in more and "/ID" in cell:
            same[str(more.ID)] = str(cell.ID)
        for kid in kids(more):
            kid.P = cell
            cell.K.append(kid)


def take_out(element: Object) -> None:
    """Remove an element from the tree, and what is left empty above it."""
    parent = element.P
    parent.K = Array([kid for kid in kids(parent) if kid != element])
    if not kids(parent) and is_kind(parent.P, str(parent.P.get("/S", ""))):
        take_out(parent)
