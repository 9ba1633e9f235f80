"""An answer as one long file."""

import pytest

from ledestjerne.feeds.canonical import as_long_file, value_of
from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.queries import UddstatQuery
from ledestjerne.feeds.layout import Meaning, Part, layout_of_uddstat, meaning_of, period_text, unit_code

YEAR, MUNICIPALITY = "[Skoleår].[Skoleår]", "[Institution].[Beliggenhedskommune]"


def query(*breakdowns: str, **more) -> UddstatQuery:
    return UddstatQuery(area="GS", topic="A", subtopic="B", measures=("Fravær",), breakdowns=breakdowns, **more)


def file_of(question: UddstatQuery, *rows: tuple[str, ...]) -> list[str]:
    answer = Answer(breakdowns=question.breakdowns, measures=question.measures, rows=rows, decimal="comma")
    return as_long_file(answer, layout=layout_of_uddstat(question), bank="uddstat").content.decode().splitlines()


def test_each_printed_value_becomes_a_row_with_its_unit_period_and_category():
    asked = query(MUNICIPALITY, YEAR, "[Klassetrin].[Skoletrin]")

    assert file_of(asked, ("Albertslund", "2024/2025", "10. klasse mv.", "16,7 %")) == [
        "Kode;Periode;Skoletrin;Mål i Uddannelsesstatistik;Værdi;Angivet i",
        "Albertslund;2024/2025;10. klasse mv.;B Fravær pr. Skoletrin;16,7;procent",
    ]


def test_the_same_figures_give_the_same_bytes_in_whatever_order_they_come():
    asked, rows = query(MUNICIPALITY, YEAR), [("Ærø", "2024/2025", "1"), ("Aarhus", "2024/2025", "2")]

    assert file_of(asked, *rows) == file_of(asked, *reversed(rows))


def test_a_filter_to_one_member_becomes_a_category():
    asked = query(YEAR, filters={"[Køn].[Køn]": ("Kvinder",), YEAR: ("2024/2025",)})

    assert file_of(asked, ("2024/2025", "5")) == [
        "Periode;Køn;Mål i Uddannelsesstatistik;Værdi;Angivet i",
        "2024/2025;Kvinder;B Fravær pr. Køn, kun Kvinder;5;tal",
    ]


def test_categories_of_the_same_name_are_told_apart():
    asked = query(YEAR, "[Fag].[Gruppe]", "[Prøve].[Gruppe]")

    assert (
        file_of(asked, ("2024/2025", "A", "B", "5"))[0]
        == "Periode;Fag Gruppe;Prøve Gruppe;Mål i Uddannelsesstatistik;Værdi;Angivet i"
    )


@pytest.mark.parametrize(
    ("printed", "kept"), [("14,4 %", ("14,4", "procent")), ("2.351", ("2.351", "tal")), ("<fejl>", ("<fejl>", "tal"))]
)
def test_a_percent_sign_becomes_a_word(printed, kept):
    assert value_of(printed) == kept


@pytest.mark.parametrize(
    ("breakdown", "meaning"),
    [
        ("[Institution].[Afdelingsnummer]", Meaning(part=Part.UNIT, kind="school")),
        ("[Institution].[Beliggenhedskommune]", Meaning(part=Part.UNIT, kind="municipality")),
        ("[Bopælskommune].[Kommune]", Meaning(part=Part.UNIT, kind="municipality")),
        ("[Institution].[Institution]", Meaning(part=Part.UNIT_NAME, kind="institution")),
        ("[Tid].[Skoleår]", Meaning(part=Part.PERIOD, kind="school_year")),
        ("[Dato].[månedÅrNavn]", Meaning(part=Part.PERIOD, kind="month")),
        ("[Dato].[År Desc]", Meaning(part=Part.PERIOD, kind="year")),
        ("[Skoleår].[Skoleårsinterval (3-årig)]", Meaning(part=Part.PERIOD, kind="interval")),
        ("[Klassetrin].[Skoletrin]", Meaning(part=Part.DIM)),
    ],
)
def test_a_breakdown_is_known_by_its_name(breakdown, meaning):
    assert meaning_of(breakdown) == meaning


@pytest.mark.parametrize(
    ("member", "kept"),
    [("september 2024", "2024-09"), ("2024M01", "2024-01"), ("Maj-2023", "2023-05"), ("ukendt", "ukendt")],
)
def test_months_are_written_one_way(member, kept):
    assert period_text(member, kind="month") == kept


@pytest.mark.parametrize("member", ["2024K3", "2024Q3", "3. kvartal 2024"])
def test_quarters_are_written_one_way(member):
    assert period_text(member, kind="quarter") == "2024K3"


def test_a_quarter_without_its_year_is_not_guessed():
    assert period_text("3. kvartal", kind="quarter") == "3. kvartal"


def test_a_region_of_statbank_has_the_registers_code():
    assert unit_code("084", level="region") == "1084"
    assert unit_code("657", level="municipality") == "657"


def measure_of(question: UddstatQuery, *row: str) -> str:
    return file_of(question, row)[1].split(";")[-3]


def test_figures_that_do_not_replace_each_other_are_called_differently():
    stage = "[Klassetrin].[Skoletrin]"
    few = query(YEAR, stage, filters={stage: ("Udskoling", "Indskoling")})
    many = query(YEAR, stage, filters={stage: tuple(f"et langt navn på trin {number}" for number in range(9))})
    years = query(YEAR, stage, filters={YEAR: ("2024/2025",)})

    assert measure_of(query(YEAR), "2024/2025", "1") == "B Fravær"
    assert measure_of(query(YEAR, stage), "2024/2025", "Udskoling", "1") == "B Fravær pr. Skoletrin"
    assert measure_of(years, "2024/2025", "Udskoling", "1") == "B Fravær pr. Skoletrin"
    assert measure_of(few, "2024/2025", "Udskoling", "1") == "B Fravær pr. Skoletrin, kun Indskoling, Udskoling"
    assert measure_of(many, "2024/2025", "x", "1").startswith("B Fravær pr. Skoletrin, kun 9 udvalgte ")
