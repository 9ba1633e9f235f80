import csv
import io
import re

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.explore import reads, writes
from ledestjerne.explore.models import DataPackage, PackageItem
from ledestjerne.explore.slices import Slice
from ledestjerne.indicators.models import FrozenResult
from tests.conftest import NOW
from tests.explore.test_views import SHARE
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def package(school, cast):
    return writes.create_package(by=cast.quality, unit=school.institution, title="Bestyrelsesmøde")


@pytest.fixture
def lay(cast, package):
    def in_package(*units, by=None, title="Andel med 26 timer", **asked):
        chosen = Slice(indicator=SHARE, units=tuple(unit.code for unit in units), **asked)
        return writes.add_item(by=by or cast.quality, package=package, asked=chosen, title=title, on=TODAY)

    return in_package


def texts(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def page(name, package, *more):
    return reverse(f"explore:{name}", args=[package.unit.code, package.pk, *more])


def test_a_slice_in_a_package_keeps_its_figures_when_new_data_come(
    school, cast, lessons, lay, deliver, package, log_in
):
    lay(school.institution, first="2026/2027")

    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=6))

    client = log_in(cast.board)
    assert "90,0 %" in texts(client.get(page("package-detail", package)))
    live = client.get(reverse("explore:slice-detail"), {"tal": SHARE, "enhed": school.institution.code})
    assert "70,0 %" in texts(live)


