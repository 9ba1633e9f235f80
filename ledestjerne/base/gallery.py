"""Every component with made-up content: the style guide that cannot lie. Shown in development and the demo."""

from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.charts import Bar, DotPoint, Measure, TrendPoint, bar_chart, dot_chart, sparkline, trend_chart
from ledestjerne.base.fields import DanishDateField, DanishDecimalField, FileInput
from ledestjerne.base.pages import anyone, page
from ledestjerne.base.parts import (
    Cell,
    Change,
    Column,
    FigureCard,
    Link,
    Moment,
    Row,
    State,
    Step,
    Tab,
    Table,
    Term,
    Tone,
    trail,
)


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("Indsats"), help_text=_("Skriv kort, hvad der skal gøres."))
    target = DanishDecimalField(label=_("Måltal"), suffix=_("timer"), help_text=_("Fx 26 eller 26,5."))
    due_on = DanishDateField(label=_("Frist"), help_text=_("Fx 1.3.2027."))
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=[("change", _("Skal ændres")), ("keep", _("Skal fastholdes")), ("spread", _("Skal udbredes"))],
        widget=forms.RadioSelect,
    )
    dimension = forms.ChoiceField(
        label=_("Kvalitetsdimension"),
        choices=[("", _("Vælg")), ("a", _("Undervisning og læring")), ("b", _("Trivsel og fællesskab"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("Hvem skal have besked?"),
        choices=[("leader", _("Ledelsen")), ("teachers", _("Lærerne")), ("board", _("Bestyrelsen"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(label=_("Beskrivelse"), widget=forms.Textarea, required=False)
    is_public = forms.BooleanField(label=_("Vis på skolens hjemmeside"), required=False)
    document = forms.FileField(
        label=_("Vælg en fil, eller træk den hertil"),
        widget=FileInput,
        required=False,
        help_text=_("Excel eller CSV, højst 400 MB."),
    )


@page(anyone)
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    shown = ExampleForm()
    wrong = ExampleForm({"wrong-target": "7.8", "wrong-due_on": "i morgen", "wrong-kind": "keep"}, prefix="wrong")
    context = {
        "trail": trail(("Overblik", "#"), ("Nøgletal", "#"), here="Komponenter"),
        "figures": figures(),
        "numbers": NUMBERS,
        "states": STATES,
        "steps": STEPS,
        "tabs": TABS,
        "moments": MOMENTS,
        "terms": TERMS,
        "thread": THREAD,
        "table": siblings_table(),
        "plain_table": refused_rows(),
        "charts": charts(),
        "form": shown,
        "wrong": wrong,
        "page_of": Paginator(range(300), 20).get_page(request.GET.get("page", "4")),
    }
    return render(request, "ui/gallery.html", context)


def figures() -> list[FigureCard]:
    hours = [26.4, 26.1, 25.2, 25.9, 26.2, 25.4, 24.8]
    return [
        FigureCard(
            title="Lærerstyrede timer om ugen", value="24,8", unit="timer", url="#", period="Grundforløb 1 · 2025/26",
            change=Change("0,6 lavere end året før", "downward", Tone.BAD),
            state=State("Under mindstekravet på 26", Tone.BAD), spark=sparkline(hours, goal=26),
        ),
        FigureCard(
            title="Frafald på grundforløbet", value="19,4", unit="%", url="#", period="2025/26",
            change=Change("1,4 procentpoint lavere", "downward", Tone.GOOD),
            state=State("Målet er nået", Tone.GOOD), spark=sparkline([25.2, 24.7, None, 23.1, 21.9, 20.8, 19.4], goal=20),
        ),
        FigureCard(
            title="Elever der begyndte på GF1", value="312", url="#", period="2025/26",
            change=Change("Uændret fra året før"), state=State("Intet mål sat", Tone.NEUTRAL, is_open=True),
            spark=sparkline([290, 301, 322, 308, 315, 312, 312]),
        ),
        FigureCard(
            title="Generel trivsel, eux", url="#", period="2025/26", hidden="Skjult",
            note="Færre end tre elever har svaret, så tallet vises ikke.", state=State("Kan ikke vises", is_open=True),
        ),
    ]  # fmt: skip


def charts() -> list[object]:
    years = [f"{year}/{year + 1}" for year in range(2019, 2026)]
    shares = [0.252, 0.247, None, 0.231, 0.219, 0.208, 0.194]
    points = [
        TrendPoint(
            year, share, None if share is None else share - 0.021, None if share is None else share + 0.023,
            hidden=share is None, break_before=year == "2023/2024", estimated=year == "2025/2026",
        )
        for year, share in zip(years, shares, strict=True)
    ]  # fmt: skip
    nation = dict(zip(years, [0.262, 0.265, 0.259, 0.255, 0.251, 0.247, 0.244], strict=True))
    units = [
        DotPoint("Øst", 0.21, 0.17, 0.26), DotPoint("Aalborg – Teknisk Skole", 0.19, 0.15, 0.23, is_own=True),
        DotPoint("Ærø", None, hidden=True), DotPoint("Business", 0.24, 0.20, 0.29),
    ]  # fmt: skip
    areas = [
        Bar("Omsorg, sundhed og pædagogik", 97), Bar("Kontor, handel og forretningsservice", 64),
        Bar("Fødevarer, jordbrug og oplevelser", None, hidden=True), Bar("Teknologi, byggeri og transport", 128),
    ]  # fmt: skip
    share = Measure.share()
    return [
        trend_chart(points, title="Frafald på grundforløbet", measure=share, goal=0.2, nation=nation),
        dot_chart(units, title="Frafald på skolens afdelinger", measure=share, goal=0.2, parent=0.208),
        bar_chart(areas, title="Begyndt på GF1 efter hovedområde", measure=Measure(unit="elever", decimals=0)),
    ]


def siblings_table() -> Table:
    columns = (
        Column("Afdeling", sort_url="?sort=name", sorted_by="ascending"),
        Column("Elever", is_number=True, sort_url="?sort=pupils"),
        Column("Frafald", is_number=True),
        Column("Status"),
    )
    rows = (
        Row((Cell("Business", url="#"), Cell("412"), Cell("24,0 %"), Cell("", state=State("Over målet", Tone.BAD)))),
        Row((Cell("Gymnasiet", url="#"), Cell("638"), Cell("6,1 %"), Cell("", state=State("Målet nået", Tone.GOOD)))),
        Row((Cell("Teknisk", url="#"), Cell("745"), Cell("19,4 %"), Cell("", state=State("Målet nået", Tone.GOOD))), is_own=True),
        Row((Cell("Ærø", url="#"), Cell("2"), Cell("skjult", withheld=True), Cell("", state=State("Kan ikke vises", is_open=True)))),
    )  # fmt: skip
    return Table("Afdelingerne i alfabetisk orden", columns, rows)


def refused_rows() -> Table:
    columns = tuple(Column(title) for title in ("Ark", "Række", "Kolonne", "Værdi", "Regel"))
    rows = (
        Row.of("Data", "118", "Dato", "20-Oct", "En dato skrives 20.10.2025"),
        Row.of("Data", "204", "Timer", "1.676", "Højst 60 timer om ugen"),
    )
    return Table("Rækker der ikke kunne læses", columns, rows, is_cards=False)


NUMBERS = [
    Term("Rækker læst", "1.489", url="#"), Term("Skjulte celler", "5.513"),
    Term("Institutioner", "76"), Term("Afviste rækker", "0"),
]  # fmt: skip
STATES = [
    State("Kladde", is_open=True), State("Foreslået", Tone.INFO), State("Vedtaget", Tone.GOOD),
    State("Forsinket", Tone.BAD), State("Frist om 14 dage", Tone.WARN), State("Afsluttet"),
]  # fmt: skip
STEPS = [
    Step("Aflever skolens data", "5 filer modtaget og godkendt", "#", "done"),
    Step("Se figurerne", "24 figurer er beregnet", "#", "done"),
    Step("Tag stilling til forslagene", "3 forslag venter på dig", "#", "current"),
    Step("Skriv opfølgningsplanen", "Planen bliver til af de forslag, I vælger"),
    Step("Offentliggør"),
]
TABS = [Tab("Alle", "#", is_current=True, count=24), Tab("Undervisning", "#", count=9), Tab("Trivsel", "#", count=6)]
MOMENTS = [
    Moment("Planen er vedtaget", datetime(2026, 10, 29, 13, 5, tzinfo=UTC), by="Mette Holm, rektor"),
    Moment("Målet er ændret", datetime(2026, 10, 12, 8, 40, tzinfo=UTC), "Jens Åkjær", "Fra 25 til 26 timer."),
    Moment("Planen er begyndt", date(2026, 9, 3), by="Jens Åkjær"),
]
TERMS = [
    Term("Kilde", "Lektionsregistreringer", url="#"), Term("Modtaget", "2. november 2026"),
    Term("Afleveret af", "Jens Åkjær"), Term("Dækker", "1. august 2025 – 31. juli 2026"),
]  # fmt: skip
THREAD = [
    Link("Indsats i planen", "#"), Link("Forslag", "#"), Link("Frosset figur"), Link("Definition", "#"),
    Link("Leverance", "#"), Link("Rækker", "#"),
]  # fmt: skip
