"""The whole country's printed line in a package: kept, traced and taken away like any other, and belonging to nobody."""

import csv
import io
import json

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.audit.models import Event
from ledestjerne.explore import reads, writes
from ledestjerne.explore.models import DataPackage
from ledestjerne.explore.slices import Slice
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.writes import Cited, NoFigureError, freeze_nation
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_member, add_unit
from tests.conftest import NOW
from tests.facts.papers import statbank
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DROPPED, SHARE = "youth_dropout_share", "share_26_hours"


@pytest.fixture
def herning(console):
    return add_unit(by=console, code="657", level=Level.MUNICIPALITY, name="Herning")


@pytest.fixture
def editor(console, herning):
    return person(console, herning, "Hanne Herning")


def person(console, unit, name, role=Role.QUALITY):
    user = add_user(email=f"{name.split()[0].lower()}@x.example", name=name, password=None)
    add_member(by=console, unit=unit, user=user, role=role, on=TODAY)
    return user


@pytest.fixture
def printed(deliver):
    """The numbers of a year as Danmarks Statistik prints them: so many of a thousand young people dropped out."""

    def of_year(dropped, *, herning=20):
        numbers = {"Hele landet": (900 - dropped, 50, dropped, 50), "Herning": (80 - herning, 10, herning, 10)}
        return deliver(statbank(year=2024, numbers=numbers), unit=None)

    return of_year


@pytest.fixture
def package(herning, editor):
    return writes.create_package(by=editor, unit=herning, title="Unge")


def lay(by, package, *units):
    asked = Slice(indicator=DROPPED, units=units)
    return writes.add_item(by=by, package=package, asked=asked, title="Unge uden for", on=TODAY)


def page(name, package, *more):
    return reverse(f"explore:{name}", args=[package.unit.code, package.pk, *more])


