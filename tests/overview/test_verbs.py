import re
from pathlib import Path

from ledestjerne.overview.verbs import VERBS

PACKAGE = Path(__file__).parents[2] / "ledestjerne"


def test_every_verb_we_record_has_a_danish_name():
    written = {
        verb
        for path in PACKAGE.rglob("*.py")
        for verb in re.findall(r'(?:record\(\s*|verb=)"([^"]+)"', path.read_text())
    }

    assert len(written) > 5
    assert written == set(VERBS)
