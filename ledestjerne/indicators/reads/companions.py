"""A raw result is never shown to the world alone where a reference exists: which figure goes with it. The one place that knows."""

from dataclasses import dataclass

from ledestjerne.facts import reads as facts
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads.basis import Basis
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.live import live_figures
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.vocabulary import Status
from ledestjerne.indicators.words import companion_words

PRINTED = """
SELECT measure, any_value(value) FROM published
WHERE list_contains($deliveries, delivery) AND unit = $unit AND period = $period AND kind = 'detail' AND NOT withheld
  AND list_contains($measures, measure)
GROUP BY measure HAVING count(DISTINCT value) = 1"""


@dataclass(frozen=True)
class Printed:
    """What the publisher printed beside a difference: the raw result and what was to be expected; None where not printed."""

    actual: float | None
    expected: float | None


@dataclass(frozen=True)
class Companion:
    """The reference that goes with a raw figure: its definition, and its figure for the same unit and period."""

    definition: Definition
    result: Result

    @property
    def words(self) -> str:
        """«+0,6 (Over niveau)»."""
        return companion_words(self.definition, self.result)

    @property
    def printed(self) -> Printed:
        """The numbers behind the difference; none where the difference itself is hidden."""
        told = self.definition.reference
        if told is None or self.result.value is None:
            return Printed(None, None)
        asked = {
            "deliveries": list(self.result.deliveries), "unit": self.result.unit, "period": self.result.period,
            "measures": [each for each in (told.actual, told.expected) if each],
        }  # fmt: skip
        with facts.open_facts() as connection:
            found = dict(connection.execute(PRINTED, asked).fetchall())
        return Printed(found.get(told.actual), found.get(told.expected))


def companion(definition: Definition, *, unit: str, period: str, basis: Basis | None = None) -> Companion | None:
    """The reference a figure is never published without; None when it needs none, or none exists for the period."""
    found = every_definition().get(definition.never_without or "")
    if found is None or found.status is not Status.LIVE:
        return None
    result = live_figures(found, basis=basis).result(unit, period=period)
    return Companion(found, result) if result else None


def companions(definition: Definition, *, unit: str) -> tuple[Companion, ...]:
    """The references of all periods, for a download of all periods."""
    found = every_definition().get(definition.never_without or "")
    if found is None or found.status is not Status.LIVE:
        return ()
    return tuple(Companion(found, each) for each in live_figures(found).series(unit))
