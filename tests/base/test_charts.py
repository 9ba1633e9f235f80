"""Charts: what is drawn, what is said, what is hidden."""

import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from ledestjerne.base.charts import (
    Bar,
    DotPoint,
    Event,
    Line,
    Lines,
    Measure,
    TrendPoint,
    bar_chart,
    dot_chart,
    drawing,
    lines_chart,
    sparkline,
    trend_chart,
)
from ledestjerne.base.charts.frame import span
from ledestjerne.base.charts.trend import spread

SHARE = Measure.share()
POINTS = [
    TrendPoint("2022/2023", 0.25, 0.23, 0.27),
    TrendPoint("2023/2024", None, hidden=True),
    TrendPoint("2024/2025", 0.19, 0.17, 0.21, break_before=True),
]


@pytest.fixture
def trend():
    return trend_chart(POINTS, title="Frafald & fuldførelse", measure=SHARE, goal=0.2, nation={"2022/2023": 0.3})


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_chart_is_one_picture_with_a_name_and_a_description(trend):
    assert trend.svg.count('role="') == 1
    assert "<title" in trend.svg
    assert "Frafald &amp; fuldførelse</title>" in trend.svg
    assert "Fra 25,0\u00a0% i 2022/23 til 19,0\u00a0% i 2024/25. Målet er 20,0\u00a0%.</desc>" in trend.svg


def test_a_chart_has_nothing_a_security_policy_would_stop(trend):
    assert " style=" not in trend.svg
    assert "<style" not in trend.svg
    assert "<script" not in trend.svg


def test_numbers_and_periods_in_a_chart_are_danish(trend):
    assert {"2022/23", "20 %", "Mål 20,0\u00a0%", "19,0\u00a0%", "Hele landet"} <= set(texts(trend.svg))


def test_a_hidden_value_is_said_to_be_hidden_and_is_nowhere_drawn(trend):
    assert texts(trend.svg).count("skjult") == 1
    assert [cell.text for cell in trend.table.rows[1].cells] == ["2023/24", "skjult", "–", "–"]
    assert trend.table.rows[1].cells[1].withheld


def test_periods_stand_in_the_order_given(trend):
    assert [text for text in texts(trend.svg) if "/" in text] == ["2022/23", "2023/24", "2024/25"]


def test_both_widths_of_a_chart_have_names_of_their_own(trend):
    names = re.findall(r' id="([^"]+)"', trend.svg + trend.svg_narrow)

    assert len(names) == len(set(names)) == 4


def test_units_are_ordered_by_name_never_by_value():
    points = [
        DotPoint("Øst", 0.1),
        DotPoint("Aarhus", 0.3),
        DotPoint("Business", 0.2),
        DotPoint("Ærø", None, hidden=True),
    ]

    chart = dot_chart(points, title="Afdelinger", measure=SHARE, goal=0.2, parent=0.22)

    assert [row.cells[0].text for row in chart.table.rows] == ["Business", "Ærø", "Øst", "Aarhus"]
    assert chart.description == "Fra 10,0\u00a0% (Øst) til 30,0\u00a0% (Aarhus). 1 er skjult."
    assert {"Mål 20,0\u00a0%", "Alle 22,0\u00a0%"} <= set(texts(chart.svg))


def test_bars_keep_the_order_given_and_say_their_numbers():
    chart = bar_chart(
        [Bar("Piger", 1312), Bar("Drenge", 96)], title="Elever", measure=Measure(unit="elever", decimals=0)
    )

    assert [row.cells[1].text for row in chart.table.rows] == ["1.312\u00a0elever", "96\u00a0elever"]
    assert "1.312\u00a0elever" in texts(chart.svg)


def test_a_chart_without_any_value_still_says_so():
    chart = trend_chart([TrendPoint("2024/2025", None, hidden=True)], title="Trivsel", measure=Measure())

    assert chart.description == "Ingen af periodernes værdier kan vises."


def test_a_chart_of_no_periods_can_be_drawn():
    assert "<svg" in trend_chart([], title="Trivsel", measure=Measure()).svg


