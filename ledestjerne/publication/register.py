"""What the installation says about itself: its cookies and the personal data it keeps, read from the code."""

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledestjerne.base.parts import Column, Row, Table, Term
from ledestjerne.base.personal import Personal


def cookies() -> list[Term]:
    """The cookies of those who log in, under the names they have here."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    return [
        Term(
            name=settings.SESSION_COOKIE_NAME,
            text=_("Husker at du er logget ind. Slettes efter %(hours)s timer, eller når du logger ud.")
            % {"hours": hours},
        ),
        Term(name=settings.CSRF_COOKIE_NAME, text=_("Sikrer at formularer kun kan sendes fra disse sider.")),
    ]


def personal_data() -> Table:
    """Every field that tells of a person: where it stands, why it is kept and until when."""
    rows = [Row.of(where, kept.why, kept.kept) for where, kept in sorted(personal_fields(), key=lambda each: each[0])]
    return Table(
        caption=_("Oplysninger om personer"),
        columns=(Column(_("Oplysning")), Column(_("Hvorfor")), Column(_("Hvor længe"))),
        rows=tuple(rows),
    )


def personal_fields() -> list[tuple[str, Personal]]:
    found = []
    for model in apps.get_models():
        declared: dict[str, Personal] = getattr(model, "PERSONAL", {})
        kind = capfirst(str(model._meta.verbose_name))
        found += [
            (f"{kind}: {field.verbose_name}", declared[field.name])
            for field in model._meta.fields
            if field.name in declared
        ]
    return found
