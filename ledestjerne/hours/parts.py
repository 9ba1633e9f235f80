"""What stands on each page about the 26 hours."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, State, Table, Tone
from ledestjerne.hours import screens
from ledestjerne.hours.reads import ClassSheet, Comparison, HoursOverview, Part
from ledestjerne.hours.reads.ministry import Choice
from ledestjerne.hours.tally import Outlook

CHOICES = {
    Choice.PUPILS: gettext_lazy("Kun elever, der var med til det sidste"),
    Choice.WEEKS: gettext_lazy("Kalenderuger i stedet for skoledage"),
    Choice.REGISTRATION: gettext_lazy("Lektioner uden registrering talt med"),
    Choice.MARK: gettext_lazy("Lektioner uden mærket «lærerstyret» talt med"),
}


def overview_parts(seen: HoursOverview) -> dict[str, object]:
    """Tabs, numbers and tables of a unit's overview."""
    name, code = "hours:overview-detail", seen.unit.code
    return {
        "state": ending_state(seen.outlook) if seen.outlook else None,
        "years": screens.year_tabs(seen),
        "ways": screens.weeks_tabs(name, code, year=seen.year, by=seen.by, half=seen.half),
        "halves": screens.half_tabs(seen),
        "misses": screens.misses_table(seen) if seen.misses else None,
        "rows": heat_rows(seen),
        **outlook_parts(seen.outlook, seen.other_outlook, seen),
    }


def outlook_parts(
    outlook: Outlook | None, other: Outlook | None, seen: HoursOverview | ClassSheet
) -> dict[str, object]:
    """How a group ends: in numbers, by how much, why, and what corrections give; empty when it is hidden."""
    if outlook is None:
        return {"terms": []}
    is_missed = outlook.below > 0
    return {
        "terms": screens.ending_terms(outlook, other, by=seen.by),
        "bands": screens.bands_table(outlook) if is_missed else None,
        "causes": screens.causes_table(outlook) if is_missed else None,
        "corrections": screens.corrections_table(outlook) if is_missed else None,
    }


def ending_state(outlook: Outlook) -> State:
    if outlook.below == 0:
        return State(_("Alle ender på mindst 26 timer"), Tone.GOOD)
    return State(screens.under_words(outlook.below), Tone.BAD)


def heat_rows(seen: HoursOverview) -> list[tuple[str, list[tuple[str, str, object]]]]:
    """Departments with their classes: name, address and line of each."""
    return [
        (department.name, [
            (line.name, screens.address("hours:class-detail", seen.unit.code, line.code, year=seen.year, by=seen.by), line)
            for line in department.classes
        ])
        for department in seen.departments
    ]  # fmt: skip


def class_parts(sheet: ClassSheet) -> dict[str, object]:
    """Tabs, numbers and tables of one class."""
    download = reverse("hours:correction-download", args=[sheet.unit.code, "csv"])
    return {
        "state": ending_state(sheet.outlook) if sheet.outlook else None,
        "ways": screens.weeks_tabs("hours:class-detail", sheet.unit.code, sheet.code, year=sheet.year, by=sheet.by),
        "weeks": screens.week_table(sheet),
        "download": f"{download.removesuffix('csv')}",
        **outlook_parts(sheet.outlook, sheet.other_outlook, sheet),
    }


def comparison_table(compared: Comparison) -> Table:
    """Each way the publisher's reckoning may differ from ours: alone, and on the way that ends nearest."""
    rows = [
        Row.of(_("Vores tal, skoledage delt med fem"), "", format_number(compared.ours, decimals=2)),
        *(part_row(part) for part in compared.parts),
        Row.of(_("Uforklaret"), "", signed(compared.rest)),
        Row.of(_("Ministeriets tal"), "", format_number(compared.published.hours, decimals=2)),
    ]
    columns = (
        Column(_("Del")), Column(_("Virkning alene"), is_number=True), Column(_("Del af forskellen"), is_number=True)
    )  # fmt: skip
    return Table(_("Hvad forskellen kan bestå af, timer pr. uge"), columns, tuple(rows))


def part_row(part: Part) -> Row:
    step = Cell("–") if part.step is None else Cell(signed(part.step))
    return Row((Cell(str(CHOICES[part.choice])), Cell(signed(part.alone)), step))


def signed(value: float) -> str:
    """«+0,42», «−0,10», «0,00»."""
    text = format_number(value, decimals=2)
    return f"+{text}" if round(value, 2) > 0 else text
