import pytest
from django.core.management.base import CommandError
from django.utils import translation

from ledestjerne.config.usage import said
from ledestjerne.facts.management.commands.deliver import Command


@pytest.mark.parametrize(
    ("words", "danish", "english"),
    [
        ([], "Der mangler: FILE", "Missing: FILE"),
        (["a.csv", "--findes-ikke"], "Kendes ikke: --findes-ikke", "Not known: --findes-ikke"),
        (["a.csv", "--source"], "--source: her skal stå en værdi", "--source: a value is expected here"),
        (["a.csv", "--retrieved", "i går"], "--retrieved: 'i går' kan ikke bruges her", "--retrieved: 'i går' cannot be used here"),
    ],
)  # fmt: skip
def test_wrong_words_are_told_in_the_language_asked_for(words, danish, english):
    with pytest.raises(CommandError) as told:
        Command().create_parser("ledestjerne", "deliver").parse_args(words)

    with translation.override("da"):
        assert said(str(told.value)) == danish
    with translation.override("en"):
        assert said(str(told.value)) == english


def test_what_argparse_has_not_said_before_is_left_as_it_is():
    assert said("Error: something new") == "something new"
