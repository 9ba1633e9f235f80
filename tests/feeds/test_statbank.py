"""The client of StatBank, against the real shapes of its answers."""

import copy

import pytest

from ledestjerne.feeds.clients.faults import Fault
from ledestjerne.feeds.clients.queries import StatbankQuery
from ledestjerne.feeds.clients.statbank import Statbank
from tests.feeds.test_door import fault_of

QUERY = StatbankQuery(table="BEF5", values={"KØN": ("M", "K"), "FODLAND": ("5101", "5104"), "Tid": ("2018", "2019")})


@pytest.fixture
def statbank(door) -> Statbank:
    return Statbank(door=door)


def test_the_real_population_of_the_first_quarter_2020_is_read(statbank, source, shape):
    source.says(shape("statbank_api/data_resp.json"))

    answer = statbank.figures(StatbankQuery(table="FOLK1A", values={"Tid": ("2020K1",)}))

    assert answer.rows == (("2020K1", "5822763"),)
    assert answer.measures == ("Population at the first day of the quarter",)


def test_the_real_table_by_sex_and_country_is_read_cell_by_cell(statbank, source, shape):
    source.says(shape("statbank_api/data_resp_with_vars.json"))

    answer = statbank.figures(QUERY)

    assert answer.breakdowns == ("KØN", "FODLAND", "Tid")
    assert answer.rows == (
        ("M", "5101", "2018", "7016"), ("M", "5101", "2019", "7095"),
        ("M", "5104", "2018", "1266"), ("M", "5104", "2019", "1263"),
        ("K", "5101", "2018", "9454"), ("K", "5101", "2019", "9471"),
        ("K", "5104", "2018", "2766"), ("K", "5104", "2019", "2787"),
    )  # fmt: skip
    assert answer.labels["FODLAND"] == {"5101": "Greenland", "5104": "Finland"}


def test_the_question_is_sent_in_danish_with_codes(statbank, source, shape):
    source.says(shape("statbank_api/data_resp_with_vars.json"))

    statbank.figures(QUERY)

    assert source.asked[0].path == "/api/data"
    assert source.asked[0].body == {
        "table": "BEF5", "format": "JSONSTAT", "lang": "da", "valuePresentation": "Code",
        "variables": [
            {"code": "KØN", "values": ["M", "K"]}, {"code": "FODLAND", "values": ["5101", "5104"]},
            {"code": "Tid", "values": ["2018", "2019"]},
        ],
    }  # fmt: skip


def test_the_same_cells_come_from_the_csv(statbank, source):
    source.says("KØN;FODLAND;TID;INDHOLD\r\nM;5101;2018;7016\r\nM;5104;2018;..\r\n".encode("utf-8-sig"))

    answer = statbank.figures_as_csv(QUERY)

    assert answer.rows == (("M", "5101", "2018", "7016"), ("M", "5104", "2018", ""))


def test_a_csv_that_lacks_a_combination_is_not_whole(statbank, source):
    source.says("KØN;FODLAND;TID;INDHOLD\nM;5101;2018;1\nM;5104;2018;2\nK;5101;2018;3\n".encode())

    assert fault_of(lambda: statbank.figures_as_csv(QUERY)) is Fault.NOT_WHOLE


def test_a_csv_with_other_variables_is_told(statbank, source):
    source.says("KØN;LAND;TID;INDHOLD\nM;5101;2018;1\n".encode())

    assert fault_of(lambda: statbank.figures_as_csv(QUERY)) is Fault.RENAMED


def test_fewer_values_than_the_sizes_say_is_not_whole(statbank, source, shape):
    half = shape("statbank_api/data_resp_with_vars.json")
    half["value"] = half["value"][:5]
    source.says(half)

    assert fault_of(lambda: statbank.figures(QUERY)) is Fault.NOT_WHOLE


def test_fewer_members_than_the_sizes_say_is_not_whole(statbank, source, shape):
    half = copy.deepcopy(shape("statbank_api/data_resp_with_vars.json"))
    del half["dimension"]["KØN"]["category"]["index"]["K"]
    source.says(half)

    assert fault_of(lambda: statbank.figures(QUERY)) is Fault.NOT_WHOLE


def test_values_given_by_place_leave_out_the_empty(statbank, source, shape):
    sparse = shape("statbank_api/data_resp_with_vars.json")
    sparse["value"] = {"0": 7016, "7": 2787}
    source.says(sparse)

    assert [row[-1] for row in statbank.figures(QUERY).rows] == ["7016", "", "", "", "", "", "", "2787"]


@pytest.mark.parametrize("body", [b"<html></html>", [], {"dataset": 1}, {"dimension": {"id": ["A"], "size": [1]}}])
def test_what_is_not_a_data_set_is_refused(statbank, source, body):
    source.says(body)

    assert fault_of(lambda: statbank.figures(QUERY)) in (Fault.NOT_JSON, Fault.ODD_SHAPE)


def test_the_real_subjects_are_read(statbank, source, shape):
    source.says(shape("statbank_api/sub_resp_default.json"), shape("statbank_api/sub_resp_2401.json"))

    assert [subject.id for subject in statbank.subjects()] == ["02", "05"]
    assert [subject.name for subject in statbank.subjects(below="2401")] == [
        "Population in Denmark", "Population projections",
    ]  # fmt: skip


def test_the_real_tables_of_a_subject_are_read(statbank, source, shape):
    source.says(shape("statbank_api/tables_resp.json"))

    tables = statbank.tables(subject="10021")

    assert [(table.id, table.latest) for table in tables] == [("FOLK1A", "2020Q1"), ("FOLK1B", "2020Q1")]


def test_the_real_table_info_is_read(statbank, source, shape):
    source.says(shape("statbank_api/tableinfo_resp.json"))

    info = statbank.table(table="FOLK1A")

    assert info.variables[0].id == "KØN"
    assert info.variables[0].elimination
    assert [value.text for value in info.variables[0].values] == ["Total", "Men", "Women"]
