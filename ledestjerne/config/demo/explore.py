"""What the demo's people have explored: two notes on the time axis, and a package for the board."""

from collections.abc import Sequence
from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.explore import writes
from ledestjerne.explore.models import NoteKind
from ledestjerne.explore.slices import Slice
from ledestjerne.organisation.models import Unit

NOTES = (
    (date(2024, 8, 1), NoteKind.SYSTEM, "Fravær føres i et nyt system"),
    (date(2025, 1, 15), NoteKind.OTHER, "Handelsgymnasiet flytter i nye lokaler"),
)


def build_notes(*, by: User, unit: Unit) -> None:
    """What a reader of the school's figures must know of."""
    for happened_on, kind, text in NOTES:
        writes.add_note(by=by, unit=unit, happened_on=happened_on, kind=kind, text=text)


def build_package(*, by: User, unit: Unit, parts: Sequence[Unit], on: date) -> None:
    """The absence of the school and its departments, laid aside for the board."""
    package = writes.create_package(
        by=by, unit=unit, title="Bestyrelsens temamøde om fravær",
        note="Tallene er opdigtede. Læg mærke til, at udviklingen er forskellig på afdelingerne.",
    )  # fmt: skip
    asked = Slice(indicator="absence_school", units=tuple(each.code for each in (unit, *parts)))
    writes.add_item(
        by=by, package=package, asked=asked, title="Elevernes fravær på skolen og afdelingerne", on=on,
        note="Hver linje er en afdeling. Rækkefølgen er navnenes og siger intet om, hvem der klarer sig bedst.",
    )  # fmt: skip
