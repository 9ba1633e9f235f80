"""What the figures tell by themselves: where the definition broke, and where another source took over."""

from dataclasses import replace
from datetime import date

import pytest

from ledestjerne.facts.models import Delivery
from ledestjerne.indicators import reads
from ledestjerne.indicators.definition import Break
from ledestjerne.indicators.reads.happenings import breaks, new_sources
from ledestjerne.indicators.results import WHOLE, Result
from tests.conftest import NOW

SHARE = "share_26_hours"


def result(period, delivery=0):
    return Result(
        indicator=SHARE, unit="999001", period=period, breakdown=WHOLE, value=0.5, numerator=5, n=10, low=0.3, high=0.7,
        hidden=None, marks=(), deliveries=(delivery,) if delivery else (),
    )  # fmt: skip


def test_a_break_between_two_of_the_periods_is_told_on_its_first_day():
    definition = reads.definition(SHARE).model_copy(
        update={"breaks": (Break(period="2025/2026", text="Nye timer"), Break(period="2024/2025", text="Før"))}
    )

    found = list(breaks(definition, [result("2024/2025"), result("2025/2026")]))

    assert [(each.on, each.kind, each.text) for each in found] == [(date(2025, 8, 1), "Databrud", "Nye timer")]


@pytest.mark.django_db
def test_another_kind_of_source_is_told_where_it_takes_over(school, console):
    made = [
        Delivery.objects.create(unit=school.institution, source=source, title=title, file_name="f", sha256=str(number) * 64,
                                received_by=console, received_at=NOW, size=1)
        for number, (source, title) in enumerate([("old", "Gammelt system"), ("old", "Gammelt system"), ("new", "Nyt system")])
    ]  # fmt: skip
    years = ("2023/2024", "2024/2025", "2025/2026")
    line = [result(year, delivery.pk) for year, delivery in zip(years, made, strict=True)]

    found = list(new_sources([*line, replace(line[2], breakdown=(("sex", "K"),))]))

    assert [(each.on, each.kind, each.text) for each in found] == [(date(2025, 8, 1), "Ny kilde", "Nyt system")]
