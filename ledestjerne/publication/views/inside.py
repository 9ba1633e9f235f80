"""The pages of those who publish: what is out, what would go out, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import trail
from ledestjerne.base.time import now, today
from ledestjerne.followup import reads as followup
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs
from ledestjerne.publication import reads, writes
from ledestjerne.publication.forms import PublishForm, RevokeForm
from ledestjerne.publication.models import Edition
from ledestjerne.publication.preview import preview_of
from ledestjerne.publication.wording import shown_figures


@page(needs(Permission.PLAN_READ))
def edition_list(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit has published, and the plans that can be."""
    user = signed_in(request)
    unit = organisation.unit_for(user, Permission.PLAN_READ, code=code, on=today())
    may_publish = may(user, Permission.EDITION_PUBLISH, on=unit)
    return render(request, "publication/edition_list.html", {
        "unit": unit, "shelves": reads.editions_of(unit), "trail": trail_to(unit, here=_("Udgaver")),
        "plans": reads.with_newest(reads.publishable_plans(unit)) if may_publish else [],
        "may_revoke": may(user, Permission.EDITION_REVOKE, on=unit),
    })  # fmt: skip


@page(needs(Permission.EDITION_PUBLISH), methods=("GET", "HEAD", "POST"))
def edition_publish(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Show what will be public and what to look at; then publish it."""
    user = signed_in(request)
    unit = organisation.unit_for(user, Permission.EDITION_PUBLISH, code=code, on=today())
    plan = followup.plan_for(user, code=unit.code, year=year, on=today())
    if plan.state not in reads.PUBLISHABLE:
        raise Http404
    preview = preview_of(plan, on=today())
    form = PublishForm(request.POST if request.method == "POST" else None, preview=preview)
    if request.method == "POST" and form.is_valid():
        try:
            edition = writes.publish_edition(plan=plan, by=user, at=now(), **form.cleaned_data)
        except writes.NothingChangedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(number)d. udgave er offentliggjort.") % {"number": edition.number})
            return redirect("publication:edition-list", unit.code)
    return render(request, "publication/edition_publish.html", {
        "preview": preview, "form": form, "unit": unit, "figures": shown_figures(preview.content),
        "trail": trail_to(unit, (_("Udgaver"), list_address(unit)), here=_("Offentliggør")),
    }, status=422 if form.errors else 200)  # fmt: skip


@page(needs(Permission.EDITION_REVOKE), methods=("GET", "HEAD", "POST"))
def edition_revoke(request: HttpRequest, code: str, edition_id: int) -> HttpResponse:
    """Ask why, and take the edition off the public pages."""
    user = signed_in(request)
    unit = organisation.unit_for(user, Permission.EDITION_REVOKE, code=code, on=today())
    edition = Edition.objects.visible_to(user, on=today()).filter(unit=unit, pk=edition_id, revoked_at=None).first()
    if edition is None:
        raise Http404
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        writes.revoke_edition(edition=edition, by=user, at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("%(number)d. udgave er trukket tilbage.") % {"number": edition.number})
        return redirect("publication:edition-list", unit.code)
    return render(request, "publication/edition_revoke.html", {
        "edition": edition, "form": form, "unit": unit, "list_url": list_address(unit),
        "trail": trail_to(unit, (_("Udgaver"), list_address(unit)), here=_("Træk tilbage")),
    }, status=422 if form.errors else 200)  # fmt: skip


def list_address(unit: Unit) -> str:
    return reverse("publication:edition-list", args=[unit.code])


def trail_to(unit: Unit, *links: tuple[str, str], here: str) -> object:
    """Breadcrumbs from the unit down."""
    return trail((unit.name, reverse("overview:unit-detail", args=[unit.code])), *links, here=here)
