"""The definitions of sources and places."""

from pathlib import Path

import pytest

from ledestjerne.base.files import BrokenDefinitionError
from ledestjerne.facts.contract import Role, Shape, Source
from ledestjerne.facts.definitions import load_sources
from ledestjerne.facts.places import Places
from tests.facts.reading.conftest import ROOT

MINIMAL = """\
key: minimal
title: En prøve
what: En prøve
shape: table
table: published
recognise: {headings: [A]}
unit: {level: school}
period: {kind: year}
rhythm: once
attribution: "Kilde: ingen"
licence: ingen
"""


def load(tmp_path: Path, text: str) -> Source:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "minimal.yaml").write_text(text, encoding="utf-8")
    return load_sources(tmp_path)["minimal"]


def test_every_source_loads_and_names_its_origin(sources: dict[str, Source]) -> None:
    assert {source.shape for source in sources.values()} == set(Shape)
    assert all(source.attribution.startswith("Kilde: ") for source in sources.values())


@pytest.mark.parametrize("line", ["colour: red", "unit: {level: planet}", "period: {kind: year, until: 2030}"])
def test_an_unknown_word_in_a_source_is_an_error(tmp_path: Path, line: str) -> None:
    key = line.split(":")[0]
    kept = "".join(one for one in MINIMAL.splitlines(keepends=True) if not one.startswith(key + ":"))
    with pytest.raises(BrokenDefinitionError):
        load(tmp_path, kept + line + "\n")


def test_a_source_with_figures_must_say_which_period_they_are_of(tmp_path: Path) -> None:
    with pytest.raises(BrokenDefinitionError, match="periode"):
        load(tmp_path, MINIMAL.replace("period: {kind: year}\n", ""))


def test_two_columns_may_not_share_a_name(tmp_path: Path) -> None:
    column = "  - {name: a, title: A, headings: [A], role: dim}\n"
    with pytest.raises(BrokenDefinitionError, match="samme navn"):
        load(tmp_path, MINIMAL + "columns:\n" + column * 2)


def test_names_of_pupils_and_cpr_numbers_are_dropped_by_every_lesson_source(sources: dict[str, Source]) -> None:
    dropped = {heading for column in sources["lessons"].columns_of(Role.DROP) for heading in column.headings}
    assert {"CPR-nr.", "CPR", "Elevnavn", "Navn", "Lærer"} <= dropped


def test_every_documented_column_of_a_lesson_file_is_understood(sources: dict[str, Source]) -> None:
    page = (ROOT / "docs" / "reference" / "lesson-file.md").read_text(encoding="utf-8")
    for column in sources["lessons"].columns:
        assert column.headings[0] in page, f"{column.headings[0]} mangler i docs/reference/lesson-file.md"


def test_ninety_nine_municipalities_have_codes_regions_and_sizes(places: Places) -> None:
    assert len({one.code for one in places.municipalities}) == 99
    assert {one.region for one in places.municipalities} == {one.code for one in places.regions}
    assert min(one.pupils for one in places.municipalities) == 17


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("København", "101"),
        ("Københavns Kommune", "101"),
        ("Høje-Taastrup", "169"),
        ("Høje Taastrup", "169"),
        ("Bornholms Regionskommune", "400"),
        ("Vesthimmerlands", "820"),
        ("Nordfyns Kommune", "480"),
        ("Christiansø", "411"),
        ("657", "657"),
        ("0657", "657"),
    ],
)
def test_a_municipality_is_found_by_every_spelling_in_the_table(places: Places, name: str, code: str) -> None:
    found = places.municipality(name)
    assert found is not None
    assert found.code == code


def test_a_name_that_is_not_in_the_table_is_not_guessed(places: Places) -> None:
    assert places.municipality("Herningen") is None
    assert places.region("Region Midt") is None
