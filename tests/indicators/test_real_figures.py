"""The figures that the READMEs of the real files name, through the readers and the engine."""

from pathlib import Path

import duckdb
import pytest

from ledestjerne.base.files import load_file, load_folder
from ledestjerne.facts.checks import check_file
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Source
from ledestjerne.facts.places import Places, folded
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.examples import create_tables
from ledestjerne.indicators.results import HiddenReason, Mark, Scope
from ledestjerne.indicators.sql.tables import PUBLISHED
from ledestjerne.indicators.vocabulary import Level

pytestmark = pytest.mark.xdist_group("real_figures")
DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
INDICATORS = load_folder(DEFINITIONS / "indicators", model=Definition)
TBT = "Teknologi, byggeri og transport"
KHF = "Kontor, handel og forretningsservice"
FILES = {
    "uddstat_eud_gf1": "uddstat_pivot_eud_gf1/eud_grundforloeb1_grupper.xlsx",
    "uddstat_inklusion": "uddstat_pivot_inklusion/inklusion_specialundervisning_2020_21.xlsx",
    "statbank_status_kommune": "dst_statusu/raw_analyse1_kommuner_2024.csv",
    "statbank_status_koen": "dst_statusu/raw_analyse3_koen_2024.csv",
    "statbank_status_uddannelse": "dst_statusu/raw_analyse2_odense_2024.csv",
    "skoleoverblik": "skoleoverblik_2024_25/skoler.csv",
    "kommune_trivsel_fravaer": "uddstat_kommune_trivsel_fravaer/trivsel_fravaer_time_merged.csv",
    "dr_trivsel": "dr_trivsel_greve/school_survey_data.csv",
}
# A person pairs names with numbers once; these numbers are made up.
GREVE = (
    "Arenaskolen",
    "Damagerskolen",
    "Hedelyskolen",
    "Holmeagerskolen",
    "Karlslunde Skole",
    "Mosedeskolen",
    "Tune Skole",
)


@pytest.fixture(scope="module")
def facts(real_data, tmp_path_factory):
    """The real files, read as a delivery reads them."""
    connection = duckdb.connect()
    create_tables(connection)
    columns = ", ".join(
        "1" if name == "delivery" else "map_from_entries(dims)" if name == "dims" else f'"{name}"' for name in PUBLISHED
    )
    for number, (key, path) in enumerate(FILES.items()):
        work = tmp_path_factory.mktemp(f"work{number}")
        context = Context(
            work=work,
            places=load_file(DEFINITIONS / "places" / "municipalities.yaml", model=Places),
            secret=b"0123456789abcdef",
            unit_names={folded(name): f"25300{place}" for place, name in enumerate(GREVE)},
        )
        source = load_file(DEFINITIONS / "sources" / f"{key}.yaml", model=Source)
        rows = check_file(real_data / path, source=source, context=context).rows
        rows.sink_parquet(work / "facts.parquet")
        connection.execute(
            f"INSERT INTO published SELECT {columns} FROM read_parquet($path)", {"path": str(work / "facts.parquet")}
        )
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def figure(facts):
    """Every figure of an indicator by unit, period and part."""
    kept = {}

    def of(key):
        if key not in kept:
            units = facts.execute("SELECT DISTINCT unit, min(unit_level) FROM published GROUP BY unit").fetchall()
            scopes = [Scope(unit, Level(level)) for unit, level in units if unit]
            found = figures(INDICATORS[key], scopes=scopes, connection=facts)
            kept[key] = {(r.unit, r.period, *(part for _, part in r.breakdown)): r for r in found}
        return kept[key]

    return of


def over_years(found, unit, *part):
    return [found[unit, f"{year}/{year + 1}", *part].value for year in range(2015, 2022)]


@pytest.mark.parametrize(
    ("place", "values"),
    [
        (("281009", TBT), [165, 184, 133, 164, 172, 156, 159]),
        (("281009", KHF), [49, 37, 57, 84, 81, 85, 64]),
        (("861403", TBT), [63, 53, 71, 95, 97, 160, 164]),
        (("DK",), [12945, 12847, 12034, 12609, 12891, 13202, 13046]),
        (("DK", TBT), [5885, 6035, 5832, 6196, 6603, 6968, 7103]),
    ],
)
def test_intake_is_as_printed(figure, place, values):
    assert over_years(figure("gf1_intake"), *place) == values


