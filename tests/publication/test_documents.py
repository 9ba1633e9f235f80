"""The plan on paper: A4 across, heads on every page, and sound for a screen reader."""

import io
from dataclasses import replace
from pathlib import Path

import outloud
import pikepdf
import pymupdf
import pytest

from ledestjerne.base.pdf_tables import descendants, kids
from ledestjerne.publication.documents import edition_pdf
from ledestjerne.publication.writes import publish_content
from tests.followup import heg
from tests.publication.plans import AT
from tests.publication.sample import GRADES, PLAN

ADDRESS = "https://skole.example/skole/999001/opfoelgningsplan/2026/udgave/1/"
LONG = replace(PLAN, rows=tuple(replace(PLAN.rows[i % 4], number=i + 1) for i in range(14)))


@pytest.fixture
def made(edition) -> bytes:
    return edition_pdf(edition, address=ADDRESS)


@pytest.fixture
def long_one(cast, school) -> bytes:
    edition = publish_content(unit=school.institution, content=LONG, by=cast.quality, at=AT)
    return edition_pdf(edition, address=ADDRESS)


def pages(made: bytes) -> list[str]:
    with pymupdf.open(stream=made, filetype="pdf") as pdf:
        return [" ".join(page.get_text().replace("\u2010\n", "").split()) for page in pdf]


def test_it_tells_whether_an_initiative_helped(made):
    assert "Hjalp det? Det hjalp." in " ".join(pages(made))


def test_it_lies_across(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        boxes = [[round(float(side)) for side in page.mediabox] for page in pdf.pages]

    assert boxes == [[0, 0, 842, 595]] * len(boxes)


def test_every_page_says_whose_it_is_and_which_of_how_many(long_one):
    texts = pages(long_one)

    assert len(texts) > 3
    for number, text in enumerate(texts, start=1):
        assert f"Side {number} af {len(texts)}" in text
        assert "Fjordby Erhvervsskole & Gymnasium" in text
        assert "Opfølgningsplan 2026" in text


def test_both_header_rows_stand_on_every_page_of_the_table(long_one):
    with_rows = [text for text in pages(long_one) if any(kind in text for kind in ("Forandre", "Fastholde", "Udbrede"))]

    assert len(with_rows) > 2
    assert all("Kvalitetsmål" in text and "Operationelle mål" in text and "Tidsplan" in text for text in with_rows)


def test_the_table_is_one_with_its_heads(long_one):
    with pikepdf.open(io.BytesIO(long_one)) as pdf:
        (table,) = descendants(pdf.Root.StructTreeRoot, "/Table")
        heads = [str(cell.A.Scope) for cell in descendants(table, "/TH")]
        rows = [len(kids(row)) for row in descendants(table, "/TR")]

    assert heads == ["/Column"] * 5 + ["/Row"] * 14
    assert rows == [5] * 15


def test_it_says_the_words_of_the_plan_and_its_figures(made):
    text = " ".join(pages(made))

    for told in (
        "Ofte baserer afvigelserne",
        "92,4 %",
        "n = 660",
        "mellem 90,1 og 94,2 %",
        ADDRESS,
        "Vi ønsker at løfte",
    ):
        assert told in text


def test_a_raw_result_stands_beside_its_reference_in_a_table_with_heads(cast, school):
    beside = replace(PLAN, rows=(replace(PLAN.rows[0], figures=(GRADES,)),))
    made = edition_pdf(
        publish_content(unit=school.institution, content=beside, by=cast.quality, at=AT), address=ADDRESS
    )

    with pikepdf.open(io.BytesIO(made)) as pdf:
        _plan, table = descendants(pdf.Root.StructTreeRoot, "/Table")
        heads = [str(cell.A.Scope) for cell in descendants(table, "/TH")]

    assert heads == ["/Column"] * 2 + ["/Row"] * 5
    assert "Resultat 7,4 Reference 7,0 Forskel +0,4" in " ".join(pages(made))


def test_a_hidden_figure_is_no_number_on_paper(made):
    text = " ".join(pages(made))
    about = text[text.rindex("Karakterer i dansk skriftlig A: skjult") :].split("Kilde:")[0]

    assert [word for word in about.replace("2025/26", "").split() if any(letter.isdigit() for letter in word)] == []


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 14])
def test_outloud_finds_no_error_however_many_rows_there_are(cast, school, tmp_path, rows):
    content = replace(LONG, rows=LONG.rows[:rows])
    edition = publish_content(unit=school.institution, content=content, by=cast.quality, at=AT)

    assert errors_in(edition_pdf(edition, address=ADDRESS), tmp_path / "plan.pdf") == []


def test_a_long_title_is_cut_short_at_the_top_of_the_pages(cast, school, tmp_path):
    edition = publish_content(unit=school.institution, content=replace(LONG, title=heg.TITLE), by=cast.quality, at=AT)

    made = edition_pdf(edition, address=ADDRESS)

    assert errors_in(made, tmp_path / "plan.pdf") == []
    assert "Opfølgingsplan 2022: Med baggrund i kvalitetsra…" in pages(made)[1]
    assert "så dygtig som mulig”" in pages(made)[0]


def errors_in(made: bytes, path: Path) -> list[object]:
    path.write_bytes(made)
    result = outloud.check(str(path))
    return [result.error] if result.error else [found for found in result.findings if found.severity == "error"]


def test_it_is_made_once(edition, made, own_home):
    (kept,) = (own_home / "paper").iterdir()
    kept.write_bytes(b"%PDF- kept")

    assert edition_pdf(edition, address=ADDRESS) == b"%PDF- kept"


def test_another_address_is_another_paper(edition, made):
    assert edition_pdf(edition, address="https://andet.example/") != made
