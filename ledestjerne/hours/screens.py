"""What the pages about the 26 hours show, in the components' own words."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ledestjerne.base.danish import format_number, format_percent
from ledestjerne.base.parts import Cell, Column, Row, Tab, Table, Term
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.facts.reads import Fault
from ledestjerne.hours.reads import (
    AUTUMN,
    ClassLine,
    ClassSheet,
    HoursOverview,
    ListedLesson,
    WeekLine,
    shown_bands,
)
from ledestjerne.hours.tally import HOURS, Band, Cause, Outlook
from ledestjerne.indicators.vocabulary import Weeks

WEEKS_WORDS = {Weeks.SCHOOL_DAYS: "skoledage", Weeks.CALENDAR_WEEKS: "kalenderuger"}
"""The two ways of counting weeks as the address bar writes them."""

WEEKS_NAMES = {
    Weeks.SCHOOL_DAYS: gettext_lazy("Skoledage delt med fem"),
    Weeks.CALENDAR_WEEKS: gettext_lazy("Kalenderuger"),
}
CAUSES = {
    Cause.REGISTRATION: gettext_lazy("Planlagt, men ikke registreret"),
    Cause.MARK: gettext_lazy("Mærket «lærerstyret» mangler"),
    Cause.SUBJECT: gettext_lazy("Faget mangler"),
    Cause.CANCELLED: gettext_lazy("Reel mangel: lektionen er aflyst"),
    Cause.TIMETABLE: gettext_lazy("Skemaet rummer for lidt"),
}
REMEDIES = {
    Cause.REGISTRATION: gettext_lazy("Registrér lektionerne på listen, hvis de er holdt. Blev de ikke holdt, så aflys dem."),
    Cause.MARK: gettext_lazy("Sæt mærket i skemaet, hvis undervisningen opfylder kravene til lærerstyret undervisning."),
    Cause.SUBJECT: gettext_lazy("Sæt fag på lektionerne."),
    Cause.CANCELLED: gettext_lazy("Læg erstatningstimer, inden forløbet slutter."),
    Cause.TIMETABLE: gettext_lazy("Læg flere lærerstyrede timer ind i resten af forløbet, og ret næste forløbs skema."),
}  # fmt: skip
FAULTS = {
    Fault.UNREGISTERED: gettext_lazy("Ikke registreret"),
    Fault.UNMARKED: gettext_lazy("Mærket «lærerstyret» mangler"),
    Fault.NO_SUBJECT: gettext_lazy("Faget mangler"),
    Fault.CANCELLED: gettext_lazy("Aflyst"),
}
HALVES = {AUTUMN: ("efteraar", gettext_lazy("Efterår")), "spring": ("foraar", gettext_lazy("Forår"))}


def hours_text(value: float | None) -> str:
    """«26,4»; a mean just below 26 is never written as 26,0."""
    if value is None:
        return ""
    return format_number(min(value, HOURS - 0.1) if HOURS - 0.1 < value < HOURS else value, decimals=1)


def address(name: str, *args: str, year: str = "", by: Weeks = Weeks.SCHOOL_DAYS, half: str = "") -> str:
    """A page's address that keeps the year, the half and the way of counting weeks."""
    asked = {
        "aar": year, "halvaar": HALVES[half][0] if half else "",
        "uger": "" if by is Weeks.SCHOOL_DAYS else WEEKS_WORDS[by],
    }  # fmt: skip
    query = urlencode({key: value for key, value in asked.items() if value}, safe="/")
    return f"{reverse(name, args=args)}?{query}" if query else reverse(name, args=args)


def weeks_tabs(name: str, *args: str, year: str, by: Weeks, half: str = "") -> list[Tab]:
    return [
        Tab(str(WEEKS_NAMES[each]), address(name, *args, year=year, by=each, half=half), is_current=each is by)
        for each in Weeks
    ]


def year_tabs(seen: HoursOverview) -> list[Tab]:
    name, code = "hours:overview-detail", seen.unit.code
    return [Tab(shown_period(each), address(name, code, year=each, by=seen.by), is_current=each == seen.year)
            for each in seen.years]  # fmt: skip


def half_tabs(seen: HoursOverview) -> list[Tab]:
    name, code = "hours:overview-detail", seen.unit.code
    return [
        Tab(str(HALVES[each][1]), f"{address(name, code, year=seen.year, by=seen.by, half=each)}#uger",
            is_current=each == seen.half)
        for each in seen.halves
    ]  # fmt: skip


