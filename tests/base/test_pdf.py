"""The PDF as a screen reader meets it, looked at with pikepdf and with outloud."""

import io
import os
import subprocess
import sys
from pathlib import Path

import outloud
import pikepdf
import pytest

from ledestjerne.base.pdf import OutsideFolderError, make_pdf
from ledestjerne.base.pdf_tables import descendants, kids

STYLE = """
@page { size: A4 landscape; margin: 20mm; @bottom-left { content: "Fjordby" } @bottom-right { content: "Side " counter(page) " af " counter(pages) } }
td, th { padding: 4mm; vertical-align: top }
"""
LONG = "Et langt afsnit om timetal og skema. " * 90
STAR = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><title>Stjerne</title><circle cx="9" cy="9" r="9"/></svg>'


def document(*, rows: int = 30, long_row: int = -1) -> str:
    body = "".join(
        f'<tr><th scope="row" id="raekke-{i}">Række {i}</th><td>{LONG if i == long_row else "Mål"}</td><td>Hvem</td></tr>'
        for i in range(rows)
    )
    return f"""<html lang="da"><head><title>x</title><style>{STYLE}</style></head><body>
    <h1>Plan</h1><p>Se <a href="https://example.dk/">skolen</a>.</p>{STAR}
    <section><h2>Tabellen</h2><table><caption>Rækkerne</caption>
    <thead><tr><th>Resultat</th><th>Mål</th><th>Ansvarlig</th></tr><tr><th>Ændringsbehov</th><th>Operationelle mål</th><th>Tidsplan</th></tr></thead>
    <tbody>{body}</tbody></table></section><h2>Slut</h2></body></html>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> bytes:
    return make(document(), tmp_path_factory.mktemp("empty"))


def make(html: str, folder: Path) -> bytes:
    return make_pdf(html, title="Plan 2026", language="da", base_path=folder, alt_texts={"Stjerne": "En gul stjerne"})


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def tree(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def marks(page: pikepdf.Page) -> list[pikepdf.ContentStreamInstruction]:
    return [
        each for each in pikepdf.parse_content_stream(page) if str(each.operator) in {"BDC", "BMC", "EMC", "Tj", "TJ"}
    ]


def test_it_names_itself_and_its_language(made):
    with opened(made) as pdf, pdf.open_metadata() as about:
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("da", "Plan 2026")
        assert (about["dc:title"], list(about["dc:language"]), about["pdfuaid:part"]) == ("Plan 2026", ["da"], "1")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_every_header_cell_says_what_it_heads(made):
    with opened(made) as pdf:
        scopes = [str(cell.A.Scope) for cell in descendants(tree(pdf), "/TH")]

    assert scopes == ["/Column"] * 6 + ["/Row"] * 30


def test_a_table_over_pages_is_one_table(made):
    with opened(made) as pdf:
        tables = list(descendants(tree(pdf), "/Table"))

        assert len(pdf.pages) > 1
        assert [len(list(descendants(table, "/TR"))) for table in tables] == [32]


def test_cells_on_later_pages_know_their_column_heads(made):
    with opened(made) as pdf:
        ids = {str(cell.ID) for cell in descendants(tree(pdf), "/TH")}
        named = [{str(key) for key in cell.A.Headers} for cell in descendants(tree(pdf), "/TD")]

    assert all(len(heads) == 3 and heads <= ids for heads in named)


def test_a_row_cut_by_the_page_is_still_one_row(tmp_path):
    with opened(make(document(rows=3, long_row=1), tmp_path)) as pdf:
        rows = [len(kids(row)) for row in descendants(tree(pdf), "/TR")]

        assert len(pdf.pages) > 1
        assert rows == [3] * 5


def test_no_text_stands_outside_tags_and_artifacts(made):
    with opened(made) as pdf:
        for page in pdf.pages:
            depth = 0
            for each in marks(page):
                operator = str(each.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
                assert depth > 0 or operator == "EMC"


def test_marked_content_has_an_owner_or_is_an_artifact(made):
    with opened(made) as pdf:
        numbers = tree(pdf).ParentTree.Nums
        owners = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in pdf.pages:
            for each in marks(page):
                if (
                    str(each.operator) == "BDC"
                    and isinstance(each.operands[1], pikepdf.Dictionary)
                    and "/MCID" in each.operands[1]
                ):
                    assert owners[int(page.obj.StructParents)][int(each.operands[1].MCID)] is not None


def test_page_numbers_are_artifacts_on_every_page(made):
    with opened(made) as pdf:
        found = [sum(each.operands[0] == "/Artifact" and each.operands[1] == {"/Type": pikepdf.Name.Pagination}
                     for each in marks(page) if str(each.operator) == "BDC") for page in pdf.pages]  # fmt: skip

    assert found[0] == 2
    assert all(count == 2 + 6 for count in found[1:-1])


def test_headings_do_not_skip_a_level(made):
    with opened(made) as pdf:
        found = [str(each.S) for each in every_element(tree(pdf)) if str(each.S)[1:] in {"H1", "H2", "H3"}]

    assert found == ["/H1", "/H2", "/H2"]


def every_element(element: pikepdf.Object):
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from every_element(kid)


def test_no_element_is_left_empty(made):
    with opened(made) as pdf:
        assert all(kids(element) for element in every_element(tree(pdf)))


def test_headings_become_bookmarks(made):
    with opened(made) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root[0].children] == ["Tabellen", "Slut"]


def test_a_drawing_is_told_in_full(made):
    with opened(made) as pdf:
        assert [str(figure.Alt) for figure in descendants(tree(pdf), "/Figure")] == ["En gul stjerne"]


def test_links_are_printed_and_tabbed_in_reading_order(made):
    with opened(made) as pdf:
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        assert [int(link.F) & 4 for page in pdf.pages for link in page.obj.get("/Annots", [])] == [4]


def test_outloud_finds_no_error(made, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(made)

    result = outloud.check(str(tmp_path / "plan.pdf"))

    assert (result.error, [found for found in result.findings if found.severity == "error"]) == (None, [])


def test_the_same_page_gives_the_same_bytes_in_another_process(tmp_path):
    here = make(document(rows=3), tmp_path)
    script = (
        "import sys; from pathlib import Path; from tests.base.test_pdf import document, make;"
        "sys.stdout.buffer.write(make(document(rows=3), Path(sys.argv[1])))"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    assert there.stdout == here


@pytest.mark.parametrize("address", ["file:///etc/passwd", "../hemmelig.txt", "http://127.0.0.1:9/x.png"])
def test_a_document_reads_nothing_outside_its_folder(tmp_path, address):
    html = f'<html lang="da"><body><h1>x</h1><img alt="x" src="{address}"></body></html>'

    with pytest.raises(OutsideFolderError):
        make_pdf(html, title="x", language="da", base_path=tmp_path)


def test_without_pango_it_says_in_danish_what_to_install(tmp_path):
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library pango')")
    script = (
        "from pathlib import Path; from ledestjerne.base.pdf import *\n"
        "try: make_pdf('', title='', language='da', base_path=Path('.'))\n"
        "except PdfUnavailableError as error: print(error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip

    assert "Der kan ikke laves PDF" in told.stdout
    assert "libpango" in told.stdout
