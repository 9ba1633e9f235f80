"""Is it safe to open this workbook? Looks at the container only, before any cell is read. Pure."""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.rules import CPR_PATTERN, refused

MOST_BYTES = 200 * 2**20  # unpacked; beyond this the cells would not fit in 1 GiB of memory
MOST_ENTRIES = 2_000
MOST_RATIO = 200  # honest sheets pack 10 to 60 times
SMALL = 10 * 2**20  # below this no ratio does harm

READABLE = (".xml", ".rels", ".vml")
HARMLESS = re.compile(r"^(xl/printerSettings/.*\.bin|mimetype|.*/)$")
PIECE = 2**20
_CPR = re.compile(CPR_PATTERN.encode())
_FIELD = re.compile(rb'<cacheField[^>]*? name="([^"]*)"')

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"


@dataclass(frozen=True, kw_only=True)
class Container:
    """A workbook that may be opened; `macros` are never run, only told about."""

    macros: bool


def inspect_zip(*, path: Path) -> Container:
    """Check an xlsx, xlsb or ods before reading; raises FileRefused for bombs, broken and foreign archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            _check_size(path=path, entries=entries)
            return Container(macros=_what_workbook(archive, names))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise refused("broken_workbook") from error


def _what_workbook(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xl/vbaProject.bin" in names
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        return any(name.startswith("Basic/") for name in names)
    if "word/document.xml" in names:
        raise refused("not_a_table", what=gettext_noop("et Word-dokument"))
    raise refused("not_a_table", what=gettext_noop("et zip-arkiv"))


def _check_size(*, path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("encrypted")
    if len(entries) > MOST_ENTRIES:
        raise refused("zip_bomb", what=f"{len(entries)} dele")
    packed = path.stat().st_size
    _refuse_bomb(packed=packed, unpacked=sum(entry.file_size for entry in entries))
    # The sizes above are what the file claims; count what really comes out, and stop in time.
    _refuse_bomb(packed=packed, unpacked=_count_unpacked(path=path, entries=entries))


def _refuse_bomb(*, packed: int, unpacked: int) -> None:
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise refused("zip_bomb", what=f"{unpacked // 2**20} MB")


def _count_unpacked(*, path: Path, entries: list[zipfile.ZipInfo]) -> int:
    total = 0
    with path.open("rb") as raw:
        for entry in entries:
            raw.seek(entry.header_offset + 26)
            lengths = raw.read(4)
            raw.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                total += _inflated(raw, packed=entry.compress_size, most=MOST_BYTES - total)
            else:
                total += entry.compress_size
    return total


def _inflated(raw: BinaryIO, *, packed: int, most: int) -> int:
    inflater = zlib.decompressobj(-15)
    total = 0
    while packed > 0 and not inflater.eof and total <= most:
        piece = raw.read(min(packed, 2**14))
        packed -= len(piece) or packed
        total += len(inflater.decompress(piece))  # at most 1,032 times the piece
    return total


def inspect_ole(*, path: Path) -> Container:
    """Check an old .xls (or an encrypted .xlsx, which lies in the same container)."""
    with path.open("rb") as raw:
        content = raw.read(MOST_BYTES)
    if _named("EncryptedPackage") in content:
        raise refused("encrypted")
    if _named("Workbook") not in content and _named("Book") not in content:
        raise refused("not_a_table", what=gettext_noop("et dokument i et ældre Office-format"))
    return Container(macros=_named("_VBA_PROJECT") in content)


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")


def looks_hidden(path: Path) -> bool:
    """Whether a file has parts nobody can look through (pictures, macros, an old .xls), or a CPR number outside its cells.

    Text files have no such parts.
    """
    with path.open("rb") as raw:
        start = raw.read(8)
    if start == OLE:
        return True
    if not start.startswith(ZIP):
        return False
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist() if not HARMLESS.match(entry.filename)]
        if not all(name.endswith(READABLE) for name in names):
            return True
        return any(_CPR.search(piece) for name in names for piece in _pieces(archive, name))


def pivot_fields(path: Path) -> list[str]:
    """The columns a workbook's pivot tables were made from; they may stand in no sheet, and their content lies along."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/pivotCache/pivotCacheDefinition")]
        found = [field for name in parts for field in _FIELD.findall(archive.read(name))]
    return [html.unescape(field.decode("utf-8", "replace")) for field in found]


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part in pieces that overlap by more than a CPR number is long."""
    before = b""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            yield before + piece
            before = piece[-16:]
