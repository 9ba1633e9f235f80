"""What every page's frame shows: the institution in view, the school year, and the stages of the cycle."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.time import SchoolYear, today
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may


@dataclass(frozen=True)
class Stage:
    """One entry of the navigation: a stage of the quality cycle."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The frame around a page for one reader."""

    unit: Unit | None
    school_year: SchoolYear
    nav: tuple[Stage, ...]


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame`, made only when a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: frame_for(request))}


def frame_for(request: HttpRequest) -> Frame:
    year = SchoolYear.of(today())
    if not isinstance(request.user, User):
        return Frame(unit=None, school_year=year, nav=())
    unit = unit_in_view(request, request.user)
    return Frame(unit=unit, school_year=year, nav=tuple(stages(request, request.user, unit)))


def unit_in_view(request: HttpRequest, user: User) -> Unit | None:
    """The unit the address names, else the first institution of the reader."""
    units = Unit.objects.where(user, Permission.UNIT_READ, on=today())
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    if named := units.filter(code=kwargs.get("code", "")).first():
        return organisation.institution_of(named, on=today()) or named
    return organisation.institutions_of(user, Permission.UNIT_READ, on=today()).first() or units.first()


def stages(request: HttpRequest, user: User, unit: Unit | None) -> list[Stage]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    if unit is None:
        return []
    entries = [(_("Overblik"), "overview:unit-detail", [unit.code], "overview:")]
    if may(user, Permission.DELIVERY_READ, on=unit):
        entries.append((_("Data"), "facts:delivery-list", [unit.code], "facts:"))
    return [
        Stage(label=label, url=reverse(name, args=arguments), is_current=here.startswith(prefix))
        for label, name, arguments, prefix in entries
    ]
