from datetime import date

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from ledestjerne.audit.models import Event
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.facts import manifest, reads, writes
from ledestjerne.facts.models import Delivery, StoredPart
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.reads import parent_of
from tests.conftest import NOW
from tests.facts import papers

State = Delivery.State


def dropped(municipality: str = "657", year: str = "2024") -> list[float]:
    with reads.open_facts() as facts:
        rows = facts.execute(
            "SELECT value FROM published WHERE unit = ? AND period = ? AND dims['status'] = 'dropped'",
            [municipality, year],
        )
        return [value for (value,) in rows.fetchall()]


def test_a_file_is_kept_byte_for_byte(receive):
    content = papers.herning()

    delivery = receive(content)

    assert delivery.original.read_bytes() == content
    assert delivery.original.stat().st_mode & 0o777 == 0o600


def test_the_same_content_again_leads_to_the_delivery_that_is_there(receive, console):
    first = receive(papers.herning(), name="juni.csv")

    again = writes.receive_delivery(
        by=console, unit=None, file_name="juli.csv", pieces=lambda: iter([papers.herning()]), at=NOW
    )

    assert (again.delivery, again.is_known) == (first, True)


def test_another_unit_may_hand_in_the_same_file(receive, school):
    first = receive(papers.herning(), unit=school.institution)

    assert receive(papers.herning(), unit=school.neighbour) != first


def test_after_a_rejection_the_same_file_is_new(receive, console):
    first = receive(papers.herning())
    writes.reject_delivery(delivery=first, by=console, at=NOW, reason="forkert år")

    assert receive(papers.herning()) != first


def test_checking_tells_what_was_understood(check):
    delivery = check(papers.herning())

    report = reads.report_of(delivery)
    assert (delivery.state, delivery.source) == (State.CHECKED, "statbank_status_kommune")
    assert (report.detail_rows, report.units, report.is_acceptable) == (2, ("657", "730"), True)


def test_accepted_facts_can_be_read_at_once(accept):
    accept(papers.herning())

    assert dropped() == [20]


def test_nothing_counts_before_it_is_accepted(check):
    check(papers.herning())

    assert dropped() == []


def test_a_newer_delivery_takes_the_place_of_an_older_one(accept):
    accept(papers.herning(dropped=20))
    accept(papers.herning(dropped=21))

    assert dropped() == [21]


def test_withdrawing_the_newer_brings_the_older_back(accept, console):
    older = accept(papers.herning(dropped=20))
    newer = accept(papers.herning(dropped=21))
    assert reads.standing(older).replaced_by == (newer.pk,)

    writes.withdraw_delivery(delivery=newer, by=console, at=NOW, reason="fejl i udtrækket")

    assert dropped() == [20]
    assert not reads.standing(older).is_replaced


def test_what_the_newer_does_not_tell_of_stays(accept):
    accept(papers.herning(year=2023, dropped=20))
    accept(papers.statbank(year=2023, numbers={"Randers": (1, 2, 3, 4), "Odense": (1, 2, 3, 4)}))

    assert dropped("657", "2023") == [20]
    assert dropped("730", "2023") == [3]


def test_a_delivery_is_decided_once(accept, console):
    delivery = accept(papers.herning())

    with pytest.raises(ForbiddenMoveError):
        writes.reject_delivery(delivery=delivery, by=console, at=NOW, reason="for sent")


def test_rejecting_removes_the_files_and_keeps_the_findings(check, console, django_capture_on_commit_callbacks):
    delivery = check(papers.herning() + b'"I alt","2024","Ukendtby",4,1,1,1,1\r\n')

    with django_capture_on_commit_callbacks(execute=True):
        writes.reject_delivery(delivery=delivery, by=console, at=NOW, reason="forkert fil")

    assert not delivery.folder.exists()
    assert delivery.problems.filter(rule="unknown_municipality").exists()


def test_a_file_nobody_can_read_cannot_be_accepted(check, console):
    delivery = check(b"\x89PNG\r\n\x1a\n" + b"0" * 100, name="tal.xlsx")

    assert [problem.rule for problem in delivery.problems.all()] == ["not_a_table"]
    with pytest.raises(writes.DeliveryError):
        writes.accept_delivery(delivery=delivery, by=console, at=NOW)


def test_a_person_may_choose_the_source(receive, console):
    delivery = receive(papers.herning())

    writes.check_delivery(delivery=delivery, by=console, at=NOW, source="long_table")

    delivery.refresh_from_db()
    assert (delivery.source, delivery.is_source_chosen) == ("long_table", True)
    assert reads.report_of(delivery).missing_mapping


def test_lessons_become_hours_a_week(accept, school):
    accept(
        papers.lessons(
            [
                papers.lesson(start="08:00", end="09:30"),
                papers.lesson(start="09:00", end="10:00", subject="Matematik"),
                papers.lesson(start="12:00", end="13:00", registered="nej"),
                papers.lesson(start="13:00", end="14:00", led="nej"),
                papers.lesson(date="2026-09-08", subject=""),
            ]
        ),
        unit=school.institution,
    )

    with reads.open_facts() as facts:
        week = facts.execute("""SELECT institution, department, "class", school_year, iso_week, school_days, lessons,
            planned_minutes, led_minutes, unregistered_led_minutes, unmarked_minutes FROM pupil_week""").fetchall()
    assert week == [
        ("999001", "999001-afd-EUD", "999001-hold-TØ26A", "2026/2027", 37, 2, 5, 330, 120, 60, 60),
    ]


