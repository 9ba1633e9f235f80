"""Everything people fill in while exploring."""

from ledestjerne.explore.forms.keeping import ItemForm, PackageForm
from ledestjerne.explore.forms.note import NoteForm
from ledestjerne.explore.forms.slicing import SliceForm

__all__ = ["ItemForm", "NoteForm", "PackageForm", "SliceForm"]
