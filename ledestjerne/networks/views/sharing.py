"""What an institution shares, with whom, and what the others then see."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Sure
from ledestjerne.base.time import now, today
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.vocabulary import Dimension
from ledestjerne.networks import forms, reads, screens, writes
from ledestjerne.networks.models import Side
from ledestjerne.networks.reads import Offered
from ledestjerne.networks.views.shared import BOTH, UNPROCESSABLE, deciding_for, trail_to
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level, Unit, UnitQuerySet
from ledestjerne.organisation.permissions import needs

EVERYTHING = "alt"


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def sharing_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The networks an institution is in, what it shares with each, who has asked, and a form to ask to be in one."""
    institution = deciding_for(request, code, level=Level.INSTITUTION)
    networks = organisation.networks_of(institution, on=today())
    open_to_ask = others(institution, networks)
    form = forms.JoinForm(sent(request), networks=open_to_ask)
    if request.method == "POST" and form.is_valid():
        network = form.cleaned_data["network"]
        writes.ask_to_join(
            by=signed_in(request), network=network, institution=institution, side=Side.INSTITUTION, at=now()
        )
        messages.success(request, _("%(network)s er spurgt.") % {"network": network})
        return redirect("networks:sharing-detail", institution.code)
    shown = {
        "unit": institution,
        "networks": [(each, len(reads.shared_with(institution, each))) for each in networks],
        "to_answer": reads.requests_to(institution),
        "asked": reads.requests_from(institution),
        "form": form if open_to_ask.exists() else None,
        "trail": trail_to(institution),
    }
    return render(request, "networks/sharing_detail.html", shown, status=UNPROCESSABLE if form.errors else 200)


def others(institution: Unit, networks: UnitQuerySet) -> UnitQuerySet:
    """The networks there are that the institution is neither a member nor a part of."""
    inside = Unit.objects.above(institution, on=today())
    every = Unit.objects.filter(level=Level.NETWORK).exclude(ends_on__lt=today()).in_danish_order()
    return every.exclude(pk__in=networks.values("pk")).exclude(pk__in=inside.values("pk"))


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def share_edit(request: HttpRequest, code: str, network: str) -> HttpResponse:
    """Choose what to share, see just what the others will see, and save."""
    institution, place = both_of(request, code, network)
    shared = reads.shared_with(institution, place)
    offered = reads.offered_by(institution, keep=shared, basis=indicators.basis_now())
    chosen = quick_choice(request.GET.get("vaelg", ""), offered) or sorted(shared)
    form = forms.ShareForm(sent(request), choices=choices_of(offered), chosen=chosen)
    picked = form.cleaned_data["indicators"] if form.is_bound and form.is_valid() else chosen
    if form.is_bound and form.is_valid() and "gem" in request.POST:
        writes.choose_shares(by=signed_in(request), institution=institution, network=place, indicators=picked, at=now())
        messages.success(request, _("Gemt. De andre ser det nu, som det står her."))
        return redirect("networks:share-edit", institution.code, place.code)
    shown = {
        "unit": institution,
        "network": place,
        "form": form,
        "has_any": bool(offered),
        "is_sharing": bool(shared),
        "is_saved": set(picked) == set(shared),
        "preview": screens.preview(each for each in offered if each.definition.key in set(picked)),
        "quick": quick_links(offered),
        "others": organisation.institutions_in(place, on=today()).exclude(pk=institution.pk),
        "trail": trail_to(institution, here=_("Det, vi deler med %(network)s") % {"network": place.name}),
    }
    return render(request, "networks/share_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def share_stop(request: HttpRequest, code: str, network: str) -> HttpResponse:
    """Stop sharing anything with a network, and stay a member."""
    institution, place = both_of(request, code, network)
    if request.method == "POST":
        writes.choose_shares(by=signed_in(request), institution=institution, network=place, indicators=(), at=now())
        messages.success(request, _("I deler ikke længere noget med %(network)s.") % {"network": place})
        return redirect("networks:sharing-detail", institution.code)
    sure = Sure(
        _("Hold op med at dele?"), place.name,
        _("De andre kan med det samme ikke længere se jeres tal. I er stadig medlem."), _("Hold op med at dele"),
        reverse("networks:share-edit", args=[institution.code, place.code]),
    )  # fmt: skip
    shown = {"unit": institution, "sure": sure, "trail": trail_to(institution, here=sure.action)}
    return render(request, "sure.html", shown)


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def network_leave(request: HttpRequest, code: str, network: str) -> HttpResponse:
    """Leave a network; all sharing ends with it."""
    institution, place = both_of(request, code, network)
    if request.method == "POST":
        writes.leave(by=signed_in(request), institution=institution, network=place, at=now())
        messages.success(request, _("I er ikke længere medlem af %(network)s.") % {"network": place})
        return redirect("networks:sharing-detail", institution.code)
    sure = Sure(
        _("Forlad netværket?"), place.name,
        _("I holder straks op med at dele med netværket og kan ikke længere se de andres tal."),
        _("Forlad netværket"), reverse("networks:sharing-detail", args=[institution.code]),
    )  # fmt: skip
    shown = {"unit": institution, "sure": sure, "trail": trail_to(institution, here=sure.action)}
    return render(request, "sure.html", shown)


def both_of(request: HttpRequest, code: str, network: str) -> tuple[Unit, Unit]:
    """The institution the reader answers for, and a network it is in; else Http404."""
    institution = deciding_for(request, code, level=Level.INSTITUTION)
    return institution, get_object_or_404(organisation.networks_of(institution, on=today()), code=network)


def choices_of(offered: Sequence[Offered]) -> forms.Choices:
    """The indicators under their dimensions, each with its newest figure."""
    return [
        (str(name), found)
        for dimension, name in indicators.DIMENSIONS.items()
        if (found := [(each.definition.key, screens.offer_words(each))
                      for each in offered if each.definition.dimension is dimension])
    ]  # fmt: skip


def quick_choice(wanted: str, offered: Sequence[Offered]) -> list[str]:
    """What one quick choice marks: everything, or a whole dimension; nothing is saved by it."""
    return [each.definition.key for each in offered if wanted in (EVERYTHING, each.definition.dimension.value)]


def quick_links(offered: Sequence[Offered]) -> list[tuple[str, str]]:
    there = {each.definition.dimension for each in offered}
    named = [(each.value, str(indicators.DIMENSIONS[each])) for each in Dimension if each in there]
    return [(EVERYTHING, _("Alt")), *named]
