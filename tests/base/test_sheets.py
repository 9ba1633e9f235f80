"""Tables as files people open in a spreadsheet."""

import io

from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from ledestjerne.base.sheets import as_csv, as_workbook

letters = some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffe\uffff")
texts = some.text(letters, min_size=1, max_size=20).filter(lambda text: text.strip() == text)


@given(rows=some.lists(some.lists(texts, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_workbook_gives_back_its_texts(rows):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(rows, name="Ret & læs"))).get_sheet_by_index(0)
    assert sheet.to_python() == rows


def test_the_same_rows_give_the_same_workbook():
    assert as_workbook([["Æ", 7]], name="A") == as_workbook([["Æ", 7]], name="A")


def test_csv_is_as_danish_excel_reads_it():
    assert as_csv([["Hold", "Fag"], ["TØ26A", 45]]).decode() == "\ufeffHold;Fag\r\nTØ26A;45\r\n"


def test_a_text_that_begins_a_formula_is_not_run():
    assert as_csv([["=1+1"]]).decode() == "\ufeff'=1+1\r\n"
