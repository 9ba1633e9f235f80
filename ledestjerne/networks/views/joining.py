"""Who is in a network: asked by one side, answered by the other."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
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
from ledestjerne.networks import forms, reads, writes
from ledestjerne.networks.models import Side
from ledestjerne.networks.views.shared import BOTH, UNPROCESSABLE, deciding_for, trail_to
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import needs


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def member_list(request: HttpRequest, code: str) -> HttpResponse:
    """The members of a network, who waits for an answer, and a form to invite one more."""
    network = deciding_for(request, code, level=Level.NETWORK)
    form = forms.InviteForm(sent(request))
    if request.method == "POST" and form.is_valid() and invited(request, network, form):
        return redirect("networks:member-list", network.code)
    shown = {
        "unit": network,
        "form": form,
        "members": organisation.institutions_in(network, on=today()),
        "to_answer": reads.requests_to(network),
        "asked": reads.requests_from(network),
        "trail": trail_to(network, here=_("Medlemmer")),
    }
    return render(request, "networks/member_list.html", shown, status=UNPROCESSABLE if form.errors else 200)


def invited(request: HttpRequest, network: Unit, form: forms.InviteForm) -> bool:
    institution = form.cleaned_data["code"]
    try:
        writes.ask_to_join(by=signed_in(request), network=network, institution=institution, side=Side.NETWORK, at=now())
    except ValidationError as error:
        form.add_error("code", error.messages)
        return False
    messages.success(request, _("%(unit)s er spurgt og svarer selv.") % {"unit": institution})
    return True


@page(needs(Permission.NETWORK_EDIT), methods=BOTH)
def member_remove(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """End a membership for the network; all sharing ends with it."""
    network = deciding_for(request, code, level=Level.NETWORK)
    member = get_object_or_404(organisation.institutions_in(network, on=today()), code=institution)
    if request.method == "POST":
        writes.leave(by=signed_in(request), institution=member, network=network, at=now())
        messages.success(request, _("%(unit)s er ikke længere medlem.") % {"unit": member})
        return redirect("networks:member-list", network.code)
    back = reverse("networks:member-list", args=[network.code])
    sure = Sure(
        _("Tag en institution ud af netværket?"), member.name,
        _("Institutionen holder straks op med at dele med netværket og kan ikke længere se de andres tal."),
        _("Tag den ud"), back,
    )  # fmt: skip
    shown = {"unit": network, "sure": sure, "trail": trail_to(network, (_("Medlemmer"), back), here=member.name)}
    return render(request, "sure.html", shown)


@page(needs(Permission.NETWORK_EDIT), methods=("POST",))
def request_answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Yes or no, from the side that was asked."""
    asked = reads.request_for(signed_in(request), request_id, on=today())
    answer = request.POST.get("svar")
    if answer not in ("ja", "nej"):
        raise BadRequest(answer)
    if answer == "ja":
        writes.accept_request(by=signed_in(request), request=asked, at=now())
        text = _("%(unit)s er nu medlem af %(network)s. Der deles ingenting, før institutionen selv vælger det.")
    else:
        writes.decline_request(by=signed_in(request), request=asked, at=now())
        text = _("Der er sagt nej: %(unit)s er ikke medlem af %(network)s.")
    messages.success(request, text % {"unit": asked.institution, "network": asked.network})
    return redirect_to(asked.answerer)


@page(needs(Permission.NETWORK_EDIT), methods=("POST",))
def request_withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take a question back."""
    asked = reads.request_for(signed_in(request), request_id, on=today(), as_asker=True)
    writes.withdraw_request(by=signed_in(request), request=asked, at=now())
    messages.success(request, _("Spørgsmålet er trukket tilbage."))
    return redirect_to(asked.asker)


def redirect_to(unit: Unit) -> HttpResponse:
    page_of = "networks:sharing-detail" if unit.level == Level.INSTITUTION else "networks:member-list"
    return redirect(page_of, unit.code)