def test_the_last_year_of_intake_is_marked_incomplete(figure):
    found = figure("gf1_intake")

    assert Mark.INCOMPLETE in found["DK", "2021/2022"].marks
    assert Mark.INCOMPLETE not in found["DK", "2020/2021"].marks


def test_a_school_has_no_intake_over_all_main_areas(figure):
    assert not [place for place in figure("gf1_intake") if place[0] == "281009" and len(place) == 2]


def test_three_entries_are_hidden_and_withheld_ones_are_not_zero(figure):
    found = figure("gf1_intake")

    assert found["861403", "2020/2021", "Fødevarer, jordbrug og oplevelser"].hidden is HiddenReason.FEW
    assert found["281009", "2019/2020", "Fødevarer, jordbrug og oplevelser"].hidden is HiddenReason.WITHHELD


def test_dropout_of_the_nation_and_of_the_municipalities_at_both_ends(figure):
    found = figure("youth_dropout_share")

    assert round(found["DK", "2024"].value, 2) == 6.96
    assert (found["DK", "2024"].numerator, found["DK", "2024"].n) == (41847, 601166)
    assert [round(found[code, "2024"].value, 2) for code in ("360", "773", "201", "223")] == [13.33, 13.23, 2.45, 2.83]


def test_men_and_women_of_the_nation(figure):
    found = figure("youth_dropout_share")

    assert (found["DK", "2024", "men"].numerator, found["DK", "2024", "men"].n) == (26212, 305540)
    assert (found["DK", "2024", "women"].numerator, found["DK", "2024", "women"].n) == (15635, 295626)


def test_nothing_of_nothing_and_what_looks_too_high(figure):
    found = figure("youth_dropout_share")

    assert found["411", "2024"].hidden is HiddenReason.NO_BASIS
    assert (found["820", "2024"].n, found["820", "2024"].marks) == (7976, (Mark.OUTLIER,))


def test_dropout_among_those_who_started_in_odense(figure):
    found = figure("youth_started_dropout_share")

    assert round(found["461", "2024", "gymnasial"].value, 2) == 4.65
    assert found["461", "2024", "vocational"].numerator == 595


def test_inclusion_and_special_teaching(figure):
    inclusion, special = figure("inclusion_rate"), figure("special_education_share")

    assert round(inclusion["DK", "2020/2021"].value, 3) == 94.135
    assert round(inclusion["DK", "2020/2021", "10. klassetrin"].value, 2) == 80.96
    assert round(inclusion["101", "2020/2021"].value, 1) < 100
    assert (special["DK", "2020/2021"].numerator, special["DK", "2020/2021"].n) == (34556, 534241)
    assert special["155", "2020/2021"].hidden is HiddenReason.WITHHELD


def test_verdicts_are_counted_as_published(figure):
    verdicts = [result.verdict for result in figure("school_reference_difference").values()]

    assert [verdicts.count(word) for word in ("På niveau", "Over niveau", "Under niveau")] == [1091, 82, 50]


def test_schools_and_pupils_of_skoleoverblik(figure):
    found = figure("school_pupils")

    assert sum(result.value for result in found.values() if result.value) <= 654523
    assert found["101001", "2024/2025"].value == 487
    assert figure("school_absence")["101001", "2024/2025"].value == 7.8


def test_absence_of_municipalities_over_the_years(figure):
    found = figure("municipality_absence")
    of_middle = [r.value for place, r in found.items() if place[1:] == ("2024/2025", "Mellemtrin")]

    assert len(of_middle) == 98
    assert sum(of_middle) / 98 == pytest.approx(7.879, abs=5e-4)


def test_negative_answers_of_the_schools_in_greve(figure):
    found = sorted(round(result.value, 3) for place, result in figure("negative_answers").items() if len(place) == 2)

    assert found == [5.286, 5.386, 5.395, 5.795, 6.014, 6.423, 9.914]
