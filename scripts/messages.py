"""Write the English texts as gettext loads them (django.mo) from the file people translate (django.po)."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "ledestjerne" / "locale"


def compile_all() -> int:
    """Compile each language; the number of texts that are not translated, fuzzy ones among them."""
    missing = 0
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        missing += sum(1 for message in catalog if message.id and (message.fuzzy or not message.string))
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return missing


if __name__ == "__main__":
    print(f"{compile_all()} texts are not translated")
    sys.exit(0)
