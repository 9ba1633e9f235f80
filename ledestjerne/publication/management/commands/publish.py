"""ledestjerne publish --unit CODE --year Y"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import now
from ledestjerne.followup.models import Plan
from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import NothingChangedError, PlanNotAdoptedError, publish_edition


@dataclass(frozen=True)
class PublishedEdition:
    """What came out: the edition, its SHA-256 and the addresses of its page and file on the site."""

    edition: int
    unit: str
    year: str
    number: int
    title: str
    hash: str
    published_at: datetime
    address: str
    pdf: str


class Command(Base):
    help = _("Offentliggør en vedtaget plan som ny udgave")
    expected: ClassVar = (NothingChangedError, PlanNotAdoptedError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="CODE", help=_("enhedens kode"))
        parser.add_argument("--year", required=True, metavar="Y", help=_("planens år, fx 2026 eller 2026/2027"))
        parser.add_argument(
            "--show-name", action="append", default=[], metavar="E-MAIL",
            help=_("vis navnet på denne ansvarlige i stedet for funktionen; kan gentages"),
        )  # fmt: skip
        parser.add_argument("--again", action="store_true", help=_("også når planen er uændret siden sidste udgave"))

    def answer(self, **options: Any) -> PublishedEdition:
        year = options["year"].replace("-", "/")
        plan = Plan.objects.filter(unit__code=options["unit"], year=year).select_related("unit").first()
        if plan is None:
            raise ValidationError(_("%(unit)s har ingen plan for %(year)s.") % {"unit": options["unit"], "year": year})
        edition = publish_edition(
            plan=plan, by=User.objects.console(), at=now(), named=keys_of(options["show_name"]),
            even_unchanged=options["again"],
        )  # fmt: skip
        return told_of(edition)

    def told(self, answer: PublishedEdition) -> Iterable[str]:
        yield _("%(title)s, %(number)s. udgave: %(address)s") % {
            "title": answer.title, "number": answer.number, "address": answer.address,
        }  # fmt: skip
        yield _("Kontrolsum (SHA-256): %(hash)s") % {"hash": answer.hash}


def keys_of(emails: list[str]) -> set[int]:
    keys = set()
    for email in emails:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise ValidationError(_("Der er ingen bruger med e-mailen %(email)s.") % {"email": email})
        keys.add(user.pk)
    return keys


def told_of(edition: Edition) -> PublishedEdition:
    place = [edition.unit.code, edition.slug, edition.number]
    return PublishedEdition(
        edition=edition.pk, unit=edition.unit.code, year=edition.year, number=edition.number, title=edition.title,
        hash=edition.digest, published_at=edition.published_at, address=reverse("publication:edition-detail", args=place),
        pdf=reverse("publication:edition-pdf", args=place),
    )  # fmt: skip