def texts(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def test_the_countrys_line_is_kept_in_every_form_when_the_publisher_prints_another(printed, editor, package, log_in):
    printed(123)
    item = lay(editor, package, "657", "DK")
    printed(321)

    client = log_in(editor)
    forms = {form: client.get(page("package-download", package, form)).content for form in ("csv", "json", "xlsx")}
    shown = texts(client.get(page("package-detail", package)))
    drawing = client.get(page("item-picture", package, item.pk, "svg")).content.decode()
    dots = client.get(page("item-picture", package, item.pk, "png"))
    (row,) = (each for each in csv.DictReader(io.StringIO(forms["csv"].decode("utf-8-sig")), delimiter=";") if each["unit"] == "DK")  # fmt: skip
    (figure,) = (each for each in json.loads(forms["json"])["slices"][0]["figures"] if each["unit"] == "DK")
    sheet = openpyxl.load_workbook(io.BytesIO(forms["xlsx"])).worksheets[0]
    (line,) = (each for each in sheet.iter_rows(values_only=True) if each[1] == "DK")

    assert "Hele landet" in shown
    assert "12,30 %" in shown
    assert "Hele landet" in drawing
    assert dots.content.startswith(b"\x89PNG")
    assert (row["line"], row["value"], row["n"]) == ("Hele landet", "12,3", "1000")
    assert (figure["value"], figure["n"]) == (12.3, 1000)
    assert line[4] == 12.3
    assert not {"32,1", "32.1"} & {row["value"], str(figure["value"]), str(line[4])}
    assert "32,10 %" in texts(client.get(reverse("explore:slice-detail"), {"tal": DROPPED, "enhed": ["657", "DK"]}))


def test_a_slice_of_the_country_alone_may_lie_in_any_package(printed, school, cast, log_in):
    printed(123)
    client = log_in(cast.quality)
    query = Slice(indicator=DROPPED, units=("DK",)).query
    given = {"place": f"ny-{school.institution.code}", "new_title": "Landet", "title": "Unge", "note": ""}

    slice_page = client.get(f"{reverse('explore:slice-detail')}?{query}")
    shown = client.post(f"{reverse('explore:item-add')}?{query}", given, follow=True)

    assert reverse("explore:item-add") in slice_page.content.decode()
    assert "12,30 %" in texts(shown)
    assert DataPackage.objects.get().unit == school.institution


def test_of_the_country_alone_old_packages_below_ones_own_right_may_be_chosen(printed, school, cast):
    printed(123)
    writes.create_package(by=cast.quality, unit=school.carpentry, title="Tømrer")

    homes = reads.homes_of([], user=cast.quality, on=TODAY)

    assert school.institution in homes
    assert school.carpentry in homes
    assert school.class_a not in homes
    assert reads.homes_of([], user=cast.board, on=TODAY) == []


def test_a_kept_country_leads_to_its_own_page_and_on_to_the_printed_rows(printed, editor, package, log_in):
    delivery = printed(123)
    lay(editor, package, "657", "DK")
    frozen = FrozenResult.objects.get(unit=None)
    way = reverse("indicators:frozen-detail", args=["DK", frozen.pk])
    client = log_in(editor)

    soup = BeautifulSoup(client.get(page("package-detail", package)).content, "html.parser")
    response = client.get(way)
    now = BeautifulSoup(response.content, "html.parser").find("a", string="Tallet, som det er nu")

    assert soup.select_one(f'a[href="{way}"]')
    assert "12,30 %" in texts(response)
    assert "Hele landet" in texts(response)
    assert frozen.deliveries == [delivery.pk]
    assert frozen.rows
    assert client.get(now["href"]).status_code == 200


def test_readers_elsewhere_see_the_countrys_figure_but_not_who_kept_it(printed, editor, package, cast, log_in):
    printed(123)
    lay(editor, package, "657", "DK")
    way = reverse("indicators:frozen-detail", args=["DK", FrozenResult.objects.get(unit=None).pk])

    elsewhere = log_in(cast.board).get(way)

    assert "12,30 %" in texts(elsewhere)
    assert "Hanne Herning" not in elsewhere.content.decode()
    assert log_in(cast.outsider).get(way).status_code == 404
    assert log_in(cast.board).get(page("package-detail", package)).status_code == 404


def test_a_units_figure_is_not_found_as_the_countrys(printed, editor, package, cast, log_in):
    printed(123)
    lay(editor, package, "657", "DK")
    own = FrozenResult.objects.get(unit__code="657")

    for code in ("DK", "657"):
        assert log_in(cast.board).get(reverse("indicators:frozen-detail", args=[code, own.pk])).status_code == 404


def test_two_packages_keep_the_same_printed_figure_once_and_each_log_has_its_own(
    printed, editor, package, school, cast
):
    printed(123)
    other = writes.create_package(by=cast.quality, unit=school.institution, title="Skolen")

    lay(editor, package, "DK")
    lay(cast.quality, other, "DK")

    frozen = FrozenResult.objects.get(unit=None)
    assert frozen.frozen_by == editor
    assert [each.unit_code for each in Event.objects.filter(verb="result.frozen")] == ["657"]
    assert set(Event.objects.filter(verb="package.item_added").values_list("unit_code", flat=True)) == {"657", "999001"}


def test_who_has_the_country_as_a_unit_may_lay_its_printed_line_in_a_narrower_package(
    printed, console, herning, package
):
    printed(123)
    nation = add_unit(by=console, code="DK", level=Level.NATION, name="Danmark")
    of_both = person(console, nation, "Lone Land")
    add_member(by=console, unit=herning, user=of_both, role=Role.QUALITY, on=TODAY)

    lay(of_both, package, "657", "DK")

    assert set(FrozenResult.objects.values_list("unit__code", flat=True)) == {"657", None}


def test_what_is_counted_of_pupils_is_never_everybodys(school, cast, deliver):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))

    with pytest.raises(NoFigureError):
        freeze_nation(by=cast.quality, beside=school.institution, cited=Cited(SHARE, "2026/2027"))
    assert not FrozenResult.objects.exists()


def test_nobody_keeps_the_countrys_figure_for_a_unit_whose_figures_he_may_not_read(printed, school, cast):
    printed(123)

    with pytest.raises(PermissionDenied):
        freeze_nation(by=cast.neighbour, beside=school.institution, cited=Cited(DROPPED, "2024"))