def test_of_a_lesson_file_only_the_cleaned_rows_are_kept(check, school):
    headings = papers.LESSON_HEADINGS + ";Elevnavn;CPR-nr."
    row = papers.lesson(pupil="0101052345") + ";Anna Andersen;010105-2345"

    delivery = check("\n".join((headings, row, "")).encode(), unit=school.institution)

    assert not delivery.original.exists()
    assert delivery.is_original_kept is False
    kept = b"".join(path.read_bytes() for path in delivery.folder.rglob("*") if path.is_file())
    rows = pl.read_parquet(delivery.checked_rows)
    assert rows.height == 1
    for word in ("Anna", "010105", "0101052345"):
        assert word.encode() not in kept
        assert word not in str(rows.to_dicts())


def test_a_cpr_number_is_masked_wherever_the_file_has_it(check):
    content = "Udtræk for 010105-2345;;;;\nKommunekode;År;Indikator;Værdi;0101052345\n657;2024;fravær;7,5;x\n"

    delivery = check(content.encode(), name="elev 010105-2345.csv")

    delivery.refresh_from_db()
    kept = str(delivery.report) + delivery.file_name + str(list(delivery.problems.values("value", "message", "column")))
    assert "2345" not in kept


def test_a_pupil_has_the_same_key_at_each_delivery(check, school):
    first = check(papers.lessons([papers.lesson(pupil="a1")]), unit=school.institution)
    second = check(papers.lessons([papers.lesson(pupil="a1"), papers.lesson(pupil="b2")]), unit=school.institution)

    keys = [set(pl.read_parquet(each.checked_rows)["pupil"]) for each in (first, second)]
    assert len(keys[1]) == 2
    assert keys[0] < keys[1]


def test_lessons_of_another_week_are_added_not_replaced(accept, school):
    accept(papers.lessons([papers.lesson(date="2026-09-07")]), unit=school.institution)
    accept(papers.lessons([papers.lesson(date="2026-09-14")]), unit=school.institution)

    with reads.open_facts() as facts:
        assert facts.execute("SELECT iso_week FROM pupil_week ORDER BY 1").fetchall() == [(37,), (38,)]


def test_the_classes_of_a_lesson_file_can_be_put_in_the_tree(check, school, console):
    delivery = check(papers.lessons([papers.lesson(class_="NY 26")]), unit=school.institution)

    writes.add_missing_units(delivery=delivery, by=console, on=date(2026, 11, 2))

    class_ = Unit.objects.get(code="999001-hold-NY_26")
    assert parent_of(class_, on=date(2026, 11, 2)).code == "999001-udd-GF2TOEM"


def test_parquet_lies_by_institution_and_year(accept, school):
    accept(papers.lessons([papers.lesson(), papers.lesson(date="2026-05-04")]), unit=school.institution)

    places = StoredPart.objects.filter(fact="lessons").values_list("institution", "year").order_by("year")
    assert list(places) == [("999001", "2025"), ("999001", "2026")]


def test_every_step_is_recorded(accept, console):
    delivery = accept(papers.herning())
    writes.withdraw_delivery(delivery=delivery, by=console, at=NOW, reason="prøve")

    verbs = Event.objects.filter(subject_kind="facts.delivery").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["delivery.received", "delivery.checked", "delivery.accepted", "delivery.withdrawn"]


def test_a_planner_delivers_but_does_not_accept(check, cast, school):
    delivery = check(papers.herning(), unit=school.institution, by=cast.planner)

    with pytest.raises(PermissionDenied):
        writes.accept_delivery(delivery=delivery, by=cast.planner, at=NOW)


def test_a_teacher_delivers_nothing(receive, cast, school):
    with pytest.raises(PermissionDenied):
        receive(papers.herning(), unit=school.institution, by=cast.teacher)


def test_only_the_console_delivers_for_the_nation(receive, cast, school):
    with pytest.raises(PermissionDenied):
        receive(papers.herning(), by=cast.admin)


def test_a_swap_that_was_interrupted_is_finished_by_the_next_reader(accept):
    accept(papers.herning())
    manifest.folder().current.unlink()

    assert dropped() == [20]


def test_a_lost_snapshot_is_built_again_from_parquet(accept):
    accept(papers.herning())
    here = manifest.folder()
    here.snapshot(here.version()).unlink()
    here.current.unlink()

    assert dropped() == [20]


def test_files_that_no_manifest_names_are_swept(accept):
    here = manifest.folder()
    stray = [
        here.parts / "landet" / "2024" / "published-9-abc.parquet",
        here.facts / "snapshot-9-abc.duckdb",
        here.deliveries / "999999" / "original",
    ]
    for path in stray:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"halvt")

    accept(papers.herning())

    assert [path.exists() for path in stray] == [False, False, False]
    assert dropped() == [20]
