"""Packages of slices: the list, one package, and what is changed in it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.charts import png
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Sure, trail
from ledestjerne.base.time import today
from ledestjerne.explore import forms, kept, package_files, reads, screens, writes
from ledestjerne.explore.models import DataPackage
from ledestjerne.explore.slices import Slice
from ledestjerne.explore.views.shared import BOTH, POST, UNPROCESSABLE, trail_below, unit_of
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.FIGURE_READ))
def package_list(request: HttpRequest, code: str) -> HttpResponse:
    """The unit's packages, the newest first."""
    unit = unit_of(request, Permission.FIGURE_READ, code)
    packages = list(reads.packages_of(unit))
    shown = {
        "unit": unit,
        "table": kept.packages_table(packages) if packages else None,
        "may_edit": may(signed_in(request), Permission.PACKAGE_EDIT, on=unit),
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("Datapakker")),
    }
    return render(request, "explore/package_list.html", shown)


@page(needs(Permission.FIGURE_READ))
def package_detail(request: HttpRequest, code: str, package_id: int) -> HttpResponse:
    """A package: each slice with its figures as they were when it was laid there."""
    unit = unit_of(request, Permission.FIGURE_READ, code)
    package = reads.package_for(unit, package_id)
    found = reads.kept_slices(package, user=signed_in(request), on=today())
    shown = {
        "unit": unit,
        "package": package,
        "slices": [kept.kept_screen(each) for each in found],
        "downloads": [(form.name, key) for key, form in package_files.FORMS.items()] if found else [],
        "may_edit": may(signed_in(request), Permission.PACKAGE_EDIT, on=unit),
        "trail": package_trail(request, unit, package.title),
    }
    return render(request, "explore/package_detail.html", shown)


@page(needs(Permission.FIGURE_READ))
def package_download(request: HttpRequest, code: str, package_id: int, form: str) -> HttpResponse:
    """All slices of a package in one file, with where each figure comes from."""
    unit = unit_of(request, Permission.FIGURE_READ, code)
    package = reads.package_for(unit, package_id)
    if form not in package_files.FORMS:
        raise Http404(form)
    found = reads.kept_slices(package, user=signed_in(request), on=today())
    address = request.build_absolute_uri(reverse("explore:package-detail", args=[unit.code, package.pk]))
    chosen = package_files.FORMS[form]
    content = chosen.write(package_files.Taken(package, found, today(), address))
    return attached(content, kind=chosen.kind, name=f"datapakke-{package.pk}.{form}")


PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@page(needs(Permission.FIGURE_READ))
def item_picture(request: HttpRequest, code: str, package_id: int, item_id: int, form: str) -> HttpResponse:
    """The drawing of one slice in a package, with where its figures come from."""
    unit = unit_of(request, Permission.FIGURE_READ, code)
    item = reads.item_for(reads.package_for(unit, package_id), item_id)
    kept_slices = reads.kept_slices(item.package, user=signed_in(request), on=today())
    found = next(each for each in kept_slices if each.item == item)
    if form not in PICTURES or not found.figures:
        raise Http404(form)
    svg = kept.picture(found)
    return attached(png(svg) if form == "png" else svg.encode(), kind=PICTURES[form], name=f"udsnit-{item.pk}.{form}")


