from dataclasses import replace

from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.followup import writes
from ledestjerne.followup.detect import Earlier
from tests.followup.test_detect import SHARE


def test_the_front_page_leads_to_ones_own_institution(log_in, cast, school):
    answer = log_in(cast.quality).get(reverse("overview:home"))

    assert answer.url == reverse("overview:unit-detail", args=[school.institution.code])


def test_someone_without_a_role_is_told_what_to_do(log_in, cast):
    answer = log_in(cast.outsider).get(reverse("overview:home"))

    assert "kvalitetsfunktion" in answer.content.decode()


def test_a_stranger_is_asked_to_log_in(client, school):
    answer = client.get(reverse("overview:unit-detail", args=[school.institution.code]))

    assert answer.url.startswith(reverse("accounts:login"))


def test_someone_from_elsewhere_finds_nothing(log_in, cast, school):
    answer = log_in(cast.neighbour).get(reverse("overview:unit-detail", args=[school.institution.code]))

    assert answer.status_code == 404


def test_the_log_tells_what_was_done_here_and_below(log_in, cast, school):
    page = log_in(cast.quality).get(reverse("overview:log-list", args=[school.institution.code])).content.decode()

    assert "Enhed oprettet: TØ26A" in page
    assert "Ådal" not in page


def test_a_teacher_has_no_log(log_in, cast, school):
    answer = log_in(cast.teacher).get(reverse("overview:log-list", args=[school.vocational.code]))

    assert answer.status_code == 404


def test_everyone_can_read_what_is_kept_about_people(log_in, cast):
    page = log_in(cast.pupil).get(reverse("overview:register-list")).content.decode()

    assert "accounts.User.email" in page
    assert "Til kontoen slettes" in page


def test_a_head_of_department_is_at_home_in_the_department(log_in, cast, school):
    client = log_in(cast.head)

    assert client.get(reverse("overview:home")).url == reverse("overview:unit-detail", args=[school.vocational.code])
    page = client.get(reverse("overview:unit-detail", args=[school.class_a.code])).content.decode()
    assert reverse("facts:delivery-list", args=[school.vocational.code]) in page
    assert reverse("facts:delivery-list", args=[school.institution.code]) not in page


def test_the_way_round_begins_with_the_schools_own_file(log_in, cast, school):
    page = log_in(cast.quality).get(reverse("overview:unit-detail", args=[school.institution.code])).content.decode()

    assert "Begynd med den fil, skolen allerede har." in page
    assert "Her er ingen tal endnu" in page


def test_a_pupil_is_not_shown_steps_that_are_closed(log_in, cast, school):
    page = log_in(cast.pupil).get(reverse("overview:unit-detail", args=[school.institution.code])).content.decode()

    assert "Aflever data" not in page
    assert reverse("indicators:figure-list", args=[school.institution.code]) in page


def test_the_guide_walks_the_whole_chain(log_in, cast, school):
    page = log_in(cast.quality).get(reverse("overview:guide")).content.decode()

    assert page.count("steps__title") == 6
    assert reverse("publication:edition-list", args=[school.institution.code]) in page


def test_the_guide_counts_the_stops_the_reader_has(log_in, cast, school):
    assert "6 stop på vejen" in log_in(cast.quality).get(reverse("overview:guide")).content.decode()
    assert "4 stop på vejen" in log_in(cast.pupil).get(reverse("overview:guide")).content.decode()


def test_whoever_is_new_finds_the_guide_at_the_top_and_from_everywhere(log_in, cast, school):
    client, guide = log_in(cast.quality), reverse("overview:guide")

    front = BeautifulSoup(client.get(reverse("overview:unit-detail", args=["999001"])).content, "html.parser")
    tasks = BeautifulSoup(client.get(reverse("overview:task-list")).content, "html.parser")

    assert front.select_one(f'main a[href="{guide}"]').find_previous("h1")
    assert front.select_one(f'main a[href="{guide}"]').find_next("h2")
    assert tasks.select_one(f'.menu a[href="{guide}"]')


def test_three_figures_stand_out_before_one_stands_out_three_times(log_in, cast, school):
    seen = [replace(SHARE, title=title, indicator=key) for title, key in (("A", "a"), ("B", "b"), ("C", "c"))]
    twice = replace(seen[0], earlier=Earlier("2024/2025", 95.0, 90.0, 97.0))
    writes.propose_findings(by=cast.quality, unit=school.institution, observations=[twice, *seen[1:]])

    page = log_in(cast.quality).get(reverse("overview:unit-detail", args=["999001"]))

    shown = [each.get_text() for each in BeautifulSoup(page.content, "html.parser").select(".notices h3")]
    assert [title[0] for title in shown] == ["A", "B", "C"]
