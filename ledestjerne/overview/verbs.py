"""What each verb of the log is called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "unit.added": _("Enhed oprettet"),
    "unit.renamed": _("Enhed omdøbt"),
    "unit.moved": _("Enhed flyttet"),
    "unit.merged": _("Enhed lagt sammen med en anden"),
    "unit.closed": _("Enhed nedlagt"),
    "member.added": _("Rolle givet"),
    "member.ended": _("Rolle taget tilbage"),
}


def name_of(verb: str) -> str:
    """The Danish name of a verb; a test knows that every verb we record has one."""
    return str(VERBS[verb])
