"""The notes of a unit's time axis."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Sure
from ledestjerne.base.time import today
from ledestjerne.explore import forms, reads, writes
from ledestjerne.explore.models import NoteKind
from ledestjerne.explore.views.shared import BOTH, UNPROCESSABLE, trail_below, unit_of
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.FIGURE_READ))
def note_list(request: HttpRequest, code: str) -> HttpResponse:
    """What people wrote down for the unit, the newest first."""
    unit = unit_of(request, Permission.FIGURE_READ, code)
    shown = {
        "unit": unit,
        "notes": reads.notes_of(unit),
        "may_edit": may(signed_in(request), Permission.NOTE_EDIT, on=unit),
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("Tidslinje")),
    }
    return render(request, "explore/note_list.html", shown)


@page(needs(Permission.NOTE_EDIT), methods=BOTH)
def note_add(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what happened."""
    unit = unit_of(request, Permission.NOTE_EDIT, code)
    form = forms.NoteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        writes.add_note(
            by=signed_in(request), unit=unit, happened_on=given["happened_on"], kind=NoteKind(given["kind"]),
            text=given["text"],
        )  # fmt: skip
        messages.success(request, _("Noten står nu på tidslinjen."))
        return redirect("explore:note-list", unit.code)
    trail = trail_below(request, unit, page="explore:note-list", label=_("Tidslinje"), here=_("Ny note"))
    shown = {"unit": unit, "form": form, "trail": trail, "title": _("Ny note på tidslinjen")}
    return render(request, "explore/note_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.NOTE_EDIT), methods=BOTH)
def note_edit(request: HttpRequest, code: str, note_id: int) -> HttpResponse:
    """Put a note right."""
    unit = unit_of(request, Permission.NOTE_EDIT, code)
    note = reads.note_for(unit, note_id)
    form = forms.NoteForm(sent(request), note=note)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        writes.edit_note(
            by=signed_in(request), note=note, happened_on=given["happened_on"], kind=NoteKind(given["kind"]),
            text=given["text"],
        )  # fmt: skip
        messages.success(request, _("Noten er gemt."))
        return redirect("explore:note-list", unit.code)
    trail = trail_below(request, unit, page="explore:note-list", label=_("Tidslinje"), here=_("Ret noten"))
    shown = {"unit": unit, "form": form, "trail": trail, "title": _("Ret noten"), "note": note}
    return render(request, "explore/note_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.NOTE_EDIT), methods=BOTH)
def note_remove(request: HttpRequest, code: str, note_id: int) -> HttpResponse:
    """Take a note off the time axis."""
    unit = unit_of(request, Permission.NOTE_EDIT, code)
    note = reads.note_for(unit, note_id)
    if request.method == "POST":
        writes.remove_note(by=signed_in(request), note=note)
        messages.success(request, _("Noten er fjernet."))
        return redirect("explore:note-list", unit.code)
    sure = Sure(
        _("Fjern noten?"), note.text, _("Noten forsvinder fra alle tegninger. Hvad der stod, bliver i loggen."),
        _("Fjern noten"), reverse("explore:note-list", args=[unit.code]),
    )  # fmt: skip
    trail = trail_below(request, unit, page="explore:note-list", label=_("Tidslinje"), here=sure.action)
    return render(request, "sure.html", {"unit": unit, "sure": sure, "trail": trail})