def test_a_drawing_is_kept_and_taken_from_the_folder(tmp_path: Path):
    bar_chart([Bar("a", 1)], title="Først", measure=Measure(), cache=tmp_path)
    kept = sorted(tmp_path.glob("*.svg"))
    drawing.shapes.cache_clear()
    for path in kept:
        path.write_text('<svg viewBox="0 0 1 1">fra mappen</svg>', encoding="utf-8")

    again = bar_chart([Bar("a", 1)], title="Igen", measure=Measure(), cache=tmp_path)

    assert len(kept) == 2
    assert "fra mappen" in again.svg
    assert ">Igen</title>" in again.svg


def test_the_folder_of_drawings_does_not_grow_for_ever(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(drawing, "DRAWINGS_ON_DISK", 2)

    for number in range(3):
        bar_chart([Bar("a", 200 + number)], title="x", measure=Measure(), cache=tmp_path)

    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [([24.8, 26.4], (24.5, 26.5, 0.5)), ([0.0, 0.0], (0.0, 1e-09, 1e-09)), ([-3.0, 12.0], (-5.0, 15.0, 5.0))],
)
def test_an_axis_runs_in_whole_steps_around_its_values(values, expected):
    assert span(values) == pytest.approx(expected)


def test_a_percentage_ends_at_a_hundred():
    assert span([58.7, 100.0], ceiling=100.0)[1] == 100
    assert span([12.0, 18.0], ceiling=100.0) == span([12.0, 18.0])
    assert span([58.7, 104.0], ceiling=100.0)[1] > 100


def test_words_at_the_edge_do_not_touch_each_other():
    places = spread([10.0, 12.0, 295.0, 299.0], 300)

    assert all(after - before >= 17 for before, after in itertools.pairwise(places))
    assert places[-1] <= 300


def test_a_sparkline_lifts_its_pen_over_a_gap():
    assert sparkline([1.0, 2.0, None, 3.0, 2.0]).count("M") == 3
    assert "spark__goal" not in sparkline([1.0, 2.0])


def test_one_value_alone_has_no_sparkline():
    assert sparkline([None, 2.0]) == ""


def test_one_value_with_an_interval_is_drawn_with_its_uncertainty():
    assert "spark__range" in sparkline([2.0], interval=(1.0, 3.0))
    assert "spark__range" not in sparkline([1.0, 2.0])


def test_what_happened_lies_at_its_place_between_the_periods_of_a_trend():
    points = [TrendPoint(f"{year}/{year + 1}", 0.5 + (year - 2023) / 10) for year in (2023, 2024, 2025)]
    events = [Event(0.0, 1, "i midten af det første"), Event(1.5, 2, "mellem de to sidste")]

    svg = BeautifulSoup(trend_chart(points, title="T", measure=Measure.share(), events=events).svg, "xml")

    dots = [
        float(each["transform"].split("(")[1].split(",")[0]) for each in svg.select("path[transform][stroke-width='2']")
    ]
    rules = sorted(
        {float(each["transform"].split("(")[1].split(",")[0]) for each in svg.select("line[stroke-dasharray='6,3']")}
    )
    assert rules == pytest.approx([dots[0], (dots[1] + dots[2]) / 2], abs=1)


def test_that_a_value_is_hidden_is_drawn_in_the_readers_language():
    points = [TrendPoint("2023/2024", None, hidden=True), TrendPoint("2024/2025", 0.5)]
    with translation.override("en"):
        drawn = [
            trend_chart(points, title="T", measure=Measure.share()),
            lines_chart(Lines((Line("A", tuple(points)),), ("2023/2024", "2024/2025"), Measure.share()), title="T"),
            dot_chart([DotPoint("A", None, hidden=True), DotPoint("B", 0.5)], title="T", measure=Measure.share()),
        ]

    assert [[word in texts(chart.svg) for word in ("hidden", "skjult")] for chart in drawn] == [[True, False]] * 3
