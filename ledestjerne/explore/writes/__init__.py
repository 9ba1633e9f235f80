"""Everything that changes packages and notes."""

from ledestjerne.explore.writes.note import add_note, edit_note, remove_note
from ledestjerne.explore.writes.package import (
    CannotKeepError,
    add_item,
    create_package,
    edit_package,
    move_item,
    remove_item,
    remove_package,
)

__all__ = [
    "CannotKeepError", "add_item", "add_note", "create_package", "edit_note", "edit_package", "move_item",
    "remove_item", "remove_note", "remove_package",
]  # fmt: skip
