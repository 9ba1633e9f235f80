"""What a door to a public source does when the source misbehaves."""

import time
from dataclasses import replace
from email.utils import formatdate

import pytest

from ledestjerne.feeds.clients.door import as_json, retry_after
from ledestjerne.feeds.clients.faults import Fault, SourceError
from tests.feeds.public_source import Said


def fault_of(ask) -> Fault:
    with pytest.raises(SourceError) as refused:
        ask()
    return refused.value.fault


def test_an_answer_comes_as_it_was_sent(door, source):
    source.says({"svar": "æøå"})

    assert as_json(door.post("statistik", {"side": 1})) == {"svar": "æøå"}
    assert source.asked[0].path == "/api/statistik"
    assert source.asked[0].body == {"side": 1}


def test_a_busy_source_is_asked_again_after_the_time_it_names(door, source, waits):
    source.says(Said(status=429, headers={"Retry-After": "7"}), {"ok": 1})

    assert as_json(door.post("x", {})) == {"ok": 1}
    assert waits == [7.0]


def test_a_source_that_wants_to_be_left_alone_for_long_is_left_alone(door, source, waits):
    source.says(Said(status=429, headers={"Retry-After": "3600"}))

    assert fault_of(lambda: door.post("x", {})) is Fault.BUSY
    assert (waits, len(source.asked)) == ([], 1)


def test_a_broken_source_is_asked_with_growing_waits_and_then_given_up(door, source, waits):
    source.says(Said(status=500))

    assert fault_of(lambda: door.post("x", {})) is Fault.BROKEN
    assert waits == [1.0, 2.0, 4.0]
    assert len(source.asked) == 4


def test_waits_are_uneven_so_that_installations_do_not_knock_together(door, source, waits):
    source.says(Said(status=503), Said(status=503), {"ok": 1})
    chances = iter([0.0, 1.0])

    replace(door, chance=lambda: next(chances)).post("x", {})

    assert waits == [0.5, 3.0]


def test_a_body_that_ends_early_is_asked_for_again(door, source):
    source.says(Said({"ok": "lang"}, cut=3), {"ok": "lang"})

    assert as_json(door.post("x", {})) == {"ok": "lang"}


def test_a_body_that_always_ends_early_is_never_taken_as_whole(door, source):
    source.says(Said([1, 2, 3], cut=1))

    assert fault_of(lambda: door.post("x", {})) is Fault.TRUNCATED


def test_a_silent_source_is_waited_for_only_so_long(door, source):
    source.says(Said({}, delay=1.0))

    assert fault_of(lambda: replace(door, timeout=0.05, tries=1).post("x", {})) is Fault.TIMEOUT


def test_a_source_that_is_not_there_is_told(door):
    assert fault_of(lambda: replace(door, address="http://127.0.0.1:9/", tries=1).post("x", {})) is Fault.UNREACHABLE


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_told_and_not_tried_again(door, source, status):
    source.says(Said(status=status))

    assert fault_of(lambda: door.post("x", {})) is Fault.KEY_REFUSED
    assert len(source.asked) == 1


def test_what_the_source_says_of_a_question_it_does_not_understand_is_passed_on(door, source):
    source.says(Said(b"Ukendt emne", status=400))

    with pytest.raises(SourceError) as refused:
        door.post("x", {})

    assert (refused.value.fault, refused.value.what) == (Fault.NOT_UNDERSTOOD, "Ukendt emne")


def test_a_redirect_to_another_host_is_not_followed(door, source):
    source.says(Said(status=302, headers={"Location": "http://localhost:1/andet"}))

    with pytest.raises(SourceError) as refused:
        door.post("x", {})

    assert (refused.value.fault, refused.value.what) == (Fault.REDIRECTED, "localhost:1")


def test_a_redirect_on_the_same_host_is_followed_with_the_same_question(door, source):
    source.says(Said(status=308, headers={"Location": "/api/v2/x"}), {"ok": 1})

    assert as_json(door.post("x", {"side": 1})) == {"ok": 1}
    assert [asked.path for asked in source.asked] == ["/api/x", "/api/v2/x"]
    assert source.asked[1].body == {"side": 1}


def test_redirects_in_a_ring_end(door, source):
    source.says(Said(status=302, headers={"Location": "/api/x"}))

    assert fault_of(lambda: door.post("x", {})) is Fault.REDIRECTED
    assert len(source.asked) == 3


def test_a_body_larger_than_allowed_is_dropped(door, source):
    source.says(Said(b"x" * 200_000))

    assert fault_of(lambda: replace(door, most_bytes=100_000).post("x", {})) is Fault.TOO_LARGE


def test_a_page_instead_of_an_answer_is_told():
    assert fault_of(lambda: as_json(b"<!doctype html><title>Vedligehold</title>")) is Fault.NOT_JSON
    assert fault_of(lambda: as_json(b'[{"a": 1}, {"a"')) is Fault.NOT_JSON


def test_an_answer_wrapped_in_a_string_is_unwrapped():
    assert as_json(b'"[1, 2]"') == [1, 2]


def test_a_wait_is_read_as_seconds_or_as_a_moment():
    assert retry_after("12") == 12.0
    assert 50 < (retry_after(formatdate(time.time() + 60, usegmt=True)) or 0) <= 60
    assert retry_after("") is None


@pytest.mark.parametrize("text", ["Mon, 02 Nov 2026 09:00:00 -0000", "²", "om lidt", ""])
def test_an_odd_wish_for_a_wait_does_not_stop_the_door(text):
    wait = retry_after(text)

    assert wait is None or wait >= 0


def test_a_body_that_cannot_be_unpacked_is_never_taken_as_whole(door, source):
    source.says(Said(b"ikke pakket", headers={"Content-Encoding": "gzip"}))

    assert fault_of(lambda: door.post("x", {})) is Fault.TRUNCATED
    assert fault_of(lambda: door.get()) is Fault.TRUNCATED


def test_a_refusal_that_cannot_be_unpacked_is_still_a_refusal(door, source):
    source.says(Said(b"ikke pakket", status=404, headers={"Content-Encoding": "gzip"}))

    assert fault_of(lambda: door.post("x", {})) is Fault.NOT_FOUND
