"""The words a frozen figure is published with; a later release may speak otherwise, the edition does not."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

UNITS = {"percent": "%", "hours": _("timer"), "score": _("af 5")}
HIDDEN = {
    "few": _("Skjult, fordi gruppen er så lille, at enkelte personer kunne genkendes."),
    "withheld": _("Tilbageholdt af kilden."),
    "schools": _("Skjult, fordi færre end tre institutioner står bag tallet."),
    "no_basis": _("Der er intet grundlag for tallet."),
}
MARKS = {
    "break": _("Databrud: Tallet kan ikke sammenlignes med året før."),
    "estimated": _("Tallet er et lokalt skøn."),
    "incomplete": _("Perioden er ikke afsluttet i kilden."),
    "running": _("Skoleåret var i gang, da tallet blev gjort op."),
    "summed": _("Tallet er lagt sammen af flere trykte tal."),
    "parts_withheld": _("Dele af tallet mangler, fordi kilden har tilbageholdt dem."),
    "outlier": _("Tallet er usædvanligt og gengivet, som det er trykt."),
}
PARTS = {
    "men": _("Mænd"), "women": _("Kvinder"), "danish": _("Dansk oprindelse"), "immigrant": _("Indvandrere"),
    "descendant": _("Efterkommere"), "gymnasial": _("Gymnasial uddannelse"),
    "basic_course": _("Erhvervsuddannelsens grundforløb"), "vocational": _("Erhvervsuddannelse"),
}  # fmt: skip


def measured_in(unit_of_measure: str) -> str:
    return str(UNITS.get(unit_of_measure, ""))


def hidden_words(reason: str) -> str:
    """Why there is no number; empty for a figure that is shown."""
    return str(HIDDEN[reason]) if reason else ""


def mark_words(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(MARKS[mark]) for mark in marks)


def breakdown_words(breakdown: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The part of a breakdown a figure is about, as (dimension, member in words)."""
    return tuple((name, str(PARTS.get(member, member))) for name, member in sorted(breakdown.items()))
