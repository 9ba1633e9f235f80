"""Write the parts of the documentation that the code itself knows.

python scripts/generate_docs.py            writes docs/generated/ and .env.sample
python scripts/generate_docs.py --check    says what would change, and exits with 1 when anything would
"""

import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledestjerne.config.settings")
os.environ.setdefault("LEDESTJERNE_HOME", str(ROOT / "var" / "tests"))
django.setup()

from scripts.docs import code, data  # noqa: E402  # models are there only after setup
from scripts.docs.tiers import tiers_svg  # noqa: E402

PAGES: dict[str, Callable[[], str]] = {
    ".env.sample": code.env_sample,
    "docs/generated/commands.md": code.commands,
    "docs/generated/indicators.md": data.indicators,
    "docs/generated/models.md": code.models,
    "docs/generated/pages.md": code.pages,
    "docs/generated/permissions.md": code.permissions,
    "docs/generated/personal-data.md": code.personal_data,
    "docs/generated/settings.md": code.settings,
    "docs/generated/sources.md": data.sources,
    "docs/generated/states.md": code.states,
    "docs/generated/tiers.svg": lambda: tiers_svg(layers()),
}


def layers() -> list[list[str]]:
    """The tiers from the highest to the lowest, as the import contract names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(each for each in contracts if each["name"] == "Apps point down")
    return [[name.strip() for name in layer.split("|")] for layer in found["layers"]]


def stale() -> Iterator[str]:
    """Write every page that is not as the code says; yield its name."""
    for name, made in PAGES.items():
        path, text = ROOT / name, made().rstrip() + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            yield name


def main() -> None:
    changed = list(stale())
    if "--check" in sys.argv and changed:
        sys.exit(f"Not as the code says: {', '.join(changed)}. Run «make docs».")


if __name__ == "__main__":
    main()