def ending_terms(outlook: Outlook, other: Outlook | None, *, by: Weeks) -> list[Term]:
    """How the pupils end, in a few numbers, and the same by the other way of counting weeks."""
    found = [
        Term(_("Elever"), format_number(outlook.pupils)),
        Term(_("Ender på mindst 26 timer"), format_percent(outlook.reaching / outlook.pupils)),
        Term(_("Elever, der ender under"), format_number(outlook.below)),
        Term(_("Timer pr. uge i gennemsnit"), hours_text(outlook.mean_hours)),
    ]
    if outlook.below:
        found.append(Term(_("Timer om ugen, de mangler"), lack_words(outlook)))
    if other is not None:
        name = WEEKS_NAMES[Weeks.CALENDAR_WEEKS if by is Weeks.SCHOOL_DAYS else Weeks.SCHOOL_DAYS]
        words = _("Under 26 timer, opgjort i %(weeks)s") % {"weeks": str(name).lower()}
        found.append(Term(words, format_number(other.below)))
    return found


def share_words(reaching: int, pupils: int) -> str:
    """«21 af 24 (87,5 %)»."""
    share = format_percent(reaching / pupils)
    return _("%(some)s af %(all)s (%(share)s)") % {
        "some": format_number(reaching), "all": format_number(pupils), "share": share
    }  # fmt: skip


def under_words(below: int) -> str:
    return ngettext("%(n)s elev under 26 timer", "%(n)s elever under 26 timer", below) % {"n": format_number(below)}


def lack_words(outlook: Outlook) -> str:
    """How much those below lack on average; not told of a handful."""
    if outlook.mean_missing is None:
        return ""
    if outlook.below < outlook.fewest:
        return _("Skjult: for få")
    return format_number(max(outlook.mean_missing, 0.1), decimals=1)


def bands_table(outlook: Outlook) -> Table:
    """How many lack how much; small groups hidden, and what would give them away."""
    shown = shown_bands(outlook.bands, below=outlook.below, fewest=outlook.fewest)
    rows = (
        Row((Cell(band_words(band)), hidden_cell() if pupils is None else Cell(format_number(pupils))))
        for band, pupils in zip(outlook.bands, shown, strict=True)
    )
    columns = (Column(_("Mangler om ugen")), Column(_("Elever"), is_number=True))
    return Table(_("Hvor meget de mangler"), columns, tuple(rows))


def hidden_cell() -> Cell:
    return Cell(_("Skjult: for få"), withheld=True)


def band_words(band: Band) -> str:
    if band.high is None:
        return _("%(low)s timer eller mere") % {"low": band.low}
    if band.low == 0:
        return _("Under %(high)s time") % {"high": band.high}
    return _("%(low)s til %(high)s timer") % {"low": band.low, "high": band.high}


def causes_table(outlook: Outlook) -> Table:
    """Why hours are missing, all pupils below 26 together, and what to do about each cause."""
    found = [(cause, hours) for cause, hours in outlook.by_cause.items() if hours > 0]
    rows = (
        Row((
            Cell(str(CAUSES[cause])),
            hidden_cell() if outlook.below < outlook.fewest else Cell(format_number(hours, decimals=1)),
            Cell(str(REMEDIES[cause])),
        ))
        for cause, hours in sorted(found, key=lambda each: -each[1])
    )  # fmt: skip
    columns = (Column(_("Årsag")), Column(_("Timer i alt"), is_number=True), Column(_("Det kan I gøre")))
    return Table(_("Hvorfor der mangler timer"), columns, tuple(rows))


def corrections_table(outlook: Outlook) -> Table:
    """The share that reaches 26 hours now and after each correction."""
    rows = (
        Row.of(correction_words(each.causes), share_words(each.reaching, outlook.pupils))
        for each in outlook.corrections
    )
    columns = (Column(_("Når dette er rettet")), Column(_("Når 26 timer"), is_number=True))
    return Table(_("Hvad rettelserne giver"), columns, tuple(rows))


def correction_words(causes: Sequence[Cause]) -> str:
    if not causes:
        return _("Intet er rettet")
    words = {
        Cause.REGISTRATION: _("Registreringen"),
        Cause.MARK: _("og mærket «lærerstyret»"),
        Cause.SUBJECT: _("og faget"),
    }
    return " ".join(words[cause] for cause in causes)


