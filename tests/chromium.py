"""The browser of the machine, where it has one. None is ever downloaded."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The path of the machine's own chromium."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
