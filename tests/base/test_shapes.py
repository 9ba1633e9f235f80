"""Drawings made shape by shape: many small ones, and units beside each other."""

import re

import pytest
from bs4 import BeautifulSoup

from ledestjerne.base.charts import (
    DotPoint,
    Event,
    Line,
    Lines,
    Measure,
    TrendPoint,
    dot_chart,
    dots_picture,
    lines_chart,
    lines_picture,
)
from ledestjerne.base.charts.shapes import fitted, width_of

PERIODS = ("2023/2024", "2024/2025", "2025/2026")
SHARE = Measure.share()


def line(name, *values, **about):
    points = [TrendPoint(period, value, low=value and value - 0.02, high=value and value + 0.02, hidden=value is None, **about)
              for period, value in zip(PERIODS, values, strict=True)]  # fmt: skip
    return Line(name, tuple(points))


def panels(*lines, **more):
    return lines_chart(Lines(lines, PERIODS, SHARE, **more), title="Fravær", panels=True)


def shapes(svg):
    return BeautifulSoup(svg, "xml")


def at(found, name):
    return [float(each[name]) for each in found]


def test_each_line_has_its_own_small_drawing_in_the_order_given_on_one_axis():
    chart = panels(line("Å", 0.9, 0.8, 0.7), line("A", 0.1, 0.2, 0.3))

    for svg in (chart.svg, chart.svg_narrow):
        names = [each.text for each in shapes(svg).select("text[font-weight='600']")]
        assert names == ["Å", "A"]
        dots = shapes(svg).select("circle")
        assert len(dots) == 6
        heights = at(dots, "cy")
        assert heights[2] - heights[0] == pytest.approx(heights[3] - heights[5], abs=0.1)


def test_the_small_drawings_stand_three_abreast_and_on_a_phone_below_each_other():
    chart = panels(*(line(f"Skole {number}", 0.5, 0.6, 0.7) for number in range(7)))

    def places(svg):
        return [tuple(map(float, found)) for found in re.findall(r"translate\(([\d.]+),([\d.]+)\)", svg)]

    assert [len({place[axis] for place in places(chart.svg)}) for axis in (0, 1)] == [3, 3]
    assert [len({place[axis] for place in places(chart.svg_narrow)}) for axis in (0, 1)] == [1, 7]


def test_a_hidden_value_is_a_word_and_the_line_is_broken():
    svg = panels(line("A", 0.5, None, 0.7)).svg

    assert len(shapes(svg).select("circle")) == 2
    assert "skjult" in svg
    assert shapes(svg).select_one("path")["d"].count("M") == 2


def test_an_estimate_is_dashed_and_a_break_is_dotted():
    svg = shapes(panels(line("A", 0.5, 0.6, 0.7, estimated=True), line("B", 0.5, 0.6, 0.7, break_before=True)).svg)

    assert len(svg.select("circle[stroke-dasharray='3,2']")) == 3
    assert len(svg.select("line[stroke-dasharray='1,4']")) == 3


def test_the_chosen_line_stands_out():
    svg = shapes(panels(line("A", 0.5, 0.6, 0.7), line("B", 0.5, 0.6, 0.7), chosen="B").svg)

    assert [each.get("opacity", "1") for each in svg.select("path")] == ["0.22", "1"]


def test_what_happened_stands_in_every_small_drawing():
    drawn = panels(line("A", 0.5, 0.6, 0.7), line("B", 0.5, 0.6, 0.7), events=(Event(0.5, 4, "Ny lov"),))

    assert len(shapes(drawn.svg).select("line[stroke-dasharray='6,3']")) == 2
    assert [each.text for each in shapes(drawn.svg).select("text")].count("4") == 2


def test_only_the_periods_in_view_are_drawn():
    svg = shapes(panels(line("A", 0.5, 0.6, 0.7), window=(1, 2)).svg)

    assert len(svg.select("circle")) == 2
    assert "2023/24" not in [each.text for each in svg.select("text")]


def test_the_values_are_named_to_the_decimals_of_their_steps():
    points = tuple(TrendPoint(period, value) for period, value in zip(PERIODS, (0.501, 0.503, 0.505), strict=True))
    svg = shapes(panels(Line("A", points)).svg)

    assert any(each.text == "50,2\u00a0%" for each in svg.select("text"))


def test_a_name_is_written_as_it_is_and_shortened_where_there_is_no_room():
    svg = panels(line("<b> & søn", 0.5, 0.6, 0.7), line("Erhvervsskolen " * 9, 0.5, 0.6, 0.7)).svg_narrow

    names = [each.text for each in shapes(svg).select("text[font-weight='600']")]
    assert names[0] == "<b> & søn"
    assert names[1].startswith("Erhvervsskolen Erhvervs")
    assert names[1].endswith("…")


def test_words_are_shortened_to_their_room():
    for room in (20, 60, 120):
        assert width_of(fitted("Erhvervsskolen i Midtjylland", 14, room=room), 14) <= room
    assert fitted("Kort", 14, room=100) == "Kort"


def test_units_lie_where_their_values_are_and_the_own_is_filled():
    points = [DotPoint("B", 0.4, 0.35, 0.45), DotPoint("A", 0.2, 0.15, 0.25, is_own=True), DotPoint("C", 0.3)]

    chart = dot_chart(points, title="Frafald", measure=SHARE, goal=0.3)

    for svg in map(shapes, (chart.svg, chart.svg_narrow)):
        dots, goal = svg.select("circle"), svg.select_one("line[stroke='#8a5a00']")
        low, high, middle = at(dots, "cx")
        assert middle - low == pytest.approx(high - middle, abs=0.1)
        assert float(goal["x1"]) == pytest.approx(middle, abs=0.1)
        assert [each["fill"] == "#ffffff" for each in dots] == [False, True, True]
        assert len(svg.select("line[stroke-linecap='round']")) == 2


def test_a_hidden_unit_has_a_word_and_no_number():
    svg = shapes(dot_chart([DotPoint("A", None, hidden=True), DotPoint("B", 0.5)], title="T", measure=SHARE).svg)

    words = [each.text for each in svg.select("text")]
    assert "skjult" in words
    assert words.count("50,0\u00a0%") == 1
    assert len(svg.select("circle")) == 1


def test_units_without_any_value_are_drawn_too():
    svg = shapes(dot_chart([DotPoint("A", None, hidden=True)], title="T", measure=SHARE).svg)

    assert "A" in [each.text for each in svg.select("text")]


def test_a_picture_to_take_away_has_its_title_and_notes_above_the_drawing():
    pictures = [
        lines_picture(
            Lines((line("A", 0.5, 0.6, 0.7),), PERIODS, SHARE), title="Fravær", notes=["Kilde: <os>"], panels=True
        ),
        dots_picture([DotPoint("A", 0.5)], title="Fravær", measure=SHARE, notes=["Kilde: <os>"]),
    ]

    for each in map(shapes, pictures):
        words = [text.text for text in each.select("text")]
        assert words[:2] == ["Fravær", "Kilde: <os>"]
        assert each.select_one("rect")["fill"] == "#ffffff"
        assert each.svg["role"] == "img"
