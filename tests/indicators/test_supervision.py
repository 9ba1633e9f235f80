import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.indicators import reads
from ledestjerne.indicators.reads.supervision import framework_named
from ledestjerne.indicators.signals.years import Movement, Side
from ledestjerne.indicators.writes import set_target
from tests.conftest import NOW
from tests.indicators.test_signals import key_figures

pytestmark = pytest.mark.django_db
DAY = NOW.date()


def line(unit, title):
    return next(each for each in reads.supervision_of(unit, on=DAY).lines if each.wanted.title == title)


def page(log_in, reader, unit):
    response = log_in(reader).get(reverse("indicators:supervision-detail", args=[unit.code]))
    return response, " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_the_list_is_the_ministrys_ten():
    framework = framework_named("supervision_eud")

    assert len(framework.indicators) == 10
    assert framework.indicators[0].figures[0] == "dropout_gf1"


def test_three_years_over_the_goal_are_read_as_worse_three_years_running(school, cast, deliver):
    deliver(key_figures("999001", [20, 50, 55, 61]))
    set_target(by=cast.quality, unit=school.institution, indicator="dropout_gf1", value=12)

    found = line(school.institution, "Frafald på GF1")

    assert (found.reading.side, found.reading.movement, found.is_worse) == (Side.WORSE, Movement.UP, True)
    assert [each.value for each in found.years] == pytest.approx([25, 27.5, 30.5])


def test_two_years_are_too_few_to_read(school, deliver):
    deliver(key_figures("999001", [50, 55]))

    found = line(school.institution, "Frafald på GF1")

    assert (found.is_whole, found.reading.side) == (False, Side.UNKNOWN)


def test_the_page_tells_level_development_and_what_is_missing(school, cast, deliver, log_in):
    deliver(key_figures("999001", [50, 55, 61]))
    set_target(by=cast.quality, unit=school.institution, indicator="dropout_gf1", value=12)

    response, text = page(log_in, cast.board, school.institution)

    for expected in (
        "25,0 % (2023/24)", "30,5 % (2025/26)", "Ringere tre år i træk", "mod målet på 12,0 %, næppe tilfældigt",
        "Tallet er steget hvert år. Over de tre år: kan være tilfældigt.", "indikatorer mangler en kilde",
        "Mangler kilde: Elevtrivselsmålingen (ETU)",
    ):  # fmt: skip
        assert expected in text.replace("\u00a0", " ")
    assert response.status_code == 200


def test_a_programme_with_figures_stands_below_its_institution(school, cast, deliver, log_in):
    deliver(key_figures(school.vocational.code, [50, 55, 61]))

    (below,) = reads.supervision_of(school.institution, on=DAY).below

    assert (below.unit, below.whole, below.worse) == (school.vocational, 1, 0)
    assert "Afdelinger og uddannelser, i navneorden" in page(log_in, cast.board, school.institution)[1]


def test_a_unit_without_figures_is_told_what_would_feed_each(school, cast, log_in):
    _response, text = page(log_in, cast.board, school.institution)

    assert text.count("Mangler kilde:") == 10


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_outsiders_are_told_there_is_no_such_page(school, cast, log_in, who):
    assert page(log_in, getattr(cast, who), school.institution)[0].status_code == 404
