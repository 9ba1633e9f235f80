"""Pages kept ready are given again only while they are true, and only to the reader they were made for."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ledestjerne.base import time
from ledestjerne.base.pages import fleeting
from ledestjerne.organisation import writes as organisation
from ledestjerne.overview.kept import KeptPage, Shelf

# Pages are kept outside transactions only.
in_the_open = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def address(school):
    return reverse("overview:unit-detail", args=[school.institution.code])


def is_kept(answer) -> bool:
    """A kept page is not drawn again, so no template was used."""
    return answer.status_code == 200 and not answer.templates


def given_again(reader: Client, address: str):
    """The page from the shelf; asked for until no other database of the server has been written to meanwhile."""
    answers = (reader.get(address) for _ in range(100))
    return next(answer for answer in answers if is_kept(answer))


@in_the_open
def test_a_page_asked_for_again_is_not_made_again(log_in, cast, address):
    reader = log_in(cast.quality)
    first, again = reader.get(address), given_again(reader, address)

    assert not is_kept(first)
    assert without_tokens(again) == without_tokens(first)
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def without_tokens(answer) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())


def test_inside_a_transaction_nothing_is_kept(log_in, cast, address):
    reader = log_in(cast.quality)
    reader.get(address)

    assert not is_kept(reader.get(address))


@in_the_open
def test_a_change_anywhere_makes_it_anew(log_in, cast, school, console, address):
    reader = log_in(cast.quality)
    reader.get(address)
    organisation.rename_unit(unit=school.institution, name="Et helt andet navn", by=console)

    assert "Et helt andet navn" in reader.get(address).content.decode()


@in_the_open
def test_a_reader_never_gets_the_page_of_another(log_in, cast, client, address):
    log_in(cast.quality).get(address)

    assert cast.quality.name in log_in(cast.quality).get(address).content.decode()
    assert cast.quality.name not in log_in(cast.director).get(address).content.decode()
    assert log_in(cast.neighbour).get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


@in_the_open
def test_a_right_taken_away_counts_at_once(log_in, cast, console, address):
    reader = log_in(cast.quality)
    reader.get(address)
    for membership in cast.quality.memberships.all():
        organisation.end_membership(membership=membership, by=console, on=time.today())

    assert reader.get(address).status_code == 404


@in_the_open
def test_another_day_is_another_page(log_in, cast, address, monkeypatch):
    reader = log_in(cast.quality)
    reader.get(address)
    monkeypatch.setattr(time, "_clock", lambda: datetime(2026, 11, 3, 9, 0, tzinfo=UTC))

    assert not is_kept(reader.get(address))


@in_the_open
def test_the_language_chosen_is_part_of_it(log_in, cast, address):
    reader = log_in(cast.quality)
    reader.get(address)
    type(cast.quality).objects.filter(pk=cast.quality.pk).update(language="en")

    assert 'lang="en"' in reader.get(address).content.decode()


@in_the_open
def test_a_kept_form_carries_its_readers_own_token(cast, address):
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    other.handler = one.handler  # two browsers of one person, before the same server
    for each in (one, other):
        each.force_login(cast.quality)
    one.get(address)
    page = given_again(other, address)
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode()))

    assert other.post(reverse("accounts:logout"), {"csrfmiddlewaretoken": tokens.pop()}).status_code == 302


@in_the_open
def test_a_message_is_shown_once(log_in, cast, address):
    reader = log_in(cast.quality)
    reader.get(address)
    say(reader, "Gemt.")

    assert "Gemt." in reader.get(address).content.decode()
    assert "Gemt." not in reader.get(address).content.decode()
    assert "Gemt." not in reader.get(address).content.decode()


def say(reader: Client, text: str) -> None:
    """Leave a message for the reader's next page, as a form that was saved would."""
    request = reader.get(reverse("accounts:settings-edit")).wsgi_request
    messages.add_message(request, messages.SUCCESS, text)
    answer = HttpResponse()
    request._messages.update(answer)
    reader.cookies.update(answer.cookies)


def test_a_fleeting_page_is_kept_by_nobody():
    assert fleeting(HttpResponse("nu"))["Cache-Control"] == "no-store"


def test_the_shelf_lets_go_of_what_was_asked_for_longest_ago():
    shelf, standing = Shelf(most=25), ("0/1", "1-a", time.today())
    for number in range(3):
        shelf.put((number, "da", "/"), KeptPage(pieces=(b"0123456789",), headers=()), standing=standing)

    assert [shelf.take((number, "da", "/"), standing=standing) is None for number in range(3)] == [True, False, False]


def test_the_shelf_is_emptied_by_a_change():
    shelf, page = Shelf(), KeptPage(pieces=(b"a",), headers=())
    shelf.put((1, "da", "/"), page, standing=("0/1", "", time.today()))
    shelf.put((2, "da", "/"), page, standing=("0/2", "", time.today()))

    assert list(shelf.pages) == [(2, "da", "/")]
    assert shelf.take((1, "da", "/"), standing=("0/1", "", time.today())) is None
