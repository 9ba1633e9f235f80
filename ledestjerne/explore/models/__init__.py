"""What is kept of an exploration: packages of frozen slices, and what happened meanwhile."""

from ledestjerne.explore.models.note import NoteKind, TimelineNote
from ledestjerne.explore.models.package import DataPackage, PackageFigure, PackageItem

__all__ = ["DataPackage", "NoteKind", "PackageFigure", "PackageItem", "TimelineNote"]