def misses_table(seen: HoursOverview) -> Table:
    """The classes where pupils end below 26 hours, in Danish order."""
    titles = (_("Elever"), _("Timer pr. uge"), _("Under 26 timer"), _("Mangler om ugen"))
    columns = (Column(_("Hold")), *(Column(title, is_number=True) for title in titles), Column(_("Hovedårsag")))
    rows = tuple(miss_row(seen, line, line.outlook) for line in seen.misses if line.outlook)
    return Table(_("Hold med elever, der ender under 26 timer"), columns, rows)


def miss_row(seen: HoursOverview, line: ClassLine, outlook: Outlook) -> Row:
    url = address("hours:class-detail", seen.unit.code, line.code, year=seen.year, by=seen.by)
    lack = Cell(lack_words(outlook)) if outlook.below >= outlook.fewest else hidden_cell()
    cause = str(CAUSES[outlook.main_cause]) if outlook.main_cause else ""
    numbers = (format_number(outlook.pupils), hours_text(outlook.mean_hours), format_number(outlook.below))
    return Row((Cell(line.name, url=url), *(Cell(text) for text in numbers), lack, Cell(cause)))


def week_table(sheet: ClassSheet) -> Table:
    """A class's weeks as hours a pupil."""
    titles = (
        _("Skoledage"), _("Skema"), _("Tæller"), _("Planlagt frem"), _("Ikke registreret"), _("Uden mærket"),
        _("Uden fag"), _("Aflyst"), _("Øvrigt"), _("Svarer til pr. uge"),
    )  # fmt: skip
    columns = (Column(_("Uge")), *(Column(title, is_number=True) for title in titles))
    rows = tuple(week_row(line) for line in sheet.weeks)
    return Table(_("Uge for uge, timer pr. elev i gennemsnit"), columns, rows, is_cards=False)


def week_row(line: WeekLine) -> Row:
    numbers = (
        line.days, line.timetable, line.led, line.ahead, line.unregistered, line.unmarked, line.no_subject,
        line.cancelled, line.other,
    )  # fmt: skip
    mark = "" if line.hours.is_enough or line.hours.hours is None else _(" – under 26")
    last = hidden_cell() if line.hours.hours is None else Cell(f"{hours_text(line.hours.hours)}{mark}")
    return Row((Cell(week_words(line)), *(number_cell(each) for each in numbers), last))


def number_cell(value: float | None) -> Cell:
    """A number, a dash for nothing, and a word for what is hidden."""
    if value is None:
        return Cell(_("Skjult"), withheld=True)
    return Cell(format_number(value, decimals=1) if value else "–")


def week_words(line: WeekLine) -> str:
    if line.hours.is_ahead:
        return _("Uge %(week)s (planlagt)") % {"week": line.hours.week}
    if line.hours.is_partly_ahead:
        return _("Uge %(week)s (i gang)") % {"week": line.hours.week}
    return _("Uge %(week)s") % {"week": line.hours.week}


LESSON_COLUMNS = (
    gettext_lazy("Dato"), gettext_lazy("Tid"), gettext_lazy("Hold"), gettext_lazy("Fag"), gettext_lazy("Minutter"),
    gettext_lazy("Hvad er galt"), gettext_lazy("Elever"), gettext_lazy("Tidspunkt"),
)  # fmt: skip


def lesson_texts(listed: ListedLesson) -> tuple[str, ...]:
    """One lesson to put right as it stands on the page and in the files; nothing of whose it is."""
    lesson = listed.lesson
    return (
        f"{lesson.date:%d-%m-%Y}", f"{clock(lesson.start_minute)}-{clock(lesson.end_minute)}", listed.group,
        lesson.subject, str(lesson.minutes), str(FAULTS[lesson.fault]),
        _("færre end 4") if lesson.pupils is None else str(lesson.pupils),
        _("kommende") if lesson.is_ahead else _("passeret"),
    )  # fmt: skip


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def lessons_table(listed: Sequence[ListedLesson]) -> Table:
    numbers = {4, 6}
    columns = tuple(Column(str(title), is_number=number in numbers) for number, title in enumerate(LESSON_COLUMNS))
    rows = tuple(Row.of(*lesson_texts(each)) for each in listed)
    return Table(_("Lektioner, der skal rettes"), columns, rows, is_cards=False)


def faults_of(listed: Sequence[ListedLesson]) -> Iterator[Term]:
    """How many lessons of each fault."""
    for fault in Fault:
        count = sum(each.lesson.fault is fault for each in listed)
        if count:
            yield Term(
                str(FAULTS[fault]), ngettext("%(n)s lektion", "%(n)s lektioner", count) % {"n": format_number(count)}
            )