def test_a_kept_class_is_hidden_in_every_form_while_beside_today_it_would_tell_of_its_neighbour(
    school, cast, deliver, lay, package, log_in
):
    """Today's page shows fourteen; less the twelve in the package, two are left in the other class."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=2))
    item = lay(school.class_a, school.class_b)
    client = log_in(cast.quality)
    before = in_every_form(client, package, item)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}, short=2))

    after = in_every_form(client, package, item)

    assert {form for form, text in before.items() if not {"83,3", "83.3", "83,333333"} & numbers_in(text)} == set()
    assert {form for form, text in after.items() if {"83,3", "83.3", "83,333333"} & numbers_in(text)} == set()
    assert {row[name] for row in rows_of(after["csv"]) for name in ("numerator", "n")} & {"10", "12"} == set()
    assert {row["n"] for row in rows_of(before["csv"])} >= {"12"}


def in_every_form(client, package, item):
    forms = {form: client.get(page("package-download", package, form)).content for form in ("csv", "json", "xlsx")}
    forms["page"] = texts(client.get(page("package-detail", package))).encode()
    forms["svg"] = client.get(page("item-picture", package, item.pk, "svg")).content
    book = openpyxl.load_workbook(io.BytesIO(forms["xlsx"]))
    forms["xlsx"] = str(list(book.worksheets[0].iter_rows(values_only=True))).encode()
    return {form: text.decode() for form, text in forms.items()}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))


def numbers_in(text):
    """Numbers as they stand, and cut to one decimal."""
    found = re.findall(r"\d+(?:[.,]\d+)?", text)
    return {*found, *(each[: each.index(".") + 2] for each in found if "." in each)}


def test_a_hidden_figure_is_kept_as_hidden_and_never_with_its_number(school, cast, deliver, lay):
    deliver(lesson_file({"TØ26A": 3, "TØ26B": 9}))

    lay(school.class_a)

    frozen = FrozenResult.objects.get()
    assert (frozen.hidden, frozen.value, frozen.n) == ("few", None, None)


def test_a_kept_figure_leads_to_where_it_comes_from(school, cast, lessons, lay, package, log_in):
    lay(school.institution)
    frozen = FrozenResult.objects.order_by("pk").first()
    way = reverse("indicators:frozen-detail", args=[school.institution.code, frozen.pk])

    soup = BeautifulSoup(log_in(cast.board).get(page("package-detail", package)).content, "html.parser")

    assert soup.select_one(f'a[href="{way}"]')


def test_a_package_takes_no_figures_of_units_outside_its_own(school, cast, lessons):
    own = writes.create_package(by=cast.quality, unit=school.carpentry, title="Tømrer")
    wide = Slice(indicator=SHARE, units=(school.institution.code,))

    with pytest.raises(writes.CannotKeepError):
        writes.add_item(by=cast.quality, package=own, asked=wide, title="x", on=TODAY)
    assert not PackageItem.objects.exists()


def test_too_many_figures_are_refused(school, lessons, lay, monkeypatch):
    monkeypatch.setattr(reads, "MOST_FROZEN", 1)

    with pytest.raises(writes.CannotKeepError):
        lay(school.institution)


def test_a_unit_the_writer_may_not_see_cannot_be_laid_in_a_package(school, cast, lessons, package):
    stranger = Slice(indicator=SHARE, units=(school.neighbour.code,))

    with pytest.raises(Http404):
        writes.add_item(by=cast.quality, package=package, asked=stranger, title="x", on=TODAY)


def test_slices_change_places_and_leave_no_gap(school, lessons, lay, cast, package):
    first, second = lay(school.institution, title="Et"), lay(school.vocational, title="To")
    third = lay(school.carpentry, title="Tre")

    writes.move_item(by=cast.quality, item=third, up=True)
    writes.move_item(by=cast.quality, item=first, up=True)
    writes.remove_item(by=cast.quality, item=second)

    assert list(package.items.values_list("title", "position")) == [("Et", 1), ("Tre", 2)]


def test_a_slice_that_was_moved_since_it_was_read_leaves_no_gap(school, lessons, lay, cast, package):
    first, _second, _third = (lay(school.institution, title=title) for title in ("Et", "To", "Tre"))
    writes.move_item(by=cast.director, item=PackageItem.objects.get(pk=first.pk), up=False)

    writes.remove_item(by=cast.quality, item=first)

    assert list(package.items.values_list("title", "position")) == [("To", 1), ("Tre", 2)]


def test_a_reader_may_not_change_a_package(school, cast, lessons, lay, package):
    item = lay(school.institution)

    for change in (
        lambda: writes.create_package(by=cast.board, unit=school.institution, title="x"),
        lambda: writes.edit_package(by=cast.board, package=package, title="x", note=""),
        lambda: lay(school.institution, by=cast.board),
        lambda: writes.move_item(by=cast.board, item=item, up=True),
        lambda: writes.remove_item(by=cast.board, item=item),
        lambda: writes.remove_package(by=cast.board, package=package),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_package_is_begun_from_a_slice_and_cleared_again_on_pages(school, cast, lessons, log_in):
    client = log_in(cast.quality)
    query = Slice(indicator=SHARE, units=(school.institution.code,)).query
    given = {"place": f"ny-{school.institution.code}", "new_title": "Møde", "title": "Timer", "note": "Ser fint ud."}

    shown = client.post(f"{reverse('explore:item-add')}?{query}", given, follow=True)
    package = DataPackage.objects.get()
    item = package.items.get()

    assert "Ser fint ud." in texts(shown)
    assert "Møde" in texts(client.get(reverse("explore:package-list", args=[school.institution.code])))
    client.post(page("package-edit", package), {"title": "Møde i marts", "note": ""})
    client.post(page("item-move", package, item.pk), {"vej": "op"})
    client.post(page("item-remove", package, item.pk))
    client.post(page("package-remove", package))
    assert not DataPackage.objects.exists()
    verbs = Event.objects.filter(verb__startswith="package.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "package.created",
        "package.item_added",
        "package.edited",
        "package.item_removed",
        "package.removed",
    ]


def test_a_new_package_needs_a_title(school, cast, lessons, log_in):
    query = Slice(indicator=SHARE, units=(school.institution.code,)).query
    given = {"place": f"ny-{school.institution.code}", "title": "Timer"}

    response = log_in(cast.quality).post(f"{reverse('explore:item-add')}?{query}", given)

    assert response.status_code == 422
    assert "Skriv, hvad den nye pakke skal hedde." in texts(response)


def test_a_slice_that_is_too_big_leaves_no_empty_package_behind(school, cast, lessons, log_in, monkeypatch):
    monkeypatch.setattr(reads, "MOST_FROZEN", 1)
    query = Slice(indicator=SHARE, units=(school.institution.code,)).query
    given = {"place": f"ny-{school.institution.code}", "new_title": "Møde", "title": "Timer"}

    response = log_in(cast.quality).post(f"{reverse('explore:item-add')}?{query}", given)

    assert response.status_code == 422
    assert not DataPackage.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_outsiders_are_told_there_are_no_such_pages(school, cast, lessons, lay, package, log_in, who):
    item = lay(school.institution)
    client = log_in(getattr(cast, who))
    code = school.institution.code
    query = Slice(indicator=SHARE, units=(code,)).query
    pages = [reverse("explore:package-list", args=[code]), reverse("explore:package-create", args=[code]),
             f"{reverse('explore:item-add')}?{query}",
             *(page(name, package) for name in ("package-detail", "package-edit", "package-remove"))]  # fmt: skip

    assert {client.get(each).status_code for each in pages} == {404}
    assert {client.post(page(name, package, item.pk)).status_code for name in ("item-move", "item-remove")} == {404}


def test_the_page_to_lay_a_slice_in_a_package_leads_back_to_the_slice(school, cast, lessons, log_in):
    asked = f"?tal={SHARE}&enhed={school.institution.code}"

    soup = BeautifulSoup(log_in(cast.quality).get(reverse("explore:item-add") + asked).content, "html.parser")

    (back,) = soup.select("nav.breadcrumbs a")
    assert back["href"] == reverse("explore:slice-detail") + asked
    assert "hele landet" not in soup.select_one("main").get_text()
