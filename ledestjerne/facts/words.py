"""Facts in words, for pages and forms."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.facts.unit_changes import ChangeKind, UnitChange


def change_text(change: UnitChange) -> str:
    """A proposed change of the tree in one line."""
    told = {
        "code": change.code, "name": change.name, "before": change.before, "into": change.into,
        "day": date_format(change.on) if change.on else "",
    }  # fmt: skip
    return TEXTS[change.kind]() % told


TEXTS: dict[ChangeKind, Callable[[], str]] = {
    ChangeKind.NEW: lambda: "%(code)s %(name)s",
    ChangeKind.RENAMED: lambda: "%(code)s: %(before)s → %(name)s",
    ChangeKind.MERGED: lambda: _("%(code)s %(name)s er lagt sammen med %(into)s fra %(day)s"),
    ChangeKind.CLOSED: lambda: _("%(code)s %(name)s er nedlagt fra %(day)s"),
    ChangeKind.PERHAPS_MERGED: lambda: _("%(code)s %(name)s: lagt sammen med %(into)s fra %(day)s?"),
    ChangeKind.GONE: lambda: _("%(code)s %(name)s: nedlagt fra %(day)s?"),
}
