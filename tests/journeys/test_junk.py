"""Whatever is sent to a page, the server answers; it never falls over."""

import pytest
from django.test import Client
from django.urls import resolve

from ledestjerne.accounts.models import User
from tests.journeys.junk import NONSENSE, Fall, Form, forms_on, send_nonsense
from tests.journeys.spider import FILES, walk


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_nonsense_in_any_form_or_address_is_answered(demo) -> None:
    client, fall, sent = Client(), Fall(), set()
    for name in ("kvalitet", "admin"):
        client.force_login(User.objects.get(email=f"{name}@fjordby.example"))
        pages = [path for path, status in walk(client, of_each_kind=1).statuses.items() if status == 200]
        for page in pages:
            for form in forms_on_page(client, page):
                kind = (resolve(form.action.split("?")[0]).view_name, form.method)
                if kind not in sent:
                    sent.add(kind)
                    send_nonsense(client, form, fall)
            if "?" in page:
                for nonsense in NONSENSE:
                    fall.send(client, "get", page.split("?")[0], dict.fromkeys(names_in(page), nonsense))

    assert len(sent) > 20
    assert fall.found == []


def forms_on_page(client: Client, page: str) -> list[Form]:
    answer = client.get(page)
    shown = answer.status_code == 200 and not FILES.search(page) and "text/html" in answer["Content-Type"]
    return forms_on(page, answer.content.decode()) if shown else []


def names_in(page: str) -> list[str]:
    return [part.split("=")[0] for part in page.split("?")[1].split("&")]
