"""Pivots of other skins than the two real ones."""

import polars as pl

from tests.facts.reading.conftest import Check, Write, rules_of


def test_labels_that_are_not_repeated_are_filled_down(check: Check, workbook: Write) -> None:
    rows = [
        ["Antal elever", "", "", "Skoleår"],
        ["Køn", "Institutionsnummer", "Kommune", "2023/2024"],
        ["Piger", "281009", "Herning", 10],
        ["", "", "Ikast-Brande", 5],
        ["", "281009 Total", "", 16],
        ["Piger Total", "", "", 16],
        ["Hovedtotal", "", "", 16],
    ]
    checked = check(workbook(rows))
    seen = checked.rows.select("row", "kind", "unit", "value").collect().rows()
    assert seen == [
        (3, "detail", "281009", 10),
        (4, "detail", "281009", 5),
        (5, "total", "281009", 16),
        (6, "total", "DK", 16),
        (7, "total", "DK", 16),
    ]
    assert checked.periods[0].printed_total == 16
    assert checked.periods[0].measure == "antal_elever"


def test_a_total_column_over_the_years_is_an_interval(check: Check, workbook: Write) -> None:
    rows = [
        ["Antal elever", "", "Skoleår"],
        ["Køn", "2022/2023", "2023/2024", "Hovedtotal"],
        ["Piger", 10, 12, 22],
        ["Hovedtotal", 10, 12, 22],
    ]
    over = check(workbook(rows)).rows.filter(pl.col("period_kind") == "interval").collect()
    assert over.select("period", "kind").unique().rows() == [("2022/2023-2023/2024", "total")]


def test_the_danish_compact_skin_is_the_english_one(check: Check, workbook: Write) -> None:
    rows = [["Skoleår", "2020/2021"], [], ["Rækkenavne", "Inklusionsgrad"], ["Herning", 0.95], ["Hovedtotal", 0.94]]
    checked = check(workbook(rows, sheet="Institutionskommuner"))
    assert checked.rows.select("unit", "period", "value").collect().rows() == [
        ("657", "2020/2021", 0.95),
        ("DK", "2020/2021", 0.94),
    ]


def test_a_label_that_ends_in_total_without_being_one_is_a_detail(check: Check, workbook: Write) -> None:
    rows = [["Antal", "Skoleår"], ["Uddannelse", "2023/2024"], ["Elektriker Total", 3], ["Hovedtotal", 3]]
    checked = check(workbook(rows))
    assert (checked.detail_rows, checked.total_rows) == (1, 0)


def test_a_figure_above_what_is_possible_is_left_out(check: Check, workbook: Write) -> None:
    rows = [["Skoleår", "2020/2021"], [], ["Rækkenavne", "Inklusionsgrad"], ["Herning", 95], ["Viborg", 0.9]]
    checked = check(workbook(rows, sheet="Institutionskommuner"))
    assert ("impossible" in rules_of(checked), checked.units) == (True, ("791",))


def test_a_cpr_number_as_a_label_keeps_the_row_out(check: Check, workbook: Write) -> None:
    rows = [["Antal", "Skoleår"], ["Elev", "2023/2024"], ["0102031234", 3], ["Andre", 4], ["Hovedtotal", 7]]
    checked = check(workbook(rows))
    assert (checked.detail_rows, "cpr" in rules_of(checked)) == (1, True)
    assert "0102031234" not in f"{checked!r} {checked.refused_rows.rows()} {checked.rows.collect().rows()}"
