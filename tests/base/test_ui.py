"""Tags, filters and components."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from ledestjerne.base.parts import Cell, Column, FigureCard, Moment, Row, State, Table, Tone, trail
from ledestjerne.base.templatetags import ui

ROOT = Path(__file__).resolve().parents[2] / "ledestjerne"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("2024/2025", "2024/25"),
        ("2024-09", "september 2024"),
        ("2024", "2024"),
        ("2022/2023-2024/2025", "2022/2023-2024/2025"),
    ],
)
def test_periods_are_shown_as_people_write_them(key, text):
    assert ui.period(key) == text


def test_numbers_are_shown_in_danish_and_nothing_for_no_value():
    assert ui.number(1234.5, 1) == "1.234,5"
    assert ui.percent(0.125) == "12,5\u00a0%"
    assert ui.number(None) == ui.percent(None) == ""


def test_pages_far_away_are_left_out():
    assert list(ui.pages_around(Paginator(range(100), 10), 5)) == [1, "…", 4, 5, 6, "…", 10]


def test_a_hidden_figure_never_shows_its_number():
    card = render_to_string("ui/figure_card.html", {"figure": FigureCard("Trivsel", value="4,1", hidden="Skjult")})

    assert "4,1" not in card
    assert "Skjult" in card


def test_each_cell_of_a_table_knows_its_column_and_its_row():
    table = Table("Afdelinger", (Column("Navn"), Column("Elever", is_number=True)), (Row((Cell("Øst"), Cell("12"))),))

    soup = BeautifulSoup(render_to_string("ui/table.html", {"table": table}), "html.parser")

    assert soup.caption.text == "Afdelinger"
    assert soup.select_one("th[scope=row]").get_text(strip=True) == "Øst"
    assert soup.td["data-label"] == "Elever"


def test_a_row_must_be_as_long_as_its_table():
    table = Table("x", (Column("a"), Column("b")), (Row.of("kun en"),))

    with pytest.raises(ValueError, match="shorter"):
        _ = table.body


def test_a_state_is_always_a_word():
    assert "Forsinket" in render_to_string("ui/state.html", {"state": State("Forsinket", Tone.BAD)})


def test_a_moment_tells_its_danish_time_of_day_and_a_day_does_not():
    assert Moment("x", datetime(2026, 10, 29, 13, 5, tzinfo=UTC)).when == "29. oktober 2026 kl. 14.05"
    assert Moment("x", date(2026, 10, 29)).when == "29. oktober 2026"


def test_breadcrumbs_end_where_the_reader_stands():
    assert [link.label for link in trail(("Overblik", "/"), here="Figur")] == ["Overblik", "Figur"]
    assert trail(here="Figur")[-1].url == ""


@pytest.fixture
def shown(log_in, cast) -> set[str]:
    """The templates drawn on the gallery and on a page that is not there."""
    client = log_in(cast.director)
    pages = [client.get("/ui/"), client.get("/findes/ikke/")]
    return {template.name for page in pages for template in page.templates}


def test_every_component_is_shown_in_the_gallery(shown):
    components = {f"ui/{path.name}" for path in (ROOT / "base/templates/ui").glob("*.html")}

    assert components - shown == set()


def test_every_component_is_described():
    folder = ROOT / "base/templates/ui"
    described = (folder / "README.md").read_text(encoding="utf-8")

    assert [path.stem for path in folder.glob("*.html") if f"`{path.stem}`" not in described] == []


def test_every_icon_a_template_asks_for_is_built():
    icons = set((ROOT / "base/assets/icons.txt").read_text(encoding="utf-8").split())
    asked = {
        word.split('"')[1]
        for path in ROOT.rglob("templates/**/*.html")
        for word in path.read_text(encoding="utf-8").split("{% icon ")[1:]
        if word.startswith('"')
    }

    assert asked <= icons


def test_a_quarter_is_written_as_people_say_it():
    assert ui.period("2024K1") == "1. kvartal 2024"


@pytest.mark.parametrize(("key", "text"), [("2024K1", "Q1 2024"), ("2024-09", "September 2024")])
def test_a_period_is_written_in_the_readers_language(key, text):
    with translation.override("en"):
        assert ui.period(key) == text
