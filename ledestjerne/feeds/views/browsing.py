"""Pages for choosing: from subjects down to measures and breakdowns, a look at the first rows, and save."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import fleeting, page
from ledestjerne.base.parts import Link
from ledestjerne.base.time import now
from ledestjerne.feeds import asked, forms, screens, sources, writes
from ledestjerne.feeds.clients.faults import SourceError
from ledestjerne.feeds.clients.queries import StatbankQuery, UddstatQuery
from ledestjerne.feeds.clients.statbank import Statbank
from ledestjerne.feeds.clients.uddstat import Uddstat
from ledestjerne.feeds.models import Feed
from ledestjerne.feeds.overdetail import OverDetailedError
from ledestjerne.feeds.rhythm import Rhythm
from ledestjerne.feeds.views.shared import BOTH, trail_of, unit_of
from ledestjerne.feeds.words import sentence, told
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import needs

NAMES = {kind.value: kind.label for kind in (Feed.Kind.UDDSTAT, Feed.Kind.STATBANK)}


@page(needs(Permission.DELIVERY_ACCEPT))
def uddstat_browse(request: HttpRequest, code: str) -> HttpResponse:
    """Walk the catalogue of Uddannelsesstatistik down to a cube, and choose in it."""
    unit = unit_of(request, code)
    shown = {"unit": unit, "trail": trail_of(request, unit, here=_("Uddannelsesstatistik")), "given": request.GET}
    try:
        shown |= uddstat_step(request.GET, sources.uddstat(is_waited_for=True))
    except SourceError as error:
        shown["fault"] = told(error)
    return fleeting(render(request, "feeds/uddstat_browse.html", shown))


def uddstat_step(given: QueryDict, bank: Uddstat) -> dict[str, object]:
    """The links of the next step, or the form of the cube that was reached."""
    area, topic, subtopic = (given.get(name, "") for name in (asked.AREA, asked.TOPIC, asked.SUBTOPIC))
    if subtopic:
        return {"form": uddstat_form(given, bank), "here": " › ".join((area, topic, subtopic))}
    entries = bank.catalogue(area=area, topic=topic)
    parts = {asked.AREA: area, asked.TOPIC: topic}
    name = next(name for name, value in {**parts, asked.SUBTOPIC: ""}.items() if not value)
    links = [Link(label=each.name, url=asked.step(**{**parts, name: each.code})) for each in entries]
    return {"links": links, "here": " › ".join(part for part in (area, topic) if part)}


def uddstat_form(given: QueryDict, bank: Uddstat) -> forms.UddstatForm:
    area, topic, subtopic = (given.get(name, "") for name in (asked.AREA, asked.TOPIC, asked.SUBTOPIC))
    cube = bank.cube(area=area, topic=topic, subtopic=subtopic)
    opened = given.get(asked.OPEN, "")
    members = bank.members(area=area, topic=topic, subtopic=subtopic, breakdown=opened) if opened else ()
    filters = forms.filter_choices(opened, members, chosen=given.getlist(asked.FILTERS))
    initial = {name: given.getlist(name) for name in (asked.MEASURES, asked.BREAKDOWNS, asked.FILTERS)}
    return forms.UddstatForm(cube=cube, filters=filters, initial={**initial, asked.OPEN: opened})


@page(needs(Permission.DELIVERY_ACCEPT))
def statbank_browse(request: HttpRequest, code: str) -> HttpResponse:
    """Walk the subjects of StatBank down to a table, and choose in it."""
    unit = unit_of(request, code)
    shown = {"unit": unit, "trail": trail_of(request, unit, here=_("Statistikbanken")), "given": request.GET}
    try:
        shown |= statbank_step(request.GET, sources.statbank(is_waited_for=True))
    except SourceError as error:
        shown["fault"] = told(error)
    return fleeting(render(request, "feeds/statbank_browse.html", shown))


def statbank_step(given: QueryDict, bank: Statbank) -> dict[str, object]:
    """The links of the next step, or the form of the table that was reached."""
    if table := given.get(asked.TABLE, ""):
        info = bank.table(table=table)
        initial = {name: given.getlist(name) for name in given if name.startswith(asked.VALUES)}
        return {"form": forms.StatbankForm(info=info, initial=initial), "here": f"{info.id}: {info.text}"}
    subject = given.get(asked.TOPIC, "")
    subjects = bank.subjects(below=subject)
    if subjects:
        return {"links": [Link(label=each.name, url=asked.step(emne=each.id)) for each in subjects]}
    tables = bank.tables(subject=subject)
    return {
        "links": [Link(label=f"{each.id}: {each.text} ({each.first}–{each.latest})", url=asked.step(tabel=each.id))
                  for each in tables]
    }  # fmt: skip


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def query_preview(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The first rows of a question, or why it is refused; then save it."""
    unit = unit_of(request, code)
    if kind not in NAMES:
        raise Http404
    back = reverse(f"feeds:{kind}-browse", args=[unit.code]) + "?" + request.GET.urlencode()
    query, shown = looked_at(kind, request.GET)
    is_refused = "refusals" in shown
    form = forms.SaveForm(sent(request), initial={"title": title_for(query)})
    if request.method == "POST" and query and not is_refused and form.is_valid():
        return saved(request, unit, query, form)
    shown |= {
        "unit": unit, "form": form, "back": back, "terms": list(screens.asked_terms(query)) if query else [],
        "trail": trail_of(request, unit, Link(label=str(NAMES[kind]), url=back), here=_("De første rækker")),
    }  # fmt: skip
    return fleeting(render(request, "feeds/query_preview.html", shown, status=422 if form.errors else 200))


def looked_at(kind: str, given: QueryDict) -> tuple[UddstatQuery | StatbankQuery | None, dict[str, object]]:
    """The question and what the page shows of its answer: rows, or the sentences that refuse it."""
    query: UddstatQuery | StatbankQuery | None = None
    try:
        query = asked.uddstat_asked(given) if kind == "uddstat" else statbank_question(given)
        if query is None:
            return None, {"refusals": [_("Vælg mindst ét nøgletal, før rækkerne kan vises.")]}
        looked = sources.look(query)
    except OverDetailedError as error:
        return query, {"refusals": [sentence(objection) for objection in error.objections]}
    except SourceError as error:
        return query, {"refusals": [told(error)]}
    return query, {"rows": screens.first_rows(looked.answer), "looked": looked, "count": len(looked.answer.rows)}


def statbank_question(given: QueryDict) -> StatbankQuery | None:
    query = asked.statbank_asked(given)
    if query is None:
        return None
    info = sources.statbank(is_waited_for=True).table(table=query.table)
    return query.model_copy(update={"values": forms.written_out(query.values, info=info)})


def title_for(query: UddstatQuery | StatbankQuery | None) -> str:
    match query:
        case UddstatQuery():
            return ", ".join(query.measures)[:200]
        case StatbankQuery():
            return query.table
        case None:
            return ""


def saved(request: HttpRequest, unit: Unit, query: UddstatQuery | StatbankQuery, form: forms.SaveForm) -> HttpResponse:
    data = form.cleaned_data
    feed = writes.save_feed(
        unit=unit, title=data["title"], query=query, rhythm=Rhythm(data["rhythm"]), by=signed_in(request), at=now()
    )
    return redirect("feeds:feed-detail", feed.pk)
