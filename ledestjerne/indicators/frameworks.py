"""The one schema of a framework file, `definitions/frameworks/<key>.yaml`: which figures somebody else looks at."""

from pydantic import Field

from ledestjerne.base import files
from ledestjerne.indicators.definition import Key, Strict, Text


class Wanted(Strict):
    """One indicator of the framework: the figures that may stand for it, the best first, and what would feed it."""

    title: Text
    title_en: Text
    figures: tuple[Key, ...] = Field(min_length=1)
    source: Text


class Framework(files.Definition):
    """A list of indicators as someone outside reads them."""

    key: Key
    title: Text
    title_en: Text
    about: Text
    attribution: Text
    indicators: tuple[Wanted, ...] = Field(min_length=1)
