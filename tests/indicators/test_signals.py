import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.indicators import reads
from ledestjerne.indicators.reads.signals import family_of
from ledestjerne.indicators.signals.rules import Rule
from ledestjerne.indicators.writes import set_target
from ledestjerne.organisation.models import Unit

pytestmark = pytest.mark.django_db


def key_figures(unit: str, dropped: list[int], *, started: int = 200) -> bytes:
    """Dropout on GF1 over the years before and up to 2025/2026."""
    first = 2026 - len(dropped)
    lines = ["Enhed;Skoleår;Nøgletal;Værdi"]
    for index, count in enumerate(dropped):
        year = f"{first + index}/{first + index + 1}"
        lines += [f"{unit};{year};GF1 startet;{started}", f"{unit};{year};GF1 afbrudt;{count}"]
    return "\n".join(lines).encode()


@pytest.fixture
def worse(deliver):
    """Four ordinary years, and one in which far more dropped out."""
    return deliver(key_figures("999001", [20, 24, 18, 22, 61]))


def page(log_in, reader, unit):
    return log_in(reader).get(reverse("indicators:signal-list", args=[unit.code]))


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_year_out_of_the_ordinary_is_a_signal_that_survives(school, worse):
    found = reads.signals_of(school.institution)

    (signal,) = found.signals
    assert (signal.looked.rule, signal.looked.direction, signal.survives) == (Rule.LIMITS, -1, True)
    assert (found.figures, found.rules, found.surviving) == (1, 2, 1)
    assert found.expected == pytest.approx(0.0527)


def test_the_page_says_what_was_seen_why_it_counts_and_what_chance_gives(school, cast, worse, log_in):
    response = page(log_in, cast.board, school.institution)

    text = words_of(response)
    for expected in (
        "30,5 % i 2025/26. Over 5 perioder er gennemsnittet 14,5 %", "højst 3 gange ud af 1.000",
        "Holder, når alt på siden tælles med", "2 prøver af 1 nøgletal", "færre end 0,1, hvis intet var sket",
    ):  # fmt: skip
        assert expected in text
    assert BeautifulSoup(response.content, "html.parser").select_one("figure.chart svg[role=img]")


def test_a_goal_missed_by_more_than_chance_is_a_signal(school, cast, deliver):
    deliver(key_figures("999001", [60, 58]))
    set_target(by=cast.quality, unit=school.institution, indicator="dropout_gf1", value=12)

    (signal,) = reads.signals_of(school.institution).signals

    assert signal.looked.rule is Rule.GOAL


def test_a_page_without_signals_says_what_to_do_next(school, cast, deliver, log_in):
    deliver(key_figures("999001", [20, 24, 18, 22]))

    assert "Intet skiller sig ud" in words_of(page(log_in, cast.board, school.institution))


def test_a_unit_without_figures_says_so(school, cast, log_in):
    assert "Her er ingen tal at gennemgå endnu" in words_of(page(log_in, cast.board, school.institution))


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_outsiders_are_told_there_is_no_such_page(school, cast, log_in, who):
    assert page(log_in, getattr(cast, who), school.institution).status_code == 404


@pytest.fixture
def departments(deliver):
    """Twelve departments of the school, one of which loses four times as many as the others."""
    codes = [f"999001-afd-A{number:02}" for number in range(12)]
    for number, code in enumerate(codes):
        Unit.objects.create(code=code, name=f"Afdeling {number}", level="department", sort_key=f"a{number:02}")
    lines = [
        key_figures(code, [48 if code.endswith("A07") else 11 + index % 3], started=100)
        for index, code in enumerate(codes)
    ]
    head, *_rest = lines[0].split(b"\n")
    deliver(b"\n".join([head, *(row for line in lines for row in line.split(b"\n")[1:])]))
    return codes


def test_a_department_far_from_its_sisters_is_a_signal(school, departments, log_in, cast):
    unit = Unit.objects.get(code="999001-afd-A07")

    (signal,) = reads.signals_of(unit).signals

    assert (signal.looked.rule, signal.looked.direction) == (Rule.FUNNEL, -1)


def test_figures_of_a_school_are_not_set_beside_another_schools(school, departments):
    other = Unit.objects.create(code="999002-afd-X", name="Andre", level="department", sort_key="x")
    definition = reads.definition("dropout_gf1")

    assert family_of(definition, other) == ("department", "999002")
    assert family_of(reads.definition("youth_dropout_share"), other) == ("department", "")
