"""Charts of several lines."""

from ledestjerne.base.charts import Event, Line, Lines, Measure, TrendPoint, lines_chart, lines_view
from ledestjerne.base.charts.lines import line_records, panels_spec, pieces_of

SHARE = Measure("%", 1)


def points(**values):
    return tuple(TrendPoint(f"20{year[1:]}", value, hidden=value is None) for year, value in values.items())


def test_a_line_is_not_drawn_over_a_hidden_value_or_a_missing_period():
    assert pieces_of(Line("A", points(y20=1, y21=2, y22=None, y23=3, y25=4))) == [0, 0, 0, 1, 2]


def test_a_line_is_not_drawn_over_a_break():
    before, after = TrendPoint("2020", 1.0), TrendPoint("2021", 2.0, break_before=True)

    assert pieces_of(Line("A", (before, after))) == [0, 1]


def test_a_hidden_value_gives_the_drawing_no_number():
    lines = Lines((Line("A", points(y20=1, y21=None)),), ("2020", "2021"), SHARE)

    hidden = list(line_records(lines, aside=True))[1]

    assert (hidden["value"], hidden["low"], hidden["high"], hidden["text"]) == (None, None, None, "–")


def test_small_drawings_share_one_axis_and_keep_the_order_given():
    lines = Lines((Line("Å", points(y20=90)), Line("A", points(y20=10))), ("2020",), SHARE)

    spec = panels_spec(lines)

    assert spec["facet"]["sort"] == ["Å", "A"]
    domains = [
        each["encoding"]["y"]["scale"]["domain"]
        for each in spec["spec"]["layer"]
        if "scale" in each["encoding"].get("y", {})
    ]
    assert len({tuple(domain) for domain in domains}) == 1
    assert domains[0][0] <= 10
    assert domains[0][1] >= 90


def test_an_event_stands_in_the_drawing_with_its_number_and_words():
    lines = Lines((Line("A", points(y20=1, y21=2)),), ("2020", "2021"), SHARE, (Event(0.3, 1, "Ny lov"),))

    chart = lines_chart(lines, title="Fravær")

    assert "1 Ny lov" in chart.svg
    assert ">1<" in chart.svg_narrow


def test_the_drawing_for_the_browser_is_plain_vega():
    lines = Lines((Line("A", points(y20=1, y21=2)),), ("2020", "2021"), SHARE)

    assert "schema/vega/" in str(lines_view(lines)["$schema"])
