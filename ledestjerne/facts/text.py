"""Text tables of unknown encoding and separator, read in pieces of a few megabytes. Pure."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import polars as pl

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.rules import refused
from ledestjerne.facts.splitting import frame_of, split_lines

PIECE = 8 * 2**20
LONGEST_LINE = 2**20
LONGEST_RECORD = 200
"""Lines one quoted field may go over; more means that a quote was never closed."""

SAMPLE = 64 * 2**10
SAMPLED_LINE = 64 * 2**10
FOREIGN = "\N{REPLACEMENT CHARACTER}"
"""Stands for bytes in another encoding than the file's; a row that holds it is refused."""

MAGIC = {
    b"\x89PNG": gettext_noop("et billede"),
    b"\xff\xd8\xff": gettext_noop("et billede"),
    b"GIF8": gettext_noop("et billede"),
    b"II*\x00": gettext_noop("et billede"),
    b"MM\x00*": gettext_noop("et billede"),
    b"%PDF": gettext_noop("et PDF-dokument"),
    b"{\\rtf": gettext_noop("et tekstdokument"),
    b"\x1f\x8b": gettext_noop("et pakket arkiv"),
    b"7z\xbc\xaf": gettext_noop("et pakket arkiv"),
    b"Rar!": gettext_noop("et pakket arkiv"),
    b"PAR1": gettext_noop("en Parquet-fil"),
    b"SQLite format": gettext_noop("en database"),
}
_MARKUP = re.compile(rb"^\s*<(\?xml|!doctype|html|table|svg)", re.IGNORECASE)
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, kw_only=True)
class TextTable:
    """A text file whose encoding and separator are known. Rows are numbered from 1, blank lines counted."""

    path: Path
    encoding: str  # utf-8 | cp1252 | utf-16-le | utf-16-be
    bom: int
    separator: str
    quoted: bool
    name: str = ""

    @property
    def other_encoding(self) -> str:
        """The encoding foreign lines most likely have, for the message."""
        return "windows-1252" if self.encoding == "utf-8" else "UTF-8"

    def head(self, count: int) -> list[list[str]]:
        """The first rows, as they are split."""
        lines = (line + "\n" for block in self.blocks() for line in block.split("\n"))
        return [[cell.strip() for cell in row] for row in islice(_records(lines, self.separator), count)]

    def batches(self, *, width: int, decimal: str) -> Iterator[pl.DataFrame]:
        """Every non-blank row as text: `row`, `c0` … `c{width-1}` (null = the row is too short), `over` (too long)."""
        del decimal  # text is as it was printed
        blocks = self.blocks()
        row = 1
        for block in blocks:
            lines = pl.DataFrame({"line": block.split("\n")}).with_row_index("row", offset=row)
            if self.quoted and _breaks_over_lines(lines):
                yield from self._read_on(chain([block], blocks), row=row, width=width)
                return
            row += lines.height
            filled = lines.filter(pl.col("line").str.contains(rf'[^\s"{self.separator}]')).cast({"row": pl.Int64})
            yield split_lines(filled, separator=self.separator, width=width)

    def _read_on(self, blocks: Iterator[str], *, row: int, width: int) -> Iterator[pl.DataFrame]:
        """The slow and exact way, from a block on in which a quoted field goes over several lines."""
        lines = (line + "\n" for block in blocks for line in block.split("\n"))
        records = (
            one for one in enumerate(_records(lines, self.separator, first=row), row) if any(map(str.strip, one[1]))
        )
        while chunk := list(islice(records, 20_000)):
            yield frame_of(chunk, separator=self.separator, width=width)

    def blocks(self) -> Iterator[str]:
        """The text in pieces of whole lines, the final newline of each piece left out."""
        for piece in _whole_lines(self.path, skip=self.bom, encoding=self.encoding):
            text = _decoded(piece, self.encoding).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
            yield text.removesuffix("\n")


def open_text(*, path: Path) -> TextTable:
    """Find out how a text file is written; raises FileRefused when it is no text table."""
    with path.open("rb") as raw:
        start = raw.read(SAMPLE)
    _refuse_foreign(start)
    bom, encoding = _marked_encoding(start)
    if not encoding:
        encoding = _unmarked_utf16(start) or ""
    census = _Census.of(path, skip=bom, encoding=encoding or "utf-8")
    encoding = encoding or census.encoding
    if census.blank:
        raise refused("empty_file")
    table = TextTable(path=path, encoding=encoding, bom=bom, separator="\t", quoted=census.quoted)
    return TextTable(path=path, encoding=encoding, bom=bom, separator=_separator(table), quoted=census.quoted)


def _refuse_foreign(start: bytes) -> None:
    for magic, what in MAGIC.items():
        if start.startswith(magic):
            raise refused("not_a_table", what=what)
    if _MARKUP.match(start):
        raise refused("not_a_table", what=gettext_noop("en webside (HTML eller XML)"))


