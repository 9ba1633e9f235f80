"""What has been published."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404

from ledestjerne.followup.models import Plan, PlanState
from ledestjerne.organisation.models import Level, Unit, UnitQuerySet
from ledestjerne.publication.models import Edition

PUBLISHABLE = (PlanState.ADOPTED, PlanState.CLOSED)


@dataclass(frozen=True)
class Shelf:
    """All editions of one plan: that of one unit for one year, newest first."""

    unit: Unit
    year: str
    newest: Edition
    older: tuple[Edition, ...]

    @property
    def slug(self) -> str:
        return self.newest.slug

    @property
    def all(self) -> tuple[Edition, ...]:
        return (self.newest, *self.older)


@dataclass(frozen=True)
class PublicHome:
    """What one unit and the units inside it have published."""

    unit: Unit
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True)
class Published:
    """One edition with those beside it."""

    edition: Edition
    others: tuple[Edition, ...]

    @property
    def is_newest(self) -> bool:
        return all(other.number < self.edition.number for other in self.others)

    @property
    def newest(self) -> Edition:
        return max([self.edition, *self.others], key=lambda edition: edition.number)


def newest_edition(*, unit_code: str, year: str) -> Edition | None:
    return Edition.objects.filter(unit__code=unit_code, year=year).newest_first().first()


def public_home(code: str) -> PublicHome:
    """The shelves of a unit, newest year first. Http404 for an unknown code, or for a part that has published nothing."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Http404
    shelves = shelves_of(Edition.objects.under(code).newest_first().defer("content"))
    if not shelves and unit.level != Level.INSTITUTION:
        raise Http404
    return PublicHome(unit=unit, shelves=tuple(shelves))


def shelves_of(editions: Iterable[Edition]) -> list[Shelf]:
    """Editions, already in order, put on the shelf of their unit and year."""
    shelves = []
    for _key, group in groupby(editions, key=lambda edition: (edition.year, edition.unit_id)):
        newest, *older = group
        shelves.append(Shelf(unit=newest.unit, year=newest.year, newest=newest, older=tuple(older)))
    return shelves


def published(*, code: str, slug: str, number: int | None = None) -> Published:
    """The newest edition of a plan, or the one with the number; Http404 when there is none."""
    editions = list(Edition.objects.filter(unit__code=code, year=slug.replace("-", "/")).newest_first())
    found = next((edition for edition in editions if number in (None, edition.number)), None)
    if found is None:
        raise Http404
    return Published(edition=found, others=tuple(edition for edition in editions if edition != found))


def publishers() -> UnitQuerySet:
    """The institutions that have published something here, in Danish order."""
    parts = Edition.objects.order_by().values_list("unit__code", flat=True).distinct()
    return Unit.objects.filter(code__in={code[:6] for code in parts}, level=Level.INSTITUTION).in_danish_order()


def publishable_plans(unit: Unit) -> QuerySet[Plan]:
    """The unit's plans that have been adopted, newest year first."""
    return Plan.objects.filter(unit=unit, state__in=PUBLISHABLE).select_related("unit").newest_first()


def with_newest(plans: Iterable[Plan]) -> list[tuple[Plan, Edition | None]]:
    """Each plan with the edition everyone can read of it, if there is one."""
    found = [(plan, newest_edition(unit_code=plan.unit.code, year=plan.year)) for plan in plans]
    return [(plan, edition if edition and not edition.is_revoked else None) for plan, edition in found]


def editions_of(unit: Unit) -> list[Shelf]:
    """Everything a unit has published, for those who look after it."""
    return shelves_of(Edition.objects.filter(unit=unit).newest_first().select_related("published_by", "revoked_by"))
