from django.urls import reverse

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


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_written_in_it(client, console):
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get(reverse("accounts:login"))["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
