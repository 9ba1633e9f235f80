"""What the installation says about itself: its cookies and the personal data it keeps, read from the code."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.base.parts import Column, Row, Table, Term
from ledestjerne.base.personal import Personal

KINDS = {
    "accounts.user": gettext_lazy("Konto"), "audit.event": gettext_lazy("Log"),
    "accounts.wrongpassword": gettext_lazy("Forkert adgangskode"),
    "organisation.membership": gettext_lazy("Rolle på en enhed"), "facts.delivery": gettext_lazy("Leverance"),
    "facts.problem": gettext_lazy("Fejl i en leverance"), "facts.rememberedmapping": gettext_lazy("Kolonnevalg"),
    "facts.unitname": gettext_lazy("Enhed valgt for et navn"),
    "indicators.frozenresult": gettext_lazy("Fastfrosset tal"), "indicators.target": gettext_lazy("Mål"),
    "indicators.shownfrom": gettext_lazy("Grænse for skjulte grupper"),
    "followup.finding": gettext_lazy("Fund"), "followup.plan": gettext_lazy("Opfølgningsplan"),
    "followup.planrow": gettext_lazy("Række i planen"), "followup.initiative": gettext_lazy("Indsats"),
    "followup.initiativeowner": gettext_lazy("Ansvarlig for en indsats"), "publication.edition": gettext_lazy("Udgave"),
    "followup.commitment": gettext_lazy("Tilbagevendende aftale"), "followup.commitmentrecord": gettext_lazy("Afholdt aftale"),
    "followup.effectcheck": gettext_lazy("Måling af en virkning"),
    "hours.publishedhours": gettext_lazy("Ministeriets tal for de 26 timer"),
    "feeds.feed": gettext_lazy("Offentlig kilde"), "feeds.feedrun": gettext_lazy("Hentning fra offentlig kilde"),
    "indicators.share": gettext_lazy("Deling med netværk"), "networks.joinrequest": gettext_lazy("Spørgsmål om medlemskab"),
    "explore.datapackage": gettext_lazy("Datapakke"), "explore.timelinenote": gettext_lazy("Note på tidsaksen"),
}  # fmt: skip
FIELDS = {
    "user": gettext_lazy("person"), "password": gettext_lazy("adgangskode"), "report": gettext_lazy("rapport"),
    "by_id": gettext_lazy("brugerens nummer"), "by_name": gettext_lazy("brugerens navn"),
    "detail": gettext_lazy("detaljer"), "received_by": gettext_lazy("modtaget fra"),
    "decided_by": gettext_lazy("afgjort af"), "withdrawn_by": gettext_lazy("trukket tilbage af"),
    "made_by": gettext_lazy("lavet af"), "frozen_by": gettext_lazy("fastfrosset af"),
    "set_by": gettext_lazy("sat af"), "adopted_by": gettext_lazy("vedtaget af"),
    "what": gettext_lazy("hvad der er galt"), "created_by": gettext_lazy("oprettet af"),
    "responsible": gettext_lazy("ansvarlig"), "owner": gettext_lazy("ansvarlig"),
    "done_by": gettext_lazy("gjort af"), "noted_by": gettext_lazy("skrevet ind af"),
    "written_by": gettext_lazy("skrevet af"), "asked_by": gettext_lazy("spurgt af"),
    "started_by": gettext_lazy("begyndt af"), "ended_by": gettext_lazy("afsluttet af"),
}  # fmt: skip


def cookies() -> list[Term]:
    """The cookies of those who log in, under the names they have here."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    return [
        Term(
            name=settings.SESSION_COOKIE_NAME,
            text=_("Husker, at du er logget ind. Slettes efter %(hours)s timer, eller når du logger ud.")
            % {"hours": hours},
        ),
        Term(name=settings.CSRF_COOKIE_NAME, text=_("Sikrer, at formularer kun kan sendes fra disse sider.")),
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
        found += [
            (f"{kind_words(model)}: {field_words(field)}", declared[field.name])
            for field in model._meta.fields
            if field.name in declared
        ]
    return found


def kind_words(model: type[models.Model]) -> str:
    """The kind of thing in Danish, as in the glossary."""
    return str(KINDS.get(model._meta.label_lower, capfirst(str(model._meta.verbose_name))))


def field_words(field: "models.Field[object, object]") -> str:
    return str(FIELDS.get(field.name, field.verbose_name))
