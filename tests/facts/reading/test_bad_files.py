"""Files that are no table, or not safe to open: refused whole, with what to do."""

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ledestjerne.facts.checked import FileRefused
from ledestjerne.facts.door import open_file
from tests.facts.reading.conftest import ROOT, Check, Write, rules_of
from tests.facts.reading.spoilt import LESSONS, SHARED, raw, refusal


@pytest.mark.parametrize(
    "content", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf\n"], ids=["nothing", "blank lines", "only a mark"]
)
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "Filen er tom" in refusal(raw(tmp_path, content)).message


def test_a_workbook_without_cells_is_refused_as_empty(workbook: Write) -> None:
    assert refusal(workbook([])).rule == "empty_file"


def test_a_table_with_headings_only_says_that_rows_are_missing(check: Check, write: Write) -> None:
    checked = check(write(SHARED), "kommune_trivsel_fravaer")
    assert (checked.acceptable, rules_of(checked)) == (False, {"no_rows"})


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "et billede"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "et billede"),
        (b"%PDF-1.7\n", "et PDF-dokument"),
        (b"<!DOCTYPE html><table></table>", "en webside"),
        (bytes(range(256)) * 4, "en binær fil"),
    ],
    ids=["png", "jpeg", "pdf", "html", "binary"],
)
def test_a_picture_renamed_to_a_workbook_is_called_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    problem = refusal(raw(tmp_path, content))
    assert (problem.rule, what in problem.message) == ("not_a_table", True)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "et Word-dokument" in refusal(raw(tmp_path, packed.getvalue())).message


def test_a_password_protected_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    assert "Fjern adgangskoden" in refusal(raw(tmp_path, ole)).message


def test_a_zip_with_encrypted_parts_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(packed.getvalue())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1  # the encryption bit of the central directory
    assert refusal(raw(tmp_path, bytes(content))).rule == "encrypted"


def test_a_macro_workbook_gives_its_values_and_says_that_nothing_was_run(check: Check, workbook: Write) -> None:
    path = workbook([["kommune", "gns_klassekvotient", "aar"], ["Herning", 21.5, 2024]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"a macro")
    checked = check(path)
    assert (checked.detail_rows, "macro" in rules_of(checked)) == (1, True)


def test_a_zip_bomb_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(250 * 2**20))
    assert refusal(raw(tmp_path, packed.getvalue())).rule == "zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_counted(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(40 * 2**20))
    content = packed.getvalue()
    lying = content.replace(struct.pack("<I", 40 * 2**20), struct.pack("<I", 1000))
    assert refusal(raw(tmp_path, lying)).rule == "zip_bomb"


def test_a_zip_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(2001):
            archive.writestr(f"xl/{number}", "")
    assert refusal(raw(tmp_path, packed.getvalue())).rule == "zip_bomb"


@pytest.mark.parametrize("cut", [60, 1000, 4000])
def test_a_damaged_workbook_is_refused_and_does_no_harm(workbook: Write, tmp_path: Path, cut: int) -> None:
    content = workbook([["a", "b"], [1, 2]]).read_bytes()
    assert refusal(raw(tmp_path, content[:cut])).rule == "broken_workbook"


def test_a_quote_that_is_never_closed_is_told_and_does_not_swallow_the_file(write: Write) -> None:
    text = "a;b\n" + '1;"x\n' + "2;y\n" * 500
    table = open_file(path=write(text)).tables[0]
    with pytest.raises(FileRefused) as refused:
        list(table.batches(width=2, decimal="comma"))
    assert (refused.value.problem.rule, refused.value.problem.row) == ("unclosed_quote", 2)


@pytest.mark.slow
def test_three_hundred_megabytes_are_read_within_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "large"
    block = "".join(
        f"281009;E{number % 700:05d};TØ26A;GF2 Tømrer;GF2;{1 + number % 28:02d}-09-2025;08:15;09:00;Dansk, niveau F;ja;ja\n"
        for number in range(50_000)
    ).encode()
    with path.open("wb") as file:
        file.write(f"Institutionsnummer;{LESSONS}\n".encode())
        while file.tell() < 300 * 2**20:
            file.write(block)
    program = (
        "import sys; from pathlib import Path; from ledestjerne.facts.checks import check_file;"
        "from ledestjerne.facts.context import Context; from ledestjerne.facts.definitions import *;"
        "folder = Path(sys.argv[2]); work = Path(sys.argv[3]);"
        "context = Context(work=work, places=load_places(folder), secret=b'0123456789abcdef', institution='281009');"
        "checked = check_file(Path(sys.argv[1]), source=load_sources(folder)['lessons'], context=context);"
        "peak = next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM'));"
        "print(checked.detail_rows, int(peak.split()[1]) // 1024)"
    )
    work = tmp_path / "work"
    work.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", program, str(path), str(ROOT / "definitions"), str(work)],
        capture_output=True,
        text=True,
        check=True,
    )
    rows, megabytes = map(int, run.stdout.split())
    assert rows > 3_000_000
    assert megabytes < 1024