def _marked_encoding(start: bytes) -> tuple[int, str]:
    for mark, encoding in _BOMS.items():
        if start.startswith(mark):
            return len(mark), encoding
    return 0, ""


def _unmarked_utf16(start: bytes) -> str | None:
    """UTF-16 without a mark shows as every second byte zero; other zero bytes are no text."""
    half = len(start) // 2
    if b"\x00" not in start or not half:
        return None
    even, odd = start[0::2].count(0) / half, start[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    raise refused("not_a_table", what=gettext_noop("en binær fil"))


@dataclass(frozen=True, kw_only=True)
class _Census:
    """One walk over the bytes: is there text, are there quotes, and in which encoding are most Danish letters?"""

    blank: bool
    quoted: bool
    encoding: str

    @classmethod
    def of(cls, path: Path, *, skip: int, encoding: str) -> "_Census":
        blank, quoted = True, False
        found: Counter[str] = Counter()
        for piece in _whole_lines(path, skip=skip, encoding=encoding):
            blank = blank and not piece.replace(b"\x00", b"").strip()
            quoted = quoted or b'"' in piece
            if encoding == "utf-8" and not piece.isascii():
                found += _letters(piece)
        return cls(blank=blank, quoted=quoted, encoding="cp1252" if found["cp1252"] > found["utf-8"] else "utf-8")


def _letters(piece: bytes) -> Counter[str]:
    """How many lines hold letters that are UTF-8, and how many that are not."""
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        lines = [line for line in piece.split(b"\n") if not line.isascii()]
        good = sum(_is_utf8(line) for line in lines)
        return Counter({"utf-8": good, "cp1252": len(lines) - good})
    return Counter({"utf-8": piece.count(b"\xc3")})  # the first byte of æ, ø, å: quick, and enough for a majority


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(piece: bytes, encoding: str) -> str:
    if encoding.startswith("utf-16"):
        return piece.decode(encoding, "replace")
    if encoding == "utf-8":
        return piece.decode("utf-8", "replace")
    if piece.isascii():
        return piece.decode("ascii")
    return "\n".join(_decoded_cp1252(line) for line in piece.split(b"\n"))


def _decoded_cp1252(line: bytes) -> str:
    """A line that is valid UTF-8 beyond ASCII was not written as cp1252: its letters become FOREIGN."""
    if not line.isascii() and _is_utf8(line):
        return re.sub(r"[^\x00-\x7f]", FOREIGN, line.decode("utf-8"))
    return line.decode("cp1252", "replace")


def _records(lines: Iterable[str], separator: str, *, first: int = 1) -> Iterator[list[str]]:
    """The records of lines; `first` is the number of the first line, so that an open quote is told by its row."""
    reader = csv.reader(lines, delimiter=separator)
    before = 0
    try:
        for record in reader:
            if reader.line_num - before > LONGEST_RECORD:
                raise refused("unclosed_quote", row=first + before)
            before = reader.line_num
            yield record
    except csv.Error as error:
        raise refused("unclosed_quote", row=first + before) from error


def _breaks_over_lines(lines: pl.DataFrame) -> bool:
    """Whether a quote is opened on one line and closed on another."""
    return bool((lines["line"].str.count_matches('"', literal=True) % 2 == 1).any())


def _whole_lines(path: Path, *, skip: int, encoding: str) -> Iterator[bytes]:
    newline = "\n".encode(encoding)
    rest = b""
    with path.open("rb") as raw:
        raw.seek(skip)
        while piece := raw.read(PIECE):
            rest += piece
            cut = _last_newline(rest, newline)
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > PIECE + LONGEST_LINE:
                raise refused("long_line", what="1.000.000")
    if rest:
        yield rest


def _last_newline(data: bytes, newline: bytes) -> int:
    """Where the last whole line ends; in UTF-16 the two bytes must lie on an even place."""
    cut = data.rfind(newline)
    while cut >= 0 and cut % len(newline):
        cut = data.rfind(newline, 0, cut + len(newline) - 1)
    return cut + len(newline) if cut >= 0 else 0


def _separator(table: TextTable) -> str:
    """The character that splits the first rows most evenly; ties go to the one giving most fields."""
    lines = [line for line in islice(_lines(table), 40) if line.strip()]
    return max((";", "\t", ",", "|"), key=lambda separator: _evenness(lines, separator))


def _lines(table: TextTable) -> Iterable[str]:
    return (line for block in table.blocks() for line in block.split("\n"))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    beginnings = [line[:SAMPLED_LINE] for line in lines]  # the csv module gives up on very long fields
    widths = Counter(len(row) for row in csv.reader(beginnings, delimiter=separator))
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return (times / sum(widths.values()), width) if width > 1 else (0.0, 0)
