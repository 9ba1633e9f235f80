"""The page of a unit as supervision reads it."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledestjerne.base.parts import Cell, Column, Row, State, Table, Tone
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.frameworks import Framework, Wanted
from ledestjerne.indicators.reads import Line, Result, Supervision
from ledestjerne.indicators.reads.cards import url_of
from ledestjerne.indicators.signal_words import movement_words
from ledestjerne.indicators.signals.years import YEARS, Movement, Side, ThreeYears
from ledestjerne.indicators.words import measure_of, sure_words, value_words

SIDES = {
    Side.WORSE: lambda: State(_("Ringere tre år i træk"), Tone.BAD),
    Side.BETTER: lambda: State(_("Bedre tre år i træk"), Tone.GOOD),
    Side.MIXED: lambda: State(_("Snart bedre, snart ringere"), Tone.NEUTRAL),
}


def framework_title(framework: Framework | Wanted) -> str:
    """The title in the reader's language."""
    return framework.title_en if get_language() == "en" else framework.title


def lines_table(found: Supervision) -> Table:
    """Ten rows: three years, how they lie, how they move, and what is missing."""
    columns = (
        Column(_("Indikator")), Column(_("For to år siden"), is_number=True), Column(_("Året før"), is_number=True),
        Column(_("Nyeste"), is_number=True), Column(_("Niveau")), Column(_("Udvikling")),
    )  # fmt: skip
    caption = _("%(title)s over tre år") % {"title": framework_title(found.framework)}
    return Table(caption, columns, tuple(row_of(each) for each in found.lines))


def row_of(line: Line) -> Row:
    title = framework_title(line.wanted)
    if line.seen is None:
        missing = Cell(_("Mangler kilde: %(source)s") % {"source": line.wanted.source}, withheld=True)
        return Row((Cell(title), *(Cell("–") for _year in range(YEARS)), missing, Cell("")))
    gaps = [Cell("–")] * (YEARS - len(line.years))
    cells = (*gaps, *(year_cell(line, each) for each in line.years))
    return Row((Cell(title, url=url_of(line.seen)), *cells, level_cell(line), Cell(movement(line))))


def year_cell(line: Line, result: Result) -> Cell:
    assert line.seen
    return Cell(f"{value_words(line.seen.definition, result)} ({shown_period(result.period)})")


def level_cell(line: Line) -> Cell:
    """On which side of the nation, or of the goal, the three years lie."""
    if line.reading is None or not line.is_whole:
        return Cell(_("For få år til at læse"))
    if line.reading.side is Side.UNKNOWN:
        return Cell(_("Intet landstal eller mål at holde det op mod"))
    state = SIDES[line.reading.side]()
    return Cell("", state=State(f"{state.text} {yardstick(line)}", state.tone))


def yardstick(line: Line) -> str:
    """What it was held against, and how sure the three years together are."""
    assert line.seen
    assert line.reading
    if line.against_nation:
        against = _("mod hele landet")
    else:
        goal = measure_of(line.seen.definition).write(line.goal.value) if line.goal else ""
        against = _("mod målet på %(goal)s") % {"goal": goal}
    return f"{against}, {sure(line.reading)}" if line.reading.is_persistent else against


def sure(reading: ThreeYears) -> str:
    if reading.p is None:
        return _("usikkerheden er ikke kendt")
    return _("næppe tilfældigt") if reading.p < UNLIKELY else _("kan være tilfældigt")


UNLIKELY = 0.05


def movement(line: Line) -> str:
    """Whether it moves the same way each year, and how sure the step over the three years is."""
    if line.reading is None or line.reading.movement is Movement.UNKNOWN:
        return ""
    text = movement_words(line.reading)
    if line.change is None or line.reading.movement is Movement.BOTH:
        return text
    words = {"movement": text, "sure": sure_words(line.change, this=line.years[-1], other=line.years[0])}
    return _("%(movement)s Over de tre år: %(sure)s.") % words


def below_table(found: Supervision) -> Table:
    """The departments and programmes in the order of their names: never ranked."""
    columns = (
        Column(_("Afdeling eller uddannelse")), Column(_("Indikatorer med tre år"), is_number=True),
        Column(_("Ringere tre år i træk"), is_number=True),
    )  # fmt: skip
    rows = tuple(
        Row((
            Cell(each.unit.name, url=reverse("indicators:supervision-detail", args=[each.unit.code])),
            Cell(str(each.whole)), Cell(str(each.worse)),
        ))
        for each in found.below
    )  # fmt: skip
    return Table(_("Afdelinger og uddannelser, i navneorden"), columns, rows)
