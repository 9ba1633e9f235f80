"""The demo's year under way: each planted cause is found, and the list to correct is three clicks from the dashboard."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.config.demo.content import classes_of_years
from ledestjerne.facts.lesson_generator import Cause as Planted
from ledestjerne.hours import reads
from ledestjerne.hours.tally import Cause
from ledestjerne.indicators.vocabulary import Weeks

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def test_causes_are_found_where_they_were_planted_and_the_list_is_three_clicks_away(demo, client):
    first_year, classes = classes_of_years()[-1]
    year = f"{first_year}/{first_year + 1}"
    seen = reads.overview_of(demo, by=Weeks.SCHOOL_DAYS, year=year, half=reads.AUTUMN, on=date(2026, 11, 2))
    found = {line.name: line.outlook for department in seen.departments for line in department.classes}
    planted = {each.code: each.cause for each in classes}
    assert {*planted.values()} == {*Planted}
    for code, cause in planted.items():
        main = found[code].main_cause
        assert main == (None if cause is Planted.NONE else Cause(cause.value)), code

    client.force_login(demo.memberships.get(role=Role.PLANNER).user)
    page = client.get(reverse("overview:unit-detail", args=[demo.code]))
    for text in ("Nøgletal", "26 timer uge for uge", "Se listen"):
        links = BeautifulSoup(page.content, "html.parser").find_all("a")
        page = client.get(next(link["href"] for link in links if link.get_text(strip=True) == text))
        assert page.status_code == 200
    assert "Ikke registreret" in page.content.decode()
