import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from ledestjerne.accounts.models import WrongPassword
from ledestjerne.accounts.reads import PAUSE, TRIES, password_link
from ledestjerne.base import time
from tests.cast import PASSWORD


def test_logging_in_leads_to_the_front_page(client, cast):
    answer = client.post(reverse("accounts:login"), {"username": cast.teacher.email, "password": PASSWORD})

    assert answer.url == reverse("overview:home")


def test_a_wrong_password_does_not_tell_whether_the_account_is_there(client, cast):
    known = client.post(reverse("accounts:login"), {"username": cast.teacher.email, "password": "forkert"})
    unknown = client.post(reverse("accounts:login"), {"username": "ingen@fjordby.example", "password": "forkert"})

    assert "passer ikke sammen" in known.content.decode()
    assert "passer ikke sammen" in unknown.content.decode()


def test_a_login_leads_back_to_the_page_asked_for_but_never_elsewhere(client, cast):
    data = {"username": cast.teacher.email, "password": PASSWORD, "next": "https://andet.example/"}

    assert client.post(reverse("accounts:login"), data).url == reverse("overview:home")


def test_the_console_cannot_log_in(client, console):
    answer = client.post(reverse("accounts:login"), {"username": console.email, "password": ""})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_language_is_the_readers_own_choice(log_in, cast):
    client = log_in(cast.teacher)
    client.post(reverse("accounts:settings-edit"), {"language": "en"})

    cast.teacher.refresh_from_db()
    assert cast.teacher.language == "en"
    assert '<html lang="en"' in client.get(reverse("accounts:settings-edit")).content.decode()


def test_the_browsers_language_is_not_asked(log_in, cast):
    page = log_in(cast.teacher).get(reverse("accounts:settings-edit"), headers={"accept-language": "en"})

    assert '<html lang="da"' in page.content.decode()


def test_a_language_we_do_not_speak_is_refused(log_in, cast):
    assert log_in(cast.teacher).post(reverse("accounts:settings-edit"), {"language": "tlh"}).status_code == 422


def test_a_password_is_changed_and_the_login_kept(log_in, cast):
    client = log_in(cast.teacher)
    new = "en helt anden kode 7"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("accounts:password-edit"), data)

    cast.teacher.refresh_from_db()
    assert cast.teacher.check_password(new)
    assert client.get(reverse("accounts:settings-edit")).status_code == 200


def test_logging_out_takes_a_post(log_in, cast):
    client = log_in(cast.teacher)

    assert client.get(reverse("accounts:logout")).status_code == 405
    client.post(reverse("accounts:logout"))
    assert client.get(reverse("accounts:settings-edit")).status_code == 302


def guess(client, email, times):
    for _ in range(times):
        answer = client.post(reverse("accounts:login"), {"username": email, "password": "forkert"}, follow=True)
    return answer.content.decode()


def test_who_guesses_on_must_wait_also_with_the_right_password(client, cast, stopped_clock, monkeypatch):
    right = {"username": f" {cast.teacher.email.upper()}", "password": PASSWORD}

    assert "Vent et kvarter" not in guess(client, cast.teacher.email, TRIES)
    assert "Vent et kvarter" in guess(client, cast.teacher.email, 1)
    assert "Vent et kvarter" in client.post(reverse("accounts:login"), right, follow=True).content.decode()
    monkeypatch.setattr(time, "_clock", lambda: stopped_clock + PAUSE)
    assert client.post(reverse("accounts:login"), right).url == reverse("overview:home")
    assert WrongPassword.objects.count() == 0


def test_others_do_not_wait_and_an_unknown_e_mail_waits_as_a_known_one(client, cast):
    assert "Vent et kvarter" in guess(client, "ingen@fjordby.example", TRIES + 1)

    assert client.post(
        reverse("accounts:login"), {"username": cast.teacher.email, "password": PASSWORD}
    ).status_code == 302  # fmt: skip


def test_one_who_is_logged_in_cannot_clear_the_count_of_another(log_in, client, cast):
    guess(client, cast.teacher.email, TRIES)

    log_in(cast.pupil).post(reverse("accounts:login"), {"username": cast.teacher.email, "password": "forkert"})

    assert WrongPassword.objects.filter(email=cast.teacher.email).count() == TRIES


def test_what_was_counted_is_gone_after_a_day(client, cast, stopped_clock, monkeypatch):
    guess(client, cast.teacher.email, 3)
    monkeypatch.setattr(time, "_clock", lambda: stopped_clock + timedelta(days=1, minutes=1))

    guess(client, cast.pupil.email, 1)

    assert set(WrongPassword.objects.values_list("email", flat=True)) == {cast.pupil.email}


@pytest.mark.parametrize("whom", ["x", "MQ", "bm9wZQ", "%F0"])
def test_a_link_nobody_made_leads_nowhere(client, cast, whom):
    answer = client.get(reverse("accounts:password-choose", args=[whom, "abc-def"]))

    assert answer.status_code == 410
    assert "virker ikke længere" in answer.content.decode()


def test_the_settings_lead_to_the_password(log_in, cast):
    page = log_in(cast.teacher).get(reverse("accounts:settings-edit")).content.decode()

    assert reverse("accounts:password-edit") in page


def test_a_weak_password_is_refused_on_the_link(client, cast):
    answer = client.post(password_link(cast.teacher), {"new_password1": "kort", "new_password2": "kort"})

    assert answer.status_code == 422
    assert "12" in answer.content.decode()


def test_the_command_makes_a_link_for_one_nobody_else_can_help(client, console, cast, capsys):
    call_command("password_link", cast.outsider.email.upper(), "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["email"] == cast.outsider.email
    assert client.get(told["path"]).status_code == 200


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_written_in_it(client, console):
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get(reverse("accounts:login"))["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
