"""Notes on the time axis."""

from datetime import date

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.explore.models import NoteKind, TimelineNote
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


@transaction.atomic
def add_note(*, by: User, unit: Unit, happened_on: date, kind: NoteKind, text: str) -> TimelineNote:
    """Write down what happened to a unit, and so to all below it, on a day."""
    require(by, Permission.NOTE_EDIT, on=unit)
    note = TimelineNote.objects.create(unit=unit, happened_on=happened_on, kind=kind, text=text.strip(), written_by=by)
    record("note.added", subject=note, by=by, unit_code=unit.code)
    return note


@transaction.atomic
def edit_note(*, by: User, note: TimelineNote, happened_on: date, kind: NoteKind, text: str) -> TimelineNote:
    """Put a note right; what it said before stays in the log."""
    require(by, Permission.NOTE_EDIT, on=note.unit)
    found = TimelineNote.objects.select_for_update().get(pk=note.pk)
    before = {"happened_on": found.happened_on.isoformat(), "kind": found.kind, "text": found.text}
    found.happened_on, found.kind, found.text = happened_on, kind, text.strip()
    found.save(update_fields=["happened_on", "kind", "text"])
    record("note.edited", subject=found, by=by, unit_code=note.unit.code, detail={"before": before})
    return found


@transaction.atomic
def remove_note(*, by: User, note: TimelineNote) -> None:
    """Take a note off the time axis; what it said stays in the log."""
    require(by, Permission.NOTE_EDIT, on=note.unit)
    said = {"happened_on": note.happened_on.isoformat(), "kind": note.kind, "text": note.text}
    record("note.removed", subject=note, by=by, unit_code=note.unit.code, detail={"before": said})
    note.delete()
