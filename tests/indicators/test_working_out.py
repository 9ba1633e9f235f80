"""Figures of a large tree are worked out beside the readers: nobody waits, and nobody sees half of anything."""

import subprocess
import sys
import time

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from ledestjerne.base.locks import alone, is_held
from ledestjerne.indicators import background, reads, watch
from ledestjerne.indicators.background import Lock, start_working_out
from ledestjerne.indicators.management.commands.work_out import work_out_all
from ledestjerne.indicators.reads.laid_down import LaidDown, lay_down, place_of
from ledestjerne.indicators.writes import set_shown_from
from tests.facts.outside import environment
from tests.indicators.test_laid_down import SHARE_26, SHOWN, files, large_tree  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ASKS_AGAIN = {"HX-Request": "true", "HX-Source": "div#venter"}


@pytest.fixture
def outside(monkeypatch, own_home):
    """What the test starts finds the test's own database and home; nothing it started lives on."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(background, "_beside", background.Beside())
    yield
    if process := background._beside.process:
        process.kill()
        process.wait()


@pytest.fixture
def asked(outside, large_tree, lessons, log_in, cast):  # noqa: F811  # the fixture above
    """A reader, and the address of a figure that nobody has worked out."""
    return log_in(cast.quality), reverse("indicators:figure-detail", args=[large_tree.institution.code, SHARE_26])


def wait_for(condition, *, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_ready() -> bool:
    return not reads.family_to_work_out(reads.basis_now())


def never_started() -> bool:
    return background._beside.process is None


def test_a_reader_is_told_at_once_and_gets_the_page_when_the_figures_are_there(asked):
    client, address = asked

    first = client.get(address)

    page = BeautifulSoup(first.content, "html.parser")
    assert first.status_code == 503
    assert first["Retry-After"] == "3"
    assert first["Cache-Control"] == "no-store"
    assert page.h1.text == "Tallene regnes ud"
    assert "Indtil da vises ingen" in page.text
    assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "3"
    assert page.select_one("#venter")["hx-get"] == address
    wait_for(is_ready)
    again = client.get(address)
    assert again.status_code == 200
    assert "Tallene regnes ud" not in again.content.decode()
    assert isinstance(reads.live_figures(reads.definition(SHARE_26)).by_unit, LaidDown)


def test_the_waiting_page_is_in_english_too(asked, cast):
    client, address = asked
    cast.quality.language = "en"
    cast.quality.save()

    page = BeautifulSoup(client.get(address).content, "html.parser")

    assert page.html["lang"] == "en"
    assert page.h1.text == "The figures are being worked out"
    assert "no figures are shown" in page.text


def test_the_waiting_page_asks_until_it_can_load_again(asked):
    client, address = asked
    client.get(address)

    waits = client.get(address, headers=ASKS_AGAIN)
    wait_for(is_ready)
    comes = client.get(address, headers=ASKS_AGAIN)

    assert (waits.status_code, "HX-Refresh" in waits.headers) == (204, False)
    assert (comes.status_code, comes["HX-Refresh"]) == (204, "true")


def test_a_file_that_was_waited_for_is_offered_and_not_fetched_for_ever(asked, large_tree):  # noqa: F811
    client, _address = asked
    address = reverse("indicators:figure-download", args=[large_tree.institution.code, SHARE_26, "csv"])
    assert client.get(address).status_code == 503

    wait_for(is_ready)
    told = client.get(address, headers=ASKS_AGAIN)

    assert BeautifulSoup(told.content, "html.parser").a["href"] == address
    assert "HX-Refresh" not in told.headers


def test_who_chooses_something_in_a_page_is_led_to_the_waiting_page(asked):
    client, _address = asked
    address = f"{reverse('explore:slice-detail')}?tal={SHARE_26}"

    answer = client.get(address, headers={"HX-Request": "true", "HX-Source": "form#udsnit-valg"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, address)


def test_a_page_that_is_gone_meanwhile_is_loaded_to_say_so(asked):
    client, address = asked

    answer = client.get(address.replace(SHARE_26, "findes_ikke"), headers=ASKS_AGAIN)

    assert answer["HX-Refresh"] == "true"


def test_a_school_by_itself_works_its_figures_out_at_once(outside, school, lessons, log_in, cast):
    answer = log_in(cast.quality).get(reverse("indicators:figure-detail", args=[school.institution.code, SHARE_26]))

    assert answer.status_code == 200
    assert never_started()


def test_the_command_line_waits_for_its_answer(asked, capsys, large_tree):  # noqa: F811
    call_command("figures", SHARE_26, "--unit", large_tree.institution.code, "--json")

    assert '"value"' in capsys.readouterr().out
    assert never_started()


@pytest.mark.parametrize("moment", ["as it begins", "while it writes", "when a family is done"])
def test_killed_at_any_moment_it_leaves_nothing_half_and_is_started_again(asked, moment):
    client, address = asked
    folder = place_of(SHARE_26, basis=()).parent
    reached = {
        "as it begins": lambda: is_held(Lock.ALL_FIGURES),
        "while it writes": lambda: any(folder.glob(".*")) or any(folder.glob("[!.]*")),
        "when a family is done": lambda: any(folder.glob("[!.]*")),
    }
    client.get(address)
    process = background._beside.process

    wait_for(reached[moment])
    process.kill()
    process.wait()

    wait_for(lambda: not is_held(Lock.ALL_FIGURES))
    for path in folder.glob("[!.]*"):
        assert all(LaidDown(path).values())
    while client.get(address).status_code == 503:
        time.sleep(0.1)
    wait_for(lambda: watch.look(None) is not None)  # as each worker does: a reader of what is done starts nothing
    assert not list(folder.glob(".*"))


def test_what_a_killed_process_had_begun_to_write_is_removed(tmp_path):
    begun, other = tmp_path / ".tal-0123.figures", tmp_path / ".andet-0123.figures"
    for each in (begun, other):
        each.write_bytes(b"[")

    lay_down(tmp_path / "tal-1.figures", indicator="tal", by_unit={"A": (SHOWN,)})

    assert not begun.exists()
    assert other.exists()


def test_only_one_process_works_figures_out_at_a_time(asked, capsys):
    with alone(Lock.ALL_FIGURES):
        assert start_working_out()
        assert never_started()
        code = subprocess.run([sys.executable, "-m", "django", "work_out"], check=False, capture_output=True, text=True)

    assert (code.returncode, code.stdout.strip()) == (0, "En anden proces er i gang med det.")
    assert not is_ready()


def test_when_it_gave_up_the_next_reader_meets_the_reason(asked):
    client, address = asked
    gave_up = subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])
    gave_up.wait()
    background._beside.process = gave_up

    answer = client.get(address)

    assert answer.status_code == 200
    assert never_started()


def test_the_look_starts_the_work_after_any_change_and_then_rests(asked, large_tree, cast):  # noqa: F811
    assert watch.look(None) is None
    wait_for(is_ready)
    rested = watch.look(None)
    assert rested == reads.basis_now()
    first = background._beside.process
    first.wait()
    assert watch.look(rested) == rested
    assert background._beside.process is first

    set_shown_from(by=cast.quality, unit=large_tree.institution, limits=reads.Limits(10, 10))

    assert watch.look(rested) is None
    assert background._beside.process is not first


def test_what_changes_while_figures_are_worked_out_is_taken_too(asked, large_tree, cast):  # noqa: F811
    work = iter(work_out_all())
    next(work)
    set_shown_from(by=cast.quality, unit=large_tree.institution, limits=reads.Limits(10, 10))

    told = list(work)

    assert told
    assert is_ready()


def test_a_definition_that_is_only_tried_takes_nothing_from_the_readers(asked):
    list(work_out_all())
    before = files(SHARE_26)
    tried = reads.definition(SHARE_26).model_copy(update={"title": "Prøvet af"})
    tried.__dict__.pop("digest")  # which was that of the one in force

    found = reads.live_figures(tried)

    assert not isinstance(found.by_unit, LaidDown)
    assert files(SHARE_26) == before
    assert is_ready()


def test_every_definition_of_pupils_is_worked_out_and_told(asked, capsys):
    call_command("work_out")
    first = capsys.readouterr().out
    call_command("work_out")

    of_pupils = [each for each in reads.definitions() if each.pupil_table]
    assert first.strip() == f"{len(of_pupils)} nøgletal er regnet ud."
    assert capsys.readouterr().out.strip() == "Alle nøgletal er regnet ud."
    assert all(len(files(each.key)) == 1 for each in of_pupils)
