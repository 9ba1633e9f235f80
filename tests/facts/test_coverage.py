from datetime import timedelta

import pytest
from django.urls import reverse

from ledestjerne.facts import reads, writes
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.coverage import coverage, gaps
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_unit
from tests.conftest import NOW
from tests.facts import papers

TODAY = NOW.date()


def line(unit, *, on=TODAY):
    (found,) = coverage(unit, on=on).lines
    return found


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        (["2022/2023", "2024/2025"], ("2023/2024",)),
        (["2020", "2023"], ("2021", "2022")),
        (["2024-11", "2025-02"], ("2024-12", "2025-01")),
        (["2024/2025"], ()),
        (["2020/2021-2022/2023", "2022/2023-2024/2025"], ()),
        (["2020", "2022/2023"], ()),
    ],
)
def test_what_lacks_between_the_first_and_the_last_is_missing(periods, missing):
    assert gaps(periods) == missing


def figures(*years: int) -> bytes:
    rows = (f"999001;{year}/{year + 1};elever;{year}" for year in years)
    return "\n".join(("Institutionsnummer;Skoleår;Indikator;Værdi", *rows, "")).encode()


@pytest.fixture
def explained(receive, console, school):
    """A table of the school's own, explained and accepted."""

    def take(content):
        delivery = writes.check_delivery(delivery=receive(content, unit=school.institution), by=console, at=NOW)
        mapping = ColumnMapping(
            signature=reads.report_of(delivery).signature, unit_level="institution", period_kind="school_year",
            decimal="comma", additive=True,
            columns=(("Institutionsnummer", "unit"), ("Skoleår", "period"), ("Indikator", "measure"), ("Værdi", "value")),
        )  # fmt: skip
        delivery = writes.check_delivery(delivery=delivery, by=console, at=NOW, mapping=mapping)
        return writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    return take


def test_periods_and_gaps_come_from_all_that_counts(explained, school):
    explained(figures(2019, 2020))
    explained(figures(2023))

    found = line(school.institution)
    assert found.periods == ("2019/2020", "2020/2021", "2023/2024")
    assert found.missing == ("2021/2022", "2022/2023")


def test_a_weekly_source_is_late_after_a_week(accept, school):
    accept(papers.lessons([papers.lesson(), papers.lesson(date="2026-09-14")]), unit=school.institution)

    found = line(school.institution, on=TODAY + timedelta(days=7))
    assert (found.unit, found.periods, found.weeks) == (school.vocational, ("2026/2027",), 2)
    assert (found.age, found.is_late) == (7, False)
    assert line(school.institution, on=TODAY + timedelta(days=8)).is_late


def test_sources_that_tell_nothing_are_named(accept, school):
    accept(papers.lessons([papers.lesson()]), unit=school.institution)

    silent = coverage(school.institution, on=TODAY).silent
    assert "Lektioner fra det studieadministrative system" not in silent
    assert any("Grundforløb" in title or "grundforløb" in title for title in silent)


def test_the_real_intake_figures_mark_the_year_that_is_not_complete(accept, real_data, school, console):
    herning = add_unit(by=console, code="281009", level=Level.INSTITUTION, name="Herningsholm")
    accept((real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper.xlsx").read_bytes())

    found = line(herning)
    assert (found.periods[0], found.periods[-1], found.missing) == ("2015/2016", "2021/2022", ())
    assert found.incomplete == ("2021/2022",)


def test_the_page_shows_it_and_is_led_to_from_the_data_page(log_in, cast, school, explained):
    explained(figures(2019, 2021))
    client = log_in(cast.quality)
    address = reverse("facts:coverage-list", args=[school.institution.code])
    assert address in client.get(reverse("facts:delivery-list", args=[school.institution.code])).content.decode()

    page = client.get(address).content.decode()

    assert "2019/20, 2021/22" in page
    assert "2020/21" in page


def test_an_empty_page_says_what_to_do(log_in, cast, school):
    page = log_in(cast.quality).get(reverse("facts:coverage-list", args=[school.institution.code])).content.decode()

    assert "Der er ingen godkendte tal for enheden endnu" in page


def test_an_outsider_is_told_that_there_is_no_such_page(log_in, cast, school):
    assert log_in(cast.outsider).get(reverse("facts:coverage-list", args=["999001"])).status_code == 404
