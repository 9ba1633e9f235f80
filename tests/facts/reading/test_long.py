"""Long tables a person explains once."""

from dataclasses import replace

import pytest

from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.sources.long import complete, remembered, signature_of
from tests.facts.reading.conftest import Check, Write, rules_of

HEADINGS = ("Skole", "År", "Måling", "Køn", "Tal", "Elev")
TEXT = ";".join(HEADINGS) + "\n281009;2024/2025;Trivsel;Piger;3,7;Alma\n281009;2024/2025;Trivsel;Drenge;3,9;Bo\n"
MAPPING = remembered(
    ColumnMapping(
        signature="",
        columns=(
            ("Skole", "unit"),
            ("År", "period"),
            ("Måling", "measure"),
            ("Køn", "sex"),
            ("Tal", "value"),
            ("Elev", "drop"),
        ),
        unit_level="institution",
        period_kind="school_year",
        decimal="comma",
    ),
    headings=HEADINGS,
)


def test_a_file_nobody_has_described_asks_what_its_columns_mean(check: Check, write: Write) -> None:
    checked = check(write(TEXT))
    assert (checked.source, checked.missing_mapping, checked.acceptable) == ("long_table", HEADINGS, False)
    assert rules_of(checked) == {"mapping_needed"}


def test_a_mapped_file_gives_one_fact_a_row(check: Check, write: Write) -> None:
    checked = check(write(TEXT), mapping=MAPPING)
    rows = checked.rows.select("unit", "unit_level", "period", "measure", "dims", "value").collect().rows()
    assert rows == [
        ("281009", "institution", "2024/2025", "trivsel", [{"key": "sex", "value": "Piger"}], 3.7),
        ("281009", "institution", "2024/2025", "trivsel", [{"key": "sex", "value": "Drenge"}], 3.9),
    ]


def test_a_column_to_drop_leaves_nothing_behind(check: Check, write: Write) -> None:
    checked = check(write(TEXT + "281009;2024/2025;Trivsel;Andre;mange;Clara\n"), mapping=MAPPING)
    assert checked.refused_rows["text"].to_list() == ["281009\t2024/2025\tTrivsel\tAndre\tmange"]
    assert "Clara" not in f"{checked!r}"


def test_a_mapping_is_not_used_for_other_headings(check: Check, write: Write) -> None:
    checked = check(write(TEXT.replace("Måling", "Emne")), mapping=MAPPING)
    assert "Emne" in checked.missing_mapping


def test_the_signature_knows_headings_whatever_their_order_and_case() -> None:
    assert signature_of(HEADINGS) == signature_of(tuple(heading.upper() for heading in reversed(HEADINGS)))
    assert signature_of(HEADINGS) != signature_of(HEADINGS[1:])


def test_measure_and_period_may_hold_for_the_whole_file(check: Check, write: Write) -> None:
    text = "Kommune;Tal\nHerning;7,5\n"
    mapping = remembered(
        replace(
            MAPPING,
            columns=(("Kommune", "unit"), ("Tal", "value")),
            unit_level="municipality",
            period="2024/2025",
            measure="Fravær i pct.",
        ),
        headings=("Kommune", "Tal"),
    )
    checked = check(write(text), "long_table", mapping=mapping)
    assert checked.rows.select("unit", "period", "measure", "value").collect().rows() == [
        ("657", "2024/2025", "fravaer_i_pct", 7.5)
    ]


@pytest.mark.parametrize("lost", ["unit", "period", "measure", "value"])
def test_a_mapping_says_what_it_lacks(lost: str) -> None:
    short = replace(MAPPING, columns=tuple(pair for pair in MAPPING.columns if pair[1] != lost))
    assert (complete(MAPPING), len(complete(short))) == ((), 1)


def test_a_title_above_the_headings_is_not_taken_for_them(check: Check, write: Write) -> None:
    checked = check(write("Egne tal 2024;;;;;\n" + TEXT), mapping=MAPPING)
    assert (checked.detail_rows, checked.notes) == (2, ("Egne tal 2024",))


def test_an_empty_value_is_refused_unless_the_source_withholds(check: Check, write: Write) -> None:
    path = write(TEXT + "281009;2024/2025;Trivsel;Andre;;Clara\n")

    assert "missing_value" in rules_of(check(path, mapping=MAPPING))
    withheld = check(path, mapping=replace(MAPPING, withholds=True))
    assert (withheld.withheld_cells, withheld.refused_rows.height) == (1, 0)


def test_figures_of_the_nation_need_no_column_for_it(check: Check, write: Write) -> None:
    headings = ("Periode", "Mål i Statistikbanken", "Værdi", "Angivet i")
    mapping = ColumnMapping(
        signature=signature_of(headings), unit_level="nation", period_kind="year", decimal="point",
        columns=(("Periode", "period"), ("Mål i Statistikbanken", "measure"), ("Værdi", "value")),
    )  # fmt: skip

    checked = check(write(";".join(headings) + "\n2020;Folketal;5822763;tal\n"), mapping=mapping)

    assert checked.source == "api_statbank"
    rows = checked.rows.select("unit", "unit_level", "period", "measure", "value").collect().rows()
    assert rows == [("DK", "nation", "2020", "folketal", 5822763.0)]


def test_quarters_are_kept_as_quarters_and_nothing_else_is_one(check: Check, write: Write) -> None:
    headings = ("Periode", "Mål i Statistikbanken", "Værdi", "Angivet i")
    mapping = ColumnMapping(
        signature=signature_of(headings), unit_level="nation", period_kind="quarter", decimal="point",
        columns=(("Periode", "period"), ("Mål i Statistikbanken", "measure"), ("Værdi", "value")),
    )  # fmt: skip
    text = ";".join(headings) + "\n2024K1;Folketal;5961249;tal\n2024/2025;Folketal;1;tal\n"

    checked = check(write(text), mapping=mapping)

    assert checked.rows.select("period", "period_kind", "value").collect().rows() == [("2024K1", "quarter", 5961249.0)]
    assert checked.refused_rows.height == 1