def attached(content: bytes, *, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def package_trail(request: HttpRequest, unit: Unit, here: str) -> object:
    return trail_below(request, unit, page="explore:package-list", label=_("Datapakker"), here=here)


@page(needs(Permission.PACKAGE_EDIT), methods=BOTH)
def package_create(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an empty package."""
    unit = unit_of(request, Permission.PACKAGE_EDIT, code)
    form = forms.PackageForm(sent(request))
    if request.method == "POST" and form.is_valid():
        package = writes.create_package(by=signed_in(request), unit=unit, **form.cleaned_data)
        messages.success(request, _("Pakken er oprettet. Find et udsnit, og læg det i pakken."))
        return redirect("explore:package-detail", unit.code, package.pk)
    shown = {"unit": unit, "form": form, "title": _("Ny datapakke"), "trail": package_trail(request, unit, _("Ny"))}
    return render(request, "explore/package_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.PACKAGE_EDIT), methods=BOTH)
def package_edit(request: HttpRequest, code: str, package_id: int) -> HttpResponse:
    """Change a package's title and introduction."""
    unit = unit_of(request, Permission.PACKAGE_EDIT, code)
    package = reads.package_for(unit, package_id)
    form = forms.PackageForm(sent(request), package=package)
    if request.method == "POST" and form.is_valid():
        writes.edit_package(by=signed_in(request), package=package, **form.cleaned_data)
        messages.success(request, _("Pakken er gemt."))
        return redirect("explore:package-detail", unit.code, package.pk)
    trail = package_trail(request, unit, package.title)
    shown = {"unit": unit, "package": package, "form": form, "title": _("Ret datapakken"), "trail": trail}
    return render(request, "explore/package_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.PACKAGE_EDIT), methods=BOTH)
def package_remove(request: HttpRequest, code: str, package_id: int) -> HttpResponse:
    """Delete a package."""
    unit = unit_of(request, Permission.PACKAGE_EDIT, code)
    package = reads.package_for(unit, package_id)
    if request.method == "POST":
        writes.remove_package(by=signed_in(request), package=package)
        messages.success(request, _("Pakken er slettet."))
        return redirect("explore:package-list", unit.code)
    sure = Sure(
        _("Slet datapakken?"), package.title,
        _("Pakken og dens tekster forsvinder. De fastfrosne tal bliver, for andet kan hvile på dem."),
        _("Slet datapakken"), reverse("explore:package-detail", args=[unit.code, package.pk]),
    )  # fmt: skip
    shown = {"unit": unit, "sure": sure, "trail": package_trail(request, unit, package.title)}
    return render(request, "sure.html", shown)


@page(needs(Permission.PACKAGE_EDIT), methods=BOTH)
def item_add(request: HttpRequest) -> HttpResponse:
    """Lay the slice in the address in a package, an old one or a new one."""
    user, day = signed_in(request), today()
    asked = Slice.of(request.GET)
    found = reads.cut(asked, user=user, on=day)
    homes = reads.homes_of(found.units, user=user, on=day) if found.series else []
    packages = [each for home in homes for each in reads.packages_of(home).select_related("unit")]
    form = forms.ItemForm(sent(request), homes=homes, packages=packages, title=screens.title_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            package = keep_slice(request, found.chosen, form, homes, packages)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Udsnittet ligger nu i pakken, med tallene som de er i dag."))
            return redirect("explore:package-detail", package.unit.code, package.pk)
    title, back = screens.title_of(found), f"{reverse('explore:slice-detail')}?{found.chosen.query}"
    shown = {
        "form": form, "homes": homes, "title": title, "back": back, "trail": trail((title, back), here=_("Læg i datapakke")),
    }  # fmt: skip
    return render(request, "explore/item_add.html", shown, status=UNPROCESSABLE if form.errors else 200)


@transaction.atomic
def keep_slice(
    request: HttpRequest, asked: Slice, form: forms.ItemForm, homes: list[Unit], packages: list[DataPackage]
) -> DataPackage:
    """The package with the slice in it; a new package is not made when the slice cannot be kept."""
    user, given = signed_in(request), form.cleaned_data
    if form.new_home:
        home = next(each for each in homes if each.code == form.new_home)
        package = writes.create_package(by=user, unit=home, title=given["new_title"])
    else:
        package = next(each for each in packages if str(each.pk) == given["place"])
    writes.add_item(by=user, package=package, asked=asked, title=given["title"], note=given["note"], on=today())
    return package


@page(needs(Permission.PACKAGE_EDIT), methods=POST)
def item_move(request: HttpRequest, code: str, package_id: int, item_id: int) -> HttpResponse:
    """Move a slice one place up or down."""
    unit = unit_of(request, Permission.PACKAGE_EDIT, code)
    item = reads.item_for(reads.package_for(unit, package_id), item_id)
    writes.move_item(by=signed_in(request), item=item, up=request.POST.get("vej") == "op")
    return redirect("explore:package-detail", unit.code, package_id)


@page(needs(Permission.PACKAGE_EDIT), methods=POST)
def item_remove(request: HttpRequest, code: str, package_id: int, item_id: int) -> HttpResponse:
    """Take a slice out of its package."""
    unit = unit_of(request, Permission.PACKAGE_EDIT, code)
    item = reads.item_for(reads.package_for(unit, package_id), item_id)
    writes.remove_item(by=signed_in(request), item=item)
    messages.success(request, _("Udsnittet er taget ud af pakken."))
    return redirect("explore:package-detail", unit.code, package_id)
