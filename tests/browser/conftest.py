"""A real browser against a running server: our own chromium, the real Content-Security-Policy, a quiet console."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from ledestjerne.accounts.models import User
from tests.chromium import find_chromium

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 375)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, one after the other in one process."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name the live server's address; the plugin's own fixture warns under our pytest."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's chromium; none is ever downloaded."""
    path = find_chromium()
    if path is None:
        pytest.fail("Der er ingen chromium på maskinen. Sæt CHROMIUM, eller installér pakken chromium.")
    if not AXE.exists():
        pytest.fail("Browserdelene er ikke bygget: kør make assets.")
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "da-DK",
        "timezone_id": "Europe/Copenhagen",
        "reduced_motion": "reduce",
        "viewport": {"width": WIDTHS[0], "height": 900},
    }


@pytest.fixture(autouse=True)
def quiet_console(page: Page) -> Iterator[None]:
    """No page may say anything on the console, least of all that the security policy stopped something."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert [line for line in said if "status of 4" not in line] == []  # a refused form is an answer, not a fault


WORKING = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND state IN ('active', 'idle in transaction')"""
PATIENCE = 10  # seconds


@pytest.fixture(autouse=True)
def settled(page: Page, live_server) -> Iterator[None]:
    """Leave the page and let the server finish what it was asked, before the tables are emptied under it."""
    yield
    page.goto("about:blank")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(WORKING)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[[User], Page]:
    """Log a person in without the form, and hand back the browser's page."""

    def as_(user: User) -> Page:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return page

    return as_


@pytest.fixture
def assert_accessible(page: Page) -> Callable[[], None]:
    """Check the page the browser shows, wide and narrow: no violation of WCAG, nothing sticks out sideways."""

    def check() -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], f"{page.url} ved {width} px"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} ved {width} px"

    return check


def violations(page: Page) -> list[str]:
    """What axe finds, one line each. It is put in by the debugger, so that the page keeps its security policy."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
