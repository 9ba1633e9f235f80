"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `make docs` from the code. Do not edit. -->"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([MADE, f"# {title}", *parts])


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; an upright stroke inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")
