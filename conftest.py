"""Made ready before Django is set up: a home of this checkout's own for the tests, and its database."""

import os
from pathlib import Path

from ledestjerne.config.start import prepare

HOME = Path(os.environ.setdefault("LEDESTJERNE_HOME", str(Path(__file__).parent / "var" / "tests")))
(HOME / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there
Path(os.environ["LEDESTJERNE_HOME"], "static").mkdir(parents=True, exist_ok=True)
prepare()
