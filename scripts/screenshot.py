"""Take the picture in the README: the overview of the demo's school, as its quality coordinator sees it.

python scripts/screenshot.py http://127.0.0.1:8000     while `make demo` serves there
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "overview.png"
LOGIN, PASSWORD = "kvalitet@fjordby.example", "fjordby-2026"  # printed for everyone who tries the demo
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="da-DK")
        page.goto(f"{address}/konto/log-ind/")
        page.fill("input[type=email]", LOGIN)
        page.fill("input[type=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(f"{address}/enhed/999001/")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    take(sys.argv[1].rstrip("/"))
