"""What the command line answers is documented: every command, every key, every word a key may hold."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from ledestjerne.config.cli import command_places, load
from ledestjerne.indicators.results import HiddenReason, Mark

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0].strip(): part for part in PAGE.split("\n## ")[1:]}
READING = [name for name, place in command_places().items() if getattr(load(place, name), "gives_json", False)]
AS = {"check_delivery": "deliver", "restore": "backup"}  # answers like


@pytest.mark.parametrize("name", READING)
def test_every_key_of_an_answer_is_documented(name: str) -> None:
    answer = get_type_hints(type(load(command_places()[name], name)).answer)["return"]
    words = SECTIONS[name] + SECTIONS.get(AS.get(name, ""), "")

    keys = set(keys_of(answer))

    assert keys
    assert {key for key in keys if not mentions(words, key)} == set()


@pytest.mark.parametrize("word", [*Mark, *HiddenReason])
def test_every_mark_and_reason_of_a_figure_is_documented(word: str) -> None:
    assert f"`{word}`" in SECTIONS["figures"]


def keys_of(kind: Any) -> Iterator[str]:
    """The names of all fields of an answer, through lists and whatever it is made of."""
    if is_dataclass(kind):
        for name, inner in get_type_hints(kind).items():
            if name in {field.name for field in fields(kind)}:
                yield name
                yield from keys_of(inner)
    for part in get_args(kind):
        yield from keys_of(part)


def mentions(words: str, key: str) -> bool:
    """Whether a key stands as code: alone, in an example, or in a list of keys."""
    return any(
        mark in words
        for mark in (f"`{key}`", f'"{key}"', f"{{{key},", f" {key},", f" {key}}}", f"{{{key}}}", f"{{{key}:")
    )
