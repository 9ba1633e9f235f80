"""A table as the two files people open in a spreadsheet: CSV as Danish Excel reads it, and a plain workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from ledestjerne.base.danish import format_number

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{relation}/{kind}" Target="{target}"/></Relationships>"""
WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relation}">
<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""
MIDNIGHT_1980 = (1980, 1, 1, 0, 0, 0)
Rows = Iterable[Sequence[str | int]]


def as_csv(rows: Rows) -> bytes:
    """Semicolons, UTF-8 with its mark; a text that a spreadsheet would run as a formula is quoted."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def number_text(value: float | None) -> str:
    """«1234,5678»: no thousands, as spreadsheets read it; nothing for nothing."""
    if value is None:
        return ""
    text = format_number(value, decimals=6).replace(".", "").replace("−", "-")
    return text.rstrip("0").rstrip(",")


def as_workbook(rows: Rows, *, name: str) -> bytes:
    """An xlsx with one sheet of texts and whole numbers; the same bytes for the same rows."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(relation=RELATION, kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": WORKBOOK.format(relation=RELATION, name=escape(name)),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            relation=RELATION, kind="worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": SHEET.format(rows="".join(sheet_rows(rows))),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(zipfile.ZipInfo(path, MIDNIGHT_1980), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def sheet_rows(rows: Rows) -> Iterator[str]:
    for row in rows:
        yield f"<row>{''.join(map(sheet_cell, row))}</row>"


def sheet_cell(cell: str | int) -> str:
    if isinstance(cell, int):
        return f"<c><v>{cell}</v></c>"
    kept = "".join(letter for letter in cell if letter >= " " or letter in "\t\n")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(kept)}</t></is></c>'
