"""Schools known only by a name: a person chooses the unit once, and nothing is taken by name before that."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.facts import reads, writes
from ledestjerne.facts.models import Delivery, UnitName
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SURVEY = (
    "School,Category,Question,PercentNegative\n"
    "Gymnasiet,Social,Er du glad for din skole?,7.5\n"
    "Ådal  skole,Social,Er du glad for din skole?,9.5\n"
).encode()


@pytest.fixture
def survey(check, school):
    return check(SURVEY, unit=school.institution)


def names_url(delivery):
    return reverse("facts:delivery-names", args=[delivery.pk])


def choose(cast, delivery, **chosen):
    return writes.choose_units(delivery=delivery, chosen=chosen, by=cast.quality, at=NOW)


def test_names_alone_are_never_taken_for_units(survey):
    report = reads.report_of(survey)

    assert survey.source == "dr_trivsel"
    assert report.units == ()
    assert report.nameless == ("Gymnasiet", "Ådal  skole")


def test_the_page_asks_for_each_name_and_offers_only_the_units_one_delivers_for(log_in, cast, school, survey):
    page = BeautifulSoup(log_in(cast.quality).get(names_url(survey)).content, "html.parser")

    labels = [" ".join(label.get_text(" ").split()) for label in page.select("main form label")]
    assert labels == ["Gymnasiet (frivilligt)", "Ådal skole (frivilligt)"]
    assert not [field for field in page.select("main input[type=text]") if field.get("value")]
    offers = {each["value"] for each in page.select("datalist option")}
    assert f"{school.gymnasium.name} ({school.gymnasium.code})" in offers
    assert not [each for each in offers if school.neighbour.code in each]


def test_a_chosen_unit_gets_the_figures_and_is_remembered_for_the_next_file(log_in, cast, school, survey, check):
    said = {"name_0": f"{school.gymnasium.name} ({school.gymnasium.code})", "name_1": ""}

    answer = log_in(cast.quality).post(names_url(survey), said)
    survey.refresh_from_db()
    later = check(SURVEY.replace(b"7.5", b"6.5"), unit=school.institution)

    assert answer.status_code == 302
    for delivery in (survey, later):
        report = reads.report_of(delivery)
        assert (report.units, report.nameless) == ((school.gymnasium.code,), ("Ådal  skole",))
    told = Event.objects.get(verb="unit_name.chosen").detail
    assert told == {"name": "Gymnasiet", "unit": school.gymnasium.code, "before": ""}


def test_a_choice_can_be_changed_and_taken_back(cast, school, survey):
    assert choose(cast, survey, Gymnasiet=school.gymnasium) == 1
    assert choose(cast, survey, Gymnasiet=school.gymnasium) == 0
    assert choose(cast, survey, gymnasiet=school.vocational) == 1
    assert UnitName.objects.get().unit == school.vocational
    assert choose(cast, survey, Gymnasiet=None) == 1
    assert not UnitName.objects.exists()


def test_what_one_owner_chose_is_not_used_for_anothers_files(cast, school, survey, check):
    choose(cast, survey, Gymnasiet=school.gymnasium)

    other = check(SURVEY, unit=school.neighbour)

    assert reads.report_of(other).units == ()


def test_a_text_that_is_no_unit_is_refused_with_the_reason(log_in, cast, survey):
    answer = log_in(cast.quality).post(names_url(survey), {"name_0": "Gymnasiet", "name_1": ""})

    assert answer.status_code == 422
    assert "Vælg en enhed fra listen" in answer.content.decode()
    assert not UnitName.objects.exists()


def test_a_unit_one_does_not_deliver_for_cannot_be_chosen(log_in, cast, school, survey):
    answer = log_in(cast.quality).post(names_url(survey), {"name_0": school.neighbour.code, "name_1": ""})

    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        choose(cast, survey, Gymnasiet=school.neighbour)


@pytest.mark.parametrize("who", ["neighbour", "outsider", "board"])
def test_others_are_told_there_is_no_such_page(log_in, cast, survey, who):
    assert log_in(getattr(cast, who)).get(names_url(survey)).status_code == 404


def test_a_file_whose_units_have_numbers_has_no_such_page(log_in, cast, school, check):
    text = "Kommunekode;År;Indikator;Værdi\n657;2024;fravær;7,5\n".encode()

    delivery = check(text, unit=school.institution)

    assert log_in(cast.quality).get(names_url(delivery)).status_code == 404
    assert Delivery.objects.count() == 1


def test_the_page_of_the_delivery_leads_there(log_in, cast, survey):
    page = log_in(cast.quality).get(reverse("facts:delivery-detail", args=[survey.pk])).content.decode()

    assert names_url(survey) in page
    assert "2 navne er ikke knyttet til en enhed" in page
