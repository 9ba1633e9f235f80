"""No CPR number and no name of a pupil ever lies on disk, whatever happens to the process that reads them."""

import io
import os
import subprocess
import sys
import time
import zipfile

import openpyxl
import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledestjerne.base.locks import is_held
from ledestjerne.facts import reads, writes
from ledestjerne.facts.examination import without_numbers
from ledestjerne.facts.incoming import hold
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.uploads import NamelessUploadHandler
from tests.conftest import NOW
from tests.facts import papers
from tests.facts.outside import environment

WORDS = ("Anna", "Andersen", "010105")
NAMED = f"{papers.LESSON_HEADINGS};Elevnavn;CPR-nr."


def named_lessons(number: int) -> bytes:
    rows = (papers.lesson(pupil=f"{10105_2000 + n:010d}") + ";Anna Andersen;010105-2345" for n in range(number))
    return "\n".join((NAMED, *rows, "")).encode()


def told_on_disk(home) -> list[str]:
    """The files below a folder in which one of the words can be read, Parquet unpacked."""
    found = []
    for path in home.rglob("*"):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("latin-1")
        if path.suffix == ".parquet" and path.read_bytes()[4:].endswith(b"PAR1"):  # begun and ended
            text += str(pl.read_parquet(path).to_dicts()[:1000])
        found += [path.name for word in WORDS if word in text]
    return found


def book(rows, *, parts: dict[str, bytes] | None = None) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


CLEAN = [["Kommunekode", "År", "Indikator", "Værdi"], [657, 2024, "fravær", 7.5], [657, 2023, "fravær", 7.1]]


@pytest.mark.parametrize(
    "content",
    [
        named_lessons(2),
        papers.lessons([papers.lesson()]),
        "Kommunekode;År;Indikator;Værdi\n657;2024;samtale med 010105-2345;7,5\n".encode(),
        "Kommunekode;År;Indikator;Værdi\n657;2024;samtale med 010105-2345;7,5\n".encode("utf-16-le"),
        "Kommunekode;År;Indikator;Værdi\n657;2024;1.010105-2345;7,5\n".encode(),
        "Hold;Elevnavn;Fravær\nTØ26A;AA;7,5\nTØ26A;BB;3,5\n".encode(),
        "Hold;Hvem;Fravær\nTØ26A;Xenia Quist;7,5\nTØ26B;Yrsa Zobel;3,5\n".encode(),
        "Hold;Hvem;Fravær\nTØ26A;Anna;7,5\nTØ26A;Bo;3,5\nTØ26A;Ida;3,5\n".encode(),
        "Hold;Nøgle;Fravær\nTØ26A;101052345;7,5\nTØ26A;202062345;3,5\nTØ26B;303072345;3,5\n".encode(),
        book([*CLEAN, [657, 2022, "010105-2345", 7.0]]),
        book(CLEAN, parts={"xl/comments1.xml": b"<comments><t>010105-2345</t></comments>"}),
        book(CLEAN, parts={"xl/media/image1.png": b"\x89PNG"}),
        book(CLEAN, parts={"xl/pivotCache/pivotCacheDefinition1.xml": b'<cacheField name="Elevnavn"/>'}),
        b"\x89PNG\r\n\x1a\n" + b"0" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
    ],
    ids=[
        "names and CPR numbers", "pupil keys", "CPR in free text", "CPR in UTF-16", "CPR in a list", "heading of names",
        "unknown names", "first names", "CPR as numbers", "CPR in a cell", "CPR in a comment", "picture",
        "pivot of pupils", "no table", "old workbook",
    ],
)  # fmt: skip
def test_what_may_be_about_persons_is_not_laid_on_disk(receive, school, own_home, content):
    delivery = receive(content, unit=school.institution)

    assert not delivery.original.exists()
    assert not delivery.is_original_kept
    assert told_on_disk(own_home) == []


DECIMALS = b"Kommunekode,Aar,Indikator,Tal\n657,2024,trivsel,3.0310714125\n"


@pytest.mark.parametrize(
    "content", [papers.herning(), book(CLEAN), DECIMALS], ids=["statistics", "workbook", "many decimals"]
)
def test_what_is_about_nobody_is_kept_byte_for_byte(receive, content):
    assert receive(content).original.read_bytes() == content


def test_what_is_held_is_checked_and_leaves_the_cleaned_rows(check, school, own_home):
    delivery = check(named_lessons(3), unit=school.institution)

    assert pl.read_parquet(delivery.checked_rows).height == 3
    assert told_on_disk(own_home) == []


def test_of_a_table_with_names_only_the_described_columns_are_kept(check, school, own_home):
    headings = "Kommunekode;År;Indikator;Værdi;Elevnavn"
    delivery = check(f"Anna Andersen\n{headings}\n657;2024;fravær;x;Anna Andersen\n".encode(), unit=school.institution)

    assert told_on_disk(own_home) == []
    assert "Anna" not in str(list(Delivery.objects.values())) + str(list(delivery.problems.values()))


