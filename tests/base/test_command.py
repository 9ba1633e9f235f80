"""What a command says when it could not do as it was told."""

import errno
import os

import pytest
from django.utils.translation import override

from ledestjerne.base.command import reason_of


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (errno.ENOENT, "da", "/nope.csv: findes ikke"),
        (errno.ENOENT, "en", "/nope.csv: does not exist"),
        (errno.EACCES, "da", "/nope.csv: må ikke læses eller skrives"),
        (errno.EISDIR, "en", "/nope.csv: is a folder"),
    ],
)
def test_what_the_machine_will_not_do_is_told_in_the_language_asked_for(number, language, words):
    error = OSError(number, os.strerror(number), "/nope.csv")

    with override(language):
        assert reason_of(error) == words
