"""A package to take away: the figures as they were when laid there, each with where it comes from."""

import csv
import io
import json

import openpyxl
import pytest

from tests.explore.test_packages import lay, package, page
from tests.indicators.conftest import lesson_file

__all__ = ["lay", "package"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def two_slices(school, lessons, lay, deliver):
    """The school and a class, frozen; after that new data come."""
    items = [lay(school.institution, title="Skolen: i år"), lay(school.class_b, title="=Holdet", first="2026/2027")]
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=6))
    return items


def test_the_csv_has_the_figures_of_all_slices_as_they_were(two_slices, package, cast, log_in):
    content = log_in(cast.board).get(page("package-download", package, "csv")).content.decode("utf-8-sig")

    rows = list(csv.DictReader(content.splitlines(), delimiter=";"))
    assert [(row["slice"], row["period"], row["value"]) for row in rows] == [
        ("Skolen: i år", "2025/2026", "100"), ("Skolen: i år", "2026/2027", "90"), ("'=Holdet", "2026/2027", "100"),
    ]  # fmt: skip
    for name in ("definition_hash", "deliveries", "source", "frozen_on", "frozen_figure", "package", "address"):
        assert all(row[name] for row in rows)


def test_the_json_has_a_list_for_each_slice(two_slices, package, cast, log_in):
    found = json.loads(log_in(cast.board).get(page("package-download", package, "json")).content)

    assert found["package"]["title"] == "Bestyrelsesmøde"
    assert [(each["title"], [figure["value"] for figure in each["figures"]]) for each in found["slices"]] == [
        ("Skolen: i år", [100.0, 90.0]), ("=Holdet", [100.0]),
    ]  # fmt: skip


def test_the_workbook_has_a_sheet_for_each_slice_and_one_on_the_origin(two_slices, package, cast, log_in):
    content = log_in(cast.board).get(page("package-download", package, "xlsx")).content

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["1 Skolen i år", "2 =Holdet", "Oprindelse"]
    assert [row[4] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [100, 90]
    origin = list(book["Oprindelse"].iter_rows(values_only=True))
    assert ("Datapakke", "Bestyrelsesmøde") in origin
    assert any(name == "Kilde" and said.startswith("Kilde: ") for name, said in origin)


def test_a_hidden_figure_has_its_reason_and_no_number(school, deliver, lay, package, cast, log_in):
    deliver(lesson_file({"TØ26A": 3, "TØ26B": 9}))
    lay(school.class_a)

    found = json.loads(log_in(cast.board).get(page("package-download", package, "json")).content)

    (figure,) = found["slices"][0]["figures"]
    assert (figure["value"], figure["n"], figure["hidden"]) == (None, None, "few")
    assert "færre end 4" in figure["hidden_because"]


def test_each_slice_is_a_picture_that_says_where_it_comes_from(two_slices, package, cast, log_in):
    client = log_in(cast.board)

    svg = client.get(page("item-picture", package, two_slices[0].pk, "svg")).content.decode()
    png = client.get(page("item-picture", package, two_slices[1].pk, "png")).content

    assert "institutionens studieadministrative system" in svg
    assert png.startswith(b"\x89PNG")


def test_another_form_is_not_found(two_slices, package, cast, log_in):
    client = log_in(cast.board)

    assert client.get(page("package-download", package, "exe")).status_code == 404
    assert client.get(page("item-picture", package, two_slices[0].pk, "gif")).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_others_are_told_there_is_no_such_file(two_slices, package, cast, log_in, who):
    client = log_in(getattr(cast, who))

    assert client.get(page("package-download", package, "csv")).status_code == 404
    assert client.get(page("item-picture", package, two_slices[0].pk, "svg")).status_code == 404
