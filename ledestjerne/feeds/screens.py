"""What the pages about public sources show, in the components' own words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, State, Table, Term, Tone
from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.queries import AnyQuery, FileQuery, StatbankQuery, UddstatQuery
from ledestjerne.feeds.layout import attribute_of, label_of
from ledestjerne.feeds.models import Feed, FeedRun
from ledestjerne.feeds.reads import FeedLine

Outcome = FeedRun.Outcome
TONES = {
    Outcome.ACCEPTED: Tone.GOOD,
    Outcome.UNCHANGED: Tone.GOOD,
    Outcome.WAITING: Tone.WARN,
    Outcome.FAILED: Tone.BAD,
    Outcome.RUNNING: Tone.INFO,
}
FIRST_ROWS = 10
FEW = 8


def moment(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"


def state_of(feed: Feed, last: FeedRun | None) -> State:
    """How a feed stands: paused, not fetched yet, or how the last fetch ended."""
    if not feed.is_active:
        return State(text=_("På pause"), tone=Tone.NEUTRAL)
    if last is None:
        return State(text=_("Ikke hentet endnu"), tone=Tone.INFO, is_open=True)
    return outcome_of(last)


def outcome_of(run: FeedRun) -> State:
    outcome = Outcome(run.outcome)
    return State(text=str(outcome.label), tone=TONES[outcome], is_open=outcome == Outcome.RUNNING)


def feeds_table(lines: Sequence[FeedLine]) -> Table:
    columns = (_("Kilde"), _("Hentes fra"), _("For"), _("Rytme"), _("Tal sidst hentet"), _("Næste gang"), _("Tilstand"))
    return Table(
        caption=_("Det der hentes fra offentlige kilder"),
        columns=tuple(Column(title) for title in columns),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.feed.title, url=reverse("feeds:feed-detail", args=[line.feed.pk])),
                    Cell(line.feed.get_kind_display()),
                    Cell(line.feed.unit.name),
                    Cell(line.feed.get_rhythm_display()),
                    Cell(moment(line.good.ended_at) if line.good else "–"),
                    Cell(moment(line.feed.next_run_at)),
                    Cell("", state=state_of(line.feed, line.last)),
                )
            )
            for line in lines
        ),
    )


def runs_table(runs: Sequence[FeedRun]) -> Table:
    columns = (_("Hentet"), _("Udfald"), _("Rækker"), _("Leverance"), _("Besked"))
    return Table(
        caption=_("De seneste hentninger"),
        columns=tuple(Column(title, is_number=title == _("Rækker")) for title in columns),
        rows=tuple(
            Row(
                cells=(
                    Cell(moment(run.started_at)),
                    Cell("", state=outcome_of(run)),
                    Cell(format_number(run.rows) if run.rows else "–"),
                    delivery_cell(run),
                    Cell(run.message or "–"),
                )
            )
            for run in runs
        ),
    )


def delivery_cell(run: FeedRun) -> Cell:
    if run.delivery is None:
        return Cell("–")
    return Cell(
        run.delivery.title or run.delivery.file_name, url=reverse("facts:delivery-detail", args=[run.delivery.pk])
    )


def terms_of(feed: Feed) -> tuple[Term, ...]:
    """What a feed asks for, how often, and who stands for it."""
    return (
        *asked_terms(feed.asked),
        Term(name=_("Hentes"), text=str(feed.get_rhythm_display())),
        Term(name=_("Næste gang"), text=moment(feed.next_run_at)),
        Term(name=_("Står for kilden"), text=feed.responsible.name),
    )


def asked_terms(query: AnyQuery) -> Iterator[Term]:
    """The question itself, in words."""
    match query:
        case UddstatQuery():
            yield Term(name=_("Emne"), text=" › ".join((query.area, query.topic, query.subtopic)))
            yield Term(name=_("Nøgletal"), text=", ".join(query.measures))
            yield Term(name=_("Opdelinger"), text=", ".join(map(attribute_of, query.breakdowns)) or "–")
            for name, members in query.filters.items():
                yield Term(name=_("Kun %(name)s") % {"name": attribute_of(name)}, text=few(members))
        case StatbankQuery():
            yield Term(name=_("Tabel"), text=query.table)
            for name, members in query.values.items():
                yield Term(name=name, text=_("alle") if "*" in members else few(members))
        case FileQuery():
            yield Term(name=_("Adresse"), text=query.address)


def few(members: Sequence[str]) -> str:
    """The first members, and how many more there are."""
    rest = len(members) - FEW
    shown = ", ".join(members[:FEW])
    return _("%(shown)s og %(count)s til") % {"shown": shown, "count": rest} if rest > 0 else shown


def first_rows(answer: Answer) -> Table:
    """The first rows of an answer, as printed."""
    width = len(answer.breakdowns)
    columns = [Column(attribute_of(name)) for name in answer.breakdowns]
    columns += [Column(name, is_number=True) for name in answer.measures]
    rows = tuple(
        Row(
            cells=(
                *(Cell(label_of(answer.labels, name, member)) for name, member in answer.members(row).items()),
                *(Cell(value or _("skjult"), withheld=not value) for value in row[width:]),
            )
        )
        for row in answer.rows[:FIRST_ROWS]
    )
    return Table(
        caption=_("De første rækker, som kilden skriver dem"), columns=tuple(columns), rows=rows, is_cards=False
    )
