"""Pages about the tree of units and the people in it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import fleeting, page
from ledestjerne.base.parts import trail
from ledestjerne.base.time import today
from ledestjerne.organisation import forms, reads, writes
from ledestjerne.organisation.models import Level, Membership, Unit, UnitQuerySet
from ledestjerne.organisation.permissions import may, needs, runs_installation

BOTH = ("GET", "HEAD", "POST")
TOO_MUCH = gettext_lazy("Den rolle har rettigheder, du ikke selv har her. Bed en systemadministrator om det.")


@page(needs(Permission.UNIT_READ))
def unit_tree(request: HttpRequest, code: str) -> HttpResponse:
    """The unit, everything below it, and its history."""
    user, day = signed_in(request), today()
    unit = reads.unit_for(user, Permission.UNIT_READ, code=code, on=day)
    shown = {
        "unit": unit,
        "trail": reads.trail_to(unit, reader=signed_in(request), on=day),
        "branches": reads.tree_below(unit, on=day),
        "history": reads.history_of(unit),
        "may_edit": may(user, Permission.UNIT_EDIT, on=unit),
        "may_edit_members": may(user, Permission.MEMBER_EDIT, on=unit),
        "may_edit_tops": unit.level == Level.NATION and runs_installation(user),
    }
    return render(request, "organisation/unit_tree.html", shown)


@page(needs(Permission.TOP_EDIT), methods=BOTH)
def top_list(request: HttpRequest) -> HttpResponse:
    """The units that stand by themselves, and a form to add one with its administrator."""
    if not runs_installation(signed_in(request)):
        raise Http404
    form = forms.TopForm(sent(request))
    if request.method == "POST" and form.is_valid() and added(request, form):
        return redirect("organisation:top-list")
    shown = {"tops": reads.tops(on=today()), "form": form, "trail": trail(here=_("Enheder for sig selv"))}
    return render(request, "organisation/top_list.html", shown, status=422 if form.errors else 200)


def added(request: HttpRequest, form: forms.TopForm) -> bool:
    data = form.cleaned_data
    try:
        unit = writes.add_top_unit(
            by=signed_in(request), unit=form.unit, level=Level(data["level"]), email=data["email"],
            person=data["person"], password=data["password"] or None, on=today(),
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    told = {"unit": unit, "person": data["person"]}
    messages.success(request, _("%(unit)s er oprettet, og %(person)s er systemadministrator.") % told)
    return True


@page(needs(Permission.UNIT_EDIT), methods=BOTH)
def unit_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new unit below this one."""
    parent = editable(request, code)
    form = forms.UnitForm(sent(request), allowed=forms.BELOW[Level(parent.level)])

    def add() -> None:
        values = {**form.cleaned_data, "level": Level(form.cleaned_data["level"])}
        writes.add_unit(by=signed_in(request), parent=parent, **values)

    return form_page(request, parent, form, save=add, title=_("Ny enhed under %(unit)s") % {"unit": parent})


@page(needs(Permission.UNIT_EDIT), methods=BOTH)
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    unit = editable(request, code)
    form = forms.RenameForm(sent(request), initial={"name": unit.name})

    def rename() -> None:
        writes.rename_unit(by=signed_in(request), unit=unit, name=form.cleaned_data["name"])

    return form_page(request, unit, form, save=rename, title=_("Giv %(unit)s et andet navn") % {"unit": unit})


@page(needs(Permission.UNIT_EDIT), methods=BOTH)
def unit_move(request: HttpRequest, code: str) -> HttpResponse:
    unit = editable(request, code)
    form = forms.MoveForm(sent(request), choices=places_for(signed_in(request), unit))

    def move() -> None:
        writes.move_unit(by=signed_in(request), unit=unit, **form.cleaned_data)

    return form_page(request, unit, form, save=move, title=_("Flyt %(unit)s") % {"unit": unit})


@page(needs(Permission.UNIT_EDIT), methods=BOTH)
def unit_merge(request: HttpRequest, code: str) -> HttpResponse:
    unit = editable(request, code)
    same_level = places_for(signed_in(request), unit).filter(level=unit.level)
    form = forms.MergeForm(sent(request), choices=same_level)

    def merge() -> None:
        data = form.cleaned_data
        writes.merge_unit(by=signed_in(request), unit=unit, into=data["parent"], on=data["on"])

    return form_page(request, unit, form, save=merge, title=_("Læg %(unit)s sammen med en anden") % {"unit": unit})


