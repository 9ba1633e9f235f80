"""Pages about what is saved: the list, one feed, and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import fleeting, page
from ledestjerne.base.time import now, today
from ledestjerne.facts.reads import known_sources
from ledestjerne.feeds import forms, reads, screens, writes
from ledestjerne.feeds.clients.queries import FileQuery
from ledestjerne.feeds.models import Feed
from ledestjerne.feeds.rhythm import Rhythm
from ledestjerne.feeds.views.shared import BOTH, trail_of, trail_to_list, unit_of
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.DELIVERY_READ))
def feed_list(request: HttpRequest, code: str) -> HttpResponse:
    """What is fetched from public sources for a unit and those below it."""
    unit = unit_of(request, code, Permission.DELIVERY_READ)
    lines = reads.feeds_of(unit, on=today())
    shown = {
        "unit": unit,
        "trail": trail_to_list(request, unit),
        "feeds": screens.feeds_table(lines) if lines else None,
        "failing": [line for line in lines if line.is_failing and line.feed.is_active],
        "may_save": may(signed_in(request), Permission.DELIVERY_ACCEPT, on=unit),
    }
    return render(request, "feeds/feed_list.html", shown)


@page(needs(Permission.DELIVERY_READ))
def feed_detail(request: HttpRequest, feed_id: int) -> HttpResponse:
    """One feed: what it asks for, how it goes, and what can be done."""
    feed = found(request, feed_id, Permission.DELIVERY_READ)
    runs = list(reads.runs_of(feed))
    line = reads.line_of(feed)
    shown = {
        "feed": feed,
        "unit": feed.unit,
        "line": line,
        "state": screens.state_of(feed, line.last),
        "is_running": reads.is_running(feed),
        "is_due": feed.next_run_at is not None and feed.next_run_at <= now(),
        "terms": screens.terms_of(feed),
        "next": screens.moment(feed.next_run_at),
        "good": screens.moment(line.good.ended_at) if line.good else "",
        "runs": screens.runs_table(runs) if runs else None,
        "may_change": may(signed_in(request), Permission.DELIVERY_ACCEPT, on=feed.unit),
        "trail": trail_of(request, feed.unit, here=feed.title),
    }
    return fleeting(render(request, "feeds/feed_detail.html", shown))


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def feed_edit(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Give a feed another name or rhythm."""
    feed = found(request, feed_id, Permission.DELIVERY_ACCEPT)
    form = forms.SaveForm(sent(request), initial={"title": feed.title, "rhythm": feed.rhythm})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writes.change_feed(feed=feed, title=data["title"], rhythm=Rhythm(data["rhythm"]), by=signed_in(request))
        return redirect("feeds:feed-detail", feed.pk)
    shown = {"feed": feed, "form": form, "trail": trail_of(request, feed.unit, here=_("Ret"))}
    return render(request, "feeds/feed_edit.html", shown, status=422 if form.errors else 200)


@page(needs(Permission.DELIVERY_ACCEPT), methods=("POST",))
def feed_run(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Have a feed fetched as soon as a runner is free."""
    feed = found(request, feed_id, Permission.DELIVERY_ACCEPT)
    try:
        writes.ask_for_run(feed=feed, by=signed_in(request), at=now())
        messages.success(request, _("Kilden hentes om et øjeblik. Genindlæs siden for at se, hvordan det gik."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("feeds:feed-detail", feed.pk)


@page(needs(Permission.DELIVERY_ACCEPT), methods=("POST",))
def feed_pause(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Fetch no more for now."""
    feed = found(request, feed_id, Permission.DELIVERY_ACCEPT)
    writes.pause_feed(feed=feed, by=signed_in(request))
    messages.success(request, _("Kilden er sat på pause. Det, der er hentet, gælder stadig."))
    return redirect("feeds:feed-detail", feed.pk)


@page(needs(Permission.DELIVERY_ACCEPT), methods=("POST",))
def feed_resume(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Fetch again, and stand for it."""
    feed = found(request, feed_id, Permission.DELIVERY_ACCEPT)
    writes.resume_feed(feed=feed, by=signed_in(request), at=now())
    messages.success(request, _("Kilden er genoptaget og hentes om et øjeblik. Du står for den fra nu af."))
    return redirect("feeds:feed-detail", feed.pk)


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def file_add(request: HttpRequest, code: str) -> HttpResponse:
    """Fetch a file, such as the register of institutions, from an address."""
    unit = unit_of(request, code)
    kinds = [(source.key, source.title) for source in known_sources()]
    form = forms.FileForm(sent(request), sources=kinds)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        feed = writes.save_feed(
            unit=unit, title=data["title"], rhythm=Rhythm(data["rhythm"]), by=signed_in(request), at=now(),
            query=FileQuery(address=data["address"], source=data["source"]),
        )  # fmt: skip
        return redirect("feeds:feed-detail", feed.pk)
    shown = {"unit": unit, "form": form, "trail": trail_of(request, unit, here=_("Fil på en adresse"))}
    return render(request, "feeds/file_add.html", shown, status=422 if form.errors else 200)


def found(request: HttpRequest, feed_id: int, permission: Permission) -> Feed:
    return reads.feed_for(signed_in(request), permission, number=feed_id, on=today())