def test_two_cpr_numbers_in_a_row_are_both_masked():
    texts = pl.DataFrame({"text": ["0101052345\t0202052345", "010105-2345,020205-2345", "3.0310714125"]})

    masked = texts.select(without_numbers(pl.col("text")))["text"].to_list()

    assert masked == ["******-****\t******-****", "******-****,******-****", "3.0310714125"]


def test_the_same_file_again_is_known_and_goes_on_where_the_check_was_cut_off(receive, school, console):
    first = receive(named_lessons(3), unit=school.institution)
    assert Delivery.objects.get().readable is None

    again = writes.receive_delivery(
        by=console, unit=school.institution, file_name="igen.csv", pieces=lambda: iter([named_lessons(3)]), at=NOW
    )

    assert (again.delivery, again.is_known, again.needs_check) == (first, True, True)
    checked = writes.check_delivery(delivery=again.delivery, by=console, at=NOW)
    assert reads.report_of(checked).detail_rows == 3


def test_without_the_bytes_there_is_nothing_to_check(receive, school, console):
    receive(named_lessons(3), unit=school.institution)

    with pytest.raises(writes.DeliveryError, match="Aflever den igen"):
        writes.check_delivery(delivery=Delivery.objects.get(), by=console, at=NOW)


def test_an_upload_has_no_name_on_disk(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    handler = NamelessUploadHandler()
    handler.new_file("file", "elever.csv", "text/csv", None)

    handler.receive_data_chunk(named_lessons(3), 0)

    assert list(tmp_path.iterdir()) == []
    file = handler.file_complete(len(named_lessons(3)))
    assert b"".join(file.chunks()) == named_lessons(3)
    file.close()


def test_a_page_takes_names_in_and_keeps_none(log_in, cast, school, own_home, settings):
    settings.FILE_UPLOAD_TEMP_DIR = own_home / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True)
    address = reverse("facts:delivery-add", args=[school.institution.code])

    log_in(cast.quality).post(address, {"file": SimpleUploadedFile("elever.csv", named_lessons(5))})

    assert reads.report_of(Delivery.objects.get()).detail_rows == 5
    assert told_on_disk(own_home) == []


HOLD = """
import sys, time
from pathlib import Path
from ledestjerne.facts.examination import without_numbers
from ledestjerne.facts.incoming import hold
held, print_ = hold([Path(sys.argv[1]).read_bytes()], folder=Path(sys.argv[2]))
print(held.path.read_bytes().count(b"Anna"), flush=True)
time.sleep(60)
"""


def test_a_killed_process_takes_the_bytes_with_it(tmp_path):
    paper, folder = tmp_path / "elever.csv", tmp_path / "incoming"
    paper.write_bytes(named_lessons(3))
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(paper), str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "3\n"
    nameless = f"/proc/{process.pid}/fd"
    assert any(str(folder) in os.readlink(f"{nameless}/{each}") for each in os.listdir(nameless))

    process.kill()
    process.communicate()

    assert list(folder.iterdir()) == []


def test_bytes_are_let_go_with_the_last_who_holds_them(tmp_path):
    held, _ = hold([b"Anna"], folder=tmp_path)
    path = held.path
    assert path.read_bytes() == b"Anna"

    held.let_go()

    assert not path.exists()


DELIVER = """
import sys, django
django.setup()
from django.core.management import call_command
print("ready", flush=True)
call_command("deliver", sys.argv[1], institution="999001", json=True)
"""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_check_that_is_killed_leaves_no_person_on_disk(tmp_path, own_home, school):
    paper = tmp_path / "elever.csv"
    paper.write_bytes(named_lessons(60_000))
    process = subprocess.Popen(
        [sys.executable, "-c", DELIVER, str(paper)], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    deadline = time.monotonic() + 30
    while not ((found := Delivery.objects.first()) and is_held(Lock.CHECK, number=found.pk)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    while not list(own_home.rglob("work-*/*")):
        assert time.monotonic() < deadline
        time.sleep(0.01)

    process.kill()
    process.communicate()

    assert Delivery.objects.get().state == Delivery.State.RECEIVED
    assert told_on_disk(own_home) == []


def test_what_an_older_version_let_lie_is_looked_through(receive, school, console, own_home, settings):
    settings.FILE_UPLOAD_TEMP_DIR = own_home / "incoming"
    left = settings.FILE_UPLOAD_TEMP_DIR / "a.upload.csv"
    clean, personal = receive(papers.herning()), receive(named_lessons(3), unit=school.institution)
    left.write_bytes(named_lessons(1))
    personal.folder.mkdir(parents=True)
    personal.original.write_bytes(named_lessons(3))
    Delivery.objects.update(looked_through_at=None, is_original_kept=True)

    lost = writes.look_through_old_files(by=console, at=NOW)

    assert lost == [personal]
    assert told_on_disk(own_home) == []
    assert clean.original.exists()
    assert writes.look_through_old_files(by=console, at=NOW) == []
