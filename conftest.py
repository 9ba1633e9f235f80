"""Made ready before Django is set up: a home of the tests' own, and its database."""

import os
import tempfile

os.environ.setdefault("LEDESTJERNE_HOME", os.path.join(tempfile.gettempdir(), f"ledestjerne-tests-{os.getuid()}"))

from ledestjerne.config.start import prepare  # noqa: E402  # the home must be named first

prepare()
