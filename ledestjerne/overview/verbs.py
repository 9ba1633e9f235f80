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
    "delivery.received": _("Leverance modtaget"),
    "delivery.check_asked": _("Kontrol af leverance sat i gang"),
    "delivery.checked": _("Leverance kontrolleret"),
    "delivery.accepted": _("Leverance godkendt"),
    "delivery.rejected": _("Leverance afvist"),
    "delivery.withdrawn": _("Leverance trukket tilbage"),
    "delivery.units_added": _("Enheder oprettet fra leverance"),
    "mapping.remembered": _("Kolonnernes betydning husket"),
    "result.frozen": _("Tal fastfrosset"),
    "target.set": _("Mål sat"),
    "target.removed": _("Mål fjernet"),
    "finding.proposed": _("Forslag rejst af tallene"),
    "finding.raised": _("Forslag rejst af en person"),
    "finding.accepted": _("Forslag godkendt"),
    "finding.merged": _("Forslag lagt sammen med et andet"),
    "finding.dismissed": _("Forslag afvist"),
    "finding.outdated": _("Forslag forældet af nye tal"),
    "plan.created": _("Plan begyndt"),
    "plan.described": _("Planens titel eller indledning ændret"),
    "plan.proposed": _("Plan foreslået"),
    "plan.returned": _("Plan sendt tilbage"),
    "plan.adopted": _("Plan vedtaget"),
    "plan.closed": _("Plan afsluttet"),
    "row.added": _("Række tilføjet"),
    "row.carried": _("Række ført videre fra sidste plan"),
    "row.edited": _("Række ændret"),
    "row.moved": _("Række flyttet"),
    "row.judged": _("Udbytte af række fortalt"),
    "row.removed": _("Række fjernet"),
    "initiative.added": _("Indsats tilføjet"),
    "initiative.edited": _("Indsats ændret"),
    "initiative.reported": _("Status på indsats fortalt"),
    "initiative.removed": _("Indsats fjernet"),
    "edition.published": _("Udgave offentliggjort"),
    "edition.revoked": _("Udgave trukket tilbage"),
}


def name_of(verb: str) -> str:
    """The Danish name of a verb; a test knows that every verb we record has one."""
    return str(VERBS[verb])