@page(needs(Permission.UNIT_EDIT), methods=BOTH)
def unit_close(request: HttpRequest, code: str) -> HttpResponse:
    unit = editable(request, code)
    form = forms.CloseForm(sent(request))

    def close() -> None:
        writes.close_unit(by=signed_in(request), unit=unit, on=form.cleaned_data["on"])

    return form_page(request, unit, form, save=close, title=_("Nedlæg %(unit)s") % {"unit": unit})


@page(needs(Permission.MEMBER_EDIT), methods=BOTH)
def member_list(request: HttpRequest, code: str) -> HttpResponse:
    """Who has a role on this unit, and a form to give one more."""
    unit = reads.unit_for(signed_in(request), Permission.MEMBER_EDIT, code=code, on=today())
    form = forms.MemberForm(sent(request))
    if request.method == "POST" and form.is_valid() and (made := invited(request, unit, form)):
        if made.user.has_usable_password():
            return redirect("organisation:member-list", unit.code)
        return redirect("organisation:member-link", unit.code, made.pk)
    shown = {
        "unit": unit,
        "form": form,
        "members": reads.members_of(unit),
        "trail": reads.trail_to(unit, reader=signed_in(request), on=today()),
    }
    return render(request, "organisation/member_list.html", shown, status=422 if form.errors else 200)


def invited(request: HttpRequest, unit: Unit, form: forms.MemberForm) -> Membership | None:
    data = form.cleaned_data
    try:
        made = writes.invite_member(
            by=signed_in(request), unit=unit, email=data["email"], name=data["name"], role=Role(data["role"]),
            on=today(),
        )  # fmt: skip
    except PermissionDenied:
        form.add_error("role", TOO_MUCH)
        return None
    messages.success(request, _("%(name)s har nu rollen.") % {"name": data["name"]})
    return made


@page(needs(Permission.MEMBER_EDIT), methods=("POST",))
def member_end(request: HttpRequest, code: str, membership_id: int) -> HttpResponse:
    unit = reads.unit_for(signed_in(request), Permission.MEMBER_EDIT, code=code, on=today())
    membership = get_object_or_404(reads.members_of(unit), pk=membership_id)
    try:
        writes.end_membership(by=signed_in(request), membership=membership, on=today())
    except PermissionDenied:
        messages.error(request, TOO_MUCH)
    else:
        messages.success(request, _("Rollen er taget tilbage."))
    return redirect("organisation:member-list", unit.code)


@page(needs(Permission.MEMBER_EDIT), methods=BOTH)
def member_link(request: HttpRequest, code: str, membership_id: int) -> HttpResponse:
    """A link to choose a password by, shown once to the one who asked for it."""
    unit = reads.unit_for(signed_in(request), Permission.MEMBER_EDIT, code=code, on=today())
    membership = get_object_or_404(reads.members_of(unit), pk=membership_id)
    shown = {"unit": unit, "member": membership, "trail": reads.trail_to(unit, reader=signed_in(request), on=today())}
    if request.method == "POST":
        try:
            link = writes.make_password_link(by=signed_in(request), user=membership.user, on=today())
        except PermissionDenied:
            messages.error(request, TOO_MUCH)
            return redirect("organisation:member-list", unit.code)
        shown |= {"link": request.build_absolute_uri(link), "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)}
    return fleeting(render(request, "organisation/member_link.html", shown))


def editable(request: HttpRequest, code: str) -> Unit:
    return reads.unit_for(signed_in(request), Permission.UNIT_EDIT, code=code, on=today())


def places_for(user: User, unit: Unit) -> UnitQuerySet:
    """The units it may be moved to: where the user may edit, and not at or below itself."""
    below = Unit.objects.below([unit.pk], on=today())
    return Unit.objects.where(user, Permission.UNIT_EDIT, on=today()).exclude(pk__in=below).in_danish_order()


def form_page(request: HttpRequest, unit: Unit, form: Form, *, save: Callable[[], None], title: str) -> HttpResponse:
    """Show a form about a unit; save it and go back to the tree once it is right."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Gemt."))
            return redirect("organisation:unit-tree", unit.code)
    shown = {
        "unit": unit,
        "form": form,
        "title": title,
        "trail": reads.trail_to(unit, reader=signed_in(request), on=today()),
    }
    return render(request, "organisation/unit_form.html", shown, status=422 if form.errors else 200)
