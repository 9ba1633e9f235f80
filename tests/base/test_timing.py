"""The answer tells how long the server worked on it."""

import re

import pytest
from django.test import Client


@pytest.mark.django_db
def test_an_answer_tells_its_milliseconds(client: Client) -> None:
    told = client.get("/konto/log-ind/")["Server-Timing"]
    assert re.fullmatch(r"app;dur=\d+\.\d", told)
    assert float(told.partition("=")[2]) > 0
