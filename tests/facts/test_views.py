import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledestjerne.facts import reads
from ledestjerne.facts.models import Delivery
from tests.facts import papers

State = Delivery.State


def upload(client, unit, content, *, name="fil.csv", **more):
    url = reverse("facts:delivery-add", args=[unit.code])
    return client.post(url, {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_the_list_says_what_to_do_first(log_in, cast, school):
    answer = log_in(cast.quality).get(reverse("facts:delivery-list", args=[school.institution.code]))

    assert "Aflever den første fil" in text_of(answer)


def test_the_list_of_accepted_data_shows_how_fresh_it_is(log_in, cast, school, accept):
    accept(papers.lessons([papers.lesson()]), unit=school.institution)

    answer = log_in(cast.quality).get(reverse("facts:delivery-list", args=[school.institution.code]))

    assert "2026/27" in text_of(answer)
    assert "Lektioner fra det studieadministrative system" in text_of(answer)


def test_an_uploaded_file_is_checked_and_shown(log_in, cast, school):
    answer = upload(log_in(cast.quality), school.institution, papers.herning(), retrieved_on="1.5.2026")

    assert Delivery.objects.get().state == State.CHECKED
    assert "Kilde: Danmarks Statistik, hentet 1. maj 2026" in text_of(answer)
    assert "Unges uddannelsesstatus pr. kommune" in text_of(answer)


def test_the_same_file_again_leads_to_the_first(log_in, cast, school):
    client = log_in(cast.quality)
    upload(client, school.institution, papers.herning())

    answer = upload(client, school.institution, papers.herning(), name="kopi.csv")

    assert Delivery.objects.count() == 1
    assert "afleveret før" in text_of(answer)


def test_accepting_asks_first_and_then_counts(log_in, cast, school, check):
    delivery = check(papers.herning(), unit=school.institution)
    client, url = log_in(cast.quality), reverse("facts:delivery-accept", args=[delivery.pk])

    assert "2 rækker tages med" in text_of(client.get(url))
    client.post(url)

    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED
    assert reads.standing(delivery).counting > 0


def test_rejecting_needs_a_reason(log_in, cast, school, check):
    delivery = check(papers.herning(), unit=school.institution)

    answer = log_in(cast.quality).post(reverse("facts:delivery-reject", args=[delivery.pk]), {"reason": ""})

    assert answer.status_code == 422
    delivery.refresh_from_db()
    assert delivery.state == State.CHECKED


def test_withdrawing_takes_the_figures_back(log_in, cast, school, accept):
    delivery = accept(papers.herning(), unit=school.institution)

    url = reverse("facts:delivery-withdraw", args=[delivery.pk])
    answer = log_in(cast.quality).post(url, {"reason": "forkert år"}, follow=True)

    assert "trukket tilbage" in text_of(answer)
    assert reads.standing(delivery).told == 0


def test_deciding_twice_is_told_not_done(log_in, cast, school, accept):
    delivery = accept(papers.herning(), unit=school.institution)

    answer = log_in(cast.quality).post(reverse("facts:delivery-accept", args=[delivery.pk]), follow=True)

    assert "Det kan ikke lade sig gøre" in text_of(answer)


def test_another_source_can_be_chosen(log_in, cast, school, check):
    delivery = check(papers.herning(), unit=school.institution)

    log_in(cast.quality).post(reverse("facts:delivery-check", args=[delivery.pk]), {"source": "long_table"})

    delivery.refresh_from_db()
    assert (delivery.source, delivery.is_source_chosen) == ("long_table", True)


LONG = "Kommunekode;År;Indikator;Værdi;Køn\n657;2024;fravær;7,5;K\n657;2024;fravær;8,5;M\n".encode()


def test_unknown_columns_are_explained_once_and_remembered(log_in, cast, school):
    client = log_in(cast.quality)
    upload(client, school.institution, LONG)
    delivery = Delivery.objects.get()
    url = reverse("facts:delivery-mapping", args=[delivery.pk])
    suggested = BeautifulSoup(client.get(url).content, "html.parser").select("option[selected]")
    assert [option["value"] for option in suggested if option["value"] in {"unit", "period", "measure", "value", "dim"}]

    said = {f"column_{n}": meaning for n, meaning in enumerate(("unit", "period", "measure", "value", "dim"))}
    client.post(url, {**said, "unit_level": "municipality", "period_kind": "year", "decimal": "comma"})

    delivery.refresh_from_db()
    assert reads.report_of(delivery).detail_rows == 2
    upload(client, school.institution, LONG + b"730;2024;frav\xc3\xa6r;9,5;K\n")
    newest = Delivery.objects.order_by("-pk").first()
    assert reads.report_of(newest).detail_rows == 3


def test_refused_rows_come_home_without_formulas(log_in, cast, school, check):
    bad = b'"I alt","2024","=HYPERLINK()",4,1,1,1,1\r\n'
    delivery = check(papers.herning() + bad, unit=school.institution)

    answer = log_in(cast.quality).get(reverse("facts:refused-download", args=[delivery.pk]))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert ";'=HYPERLINK()" in answer.content.decode()


def test_every_refused_row_is_named(log_in, cast, school, check):
    delivery = check(papers.herning() + b'"I alt","2024","Atlantis",4,1,1,1,1\r\n', unit=school.institution)

    answer = log_in(cast.quality).get(reverse("facts:delivery-detail", args=[delivery.pk]))

    assert "Kommunen «Atlantis» kendes ikke" in text_of(answer)


def test_a_figure_can_be_followed_to_its_row(log_in, cast, school, accept):
    delivery = accept(papers.herning(), unit=school.institution)

    answer = log_in(cast.teacher).get(reverse("facts:row-detail", args=[delivery.pk, 2]))

    row = BeautifulSoup(answer.content, "html.parser").select_one("tr.own-row")
    assert "Randers" in row.get_text()


def test_a_row_that_is_not_there_is_not_found(log_in, cast, school, accept):
    delivery = accept(papers.herning(), unit=school.institution)

    assert log_in(cast.teacher).get(reverse("facts:row-detail", args=[delivery.pk, 99])).status_code == 404


def test_lessons_are_followed_without_the_pupil(log_in, cast, school, accept):
    delivery = accept(papers.lessons([papers.lesson(), papers.lesson(pupil="b2")]), unit=school.institution)

    answer = log_in(cast.quality).get(reverse("facts:row-detail", args=[delivery.pk, 1]))

    assert "08:00" in text_of(answer)
    assert "Elev" not in text_of(answer).split("Række 1", 1)[1].split("Til leverancen")[0].replace("Elevnøgle", "Elev!")


def test_a_teacher_cannot_follow_lessons(log_in, cast, school, accept):
    delivery = accept(papers.lessons([papers.lesson()]), unit=school.institution)

    assert log_in(cast.teacher).get(reverse("facts:row-detail", args=[delivery.pk, 1])).status_code == 404


@pytest.mark.parametrize("name", ["teacher", "board", "pupil", "outsider", "neighbour"])
def test_those_without_the_right_find_nothing(log_in, cast, school, check, name):
    delivery = check(papers.herning(), unit=school.institution)
    client = log_in(getattr(cast, name))

    addresses = [
        reverse("facts:delivery-list", args=[school.institution.code]),
        reverse("facts:delivery-add", args=[school.institution.code]),
        reverse("facts:delivery-detail", args=[delivery.pk]),
        reverse("facts:refused-download", args=[delivery.pk]),
        reverse("facts:delivery-accept", args=[delivery.pk]),
        reverse("facts:row-detail", args=[delivery.pk, 1]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_a_planner_sees_no_way_to_accept(log_in, cast, school, check):
    delivery = check(papers.herning(), unit=school.institution)
    client = log_in(cast.planner)

    assert "direktionen godkender" in text_of(client.get(reverse("facts:delivery-detail", args=[delivery.pk])))
    assert client.post(reverse("facts:delivery-accept", args=[delivery.pk])).status_code == 404


def test_an_interrupted_check_can_be_started_again(log_in, cast, school, receive):
    delivery = receive(papers.herning(), unit=school.institution)
    client = log_in(cast.quality)
    assert "Kontrollen er ikke kørt færdig" in text_of(client.get(reverse("facts:delivery-detail", args=[delivery.pk])))

    client.post(reverse("facts:delivery-check", args=[delivery.pk]), {"source": ""})

    delivery.refresh_from_db()
    assert delivery.state == State.CHECKED


def test_the_sample_of_lessons_is_accepted_by_the_check(log_in, cast, school):
    client = log_in(cast.quality)
    sample = client.get(reverse("facts:lesson-sample")).content

    upload(client, school.institution, sample)

    report = reads.report_of(Delivery.objects.get())
    assert (report.table, report.detail_rows, report.refused_rows) == ("lessons", 4, 0)


def test_a_finished_check_is_not_said_to_be_running(log_in, cast, school):
    answer = upload(log_in(cast.quality), school.institution, papers.herning())

    assert "Filen bliver kontrolleret" not in text_of(answer)
    assert "Hvad der blev forstået" in text_of(answer)
